"""The rows of the requests panel: requests, or groups of them, or words that say why there are none; totals below."""

import numpy as np
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QStackedWidget

from auditor.case.case_file import CaseFile
from auditor.gui.figures import whole
from auditor.gui.pieces import column, panel, text
from auditor.gui.requests.empty_words import why_empty
from auditor.gui.requests.groups_model import GroupsModel, several
from auditor.gui.requests.groups_table import GroupsTable
from auditor.gui.requests.narrowing import Narrowing
from auditor.gui.requests.requests_model import NOTHING, RequestsModel
from auditor.gui.requests.requests_table import RequestsTable
from auditor.gui.requests.searching import Found
from auditor.gui.requests.totals_row import TotalsRow
from auditor.gui.session import Session
from auditor.records import Activity
from auditor.table.columns import Rows
from auditor.table.totals import totals
from auditor.timeline.clock import clock_of

NO_SELECTION = QItemSelectionModel.SelectionFlag.NoUpdate


class RowsStack(QStackedWidget):
    """Shows what a `Narrowing` asks for. `rows` are the requests shown or grouped, places in the activity."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("inner")  # else it has the ground of a screen, not that of a panel
        self._session = session
        self.rows: Rows = NOTHING
        self.model, self.groups_model = RequestsModel(self), GroupsModel(self)
        self.table, self.groups = RequestsTable(self.model, session), GroupsTable(self.groups_model, session)
        self.totals = TotalsRow(self.table, session)
        self._why = text("", "muted", wrap=True)
        self._why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty = panel("norequests", column(self._why, margins=(40, 8, 40, 8)))
        for page in (self.table, self.groups, self._empty):
            self.addWidget(page)

    def refresh(self, case: CaseFile | None, activity: Activity | None, now: Narrowing, found: Found) -> None:
        """Show other rows. What a search has not found yet does not narrow."""
        self.rows = NOTHING if activity is None else now.rows(activity, _texts(found))
        self.model.names = self.groups_model.names = self._session.tells_names
        grouped = bool(now.by) and len(self.rows) > 0
        self.model.show(case, activity, NOTHING if grouped else self.rows, now.sort)
        groups = now.groups(activity, self.rows, clock_of(self.groups_model.zone)) if activity and grouped else None
        self.groups_model.show(case, activity, groups)
        self.totals.show_totals(totals(activity, self.rows) if activity else None, aligned=not grouped)
        self._say_why(activity, now, found)
        self.setCurrentWidget(self.groups if grouped else self.table if len(self.rows) else self._empty)
        self.table.may_go_back = now.opened is not None
        self.table.place_columns()
        self.groups.place_columns()
        self.table.scrollToTop()
        self.groups.scrollToTop()

    def count_words(self, now: Narrowing) -> str:
        """1,212 of 18,204; grouped also in how many."""
        activity = self.model.activity
        everything = len(activity) if activity is not None else 0
        shown = whole(len(self.rows)) + ("" if len(self.rows) == everything else f" of {whole(everything)}")
        if not now.by or not len(self.rows):
            return shown
        return f"{shown} in {several(now.by, self.groups_model.named())}"

    def focus_rows(self) -> None:
        """To the rows, at the first one if none is current."""
        shown = self.groups if self.currentWidget() is self.groups else self.table
        shown.setFocus()
        if not shown.currentIndex().isValid() and shown.model().rowCount():
            shown.selectionModel().setCurrentIndex(shown.model().index(0, 0), NO_SELECTION)

    def go_to_group(self, key: int) -> None:
        """Make the group of a value the current one."""
        groups = self.groups_model.groups
        if groups is None:
            return
        for row in range(min(self.groups_model.rowCount(), 10_000)):
            if int(groups.key[self.groups_model.group_at(row)]) == key:
                self.groups.selectRow(row)
                return

    def _say_why(self, activity: Activity | None, now: Narrowing, found: Found) -> None:
        self._why.setText(
            why_empty(
                agent=self._session.current_id is not None,
                activity=None if activity is None else len(activity),
                span=now.span is not None,
                found=found,
                filters=len(now.filters),
            )
        )


def _texts(found: Found) -> Rows | None:
    if found.problem:
        return np.empty(0, np.int64)
    return found.texts if found.words else None
