"""The parts of an agent, by source and session: ticked ones become an agent of their own."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QWidget

from auditor.gui.data.identity_action import Action, Work, name_field
from auditor.gui.data.lines_model import Line, LinesModel
from auditor.gui.data.link_table import lines_table
from auditor.gui.figures import clock, counted, day, short, whole
from auditor.gui.pieces import column, text
from auditor.gui.session import Session
from auditor.identity import split_agent
from auditor.records import Agent, Strand

HEADERS = ("Session", "When", "Requests", "Tokens")
WIDTHS = {1: 128, 2: 84, 3: 76}
ROW_HEIGHT = 44
LEAST_ROWS = 2


class SplitForm(QWidget):
    """`wanted` carries a title, the work, and the action beside which an error stands."""

    wanted = Signal(str, object, object)

    def __init__(self, session: Session, agent: Agent) -> None:
        super().__init__()
        self._session, self.agent = session, agent
        self.parts = LinesModel(HEADERS, (2, 3), self)
        self.table = lines_table(session, self.parts, "Parts of the agent; Space ticks them", WIDTHS)
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.table.setMinimumHeight(30 + LEAST_ROWS * ROW_HEIGHT)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # it takes what is left
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.clicked.connect(self._clicked)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.toggle_selected)
        self.told = text("Reading its parts…", "small", wrap=True, name="What would be split off")
        self.name = name_field("Name of the new agent", self.split, hint="Name of the new agent")
        self.action = Action("NEW AGENT OF THE TICKED PARTS", self.name, words="Split off", pressed=self.split)
        title = text("SPLIT BY SOURCE AND SESSION", "section")
        layout = column(title, self.table, self.told, 8, self.action, spacing=6)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_parts(self, strands: list[Strand], zone: ZoneInfo, *, names: bool) -> None:
        """The parts as read; source paths, which often name people, only with `names`."""
        self.parts.show([_line(strand, zone, names=names) for strand in strands])
        if strands:
            self.table.setCurrentIndex(self.parts.index(0, 0))
        self._count()

    def ticked(self) -> list[Strand]:
        """The parts to split off."""
        return [line.key for line in self.parts.lines if line.ticked]

    def toggle(self, row: int) -> None:
        """Tick a part, or not."""
        line = self.parts.lines[row]
        self.parts.put(row, replace(line, ticked=not line.ticked))
        self._count()

    def toggle_selected(self) -> None:
        """Space: all chosen rows get what the current one gets."""
        current = self.table.currentIndex()
        if current.isValid():
            on = not self.parts.lines[current.row()].ticked
            for index in self.table.selectionModel().selectedRows():
                self.parts.put(index.row(), replace(self.parts.lines[index.row()], ticked=on))
            self._count()

    def split(self) -> None:
        """Ask for it."""
        agent, name, parts = self.agent.id, self.name.text(), self.ticked()
        work: Work = lambda case: split_agent(case, agent, name, parts)  # noqa: E731  typed once, here
        self.wanted.emit("Splitting the agent", work, self.action)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.toggle(index.row())

    def _count(self) -> None:
        parts, going = self.parts.lines, self.ticked()
        if len(parts) < 2:
            self.told.setText("It consists of one part and cannot be split.")
        elif not going:
            self.told.setText(f"{counted(len(parts), 'part')}. Tick those that are an agent of their own (Space).")
        else:
            staying = [line.key for line in parts if not line.ticked]
            self.told.setText(f"{_sum(going)} go, {_sum(staying)} stay.")
        self.action.setEnabled(len(parts) > 1)
        self.action.tell("")


def _line(strand: Strand, zone: ZoneInfo, *, names: bool) -> Line:
    source = "/".join(strand.source.split("/")[-2:]) if names else f"source {strand.source_id}"
    session = strand.session[:12] if strand.session else "no session told"
    first, last = day(strand.first, zone), day(strand.last, zone)
    when = first if first == last else f"{first} – {last}"
    cells = (session, when, short(strand.events), short(strand.tokens))
    tip = (
        f"session {strand.session or 'not told'}\n{source}\n"
        f"{clock(strand.first, zone)} – {clock(strand.last, zone)} ({zone.key})\n"
        f"{whole(strand.events)} requests, {whole(strand.tokens)} tokens"
    )
    return Line(strand, cells, tip, second={0: source}, ticked=False)


def _sum(strands: list[Strand]) -> str:
    requests = sum(strand.events for strand in strands)
    return f"{counted(requests, 'request')} with {short(sum(strand.tokens for strand in strands))} tokens"
