"""Clocks that were put back, and times long before any model was sold by the token."""

from collections.abc import Iterator

import numpy as np

from auditor.case.checks import EventSample
from auditor.integrity.note import Looked, Note, Weight, many
from auditor.records import UNKNOWN, Activity, Column
from auditor.timeline.extent import clock_jumps
from auditor.times import from_iso, iso

MINUTE = 60_000_000
OFTEN, FAR = 3, 30 * MINUTE
"""In one source: once or twice by some minutes, two sessions may have been written into one."""

EARLIEST = from_iso("2019-01-01T00:00:00Z")


def check(looked: Looked) -> Iterator[Note]:
    """Sources in which lines of one session go back in time, far or often; and sources that begin before EARLIEST."""
    jumps = {id_: found for id_, sample in looked.samples.items() if (found := jumped(sample))}
    jumps = {id_: found for id_, found in jumps.items() if len(found) >= OFTEN or max(far for _, far in found) >= FAR}
    if jumps:
        first, all_ = min(jumps), [jump for found in jumps.values() for jump in found]
        yield Note(
            Weight.DOUBT,
            f"In {looked.named(jumps)}, time goes back within sessions, {many(len(all_), 'time')} and by up to"
            f" {max(far for _, far in all_) // MINUTE:,} min, first at line {jumps[first][0][0]:,}: a clock was set, or"
            " lines were written late.",
            "sources",
        )
    early = [source for source in looked.sources if source.covers and source.covers[0] < EARLIEST]
    if early:
        begins = min(source.covers[0] for source in early if source.covers)
        yield Note(
            Weight.DOUBT,
            f"In {looked.named(source.id for source in early)}, the first time told is {iso(begins)[:10]}, before such"
            " models were sold: a clock was not set, or a column is no time.",
            "sources",
        )


def jumped(sample: EventSample) -> list[tuple[int, int]]:
    """Where the clock was put back, as the timeline sees it: (line, how far in µs), in the order of lines."""
    order = np.argsort(sample.at, kind="stable")
    at, row = sample.at[order], sample.id[order]
    untold = np.full(len(order), UNKNOWN)
    columns = (at, row, sample.session[order], *(untold,) * 5, sample.duration[order], *(untold,) * 6)
    found = clock_jumps(Activity(*columns, failed=untold >= 0), lambda ids: sample.block[_places(sample, ids)])
    return sorted(_jump(sample, _places(sample, row[place])) for place in found)


def _places(sample: EventSample, ids: Column | np.int64) -> Column:
    return np.asarray(np.searchsorted(sample.id, ids))


def _jump(sample: EventSample, place: Column) -> tuple[int, int]:
    """The line of an event, and how far (µs) its time is from that of the session's line before."""
    before = np.flatnonzero(sample.session[:place] == sample.session[place])[-1]
    return int(sample.line[place]), abs(int(sample.at[place] - sample.at[before]))
