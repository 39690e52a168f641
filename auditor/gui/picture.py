"""Pictures of the real screens, drawn without a display."""

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from auditor.case.case_file import CaseFile
from auditor.errors import AuditorError
from auditor.gui.app import make_app, make_window
from auditor.gui.main_window import MainWindow
from auditor.gui.starting.recent import RecentCases
from auditor.gui.theme import DARK, LIGHT
from auditor.review import find_agent

LONGEST_MS = 120_000

SCREENS: dict[str, Callable[[MainWindow], object]] = {
    "review": MainWindow.show_review,
    "import": MainWindow.show_import,
    "data": MainWindow.show_data,
    "keys": lambda window: (window.show_review(), window.keys.appear()),
}
"""The screens a picture can be taken of, and how to get there."""


def take(case: Path, target: Path, screen: str, agent: str | None, size: tuple[int, int], *, dark: bool) -> None:
    """Open a case read-only, show a screen, and save it as PNG. Raises AuditorError."""
    app = make_app()
    window = make_window(DARK if dark else LIGHT, RecentCases(Path(mkdtemp())))  # no visit to be remembered
    try:
        window.resize(*size)
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
    """Wait until all work behind the window is done and shown. Raises AuditorError after two minutes."""
    waiting, patience = QEventLoop(), QTimer(singleShot=True, interval=LONGEST_MS)
    window.jobs.idle.connect(waiting.quit)
    patience.timeout.connect(waiting.quit)
    patience.start()
    app.processEvents()
    while window.jobs.busy and patience.isActive():  # what one piece of work found may begin another
        waiting.exec()
        app.processEvents()
    if window.jobs.busy:
        raise AuditorError("The case took too long to read for a picture.", "Open it in the window instead.")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    app.processEvents()
