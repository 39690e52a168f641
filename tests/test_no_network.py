"""The program is offline: the interpreter itself says whenever a socket is used, and none is."""

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent

WATCHED = """
import sys

def watch(event, arguments):
    if event.startswith("socket.") and event != "socket.gethostname":
        raise SystemExit(f"the network was used: {event} {arguments}")

sys.addaudithook(watch)
"""

ALL_COMMANDS = """
import contextlib
from auditor.cli.main import cli

def auditor(*words):
    with contextlib.suppress(SystemExit):
        cli(list(words), prog_name="auditor", standalone_mode=False)
        return
    raise AssertionError(words)

auditor("new", "a.auditcase", "--name", "A", "--reviewer", "R", "--timezone", "Europe/Berlin")
auditor("import", "a.auditcase", "use.csv")
auditor("agents", "a.auditcase", "--json")
auditor("sources", "a.auditcase")
auditor("label", "a.auditcase", "tidy-up", "useful", "--reviewer", "R")
auditor("verdicts", "a.auditcase")
auditor("export", "a.auditcase", "out")
auditor("verify", "a.auditcase")
auditor("formats")
print("done")
"""

WINDOW = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["AUDITOR_CONFIG_DIR"] = "config"
from pathlib import Path
from auditor.gui.app import make_app, make_window
from auditor.gui.theme import LIGHT
app = make_app()
window = make_window(LIGHT)
window.show()
window.open_case(Path("a.auditcase"))
window.import_paths([Path("use.csv")])
for _ in range(50):
    app.processEvents()
window.show_review()
window.session.toggle_dark()
app.processEvents()
places = Path("/proc/self/fd")  # what Qt opens in C++ the interpreter does not see, but Linux does
open_files = [os.readlink(f"{places}/{name}") for name in os.listdir(places) if (places / name).is_symlink()]
window.close()
print([name for name in open_files if name.startswith("socket:")])
"""


def run(script: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(REPOSITORY)!r})\n{WATCHED}{script}"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_no_command_opens_a_socket(tmp_path: Path) -> None:
    table = "timestamp,employee,agent,input_tokens\n2026-09-01T08:00:00Z,mira.holt,tidy-up,5\n"
    (tmp_path / "use.csv").write_text(table)
    done = run(ALL_COMMANDS, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("done\n")
    assert (tmp_path / "out" / "labels.csv").exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux which files are open")
def test_the_window_opens_no_socket(tmp_path: Path) -> None:
    (tmp_path / "use.csv").write_text("timestamp,employee,agent,input_tokens\n2026-09-01T08:00:00Z,mira.holt,a,5\n")
    assert run(ALL_COMMANDS.replace("tidy-up", "a"), tmp_path).returncode == 0
    done = run(WINDOW, tmp_path)
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr


def test_the_watch_sees_a_socket(tmp_path: Path) -> None:
    tried = run("import socket; socket.socket().connect_ex(('127.0.0.1', 9))", tmp_path)
    assert tried.returncode == 1
    assert "the network was used: socket." in tried.stderr
