"""What a timeline says and copies of a stretch of time: what is there, and unknown where nothing was told."""

import numpy as np

from auditor.gui.timeline.chart import chart_of
from auditor.gui.timeline.copying import numbers_of
from auditor.records import UNKNOWN, Outcome
from auditor.timeline.clock import DAY, HOUR, MINUTE
from auditor.timeline.lanes import LANES
from auditor.timeline.lanes.cost import COST
from auditor.timeline.lanes.tokens import TOKENS
from auditor.timeline.viewport import Viewport
from tests.timeline.activities import made_up, micros, subject

START = micros(2026, 10, 1)
AFTERNOON = START + 15 * HOUR
VIEWS = (Viewport(START, START + 30 * DAY, 650), Viewport(AFTERNOON - HOUR, AFTERNOON + 3 * HOUR, 650))


def chart(at, outcomes=(), **told):
    return chart_of(subject(made_up(at, **told), outcomes), (START, START + 2 * DAY))


def test_of_all_lanes_each_tells_what_lies_at_the_time_whatever_its_row():
    outcomes = [Outcome(AFTERNOON + minute * MINUTE, "commit", f"c{minute}", 1, agent="x") for minute in (5, 6)]
    family = np.arange(60) % 2
    it = chart(AFTERNOON + np.arange(60) * MINUTE, outcomes, family=family, families=("aa", "bb"))
    far, near = (it.describe_all(LANES, view, AFTERNOON + 5 * MINUTE).splitlines() for view in VIEWS)
    assert "Hour of day: Thu 1 Oct, 15:00–16:00 · 60 requests" in far and "Prompt families: A 30, B 30" in far
    assert "Hour of day: Thu 1 Oct, 15:04–15:06 · 2 requests" in near
    assert all("commit c5" in "".join(lines) and "commit c6" in "".join(lines) for lines in (far, near))


def test_tokens_of_a_stretch_that_tells_none_are_unknown():
    it = chart([START, START + DAY], input_tokens=np.array([100, UNKNOWN]))
    assert it.describe_span((START, START + DAY)).endswith("1 request · 100 tokens")
    assert it.describe_span((START + DAY, START + 2 * DAY)).endswith("1 request")


def test_copied_bars_are_empty_where_nothing_was_told_and_0_where_nothing_happened():
    tokens, cost = np.array([100, UNKNOWN, 0]), np.array([UNKNOWN, 5, UNKNOWN])
    it = chart(START + np.array([0, 1, 3]) * DAY, input_tokens=tokens, output_tokens=tokens, cost=cost)
    text = numbers_of((TOKENS, COST), it, Viewport(START, START + 4 * DAY, 30), "").splitlines()
    assert [line.split("\t")[4:] for line in text if line.startswith("2026")] == [
        *(["100", "100", "200"], ["", "", ""], ["0", "0", "0"], ["0", "0", "0"]),
        *([""], ["5"], ["0"], [""]),
    ]
