"""The program is offline: the interpreter itself says whenever a socket is used, and none is."""

import subprocess
import sys
from pathlib import Path

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


def test_the_watch_sees_a_socket(tmp_path: Path) -> None:
    tried = run("import socket; socket.socket().connect_ex(('127.0.0.1', 9))", tmp_path)
    assert tried.returncode == 1
    assert "the network was used: socket." in tried.stderr
