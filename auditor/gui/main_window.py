"""The window: places the screens and wires the commands to them. It decides nothing."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLineEdit,
    QMainWindow,
    QStackedWidget,
    QWidget,
)

from auditor.case.case_file import SUFFIX, CaseFile
from auditor.errors import AuditorError, Cancelled
from auditor.gui.bars import ReviewBar, StatusLine
from auditor.gui.bindings import Handlers, bind, review_handlers
from auditor.gui.data.data_screen import DataScreen
from auditor.gui.exporting.export_panel import ExportDialog
from auditor.gui.importing.import_screen import ImportScreen
from auditor.gui.integrity_banner import IntegrityBanner
from auditor.gui.integrity_notes import IntegrityNotes
from auditor.gui.jobs import Jobs
from auditor.gui.keys_overlay import KeysOverlay
from auditor.gui.pieces import column, panel, text
from auditor.gui.preparation import Preparation
from auditor.gui.review.review_screen import ReviewScreen
from auditor.gui.session import Changes, Session
from auditor.gui.starting.new_case import NewCasePanel
from auditor.gui.starting.recent import RecentCases
from auditor.gui.starting.start_screen import StartScreen
from auditor.gui.style import apply
from auditor.sample import build_sample, sample_folder

TITLE_BAR = 32
"""Room in px the system takes above the window, which Qt does not tell before it is shown."""


class MainWindow(QMainWindow):
    """Start, new case, import, review and data, one at a time."""

    def __init__(self, recent: RecentCases | None = None) -> None:
        super().__init__()
        self.setWindowTitle("auditor")
        room = self.screen().availableGeometry().size()
        self.resize(QSize(1440, 900).boundedTo(room - QSize(0, TITLE_BAR)))
        self.setMinimumSize(1180, 640)
        self.setAcceptDrops(True)
        self.session, self.jobs = Session(self), Jobs(self)
        self.preparation = Preparation(self.session)
        self.recent = recent or RecentCases()
        self.start = StartScreen(self.session, self.recent)
        self.new_case = NewCasePanel()
        self.imports = ImportScreen(self.session, self.jobs)
        self.review = ReviewScreen(self.session, self.jobs)
        self.data = DataScreen(self.session, self.jobs)
        self.notes = IntegrityNotes(self.session, self.jobs, self)
        self.banners = [IntegrityBanner(self.notes, self.data.titles) for _ in range(2)]
        self.data.banner_place.addWidget(self.banners[1])
        self.bar, self.status = ReviewBar(self.session), StatusLine(self.session)
        reviewing = column(self.bar, self.banners[0], self.review, spacing=0)
        reviewing.setStretch(2, 1)
        self._reviewing = panel("screen", reviewing)
        self._screens = QStackedWidget()
        for screen in (self.start, self.new_case, self.imports, self._reviewing, self.data):
            self._screens.addWidget(screen)
        self._notice = text("", "problem", wrap=True)
        self._notice.hide()
        self.setCentralWidget(panel("screen", column(self._notice, self._screens, self.status, spacing=0)))
        self.keys = KeysOverlay(self)
        self._waiting: list[Path] = []
        self._warned_of: list[str] = []
        self._connect()
        self._review_keys = bind(self, self._handlers())
        self._show(self.start)

    def open_case(self, path: Path) -> None:
        """Open a case; what is wrong with it is said, and the case that was open stays."""
        if self.session.case and self.session.case.path.absolute() == path.absolute():
            self.show_review()
            return
        if self.imports.run.importing:
            self.tell("An import is under way. Wait for it to end, or cancel it; then open another case.")
            return
        if not self._may_leave():
            return
        try:
            case = CaseFile.open(path)
        except AuditorError as error:
            if self.session.case is None:
                self._show(self.start)
            self.tell(str(error))
            return
        self._take_over(case)

    def tell(self, words: str) -> None:
        """Say what went wrong, above whatever is shown; the next screen takes it away."""
        self._notice.setText(words)
        self._notice.setVisible(bool(words))

    def show_review(self) -> None:
        """To the review screen, if a case is open."""
        self._show(self._reviewing if self.session.case else self.start)

    def show_import(self) -> None:
        """To the import screen, and there to the files; without a case, first to a new one."""
        if self._screens.currentWidget() is self.imports:
            self.imports.ask_files()
        elif self.session.case:
            self._show(self.imports)
        else:
            self.show_new_case()

    def show_data(self, tab: str = "") -> None:
        """To the data screen, and to one of its tabs if named; there already, to its next tab."""
        if self.session.case is None:
            self._show(self.start)
            return
        again = self._screens.currentWidget() is self.data
        self._show(self.data)
        if tab:
            self.data.show_tab(tab)
        elif again:
            self.data.next_tab()
        self.data.setFocus()

    def show_new_case(self) -> None:
        """To an empty form."""
        self.new_case.start()
        self._show(self.new_case)

    def import_paths(self, paths: list[Path]) -> None:
        """Files dropped anywhere: a case is opened, exports are imported, into a new case if none is open."""
        cases = [path for path in paths if path.suffix == SUFFIX]
        if cases:
            self.open_case(cases[0])
            return
        if self.session.case:
            self._show(self.imports)
            self.imports.add_paths(paths)
        else:
            self._waiting = paths
            self.show_import()

    def choose_case(self) -> None:
        """Ask for a case file."""
        name, _ = QFileDialog.getOpenFileName(self, "Open a case", "", f"Cases (*{SUFFIX});;All files (*)")
        if name:
            self.open_case(Path(name))

    def open_sample(self) -> None:
        """Build the sample case if it is not there, and open it."""
        self.status.say("Building the sample case from its export files…")
        self.jobs.start(
            "Building the sample case",
            lambda progress, _: build_sample(sample_folder(), progress),
            self.open_case,
            self._failed,
        )

    def export(self) -> None:
        """Open the export dialog."""
        if self.session.case:
            ExportDialog(self.session, self.jobs, self).open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.import_paths(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_leave():
            event.ignore()
            return
        self.jobs.close()
        self.preparation.stop()
        self.session.show_case(None)
        event.accept()

    def _may_leave(self) -> bool:
        """Whether nothing unsaved would be lost; the person is told once, and may then insist."""
        unsaved = self.review.unsaved()
        if not unsaved or unsaved == self._warned_of:
            return True
        self._warned_of = unsaved
        self.show_review()
        self.tell(f"Not saved yet: the verdict on {', '.join(unsaved)}. Enter saves it; do this again to leave it.")
        return False

    def _connect(self) -> None:
        self.start.new_wanted.connect(self.show_new_case)
        self.start.open_wanted.connect(self.choose_case)
        self.start.sample_wanted.connect(self.open_sample)
        self.start.case_chosen.connect(self.open_case)
        self.new_case.made.connect(self._made)
        self.new_case.cancelled.connect(self.show_review)
        self.imports.back.connect(self.show_review)
        self.imports.imported.connect(self.session.reload)
        self.bar.import_wanted.connect(self.show_import)
        self.bar.export_wanted.connect(self.export)
        self.bar.data_wanted.connect(self.show_data)
        self.data.back.connect(self.show_review)
        self.data.import_wanted.connect(self.show_import)
        for banner in self.banners:
            banner.place_wanted.connect(self.show_data)
        self.preparation.stepped.connect(self.status.show_preparation)
        self.preparation.stepped.connect(self.review.evidence.follow)
        self.preparation.assessed.connect(self.session.evidence_changed)
        self.review.changed.connect(self.preparation.again)
        self.review.told.connect(self.status.say)
        self.session.changed.connect(self._follow)

    def _follow(self, changes: Changes) -> None:
        app = QApplication.instance()
        if changes.theme and isinstance(app, QApplication):
            apply(app, self.session.theme)
        if changes.case or changes.verdicts:
            self.recent.remember_session(self.session)

    def _take_over(self, case: CaseFile) -> None:
        self.session.show_case(case)
        self.setWindowTitle(f"{self.session.properties.name if self.session.properties else ''} – auditor")
        if self.session.agents:
            self.show_review()
        else:
            self.show_import()
        if self._waiting:
            self.imports.add_paths(self._waiting)
            self._waiting = []

    def _made(self, path: Path) -> None:
        self.open_case(path)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, AuditorError):
            raise error
        self.tell(str(error))

    def _show(self, screen: QWidget) -> None:
        self.tell("")
        self._screens.setCurrentWidget(screen)
        for shortcut in self._review_keys:
            shortcut.setEnabled(screen is self._reviewing)
        self.status.show_hints(screen is self._reviewing)
        if screen is self._reviewing:
            self.review.queue.list.setFocus()
        else:
            screen.setFocus()

    def _handlers(self) -> Handlers:
        return {
            **review_handlers(self.review),
            "toggle_names": self.session.toggle_names,
            "save": self._enter,
            "clear_selection": self._leave,
            "import": self.show_import,
            "data": self.show_data,
            "export": self.export,
            "new_case": self.show_new_case,
            "open_case": self.choose_case,
            "dark": self.session.toggle_dark,
            "keys": self.keys.appear,
            "quit": self.close,
        }

    def _enter(self) -> None:
        """Enter saves the verdict; in a text field it leaves the field, on a button elsewhere it presses that."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit):
            self.review.queue.list.setFocus()
        elif isinstance(focused, QAbstractButton) and not self.review.verdict.isAncestorOf(focused):
            focused.click()
        else:
            self.review.save()

    def _leave(self) -> None:
        current = self._screens.currentWidget()
        if any(banner.leave() for banner in self.banners):
            return
        if current is self._reviewing:
            self.review.leave()
        elif current is self.data:
            self.data.leave()
        elif current is self.imports:
            self.imports.leave()
        elif current is self.new_case:
            self.show_review()
