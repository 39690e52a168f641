"""The main job in the window, by its real keys: new case, drop a folder, import, label, export, read the CSV."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.gui.exporting.export_panel import ExportDialog
from auditor.gui.main_window import MainWindow
from auditor.records import TOKEN_CLASSES
from auditor.resources import resource
from tests.gui.cases import gone


@pytest.fixture
def window(qtbot) -> Iterator[MainWindow]:
    made = MainWindow()
    made.show()
    qtbot.waitExposed(made)
    yield made
    gone(made)


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    """What an auditor is handed: a Claude Code folder, an OpenClaw session and a table."""
    folder = tmp_path / "exports"
    claude = folder / ".claude" / "projects" / "-home-sasha-lind-parcels"
    openclaw = folder / ".openclaw" / "agents" / "mail-sorter" / "sessions"
    for place in (claude, openclaw):
        place.mkdir(parents=True)
    shutil.copy(resource("formats/claude-code/sample.jsonl"), claude / "0d9c.jsonl")
    shutil.copy(resource("formats/openclaw/sample.jsonl"), openclaw / "77aa.jsonl")
    shutil.copy(resource("formats/generic-table/sample.csv"), folder / "gateway.csv")
    return folder


def drop(window: MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    what = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(300, 300), *what))  # Qt drops only where it has entered
    QApplication.sendEvent(window, QDropEvent(QPointF(300, 300), *what))


def make_case(qtbot, window: MainWindow, folder: Path) -> None:
    form = window.new_case
    form._chosen = folder / "audit.auditcase"
    qtbot.keyClicks(form.name, "Parcels")
    qtbot.keyClicks(form.reviewer, "R. Okafor")
    qtbot.keyClick(form.reviewer, Qt.Key.Key_Return)
    assert window.session.case


def import_what_was_dropped(qtbot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.imports.go.isEnabled() and not window.jobs.busy, timeout=20_000)
    qtbot.keyClick(window.imports.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.session.agents) and not window.jobs.busy, timeout=20_000)
    qtbot.keyClick(window.imports, Qt.Key.Key_Escape)


def label_all(qtbot, window: MainWindow) -> None:
    for number in range(len(window.session.agents)):
        for key in "u" if number else "p1":
            qtbot.keyClicks(QApplication.focusWidget() or window, key)
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Return)


def export_all(qtbot, window: MainWindow) -> Path:
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(ExportDialog)
    qtbot.keyClick(dialog.go, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.jobs.busy, timeout=20_000)
    dialog.reject()
    return dialog.folder


def test_from_dropped_files_to_a_labelled_csv_by_keys(qtbot, window: MainWindow, exports: Path, tmp_path: Path):
    drop(window, exports)
    make_case(qtbot, window, tmp_path)
    import_what_was_dropped(qtbot, window)
    first = window.session.current_id
    label_all(qtbot, window)
    with (export_all(qtbot, window) / "labels.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["agent_id"]: row["label"] for row in rows}[str(first)] == "token-padding"
    assert [row["label"] for row in rows].count("useful") == len(rows) - 1
    assert {row["reviewer"] for row in rows} == {"R. Okafor"}
    for name in TOKEN_CLASSES[:4]:
        told = [getattr(agent.totals, name) or 0 for agent in window.session.agents]
        assert sum(int(row[name] or 0) for row in rows) == sum(told)
    assert len(rows) == len(window.session.agents) >= 3


def test_files_dropped_on_the_import_screen_ask_for_no_others(qtbot, window, tmp_path, monkeypatch):
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getOpenFileNames", lambda *_: pytest.fail("a dialog opened"))
    CaseFile.create(tmp_path / "drop.auditcase", Properties("Drop", "R. Okafor")).close()
    (tmp_path / "use.csv").write_text("timestamp,agent,input_tokens\n2026-10-01T08:00:00Z,reader,5\n")
    (tmp_path / "more.csv").write_text("timestamp,agent,input_tokens\n2026-10-02T08:00:00Z,reader,5\n")
    window.open_case(tmp_path / "drop.auditcase")
    qtbot.waitUntil(lambda: window.session.case is not None)
    for name in ("use.csv", "more.csv"):
        window.import_paths([tmp_path / name])
    qtbot.waitUntil(lambda: len(window.imports.files.rows) == 2)
