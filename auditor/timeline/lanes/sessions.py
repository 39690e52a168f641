"""Lane "Sessions": from the first to the last event of each, in rows without overlap; close up the requests in them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.records import Activity
from auditor.timeline.clock import SECOND, Clock, clock_of
from auditor.timeline.lane import Lane, Spans, Subject
from auditor.timeline.lanes.bars import REACH, has_room
from auditor.timeline.lanes.rows import plural
from auditor.timeline.prefix import MAD, ends
from auditor.timeline.sessions import Sessions, sessions_of
from auditor.timeline.spans import Stretches
from auditor.timeline.viewport import Viewport
from auditor.timeline.words import count, duration, instant, interval

ROOM = 4
"""px that a request needs on average to be drawn by itself."""

SESSION, REQUEST, FAILED = 0, 1, 2
COLORS, LEGEND = ("cached", "input", "text"), ("session", "request", "failed")


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """The sessions in rows; no request took longer than `longest`, µs."""

    clock: Clock
    activity: Activity
    sessions: Sessions
    longest: int


def prepare(subject: Subject) -> Prepared:
    """Find the sessions and pack them into rows."""
    longest = min(MAD, int(subject.activity.duration.max(initial=0)))
    return Prepared(clock_of(subject.zone), subject.activity, sessions_of(subject.activity), longest)


def bins(prepared: Prepared, viewport: Viewport) -> Spans:
    """Sessions that reach into the view, and where there is room the requests in them."""
    sessions = prepared.sessions
    single = has_room(prepared.activity.at, viewport, ROOM)
    lines = sessions.lines[:-1] if single and sessions.loose else sessions.lines
    found = [line.visible(viewport) for line in lines]
    rows = [np.full(len(line.starts), place, dtype=np.int64) for place, line in enumerate(found)]
    kinds = [np.full(len(row), SESSION, dtype=np.int64) for row in rows]
    if sessions.loose and not single:
        kinds[-1] += REQUEST
    if single:
        line, row, kind = requests(prepared, viewport)
        found, rows, kinds = [*found, line], [*rows, row], [*kinds, kind]
    return Spans(
        _joined([line.starts for line in found]),
        _joined([line.ends for line in found]),
        _joined(rows),
        _joined(kinds),
        len(sessions.lines),
        COLORS,
        LEGEND if single and len(prepared.activity) else (),
        _scale(sessions),
        FAILED,
    )


def _joined(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([np.empty(0, dtype=np.int64), *parts])


def requests(prepared: Prepared, viewport: Viewport) -> tuple[Stretches, NDArray[np.int64], NDArray[np.int64]]:
    """Requests as stretches, with the row and the kind of each; those in one pixel column are one."""
    activity, part = prepared.activity, _part(prepared, viewport)
    at, line = activity.at[part], prepared.sessions.line_of(activity.session[part])
    over = ends(at, activity.duration[part]) + 1
    kind = np.where(activity.failed[part], FAILED, REQUEST)
    inside = over > viewport.start
    group = kind[inside] * len(prepared.sessions.lines) + line[inside]
    order = np.argsort(group, kind="stable")
    whole = Stretches(at[inside][order], over[inside][order])
    found, group = whole.joined(viewport, group[order])
    return found, group % len(prepared.sessions.lines), group // len(prepared.sessions.lines)


def _part(prepared: Prepared, viewport: Viewport) -> slice:
    """The events that may reach into the view."""
    low = viewport.start - min(prepared.longest, viewport.span)
    return slice(*np.searchsorted(prepared.activity.at, [low, viewport.end]).tolist())


def _scale(sessions: Sessions) -> str:
    if not len(sessions.ids):
        return "no sessions told" if sessions.loose else ""
    return plural(len(sessions.ids), "session", "sessions")


def describe(prepared: Prepared, viewport: Viewport, at: int, depth: float) -> str:
    """The session under the pointer: when it was, how long, its requests."""
    sessions = prepared.sessions
    if not sessions.lines:
        return ""
    place = min(len(sessions.lines) - 1, max(0, int(depth * len(sessions.lines))))
    reach = max(1, round(REACH * viewport.span / viewport.width))
    if place >= sessions.rows:
        return _several(prepared, place, at, reach)
    mine = np.flatnonzero(sessions.row == place)
    near = mine[_nearest(sessions.starts[mine], sessions.ends[mine], at, reach)]
    return _session(prepared, int(near[0])) if len(near) else ""


def _nearest(starts: NDArray[np.int64], finish: NDArray[np.int64], at: int, reach: int) -> NDArray[np.int64]:
    """The place of the stretch at or nearest to a time, among those that rise; empty where none is near."""
    after = int(np.searchsorted(starts, at, side="right"))
    close = np.arange(max(0, after - 1), min(len(starts), after + 1))
    away = np.maximum(np.maximum(starts[close] - at, at - finish[close]), 0)
    return close[away <= reach][np.argsort(away[away <= reach], kind="stable")][:1]


def _session(prepared: Prepared, place: int) -> str:
    sessions = prepared.sessions
    start, end = int(sessions.starts[place]), int(sessions.ends[place])
    short = end - start < SECOND
    when = instant(prepared.clock, start, SECOND) if short else interval(prepared.clock, start, end)
    words = f"Session {when}\n{count(int(sessions.requests[place]), 'request')} in {duration(end - start - 1)}"
    failed = int(sessions.failed[place])
    return f"{words} · {failed:,} failed" if failed else words


def _several(prepared: Prepared, place: int, at: int, reach: int) -> str:
    """The shared row and the row of requests without a session."""
    sessions, activity = prepared.sessions, prepared.activity
    if sessions.loose and place == len(sessions.lines) - 1:
        part = slice(*np.searchsorted(activity.at, [at - reach, at + reach]).tolist())
        number = int(np.count_nonzero(activity.session[part] < 0))
        return f"{instant(prepared.clock, at, SECOND)}\n{count(number, 'request')} without a session"
    rest = np.flatnonzero(sessions.row < 0)
    number = int(np.count_nonzero((sessions.starts[rest] <= at + reach) & (sessions.ends[rest] > at - reach)))
    return f"{instant(prepared.clock, at)}\n{plural(number, 'session', 'sessions')} more at this time"


SESSIONS = Lane("sessions", "Sessions", "", 0.22, prepare, bins, describe)
