"""The requests below the timeline: a table over the selected stretch, in groups on demand, and a reader beside it."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np
from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from auditor.case.case_file import CaseFile
from auditor.gui.figures import counted
from auditor.gui.jobs import Jobs
from auditor.gui.pieces import card, column, rule
from auditor.gui.requests.copying import MOST, as_text
from auditor.gui.requests.filter_strip import FilterStrip
from auditor.gui.requests.groups_model import several
from auditor.gui.requests.narrowing import Narrowing
from auditor.gui.requests.requests_head import RequestsHead, open_below
from auditor.gui.requests.rows_stack import RowsStack
from auditor.gui.requests.searching import Found, Searching
from auditor.gui.requests.side import Side
from auditor.gui.session import Changes, Session
from auditor.records import Activity
from auditor.table.columns import NAMES
from auditor.table.filters import hits, mask, showing

HINT = "Shift-drag narrows"


class RequestsPanel(QWidget):
    """`chosen`: the place of a request in the activity. `hits_changed`: when the requests to be marked were made, µs,
    sorted: those that show a finding, else those that a search found.

    `columns_changed`: what `set_columns` takes. `told`: a line for the person.
    """

    chosen = Signal(int)
    hits_changed = Signal(object)
    columns_changed = Signal(object)
    told = Signal(str)

    def __init__(self, session: Session, jobs: Jobs | None = None) -> None:
        super().__init__()
        self._session = session
        self._case: CaseFile | None = None
        self._activity: Activity | None = None
        self._now = Narrowing()
        self._hits = 0
        self._reading: int | None = None
        self.rows = RowsStack(session)
        self.model, self.table, self.groups = self.rows.model, self.rows.table, self.rows.groups
        self.searching = Searching(jobs, self)
        self.head, self.strip = RequestsHead(), FilterStrip()
        self.side = Side(session, self.rows)
        self.reader = self.side.reader
        self._lay_out()
        self._connect()
        self._refresh()

    def show_requests(self, case: CaseFile | None, activity: Activity | None, span: tuple[int, int] | None) -> None:
        """The requests of an activity, within a span if one is selected. Filters do not outlast their activity."""
        if case is not self._case:
            self.searching.set_index(case.search if case else None)
        if activity is not self._activity:
            if self._now.shown:
                self.hits_changed.emit(np.empty(0, np.int64))
            self._now = Narrowing(sort=self._now.sort, by=self._now.by)
            self.head.search.show_words("")
            self.searching.show(activity)
        self._case, self._activity = case, activity
        self._now = replace(self._now, span=span)
        self.close_reader()
        self._refresh()

    def complete(self, activity: Activity) -> None:
        """The same requests, of which more is known, such as their families: all that is asked for stays."""
        if self._activity is None or len(activity) != len(self._activity):
            return
        self._activity = activity
        if self._now.depends_on_families:
            self._refresh()
        else:  # the same rows: what is chosen, read and in sight stays
            self.model.complete(activity)
            self.table.place_columns()
            self._show_hint()
        if not self.reader.isHidden() and self._reading is not None and self._reading < self.model.rowCount():
            self._read_again()

    def set_zone(self, zone: ZoneInfo) -> None:
        """Times on the clocks of another zone."""
        self.model.set_zone(zone)
        self.rows.groups_model.zone = zone
        if self._now.by:
            self._refresh()
        if not self.reader.isHidden():
            self._read_again()

    def set_columns(self, stored: object) -> None:
        """Columns as `columns_changed` told them; None for those of a first look."""
        self.table.set_columns(stored)

    def show_event(self, position: int) -> None:
        """Choose the row of an event, if it is among those shown."""
        if self._now.by:
            self._narrow(self._now.grouped_by(""))
        at = self.model.row_of(position)
        if at >= 0:
            self.table.go_to(at)
        elif self._now.filters or self.searching.found.words:
            self.told.emit("That request is not among those shown: the table is filtered")

    def show_events(self, what: str, events: tuple[int, ...]) -> None:
        """Only these events (row ids), which show something; the words of a search go."""
        if self.searching.found.words:
            self._end_search()
        self._narrow(replace(self._now.grouped_by(""), filters=()).filtered(showing(what, events)))

    def close_reader(self) -> None:
        """Back to the table alone."""
        self._reading = None
        self.side.show_nothing()
        self.table.clearSelection()
        self.table.place_columns()

    def search_text(self) -> None:
        """To the field for words in prompts and responses."""
        self.head.search.setFocus()
        self.head.search.selectAll()

    def filter_cell(self, *, keep: bool) -> None:
        """Only what the current cell of the table says, or without it."""
        self.table.filter_cell(keep=keep)

    def next_hit(self, step: int = 1) -> None:
        """The next request found, or the previous one (-1); after the last, the first."""
        if not self.searching.found.words:
            self.search_text()
        else:
            if self._now.by:
                self._narrow(self._now.grouped_by(""))
            chosen, count = self.table.chosen_rows(1), self.model.rowCount()
            start = chosen[0] if chosen else -1 if step > 0 else 0
            if count:
                self.table.go_to((start + step) % count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F3:
            self.next_hit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        parts = (self.head, self.strip, rule(), self.side, self.rows.totals)
        inner = column(*parts, spacing=0, margins=(1, 1, 1, 1))
        inner.setStretch(3, 1)
        self.setLayout(column(card(inner)))

    def _connect(self) -> None:
        self._session.changed.connect(self._follow)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._look_at())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._look_at())
        self.table.clicked.connect(lambda index: self._read(index.row()) if self.reader.isHidden() else None)
        self.table.filter_wanted.connect(lambda one: self._narrow(self._now.filtered(one)))
        self.table.sort_wanted.connect(self._sort)
        self.table.copy_wanted.connect(self._copy)
        self.table.compare_wanted.connect(self._compare)
        self.table.back_wanted.connect(self._back)
        self.table.escape_wanted.connect(self._escape)
        self.table.columns_changed.connect(self.columns_changed)
        self.groups.opened.connect(self._open_group)
        self.groups.looked_at.connect(self._look_at_group)
        self.groups.back_wanted.connect(self._back)
        self.groups.escape_wanted.connect(self._escape)
        self.head.grouping_chosen.connect(lambda by: self._narrow(self._now.grouped_by(by)))
        self.head.compare.clicked.connect(self._compare)
        self.head.columns.clicked.connect(lambda: open_below(self.head.columns, self.table.columns_menu()))
        self.head.search.asked.connect(self.searching.ask)
        self.head.search.next_wanted.connect(self.next_hit)
        self.head.search.left.connect(self.rows.focus_rows)
        self.strip.removed.connect(lambda one: self._narrow(self._now.without([one])))
        self.strip.cleared.connect(self._clear)
        self.strip.search_ended.connect(self._end_search)
        self.strip.step_wanted.connect(self.next_hit)
        self.strip.back_wanted.connect(self._back)
        self.searching.changed.connect(self._found)
        self.side.closed.connect(self.close_reader)
        self.side.open_wanted.connect(lambda: self._open_group(self.groups.currentIndex().row()))

    def _follow(self, changes: Changes) -> None:
        if changes.theme:
            self.side.set_theme()
        if changes.names and not changes.case:  # of another case the requests are still to come
            self._refresh()

    def _narrow(self, now: Narrowing) -> None:
        """Show what is asked for now. The reader closes, for its row may be gone; the keyboard stays near its own."""
        shown = self._now.shown
        stood = self.table.currentIndex()
        row, section = stood.row(), stood.column()
        place = self.model.position_of(row) if stood.isValid() else None
        self._now = now
        self.close_reader()
        self._refresh()
        if now.shown is not shown:
            self._mark()
        if place is not None and self.model.rowCount():
            at = self.model.row_of(place)
            self.table.stand_on(at if at >= 0 else min(row, self.model.rowCount() - 1), section)
        if self.strip.isAncestorOf(self.focusWidget()) or self.focusWidget() is None:
            self.rows.focus_rows()  # the chip that had the keyboard is gone

    def _sort(self, column: str) -> None:
        """By a column, from its beginning."""
        section = max(self.table.currentIndex().column(), 0)
        self.table.setCurrentIndex(QModelIndex())
        self._narrow(self._now.sorted_by(column))
        if self.model.rowCount():
            self.table.stand_on(0, section)

    def _refresh(self) -> None:
        found = self.searching.found
        self.rows.refresh(self._case, self._activity, self._now, found)
        self.head.count.setText(self.rows.count_words(self._now))
        self.head.show_grouping(self._now.by)
        self._show_hint()
        back = f"all {several(self._now.opened[0])}" if self._now.opened else ""
        self.strip.show_parts(self._now.filters, found.words, self._search_words(found), back)

    def _show_hint(self) -> None:
        narrowed = self._now.filters or self.searching.found.words or self._now.span
        families = self.model.families_shown()
        parts = [several("family", families) if families else "", HINT if self._activity and not narrowed else ""]
        self.head.hint.setText(" · ".join(part for part in parts if part))

    def _search_words(self, found: Found) -> str:
        """How the search stands."""
        if not found.words or found.problem:
            return ""
        if found.texts is None:
            return f"searching… {found.notice}".strip()
        return "nothing found" if not self._hits else f"{counted(self._hits, 'request')} of this agent"

    def _found(self, found: Found) -> None:
        self._hits = 0
        if self._activity is not None and found.words and found.texts is not None:
            self._hits = int(hits(self._activity, found.texts).sum())
        if found.words and found.texts is None and not found.problem:  # under way: what is shown stays until it ends
            self.strip.show_parts(self._now.filters, found.words, self._search_words(found), "")
            return
        self.close_reader()
        self._refresh()
        self._mark()

    def _mark(self) -> None:
        """Tell when what is shown as evidence was made, or else what a search found."""
        activity, texts = self._activity, self.searching.found.texts
        times = np.empty(0, np.int64)
        if activity is not None and self._now.shown:
            times = activity.at[mask(activity, [self._now.shown])]
        elif activity is not None and self.searching.found.words and texts is not None:
            times = activity.at[hits(activity, texts)]
        self.hits_changed.emit(times)

    def _end_search(self) -> None:
        self.head.search.show_words("")
        self.searching.ask("")
        self.rows.focus_rows()

    def _clear(self) -> None:
        self._narrow(self._now.without(self._now.filters))
        self._end_search()

    def _open_group(self, row: int) -> None:
        if row >= 0:
            self._narrow(self._now.entered(self.rows.groups_model.filter_of(row)))
            self.rows.focus_rows()

    def _look_at_group(self, row: int) -> None:
        if self._now.by == "family" and self._case:
            self.side.show_family(self._case, self.rows.groups_model, row, self.rows.rows)

    def _back(self) -> None:
        opened = self._now.opened
        self._narrow(self._now.back())
        if opened:
            self.rows.go_to_group(opened[1].value)
        self.rows.focus_rows()

    def _escape(self) -> None:
        """Close what stands beside the rows; then go back."""
        if self.side.open:
            self.close_reader()
        else:
            self._back()

    def _look_at(self) -> None:
        """Read the row chosen now, unless it is the one that is read."""
        row = self.table.chosen_current()
        self.head.compare.setVisible(len(self.table.chosen_rows(2) or ()) == 2)
        if row is not None and row != self._reading:
            self._read(row)

    def _read(self, at: int) -> None:
        if at < 0 or self._case is None or self._activity is None:
            return
        self._reading = at
        self._read_again()
        self.chosen.emit(self.model.position_of(at))

    def _read_again(self) -> None:
        """Read the same row, told otherwise now."""
        if self._reading is not None and self._case is not None and self._activity is not None:
            place = self.model.position_of(self._reading)
            self.side.read(self._case, self._activity, place, self.model.zone, self.searching.found.words)

    def _compare(self) -> None:
        chosen = self.table.chosen_rows(2) or []
        if len(chosen) == 2 and self._case:
            self.side.compare(self._case, [self.model.event_at(row) for row in chosen], self.model.zone)

    def _copy(self) -> None:
        chosen = self.table.chosen_rows(MOST)
        if chosen is None:
            self.told.emit(f"More than {MOST:,} requests are chosen: export them instead")
        elif chosen and self._activity is not None:
            rows = [(self.model.position_of(row), self.model.request(row)) for row in chosen]
            columns = [name for section, name in enumerate(NAMES) if not self.table.isColumnHidden(section)]
            names = self._session.tells_names
            words = as_text(columns, self._activity, rows, self.model.zone, names=names)
            QGuiApplication.clipboard().setText(words)
            left_out = "" if names else ", without prompts and names while names are hidden"
            self.told.emit(f"Copied {counted(len(chosen), 'request')}{left_out}")
