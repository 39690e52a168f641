"""What the requests table was asked to show: the stretch, filters, sort and grouping, and the way back from a group."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from auditor.records import Activity
from auditor.table.columns import Rows
from auditor.table.filters import Filter, joined, rows_within
from auditor.table.groups import Groups, grouped
from auditor.table.order import arranged
from auditor.timeline.clock import DAY, Clock

BY_TIME = ("time", False)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """`sort`: a column's name, and whether descending. `by`: a grouping, "" for none.

    `opened`: the grouping a group was opened from, and the filter that opened it.
    """

    span: tuple[int, int] | None = None
    filters: tuple[Filter, ...] = ()
    sort: tuple[str, bool] = BY_TIME
    by: str = ""
    opened: tuple[str, Filter] | None = None

    @property
    def depends_on_families(self) -> bool:
        """Whether other rows, or rows in another order, are shown once prompt families are known."""
        by = {self.by, self.sort[0], *(one.column for one in self.filters)}
        return not by.isdisjoint({"family", "prompt"})

    @property
    def shown(self) -> Filter | None:
        """The filter that shows certain events alone, if there is one."""
        return next((one for one in self.filters if one.events is not None), None)

    def filtered(self, one: Filter) -> "Narrowing":
        """With a filter more."""
        return replace(self, filters=joined(self.filters, one))

    def without(self, gone: Sequence[Filter]) -> "Narrowing":
        """With fewer filters; the way back ends where its own is taken away."""
        opened = None if self.opened and self.opened[1] in gone else self.opened
        return replace(self, filters=tuple(one for one in self.filters if one not in gone), opened=opened)

    def sorted_by(self, column: str) -> "Narrowing":
        """By a column; asked again, the other way round; again, by time."""
        if self.sort[0] != column:
            return replace(self, sort=(column, False))
        return replace(self, sort=BY_TIME if self.sort[1] else (column, True))

    def grouped_by(self, by: str) -> "Narrowing":
        """In groups, or not ("")."""
        return replace(self, by=by, opened=None)

    def entered(self, one: Filter) -> "Narrowing":
        """In the group that a filter tells."""
        return replace(self.filtered(one), by="", opened=(self.by, one))

    def back(self) -> "Narrowing":
        """Out of a group, to all of them; or out of the groups, to the requests."""
        if self.opened is None:
            return replace(self, by="")
        by, one = self.opened
        return replace(self.without([one]), by=by)

    def rows(self, activity: Activity, texts: NDArray[np.int64] | None) -> Rows:
        """The requests shown, places in the activity in the order of the table. `texts`: what a search found."""
        column, descending = self.sort
        return arranged(activity, rows_within(activity, self.span, self.filters, texts), column, descending=descending)

    def groups(self, activity: Activity, rows: Rows, clock: Clock) -> Groups:
        """The groups of these requests; days as on a clock."""
        in_time = rows if self.sort == BY_TIME else np.sort(rows)
        return grouped(activity, in_time, self.by, midnights(activity, clock) if self.by == "day" else None)


def midnights(activity: Activity, clock: Clock) -> Rows:
    """The beginnings, µs UTC, of all local days on which there were requests."""
    days = clock.local(activity.at) // DAY
    starts = np.unique(days[np.flatnonzero(np.diff(days, prepend=-1))])
    return clock.utc(starts * DAY)
