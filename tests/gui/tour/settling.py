"""Waiting until the window is done."""

from PySide6.QtWidgets import QApplication

from auditor.gui.main_window import MainWindow


def settle(window: MainWindow) -> None:
    """Work off all events until no job is under way."""
    for _ in range(400):
        QApplication.processEvents()
        if not window.jobs.busy:
            break
        QApplication.instance().thread().msleep(5)
    QApplication.processEvents()
