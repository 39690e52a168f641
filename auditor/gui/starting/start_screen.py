"""The first screen: recent cases, a new one, the sample."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from auditor.gui.commands import keys_of
from auditor.gui.pieces import button, card, column, row, text
from auditor.gui.session import Session
from auditor.gui.starting.form import in_the_middle
from auditor.gui.starting.recent import RecentCases
from auditor.gui.starting.recent_list import RecentList

PURPOSE = (
    "See which of an employee’s AI agents do useful work and which only burn tokens. "
    "The program shows what happened; you judge."
)
WIDTH = 640


class StartScreen(QWidget):
    """Emits what the person wants; opening is the main window's."""

    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    case_chosen = Signal(Path)

    def __init__(self, session: Session, recent: RecentCases) -> None:
        super().__init__()
        self.setObjectName("screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._recent = recent
        self.cases = RecentList(session)
        self.cases.chosen.connect(self.case_chosen)
        session.changed.connect(lambda changes: changes.theme and self.cases.viewport().update())
        self.new = button("New case", self.new_wanted.emit, primary=True, tip=keys_of("new_case"))
        self.open = button("Open…", self.open_wanted.emit, tip=keys_of("open_case"))
        self.sample = button("Look at the sample case", self.sample_wanted.emit)
        self._section = text("RECENT CASES", "section")
        self._list = self._list_card()
        self._empty = self._empty_card()
        self._build()
        self.refresh()

    def refresh(self) -> None:
        """Read the recent cases anew."""
        cases = self._recent.all()
        self.cases.show_cases(cases)
        self._list.setVisible(bool(cases))
        self._section.setVisible(bool(cases))
        self._empty.setVisible(not cases)
        self.setFocusProxy(self.cases if cases else self.new)

    def showEvent(self, event: QShowEvent) -> None:
        """What another window did to the list shows."""
        self.refresh()
        super().showEvent(event)

    def _build(self) -> None:
        actions = row(self.new, self.open, self.sample, None)
        middle = column(text("Auditor", "display"), text(PURPOSE, "lead", wrap=True), 16, spacing=8)
        middle.addLayout(actions)
        middle.addSpacing(8)
        middle.addSpacing(16)
        for widget in (self._section, self._list, self._empty):
            middle.addWidget(widget)
        middle.addSpacing(8)
        middle.addLayout(_footnote())
        holder = QWidget()
        holder.setLayout(middle)
        holder.setFixedWidth(WIDTH)
        self.setLayout(in_the_middle(holder))

    def _list_card(self) -> QFrame:
        return card(column(self.cases, spacing=0, margins=(1, 1, 1, 1)))

    def _empty_card(self) -> QFrame:
        return card(
            column(
                text("No cases yet", "title"),
                text(
                    "Make a case for what you were asked to audit, or look at the sample case first: "
                    "its company is invented, its export files are read like yours.",
                    "muted",
                    wrap=True,
                ),
                spacing=4,
                margins=(16, 16, 16, 16),
            )
        )


def _footnote() -> QHBoxLayout:
    return row(
        text("Drop export files anywhere to start an import", "small"),
        None,
        text("Nothing leaves this computer", "small"),
    )
