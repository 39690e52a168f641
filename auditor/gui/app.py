"""Starts the program: Qt, the look, the window, and a net under everything that goes wrong."""

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from auditor.errors import AuditorError
from auditor.gui.main_window import MainWindow
from auditor.gui.starting.recent import RecentCases
from auditor.gui.style import apply, base_font
from auditor.gui.theme import DARK, LIGHT, Theme


def run(case: Path | None) -> int:
    """Show the window, on a case or at the start; returns the exit code when it is closed."""
    if case is not None and not case.exists():
        raise AuditorError(f"There is no case file {case}.", "Make one with: auditor new CASE --name … --reviewer …")
    if not screen_there():
        return _without_screen(case)
    app = make_app()
    window = make_window(DARK if prefers_dark() else LIGHT)
    sys.excepthook = net_under(window)
    window.show()
    if case is not None:
        QTimer.singleShot(0, lambda: window.open_case(case))
    return app.exec()


def make_app() -> QApplication:
    """The one QApplication, not yet dressed."""
    app = QApplication.instance()
    made = app if isinstance(app, QApplication) else QApplication(sys.argv[:1])
    made.setApplicationName("auditor")
    made.setFont(base_font())  # before any widget: what is made earlier would keep the system's font
    if QLocale().language() == QLocale.Language.C:  # a bare terminal: without it thousands are not told apart
        QLocale.setDefault(QLocale(QLocale.Language.English))
    return made


def make_window(theme: Theme, recent: RecentCases | None = None) -> MainWindow:
    """The window, dressed after it is built: dressed before, each layout would dress all below it anew (1.2 s)."""
    window, app = MainWindow(recent), make_app()
    if theme is LIGHT:
        apply(app, theme)
    window.session.set_theme(theme)  # another one dresses it
    return window


def prefers_dark() -> bool:
    """Whether this system is set to dark."""
    return QGuiApplication.styleHints().colorScheme().name == "Dark"


def screen_there() -> bool:
    """Whether a window could be shown; X11 and Wayland tell by their variables."""
    if not sys.platform.startswith("linux"):
        return True
    if platform := os.environ.get("QT_QPA_PLATFORM"):
        return platform not in ("offscreen", "minimal")  # nobody would see that window, nor ever close it
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _without_screen(case: Path | None) -> int:
    """Say what can be done instead. Raises AuditorError where there is no case to do it with."""
    if case is None:
        raise AuditorError("There is no screen here.", "In the terminal: auditor --help, auditor sample.")
    sys.stderr.write(
        f"There is no screen here. For a picture of the window: auditor picture {case} review.png\n"
        f"In the terminal: auditor agents {case} · auditor --help\n"
    )
    return 0


def net_under(window: MainWindow) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """An exception hook: what a person can mend is said in the window; our own bugs come with their traceback.

    The traceback goes to the terminal and into a box that can be copied; the case stays as saved.
    """

    def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, AuditorError):
            window.tell(str(error))
            return
        words = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(words)
        if isinstance(error, Exception):
            box = QMessageBox(QMessageBox.Icon.Critical, "auditor", "Something in auditor went wrong.")
            box.setInformativeText("Every verdict saved before is safe. Please report the details below.")
            box.setDetailedText(words)
            box.exec()

    return told
