"""What every test of the window needs: the program's look, settings of its own, a case, jobs that end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.gui.jobs import Jobs
from auditor.gui.session import Session
from auditor.gui.style import apply
from auditor.gui.theme import LIGHT

HEAD = "timestamp,person,agent,model,input_tokens,output_tokens,cost_usd,prompt\n"


@pytest.fixture(scope="session")
def light(qapp: QApplication) -> str:
    """The light theme, applied once: dressing the program takes most of a second."""
    apply(qapp, LIGHT)
    return qapp.styleSheet()


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication, light: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The light theme, English figures, and a settings folder that is thrown away."""
    monkeypatch.setenv("AUDITOR_CONFIG_DIR", str(tmp_path / "config"))
    QLocale.setDefault(QLocale("en_US"))
    if qapp.styleSheet() != light:  # a test before this one liked it dark
        apply(qapp, LIGHT)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A window's state with an empty case open."""
    made = Session()
    made.show_case(CaseFile.create(tmp_path / "tools.auditcase", Properties("Platform tools", "R. Okafor")))
    yield made
    made.show_case(None)


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    """Background work; nothing of it outlives the test."""
    made = Jobs()
    yield made
    made.close()
    qapp.processEvents()  # what was on its way home arrives while its receivers still live


@pytest.fixture
def export_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a table of use: so many good rows, then the lines given."""

    def write(name: str = "gateway_usage.csv", rows: int = 3, *more: str) -> Path:
        good = [
            f"2026-11-{1 + n % 28:02d}T09:14:{n % 60:02d}Z,u-1,standup,m,{100 + n},7,0.25,hi {n}" for n in range(rows)
        ]
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + "\n".join([*good, *more]) + "\n", encoding="utf-8")
        return path

    return write
