"""What stands beside the requests table: the reader of one, the comparison of two, or a family."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from auditor.case.case_file import CaseFile
from auditor.families.numbering import called
from auditor.gui.requests.differences import before
from auditor.gui.requests.family_panel import FamilyPanel
from auditor.gui.requests.groups_model import GroupsModel
from auditor.gui.requests.reader_pane import Others, ReaderPane
from auditor.gui.requests.two_pane import TwoPane
from auditor.gui.session import Session
from auditor.records import UNKNOWN, Activity
from auditor.table.columns import Rows

SHARE = (0.56, 0.44)
"""Of the width, for the table and for what stands beside it."""


class Side(QSplitter):
    """The table at the left; at the right at most one of the three."""

    closed = Signal()
    open_wanted = Signal()

    def __init__(self, session: Session, table: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._session = session
        self.reader, self.two, self.family = ReaderPane(), TwoPane(), FamilyPanel()
        self.addWidget(table)
        for pane in self._panes():
            pane.hide()
            pane.setMinimumSize(240, 100)  # or a long text would take room from the timeline
            pane.closed.connect(self.closed)
            self.addWidget(pane)
        table.setMinimumWidth(260)
        self.setChildrenCollapsible(False)
        self.family.opened.connect(self.open_wanted)

    def show_nothing(self) -> None:
        """The table alone."""
        self._only(None)

    @property
    def open(self) -> bool:
        """Whether anything stands beside the table."""
        return any(not pane.isHidden() for pane in self._panes())

    def read(self, case: CaseFile, activity: Activity, place: int, zone: ZoneInfo, words: str) -> None:
        """Read the request at a place in the activity; `words` are searched for."""
        number, previous = int(activity.family[place]), before(activity, place)
        known = number != UNKNOWN and number < len(activity.families)
        others = Others(
            activity.families[number] if known else None,
            called(number, activity.families) if known else "",
            None if previous is None else lambda: case.events.request(int(activity.event[previous])),
        )
        request = case.events.request(int(activity.event[place]))
        self.reader.show_request(request, zone, names=self._session.tells_names, others=others, words=words)
        self._only(self.reader)

    def compare(self, case: CaseFile, events: Sequence[int], zone: ZoneInfo) -> None:
        """Two requests by their ids beside each other."""
        one, other = (case.events.request(event) for event in events)
        self.two.show_two(one, other, zone)
        self._only(self.two)

    def show_family(self, case: CaseFile, model: GroupsModel, row: int, rows: Rows) -> None:
        """The family of a row of groups, among the requests grouped (`rows`, places in the activity)."""
        assert model.activity and model.groups
        within = np.sort(rows)
        members = within[model.activity.family[within] == model.groups.key[model.group_at(row)]]
        self.family.show_family(case, model, row, model.activity.event[members])
        self._only(self.family)

    def set_theme(self) -> None:
        """The session's colours."""
        for pane in self._panes():
            pane.set_theme(self._session.theme)

    def _only(self, shown: QWidget | None) -> None:
        opening = shown is not None and shown.isHidden()
        for pane in self._panes():
            pane.setVisible(pane is shown)
        if opening:
            beside = round(self.width() * SHARE[1])
            self.setSizes([self.width() - beside, *(beside if pane is shown else 0 for pane in self._panes())])

    def _panes(self) -> tuple[ReaderPane, TwoPane, FamilyPanel]:
        return self.reader, self.two, self.family
