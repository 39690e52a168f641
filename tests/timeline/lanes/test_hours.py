"""The lane "Hour of day": every event in its cell, by the clock on the wall."""

from collections import Counter

import numpy as np
import pytest

from auditor.timeline.clock import DAY, clock_of
from auditor.timeline.lanes.hours import BY_DAY, BY_HOUR, BY_MINUTE, HOURS, raster_for
from auditor.timeline.viewport import Viewport
from tests.timeline.activities import BERLIN, UTC, activity, micros, random_activity, subject

START, END = micros(2026, 9, 1), micros(2026, 11, 30)


def cells(shown, view, zone=BERLIN):
    return HOURS.bins(HOURS.prepare(subject(shown, zone=zone)), view)


def test_every_cell_counts_its_days_hour():
    shown = random_activity(START, END, 5_000)
    drawing, clock = cells(shown, Viewport(START, END, 650)), clock_of(BERLIN)
    expected = Counter((moment.date(), moment.hour) for moment in map(clock.moment, shown.at.tolist()))
    for column, edge in enumerate(drawing.edges[:-1].tolist()):
        date = clock.moment(edge).date()
        assert drawing.counts[:, column].tolist() == [expected[date, hour] for hour in range(24)]


@pytest.mark.parametrize("days", [30, 400, 3_650, 40_000])
def test_no_event_is_lost_in_weeks_months_or_years(days):
    shown = random_activity(START, START + days * DAY, 3_000)
    drawing = cells(shown, Viewport(START, START + days * DAY, 650))
    assert drawing.counts.sum() == 3_000 and drawing.counts.shape[1] < 650


@pytest.mark.parametrize(("span", "raster"), [(END - START, BY_DAY), (2 * DAY, BY_HOUR), (DAY // 24, BY_MINUTE)])
def test_zooming_in_folds_time_finer(span, raster):
    assert raster_for(Viewport(START, START + span, 650)) is raster


def test_a_timer_is_a_straight_line_at_each_zoom():
    shown = activity(np.arange(START, START + 4 * DAY, DAY // 24))
    for span in (40 * DAY, 2 * DAY):
        drawing = cells(shown, Viewport(START, START + span, 650))
        assert (drawing.counts.sum(axis=1) > 0).sum() == (24 if span > 10 * DAY else 1)


def test_both_passes_of_the_hour_that_comes_twice_are_in_its_row():
    twice = [micros(2026, 10, 25, 2, 15, fold=fold) for fold in (0, 1)]
    drawing = cells(activity(twice), Viewport(micros(2026, 10, 1), micros(2026, 11, 1), 650))
    assert drawing.counts[2].sum() == 2 == drawing.counts.sum()


def test_the_same_in_rows_of_minutes():
    twice = [micros(2026, 10, 25, 2, 15, fold=fold) for fold in (0, 1)]
    drawing = cells(activity(twice), Viewport(micros(2026, 10, 24, 12), micros(2026, 10, 25, 12), 650))
    assert drawing.counts[7].sum() == 2 == drawing.counts.sum()


def test_the_zone_moves_the_rows():
    shown = activity([micros(2026, 9, 10, 1, 30)])
    view = Viewport(START, END, 650)
    assert cells(shown, view).counts[1].sum() == cells(shown, view, UTC).counts[23].sum() == 1


@pytest.mark.parametrize("at", [[], [0], [4_102_444_800_000_000], [5] * 100])
def test_few_events_are_drawn(at):
    view = Viewport(0, 1, 650).fitted((min(at, default=0), max(at, default=0)))
    assert cells(activity(at), view).counts.sum() == len(at)


def test_the_tooltip_tells_the_cell():
    lane, shown = HOURS, activity([micros(2026, 10, 29, 9, 5)])
    words = lane.describe(lane.prepare(subject(shown)), Viewport(START, END, 650), micros(2026, 10, 29, 20), 9.5 / 24)
    assert words == "Thu 29 Oct, 09:00–10:00\n1 request"


@pytest.mark.parametrize("fold", [0, 1])
def test_close_up_each_pass_of_the_hour_that_comes_twice_shows_its_own_events(fold):
    start = micros(2026, 10, 25, 2, 10, fold=fold)
    once, again = (micros(2026, 10, 25, 2, 15, fold=fold) for fold in (0, 1))
    drawing = cells(activity([once, once + 2_000_000, again]), Viewport(start, start + 10 * 60_000_000, 650))
    column = int(np.searchsorted(drawing.edges, (once, again)[fold], side="right")) - 1
    assert drawing.counts.sum() == drawing.counts[:, column].sum() == (2, 1)[fold]
