"""The bar above the review screen and the line below every screen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from auditor.gui.elided import Elided
from auditor.gui.figures import counted, short
from auditor.gui.pieces import button, column, panel, row, text
from auditor.gui.session import Changes, Session
from auditor.progress import Step

HINTS = (
    ("J", ""),
    ("K", "next, previous"),
    ("U", ""),
    ("P", ""),
    ("I", "verdict"),
    ("Ctrl Z", "undo"),
    ("?", "all keys"),
)


class ReviewBar(QWidget):
    """The case's name, what one can do with it, and who reviews."""

    import_wanted = Signal()
    data_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._name, self._reviewer = Elided("", "h2"), text("", "title")
        self._names = button("Names hidden", session.toggle_names, tip="Show or hide names (H); showing is logged")
        parts = row(
            self._name,
            button("Import…", self.import_wanted.emit, primary=True, tip="Import export files (Ctrl+I)"),
            button("Data", self.data_wanted.emit, tip="Sources, sums, who is who (Ctrl+T)"),
            None,
            self._names,
            button("Export…", self.export_wanted.emit, tip="Write labelled datasets (Ctrl+E)"),
            text("Reviewer", "muted"),
            self._reviewer,
            spacing=12,
            margins=(14, 7, 14, 7),
        )
        self.setLayout(column(panel("bar", parts), spacing=0))
        session.changed.connect(self._follow)

    def _follow(self, changes: Changes) -> None:
        properties = self._session.properties
        if changes.case and properties and self._session.case:
            self._name.setText(properties.name)
            self._reviewer.setText(self._session.case.reviewer)
        if changes.names:
            self._names.setText("Names shown" if self._session.names else "Names hidden")
            self._names.setAccessibleName(self._names.text())


class StatusLine(QWidget):
    """What was last done, what the case holds, and the keys used most."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._said, self._holds = text("● Nothing leaves this computer"), text("")
        self._prepares = text("")
        hints = [piece for key, words in HINTS for piece in (text(key, "key"), text(words)) if piece.text()]
        self._hints = panel("hints", row(*hints, spacing=6))
        parts = row(self._said, self._holds, self._prepares, None, self._hints, spacing=20, margins=(14, 3, 14, 3))
        self.setLayout(column(panel("statusbar", parts), spacing=0))
        session.changed.connect(self._follow)

    def say(self, words: str) -> None:
        """Tell what was done. Errors are told where they arise, not here."""
        self._said.setText(f"● {words}")

    def show_preparation(self, step: Step | None) -> None:
        """How far the preparation of the case is; nothing once it is ready."""
        share = step.share if step else None
        self._prepares.setText(f"{step.title}{'…' if share is None else f': {share:.0%}'}" if step else "")

    def show_hints(self, on: bool) -> None:
        """The keys of the review screen, or none."""
        self._hints.setVisible(on)

    def _follow(self, changes: Changes) -> None:
        if changes.case or changes.agents:
            case = self._session.case
            sources = case.sources.count() if case else 0
            requests = sum(agent.totals.events for agent in self._session.agents)
            agents = counted(len(self._session.agents), "agent")
            held = f"{counted(sources, 'source')} · {short(requests)} requests · {agents}"
            self._holds.setText(held if case else "")
