"""The sources of the case: what each brought, what of it counts, on which days it tells anything."""

import json
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QScrollArea, QStackedWidget, QTableView, QWidget

from auditor.case.case_file import CaseFile
from auditor.errors import AuditorError
from auditor.gui.data.coverage_days import Strip, strips
from auditor.gui.data.coverage_strip import LINE, CoverageStrip
from auditor.gui.data.data_delegate import DataDelegate
from auditor.gui.data.data_tab import DataTab
from auditor.gui.data.sources_detail import SourceDetail
from auditor.gui.data.sources_model import ROW_ROLE, Col, SourceRow, SourcesModel
from auditor.gui.data.sources_rejected import SourceRejected
from auditor.gui.data.sources_words import name_of
from auditor.gui.figures import counted, short
from auditor.gui.importing.rejected_panel import discreet
from auditor.gui.jobs import Jobs
from auditor.gui.pieces import button, card, column, panel, row, rule, text
from auditor.gui.plain_table import plain_table
from auditor.gui.question import Question
from auditor.gui.session import Session
from auditor.records import ImportIssue, Source, SourcePart

ROW_HEIGHT = 48
WIDTHS = {
    Col.IMPORTED: 116,
    Col.BROUGHT: 136,
    Col.WRITTEN: 84,
    Col.COUNTED: 76,
    Col.LEFT_OUT: 168,
    Col.REJECTED: 72,
    Col.COVERS: 104,
}
DAY = 86_400_000_000
AROUND = 28
"""px above, between and below the head and the strips of the days."""

MOST = 16_777_215
"""No limit of height, as Qt writes it."""

EMPTY = "No sources yet.\nImport export files with Ctrl+I, or drop them anywhere in the window."


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the tab shows."""

    rows: list[SourceRow]
    strips: list[Strip]


def load(case: CaseFile) -> Loaded:
    """Read the sources and the days they tell of."""
    later: dict[int, dict[str, int]] = {}
    for line in case.log.lines():
        if line.action == "source imported":
            for source_id, rules in json.loads(line.detail).get("superseded", {}).items():
                mine = later.setdefault(int(source_id), {})
                for name, count in rules.items():
                    mine[name] = mine.get(name, 0) + count
    return Loaded([SourceRow(source, later.get(source.id, {})) for source in case.sources.all()], strips(case))


class SourcesTab(DataTab):
    """A table with the receipt of its current row beside it, the days with data below."""

    import_wanted = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session = session
        self._sources = Question(session, jobs, self._show, self._failed, self)
        self._issues = Question(session, jobs, self._show_issues, self._failed, self)
        self._issues_of: int | None = None
        self._parts = Question(session, jobs, self._show_parts, self._failed, self)
        self.model = SourcesModel(self)
        self.filter = QLineEdit(placeholderText="Filter sources", clearButtonEnabled=True)
        self.filter.setAccessibleName("Filter the sources")
        self.filter.setMaximumWidth(260)
        self.filter.textChanged.connect(self._narrow)
        self.told = text("", "muted", name="What the case holds")
        self.table = self._make_table()
        self.detail = SourceDetail(session)
        self.strip = CoverageStrip(session)
        self.rejected = SourceRejected()
        self.empty = text("", "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.import_files = button("Import files…", self.import_wanted.emit, primary=True, tip="Ctrl+I")
        self._build()
        self.setFocusProxy(self.table)
        self.detail.rejected_wanted.connect(self.read_issues)
        self.rejected.closed.connect(self.leave)
        self.rejected.saved.connect(self._note_export)

    @property
    def zone(self) -> ZoneInfo:
        """The people's time zone."""
        return self._session.properties.zone if self._session.properties else ZoneInfo("UTC")

    @property
    def current(self) -> SourceRow | None:
        """The row under the keyboard."""
        index = self.table.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def refresh(self) -> None:
        """Read the sources anew."""
        self._show_lower(self._days)
        if self._session.case is None:
            self._show(Loaded([], []))
            return
        if not self.model.all:
            self.told.setText("Reading the sources…")
        self._sources.ask("Reading the sources", load)

    def leave(self) -> bool:
        """From the rejected lines to the table, from a filter to all sources."""
        if self._lower.currentWidget() is self.rejected:
            self._show_lower(self._days)
        elif self.filter.text():
            self.filter.clear()
        else:
            return False
        self.table.setFocus()
        return True

    def read_issues(self, source: Source) -> None:
        """Show the lines of a source that could not be read; many of them take a while to read."""
        self._issues.ask("Reading the rejected lines", lambda case: (source, case.sources.issues(source.id)))

    def _show(self, loaded: Loaded) -> None:
        before = self.current.source.id if self.current else None
        self.model.show(loaded.rows, self.zone, names=self._session.names)
        self.strip.show_strips(loaded.strips)
        self._fit()
        self._say("" if loaded.rows else EMPTY)
        self._count()
        self._choose(before)

    def _show_lower(self, shown: QWidget) -> None:
        """The days need what they need; rejected lines take their share."""
        self._lower.setCurrentWidget(shown)
        self._fit()

    def _fit(self) -> None:
        if self._lower.currentWidget() is self.rejected:
            self._lower.setMaximumHeight(MOST)
        else:
            room = self._days_head.sizeHint().height() + AROUND
            self._lower.setMaximumHeight((self.strip.sizeHint().height() + room) if self.strip.strips else 0)

    def _choose(self, source_id: int | None) -> None:
        """Make a source's row the current one, else the first."""
        at = max(0, self.model.row_of(source_id) if source_id is not None else 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(at, 0), flags)
        self._row_shown()

    def _row_shown(self) -> None:
        shown = self.current
        if self._lower.currentWidget() is self.rejected and (not shown or shown.source.id != self._issues_of):
            self._show_lower(self._days)
        self.detail.show_row(shown, self.zone)
        covers = shown.source.covers if shown else None
        days = (covers[0] // DAY, covers[1] // DAY) if covers else None
        importer = shown.source.importer if shown else ""
        self.strip.mark(importer, days)
        self._strip_area.ensureVisible(0, self.strip.line_of(importer), 0, 2 * LINE)
        if shown:
            self._parts.ask("Reading a source", lambda case: (shown.source.id, case.sources.parts(shown.source.id)))

    def _show_parts(self, answer: tuple[int, list[SourcePart]]) -> None:
        if self.current and self.current.source.id == answer[0]:
            self.detail.show_parts(answer[1])

    def _narrow(self, words: str) -> None:
        before = self.current.source.id if self.current else None
        self.model.filter(words)
        self._count()
        self._say("" if self.model.rows else "No source matches the filter." if self.model.all else EMPTY)
        self._choose(before)

    def _count(self) -> None:
        shown, all_ = self.model.rowCount(), len(self.model.all)
        sources = counted(all_, "source") if shown == all_ else f"{shown:,} of {counted(all_, 'source')}"
        agents = self._session.agents
        requests = sum(agent.totals.events for agent in agents)
        tokens = sum(agent.totals.tokens or 0 for agent in agents)
        self.told.setText(f"{sources} · {short(requests)} requests and {short(tokens)} tokens count" if all_ else "")

    def _say(self, words: str) -> None:
        """Words in the place of the table, or the table again."""
        focused = self.table.hasFocus()
        self.empty.setText(words)
        self._upper.setCurrentIndex(1 if words else 0)
        self.filter.setEnabled(bool(self.model.all))
        self.detail.setVisible(bool(self.model.all))
        self.import_files.setVisible(words == EMPTY)
        self.setFocusProxy(self.import_files if words == EMPTY else self.table)
        if focused:
            self.setFocus()

    def _show_issues(self, answer: tuple[Source, list[ImportIssue]]) -> None:
        """Excerpts and paths, which often name people, only while names are shown."""
        source, issues = answer
        if self.current is None or self.current.source.id != source.id:
            return  # the person went on meanwhile
        self._issues_of = source.id
        names = self._session.names
        if not names:
            issues = discreet(issues)
        self.rejected.show_source(replace(source, path=name_of(source, names=names)), issues)
        self._show_lower(self.rejected)
        self.rejected.filter.setFocus()

    def _note_export(self, source_id: int) -> None:
        if self._session.case:
            self._session.case.log.note("rejected lines exported", source=source_id, names=self._session.names)

    def _failed(self, error: AuditorError) -> None:
        self._say(str(error))

    def _make_table(self) -> QTableView:
        table = plain_table(self.model, "Sources", {int(column): width for column, width in WIDTHS.items()})
        table.setItemDelegate(DataDelegate(self._session))
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        table.setMouseTracking(True)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)
        table.selectionModel().currentRowChanged.connect(lambda *_: self._row_shown())
        return table

    def _build(self) -> None:
        self._upper, self._lower = QStackedWidget(), QStackedWidget()
        self._upper.setObjectName("inner")
        self._upper.addWidget(self.table)
        middle = column(None, self.empty, spacing=16)
        middle.addLayout(row(None, self.import_files, None))
        middle.addStretch(2)
        self._upper.addWidget(panel("nothing", middle))
        head = panel("sourceshead", row(text("Sources", "title"), self.told, None, self.filter, margins=(12, 8, 12, 8)))
        upper = card(column(head, rule(), self._upper, spacing=0, margins=(1, 1, 1, 1)))
        self._strip_area = QScrollArea(widgetResizable=True)
        self._strip_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._strip_area.setFrameShape(QFrame.Shape.NoFrame)
        self._strip_area.setWidget(self.strip)
        self._strip_area.verticalScrollBar().valueChanged.connect(lambda _: self.strip.update())
        legend = text("▇ data   ▨ gap, longer than usual for this export   ▢ the chosen source   days in UTC", "small")
        self._days_head = panel("dayshead", row(text("DAYS WITH DATA", "section"), None, legend))
        self._days = card(column(self._days_head, self._strip_area, spacing=6, margins=(12, 10, 12, 8)))
        self._lower.addWidget(self._days)
        self._lower.addWidget(self.rejected)
        left = column(spacing=16)
        left.addWidget(upper, 1)
        left.addWidget(self._lower, 1)
        whole = row(self.detail, spacing=16, margins=(16, 16, 16, 16))
        whole.insertLayout(0, left, 1)
        self.setLayout(whole)
