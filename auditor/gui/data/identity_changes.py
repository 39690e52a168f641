"""What may be one, and what was changed: two lists, one at a time."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from auditor.gui.data.identity_data import Known
from auditor.gui.data.identity_lines import (
    CHANGE_HEADERS,
    PROPOSAL_HEADERS,
    UNDO,
    change_lines,
    main_one,
    proposal_lines,
)
from auditor.gui.data.identity_words import Names
from auditor.gui.data.lines_model import LinesModel
from auditor.gui.data.link_table import TableOrWords, link_table
from auditor.gui.figures import whole
from auditor.gui.pieces import card, chip, column, panel, row, rule, text
from auditor.gui.session import Session
from auditor.identity import Proposal, join_persons, merge_agents, undo_identity
from auditor.records import IdentityKind

ROW_HEIGHT = 44
NONE_PROPOSED = "No names differ only in spelling. Agents and persons may be one all the same: choose them above."
NONE_CHANGED = "Nothing was changed: everybody is as the sources say. What you change is listed here and can be undone."


class ChangesPanel(QWidget):
    """`wanted` carries a title and the work; `tell` says what is wrong with it."""

    wanted = Signal(str, object, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.proposals = LinesModel(PROPOSAL_HEADERS, (), self)
        self.changes = LinesModel(CHANGE_HEADERS, (), self)
        proposed = link_table(session, self.proposals, "What may be one; Enter makes it one", {1: 240}, self.accept)
        proposed.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        changed = link_table(session, self.changes, "Changes; Enter undoes one", {0: 112, 1: 120, 3: 80}, self.undo)
        self.tables = (proposed, changed)
        self._chips = (chip("May be one"), chip("Changes"))
        self._problem = text("", "bad", wrap=True, name="What is wrong with it")
        self._lists = (TableOrWords(proposed), TableOrWords(changed))
        self._group = QButtonGroup(self)
        self._build()

    def show_known(self, known: Known, names: Names) -> None:
        """Fill both lists. The one in view stays, but for the first time."""
        zone = self._session.properties.zone if self._session.properties else None
        if zone is None:
            return
        self.proposals.show(proposal_lines(known, names))
        self.changes.show(change_lines(known, names, zone))
        for place, (words, model) in enumerate((("May be one", self.proposals), ("Changes", self.changes))):
            self._chips[place].setText(f"{words} {whole(len(model.lines))}")
            self._chips[place].setAccessibleName(self._chips[place].text())
        self._known = known
        self.show_list(next(place for place, one in enumerate(self._chips) if one.isChecked()))

    def show_list(self, place: int) -> None:
        """0: what may be one; 1: the changes."""
        self._chips[place].setChecked(True)
        for at, (model, words) in enumerate(((self.proposals, NONE_PROPOSED), (self.changes, NONE_CHANGED))):
            self._lists[at].say("" if model.lines else words)
            self._lists[at].setVisible(at == place)

    def tell(self, words: str) -> None:
        """Say what is wrong; "" takes it away."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def accept(self, at: int) -> None:
        """Make what a line proposes one."""
        proposal: Proposal = self.proposals.lines[at].key
        main = main_one(proposal, self._known)
        if proposal.kind is IdentityKind.MERGE_AGENTS:
            self.wanted.emit("Merging agents", lambda case: merge_agents(case, proposal.ids, main), self)
        else:
            self.wanted.emit("Joining persons", lambda case: join_persons(case, proposal.ids, main), self)

    def undo(self, at: int) -> None:
        """Take a change back, if it stands."""
        line = self.changes.lines[at]
        if line.cells[-1] == UNDO:
            self.wanted.emit("Undoing", lambda case: undo_identity(case, line.key.id), self)

    def _build(self) -> None:
        for place, one in enumerate(self._chips):
            self._group.addButton(one)
            one.clicked.connect(lambda _=False, at=place: self.show_list(at))
        self.show_list(0)
        self._problem.setContentsMargins(12, 4, 12, 8)
        self._problem.hide()
        head = panel("changeshead", row(*self._chips, None, margins=(12, 8, 12, 8)))
        body = column(head, rule(), *self._lists, self._problem, spacing=0, margins=(1, 0, 1, 1))
        body.setStretch(2, 1)
        body.setStretch(3, 1)
        self.setLayout(column(card(body), spacing=0))
