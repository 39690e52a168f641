"""Who is who: persons with their agents, what can be done with those chosen, and every change with its undo."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QScrollArea, QWidget

from auditor.errors import AuditorError
from auditor.gui.data.data_tab import DataTab
from auditor.gui.data.identity_action import Action, Work
from auditor.gui.data.identity_changes import ChangesPanel
from auditor.gui.data.identity_data import Known, load
from auditor.gui.data.identity_forms import AgentForm, AgentsForm, Form, PersonForm, PersonsForm
from auditor.gui.data.identity_lines import WHO_HEADERS, Key, who_lines
from auditor.gui.data.identity_split import SplitForm
from auditor.gui.data.identity_words import Names, differences, sentence, verdicts_kept
from auditor.gui.data.lines_model import LinesModel
from auditor.gui.data.link_table import TableOrWords, lines_table
from auditor.gui.figures import counted
from auditor.gui.jobs import Jobs
from auditor.gui.pieces import card, clear, column, panel, row, rule, text
from auditor.gui.question import Question
from auditor.gui.session import Session
from auditor.identity import parts_of
from auditor.records import IdentityAct, IdentityKind, Strand

WIDTHS = {2: 84, 3: 100, 4: 104, 5: 124}
RIGHT_WIDTH = 464
LOWER_HEIGHT = 208
EMPTY = "No agents yet.\nImport export files with Ctrl+I, or drop them anywhere in the window."
HINTS = (
    ("Nothing chosen", "h2"),
    ("Choose one agent to rename, move or split it, or several (Ctrl or Shift) to make them one.", "muted"),
    ("Choose one person to say what to call them, or several to say that they are one.", "muted"),
    ("Exports are never rewritten and verdicts stay: each change is listed below, and can be undone.", "muted"),
)
MIXED = (("Agents and persons", "h2"), ("Choose agents only, or persons only.", "muted"))
MERGED = "This agent is part of “{}” now. To judge it on its own again, undo the change in the list below."


class IdentityTab(DataTab):
    """Every change goes through `run`, one at a time; what it did to the figures is said at once."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session = session
        self._known: Known | None = None
        self._done: tuple[IdentityAct, Known] | None = None
        self._doing: Action | ChangesPanel | None = None
        self._reading = Question(session, jobs, self._show, self._failed, self)
        self._changing = Question(session, jobs, self._changed, self._refused, self)
        self._parts = Question(session, jobs, self._show_parts, self._failed, self)
        self.model = LinesModel(WHO_HEADERS, (2, 3), self)
        self.table = lines_table(session, self.model, "Persons and agents", WIDTHS)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.filter = QLineEdit(placeholderText="Filter persons and agents", clearButtonEnabled=True)
        self.filter.setAccessibleName("Filter persons and agents")
        self.filter.setFixedWidth(240)
        self.told = text("", "muted", name="How many persons and agents")
        self.notice = text("", "notice", wrap=True, name="What the change did")
        self.changes = ChangesPanel(session)
        self.form: Form | None = None
        self.split: SplitForm | None = None
        self._upper = TableOrWords(self.table)
        self._build()
        self.setFocusProxy(self.table)
        self.filter.textChanged.connect(lambda _: self._fill())
        self.table.selectionModel().selectionChanged.connect(self._chosen)
        self.table.clicked.connect(lambda _: self._say(""))  # who looks elsewhere has read it
        self.changes.wanted.connect(self.run)

    @property
    def zone(self) -> ZoneInfo:
        """The people's time zone."""
        return self._session.properties.zone if self._session.properties else ZoneInfo("UTC")

    @property
    def chosen(self) -> list[Key]:
        """The persons and agents that are chosen, from the top."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.lines[at].key for at in rows]

    def refresh(self) -> None:
        """Read the case anew."""
        if self._session.case is None:
            self._known = None
            self._fill()
            return
        self._reading.ask("Reading who is who", load)

    def leave(self) -> bool:
        """Esc: from a filter to all, from what was said to the table."""
        if self.filter.text():
            self.filter.clear()
        elif self.notice.text():
            self._say("")
        else:
            return False
        self.table.setFocus()
        return True

    def choose(self, keys: list[Key]) -> None:
        """Choose these, as far as they are shown."""
        flags = QItemSelectionModel.SelectionFlag
        rows = [at for key in keys if (at := self.model.row_of(key)) >= 0]
        selection = QItemSelection()
        for at in rows:
            selection.select(self.model.index(at, 0), self.model.index(at, 0))
        if rows:
            self.table.selectionModel().setCurrentIndex(self.model.index(rows[0], 0), flags.NoUpdate)
        self.table.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)
        if not rows:
            self._show_form()

    def run(self, title: str, work: Work, where: Action | ChangesPanel) -> None:
        """Do one change in the background; what is wrong with it is said in `where`."""
        if self._changing.open or self._session.case is None:
            return
        where.tell("")
        self._doing = where
        self._right.setEnabled(False)
        self.changes.setEnabled(False)
        self._changing.ask(title, work)

    def _changed(self, act: IdentityAct | None) -> None:
        self._released()
        if act is not None and self._known is not None:
            self._done = (act, self._known)
            gone = act.detail.get("agents", []) if act.kind is IdentityKind.MERGE_AGENTS else []
            self._session.reload(instead=act.detail["into"] if self._session.current_id in gone else None)

    def _refused(self, error: AuditorError) -> None:
        where = self._doing
        self._released()
        if where is not None:
            where.tell(str(error))

    def _released(self) -> None:
        self._doing = None
        self._right.setEnabled(True)
        self.changes.setEnabled(True)

    def _show(self, known: Known) -> None:
        before, self._known = self.chosen, known
        names = Names(known, shown=self._session.names)
        self.changes.show_known(known, names)
        self._fill(keep=before)
        if self._done:
            act, was = self._done
            self._done = None
            self._say(_what_was_done(act, was, known, names))
            self.choose(_concerned(act, known) or before)
            self.table.setFocus()

    def _fill(self, keep: list[Key] | None = None) -> None:
        known, keep = self._known, self.chosen if keep is None else keep
        words = self.filter.text()
        self.model.show(who_lines(known, self.zone, words, names=self._session.names) if known else [])
        self._upper.say("" if self.model.lines else "Nobody matches the filter." if words and known else EMPTY)
        if known:
            agents = sum(agent.merged_into is None for agent in known.agents.values())
            self.told.setText(f"{counted(len(known.persons), 'person')} · {counted(agents, 'agent')}")
        self.choose(keep)

    def _chosen(self, *_: object) -> None:
        self._show_form()

    def _show_form(self) -> None:
        clear(self._place)
        self.form = self.split = None
        known, keys = self._known, self.chosen
        ids = [id_ for _, id_ in keys]
        kinds = {kind for kind, _ in keys}
        if known is None or not keys or len(kinds) > 1:
            told = [text(words, role, wrap=True) for words, role in (HINTS if len(kinds) < 2 else MIXED)]
            self._place.addWidget(panel("hints", column(*told, spacing=8)))
            self._place.addStretch(1)
            return
        names = Names(known, shown=self._session.names)
        if kinds == {"person"}:
            persons = [known.persons[id_] for id_ in ids]
            self._add(PersonForm(known, names, persons[0]) if len(ids) == 1 else PersonsForm(known, names, persons))
        elif merged := next((known.agents[id_] for id_ in ids if known.agents[id_].merged_into is not None), None):
            self._place.addWidget(text(MERGED.format(known.called.agents[merged.merged_into or 0].name), wrap=True))
        elif len(ids) > 1:
            self._add(AgentsForm(known, names, [known.agents[id_] for id_ in ids]))
        else:
            self._show_agent(known, names, ids[0])
            return
        self._place.addStretch(1)

    def _show_agent(self, known: Known, names: Names, id_: int) -> None:
        self._add(AgentForm(known, names, known.agents[id_]))
        self.split = SplitForm(self._session, known.agents[id_])
        self.split.wanted.connect(self.run)
        self._place.addWidget(self.split, 1)
        self._parts.ask("Reading the parts of an agent", lambda case: (id_, parts_of(case, id_)))

    def _show_parts(self, answer: tuple[int, list[Strand]]) -> None:
        id_, strands = answer
        if self.split and self.split.agent.id == id_:
            self.split.show_parts(strands, self.zone, names=self._session.names)

    def _add(self, form: Form) -> None:
        self.form = form
        form.wanted.connect(self.run)
        self._place.addWidget(form)

    def _say(self, words: str) -> None:
        self.notice.setText(words)
        self.notice.setVisible(bool(words))

    def _failed(self, error: AuditorError) -> None:
        self._say(str(error))

    def _build(self) -> None:
        head = panel("whohead", row(text("Persons and agents", "title"), self.told, None, self.filter))
        head.setContentsMargins(12, 8, 12, 8)
        upper = card(column(head, rule(), self._upper, spacing=0, margins=(1, 1, 1, 1)))
        self.changes.setFixedHeight(LOWER_HEIGHT)
        left = QWidget()
        left.setLayout(column(upper, self.changes, spacing=16))
        self._place = column(spacing=16, margins=(0, 0, 0, 0))
        self.notice.hide()
        forms = column(self.notice, panel("forms", self._place), spacing=16, margins=(16, 16, 16, 16))
        self._right = panel("identityforms", forms)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._right)
        right = card(column(area, margins=(1, 1, 1, 1)))
        right.setFixedWidth(RIGHT_WIDTH)
        whole = row(left, right, spacing=16, margins=(16, 16, 16, 16))
        whole.setStretch(0, 1)
        self.setLayout(whole)


def _what_was_done(act: IdentityAct, before: Known, after: Known, names: Names) -> str:
    lines = [sentence(act, after, names) + ".", *differences(before, after)]
    if act.kind is IdentityKind.MERGE_AGENTS:
        merged = [before.agents[id_] for id_ in act.detail["agents"] if id_ in before.agents]
        lines += verdicts_kept(merged, before.agents[act.detail["into"]])
    return "\n".join(lines)


def _concerned(act: IdentityAct, known: Known) -> list[Key]:
    """What stands in the middle of a change: to be chosen next."""
    detail = act.detail
    match act.kind:
        case IdentityKind.MERGE_AGENTS:
            keys = [("agent", detail["into"])]
        case IdentityKind.SPLIT_AGENT:
            keys = [("agent", detail["new"])]
        case IdentityKind.JOIN_PERSONS:
            keys = [("person", detail["into"])]
        case _:
            keys = []
    return [key for key in keys if key[1] in (known.agents if key[0] == "agent" else known.persons)]
