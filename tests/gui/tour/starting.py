"""Starting: no case, an old one, a new one, and what cannot be opened."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from auditor.gui.exporting.export_panel import ExportDialog
from auditor.gui.main_window import MainWindow


def start(window: MainWindow, _: Path, __: Path) -> QWidget:
    return window


def start_again(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    window._show(window.start)
    return window


def new_case(window: MainWindow, _: Path, __: Path) -> QWidget:
    window.show_new_case()
    window.new_case.name.setText("Platform tools, third quarter")
    window.new_case.reviewer.setText("R. Okafor")
    return window


def refused(window: MainWindow, _: Path, folder: Path) -> QWidget:
    foreign = folder / "notes.auditcase"
    foreign.write_text("this is no case", encoding="utf-8")
    window.open_case(foreign)
    return window


def keys(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    window.keys.appear()
    return window


def export_dialog(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    dialog = ExportDialog(window.session, window.jobs, window)
    dialog.open()
    return dialog


STARTING = (
    start,
    start_again,
    new_case,
    refused,
    keys,
    export_dialog,
)
"""States of the tour, in order."""
