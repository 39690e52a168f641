"""What others say was used, held against what was counted: sums of exports, and control totals typed in."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QScrollArea, QStackedWidget, QTableView, QWidget

from auditor.case.case_file import CaseFile
from auditor.errors import AuditorError
from auditor.gui.data.control_detail import ControlDetail
from auditor.gui.data.control_form import ControlForm, Scopes
from auditor.gui.data.control_model import ROW_ROLE, Col, ControlModel
from auditor.gui.data.data_delegate import DataDelegate
from auditor.gui.data.data_tab import DataTab
from auditor.gui.data.reconcile_model import ReconcileModel
from auditor.gui.data.reconcile_tree import ReconcileTree
from auditor.gui.data.reconcile_words import AGREEMENTS, Standing
from auditor.gui.data.sources_words import name_of, title_of
from auditor.gui.jobs import Jobs
from auditor.gui.pieces import button, card, column, panel, row, rule, text
from auditor.gui.plain_table import plain_table
from auditor.gui.question import Question
from auditor.gui.session import Session
from auditor.reconcile import GRAVEST, Controlled, Difference, control, controlled, differences, withdraw_control
from auditor.records import ControlTotal, Person, Source

RIGHT, ROW_HEIGHT = 360, 48
WIDTHS = {Col.PERIOD: 156, Col.STATED: 110, Col.COUNTED: 84, Col.DIFFERENCE: 92}
NO_SUMS = (
    "No export of this case states sums.\nDashboards, invoices' exports and usage reports do: imported beside "
    "transcripts or logs, their sums stand here beside what was counted."
)
NO_CONTROLS = (
    "No control total yet.\nEnter what an invoice, a dashboard or the sender’s letter says, "
    "and read here whether the data hold it."
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the tab shows."""

    differences: list[Difference]
    controlled: list[Controlled]
    persons: dict[int, Person]
    models: list[str]
    sources: list[Source]


def load(case: CaseFile) -> Loaded:
    """Hold all sums and control totals against what was counted."""
    return Loaded(
        differences(case),
        controlled(case),
        {person.id: person for person in case.persons.all()},
        sorted({day.model for day in case.agents.by_model() if day.model}),
        case.sources.all(),
    )


class ReconcileTab(DataTab):
    """Sums above, control totals below; at the right the form, or the control total chosen."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session = session
        self._question = Question(session, jobs, self._show, self._failed, self)
        self._persons: dict[int, Person] = {}
        self._wanted: int | None = None
        self.sums = ReconcileModel(self)
        self.tree = ReconcileTree(session, self.sums)
        self.filter = QLineEdit(placeholderText="Filter sums", clearButtonEnabled=True)
        self.filter.setAccessibleName("Filter the sums")
        self.filter.setMaximumWidth(260)
        self.filter.textChanged.connect(self._narrow)
        self.told = text("", "muted", wrap=True, name="How the sums stand")
        self.controls = ControlModel(self)
        self.table = self._make_table()
        self.new = button("New control total…", self.enter)
        self.form, self.detail = ControlForm(), ControlDetail(session)
        self.empty_sums, self.empty_controls = _empty(NO_SUMS), _empty(NO_CONTROLS)
        self._build()
        self.setFocusProxy(self.tree)
        self.form.made.connect(self._made)
        self.form.cancelled.connect(self.leave)
        self.detail.withdraw_wanted.connect(self._withdraw)

    @property
    def zone(self) -> ZoneInfo:
        """The people's time zone."""
        return self._session.properties.zone if self._session.properties else ZoneInfo("UTC")

    def refresh(self) -> None:
        """Read and compare anew."""
        if self._session.case is None:
            self._show(Loaded([], [], {}, [], []))
            return
        if not self.sums.rows and not self.controls.rows:
            self.told.setText("Comparing sums with what was counted…")
        self._question.ask("Comparing sums with what was counted", load)

    def leave(self) -> bool:
        """Out of the form, then out of a filter."""
        if self.right.currentWidget() is self._form_page and self.controls.rows:
            self._show_chosen()
            self.table.setFocus()
        elif self.filter.text():
            self.filter.clear()
            self.tree.setFocus()
        else:
            return False
        return True

    def enter(self) -> None:
        """An empty form for another control total."""
        self.form.start_anew()
        self._show_form()
        self.form.setFocus()

    def _show(self, loaded: Loaded) -> None:
        names = self._session.names
        chosen = self._wanted or self._chosen_id()
        self._wanted, self._persons = None, loaded.persons
        self.sums.show(loaded.differences, loaded.persons, names=names)
        self._say_sums("" if self.sums.rows else NO_SUMS)
        counts = self.sums.counts()
        self.told.setText(" · ".join(_many(AGREEMENTS[kind], counts[kind]) for kind in GRAVEST if counts[kind]))
        self.controls.show(loaded.controlled, loaded.persons, self.zone, names=names)
        self._lower.setCurrentIndex(0 if loaded.controlled else 1)
        self.form.offer(self._scopes(loaded), self.zone, self._session.span)
        self.form.cancel.setVisible(bool(loaded.controlled))
        self._choose(self.controls.row_of(chosen))

    def _scopes(self, loaded: Loaded) -> Scopes:
        names = self._session.names
        persons = [(str(p.id), p.name if names else p.alias) for p in loaded.persons.values()]
        sources = [(str(s.id), f"{name_of(s, names=names)} · {title_of(s)}") for s in loaded.sources]
        all_ = Scopes()
        return Scopes(
            [*all_.persons, *sorted(persons, key=lambda one: one[1].casefold())],
            [*all_.models, *((model, model) for model in loaded.models)],
            [*all_.sources, *sources],
        )

    def _choose(self, at: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        index = self.controls.index(at, 0) if at >= 0 else self.controls.index(0, 0)
        self.table.selectionModel().setCurrentIndex(index, flags)
        self._show_chosen()

    def _chosen_id(self) -> int | None:
        index = self.table.currentIndex()
        return index.data(ROW_ROLE).control.id if index.isValid() else None

    def _show_chosen(self) -> None:
        """The control total under the keyboard; the form where there is none."""
        index = self.table.currentIndex()
        if not index.isValid():
            self._show_form()
            return
        self.detail.show_control(index.data(ROW_ROLE), self._persons, self.zone)
        self._title.setText("CONTROL TOTAL")
        self.right.setCurrentWidget(self._detail_page)

    def _show_form(self) -> None:
        self._title.setText("NEW CONTROL TOTAL")
        self.right.setCurrentWidget(self._form_page)

    def _made(self, told: ControlTotal) -> None:
        case = self._session.case
        if case is None:
            return
        try:
            kept = control(case, told)
        except AuditorError as error:
            self.form.tell(str(error))
            return
        self.form.start_anew()
        self._wanted = kept.id
        self.table.setFocus()
        self._session.data_changed()

    def _withdraw(self, control_id: int) -> None:
        case = self._session.case
        if case is None:
            return
        try:
            withdraw_control(case, control_id)
        except AuditorError as error:
            self._failed(error)
            return
        self.new.setFocus()
        self._session.data_changed()

    def _narrow(self, words: str) -> None:
        self.sums.filter(words)
        if self.sums.counts() and not self.sums.rows:
            self._say_sums("No sum matches the filter." if words.strip() else NO_SUMS)
        else:
            self._say_sums("")

    def _say_sums(self, words: str) -> None:
        """Words in the place of the tree, or the tree again."""
        focused = self.tree.hasFocus()
        self.empty_sums.setText(words)
        self._upper.setCurrentIndex(1 if words else 0)
        self.setFocusProxy(self.form.amount if words == NO_SUMS else self.tree)
        if focused and words == NO_SUMS:
            self.setFocus()

    def _failed(self, error: AuditorError) -> None:
        self._say_sums(str(error))

    def _make_table(self) -> QTableView:
        table = plain_table(self.controls, "Control totals", {int(column): width for column, width in WIDTHS.items()})
        table.setItemDelegate(DataDelegate(self._session))
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        table.setMouseTracking(True)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        table.clicked.connect(lambda _: self._show_chosen())
        return table

    def _build(self) -> None:
        self._upper, self._lower, self.right = QStackedWidget(), QStackedWidget(), QStackedWidget()
        for stack in (self._upper, self._lower, self.right):
            stack.setObjectName("inner")
        self._upper.addWidget(self.tree)
        self._upper.addWidget(self.empty_sums)
        self._lower.addWidget(self.table)
        self._lower.addWidget(self.empty_controls)
        self._form_page, self._detail_page = (
            _scrolled(self.form, "New control total"),
            _scrolled(self.detail, "Details"),
        )
        self.right.addWidget(self._form_page)
        self.right.addWidget(self._detail_page)
        sums_head = column(spacing=4, margins=(12, 8, 12, 8))
        sums_head.addLayout(row(text("Sums beside requests", "title"), None, self.filter))
        sums_head.addWidget(self.told)
        sums = card(column(panel("sumshead", sums_head), rule(), self._upper, spacing=0, margins=(1, 1, 1, 1)))
        controls_head = row(text("Control totals", "title"), None, self.new, margins=(12, 8, 12, 8))
        head = panel("controlshead", controls_head)
        controls = card(column(head, rule(), self._lower, spacing=0, margins=(1, 1, 1, 1)))
        left = column(spacing=16)
        left.addWidget(sums, 3)
        left.addWidget(controls, 2)
        self._title = text("NEW CONTROL TOTAL", "section")
        title = panel("controltitle", row(self._title, margins=(16, 16, 16, 4)))
        right = card(column(title, self.right, spacing=0, margins=(1, 1, 1, 1)))
        right.setFixedWidth(RIGHT)
        whole = row(right, spacing=16, margins=(16, 16, 16, 16))
        whole.insertLayout(0, left, 1)
        self.setLayout(whole)


def _many(standing: Standing, count: int) -> str:
    word = "agree" if standing.word == "agrees" else standing.word
    return f"{standing.glyph} {word}: {count:,}"


def _empty(words: str) -> QLabel:
    label = text(words, "muted", wrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setMargin(24)
    return label


def _scrolled(inner: QWidget, name: str) -> QScrollArea:
    body = column(inner, None, margins=(16, 4, 16, 16))
    holder = QWidget()
    holder.setLayout(body)
    area = QScrollArea(widgetResizable=True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    area.setWidget(holder)
    return area
