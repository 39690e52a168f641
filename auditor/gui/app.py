"""Starts the program: Qt, the look, the window, and a net under everything that goes wrong."""

import os
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from auditor.gui.main_window import MainWindow
from auditor.gui.style import apply
from auditor.gui.theme import DARK, LIGHT


def run(case: Path | None) -> int:
    """Show the window, on a case or at the start; returns the exit code when it is closed."""
    if not screen_there():
        return _without_screen(case)
    app = make_app()
    window = MainWindow()
    window.session.set_theme(DARK if prefers_dark() else LIGHT)
    sys.excepthook = _tell_bug
    window.show()
    if case is not None:
        QTimer.singleShot(0, lambda: window.open_case(case))
    return app.exec()


def make_app() -> QApplication:
    """The one QApplication, dressed light."""
    app = QApplication.instance()
    made = app if isinstance(app, QApplication) else QApplication(sys.argv[:1])
    made.setApplicationName("auditor")
    if QLocale().language() == QLocale.Language.C:  # a bare terminal: without it thousands are not told apart
        QLocale.setDefault(QLocale(QLocale.Language.English))
    apply(made, LIGHT)
    return made


def prefers_dark() -> bool:
    """Whether this system is set to dark."""
    return QGuiApplication.styleHints().colorScheme().name == "Dark"


def screen_there() -> bool:
    """Whether a window could be shown; X11 and Wayland tell by their variables."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _without_screen(case: Path | None) -> int:
    name = case or "CASE"
    sys.stderr.write(
        f"There is no screen here. For a picture of the window: auditor picture {name} review.png\n"
        f"In the terminal: auditor agents {name} · auditor --help\n"
    )
    return 0 if case is not None else 1


def _tell_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Our own bugs: the traceback goes to the terminal and into a box that can be copied; the case stays as saved."""
    words = "".join(traceback.format_exception(kind, error, trace))
    sys.stderr.write(words)
    if issubclass(kind, Exception) and QApplication.instance():
        box = QMessageBox(QMessageBox.Icon.Critical, "auditor", "Something in auditor went wrong.")
        box.setInformativeText("Every verdict saved before is safe. Please report the details below.")
        box.setDetailedText(words)
        box.exec()
