"""The sessions of an agent: from when to when each was, how many requests it had, and its row beside the others."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.records import UNKNOWN, Activity
from auditor.timeline.packing import packed_rows
from auditor.timeline.prefix import ends
from auditor.timeline.spans import Stretches

MOST = 8
"""Rows of sessions; those for which none is free share one more."""

SPREAD = 8
"""Up to so many ids per event a table is faster than sorting."""

Column = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Sessions:
    """Sessions (k) in order of start: each is [`starts`, `ends`) in µs, in `row`, UNKNOWN where it is the shared one.

    `ids` (k) are rising, and `place` (k) tells where each of them is among the others. `requests` and `failed` (k)
    count a session's events. `lines` are the rows as they are drawn, from the top: rows of
    sessions, then the shared row (`shared`), then the requests without a session (`loose`).
    """

    ids: Column
    place: Column
    starts: Column
    ends: Column
    row: Column
    requests: Column
    failed: Column
    lines: tuple[Stretches, ...]
    shared: bool
    loose: bool

    @property
    def rows(self) -> int:
        """How many rows of sessions there are, without the shared one."""
        return len(self.lines) - self.shared - self.loose

    def line_of(self, session: Column) -> Column:
        """The line (n) of the sessions with these ids; UNKNOWN ids belong to the last line."""
        found = np.full(len(session), len(self.lines) - 1, dtype=np.int64)
        known = session != UNKNOWN
        row = self.row[self.place[np.searchsorted(self.ids, session[known])]]
        found[known] = np.where(row == UNKNOWN, self.rows, row)
        return found


def sessions_of(activity: Activity) -> Sessions:
    """Find each session's stretch, and pack them into rows."""
    known = activity.session != UNKNOWN
    loose = not bool(known.all())
    at, over, failed, session = activity.at, ends(activity.at, activity.duration), activity.failed, activity.session
    apart = Stretches(at[~known], np.maximum.accumulate(over[~known] + 1)) if loose else None
    if loose:
        at, over, failed, session = at[known], over[known], failed[known], session[known]
    ids, code = codes(session)
    starts, finish = np.zeros(len(ids), dtype=np.int64), np.full(len(ids), np.iinfo(np.int64).min)
    starts[code[::-1]] = at[::-1]  # of several, the last one given stays: the earliest
    np.maximum.at(finish, code, over + 1)
    order = np.lexsort((ids, starts))
    starts, finish = starts[order], finish[order]
    row = packed_rows(starts, finish, MOST)
    lines = [Stretches(starts[row == line], finish[row == line]) for line in range(int(row.max(initial=-1)) + 1)]
    rest = row == UNKNOWN
    if rest.any():
        lines.append(Stretches(starts[rest], np.maximum.accumulate(finish[rest])))
    return Sessions(
        ids,
        np.argsort(order),
        starts,
        finish,
        row,
        np.bincount(code, minlength=len(ids))[order],
        np.bincount(code[failed], minlength=len(ids))[order],
        tuple([*lines, apart] if apart else lines),
        bool(rest.any()),
        loose,
    )


def codes(session: Column) -> tuple[Column, Column]:
    """The different ids (k, rising) of a column without UNKNOWN, and for every event (n) its place among them."""
    if not len(session):
        return session, session
    low, high = int(session.min()), int(session.max())
    if high - low > SPREAD * len(session):
        ids, code = np.unique(session, return_inverse=True)
        return ids, code
    there = np.zeros(high - low + 1, dtype=np.bool_)
    there[session - low] = True
    return np.flatnonzero(there) + low, (np.cumsum(there) - 1)[session - low]
