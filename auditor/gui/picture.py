"""Pictures of the real screens, drawn without a display."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from auditor.case.case_file import CaseFile
from auditor.errors import AuditorError
from auditor.gui.app import make_app
from auditor.gui.main_window import MainWindow
from auditor.gui.theme import DARK, LIGHT
from auditor.review import find_agent

SCREENS: dict[str, Callable[[MainWindow], object]] = {
    "review": MainWindow.show_review,
    "import": MainWindow.show_import,
    "keys": lambda window: (window.show_review(), window.keys.toggle()),
}
"""The screens a picture can be taken of, and how to get there."""


def take(case: Path, target: Path, screen: str, agent: str | None, size: tuple[int, int], *, dark: bool) -> None:
    """Open a case read-only, show a screen, and save it as PNG. Raises AuditorError."""
    app = make_app()
    window = MainWindow()
    try:
        window.resize(*size)
        window.session.set_theme(DARK if dark else LIGHT)
        opened = CaseFile.open(case, readonly=True)
        window.session.show_case(opened)
        if agent:
            window.session.show_agent(find_agent(window.session.agents, agent).id)
        SCREENS[screen](window)
        save(window, target, app)
    finally:
        window.close()


def save(window: MainWindow, target: Path, app: QApplication) -> None:
    """Write what the window shows, once all work behind it is done."""
    window.show()
    settle(window, app)
    if not window.grab().save(str(target), "PNG"):
        raise AuditorError(f"{target} cannot be written.", "Choose a folder where you may write.")


def settle(window: MainWindow, app: QApplication) -> None:
    """Let layouts, jobs and deferred deletions come to rest."""
    for _ in range(200):
        app.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if not window.jobs.busy:
            break
    app.processEvents()
