"""The lane "Outcomes": words for marks, and when marks are joined."""

from dataclasses import replace

from auditor.records import UNKNOWN, Outcome
from auditor.timeline.clock import DAY, MINUTE
from auditor.timeline.lane import Link
from auditor.timeline.lanes.outcomes import OUTCOMES
from auditor.timeline.outcome_words import words
from auditor.timeline.viewport import Viewport
from tests.timeline.activities import activity, micros, subject

START, END = micros(2026, 10, 1), micros(2026, 10, 31)
VIEW = Viewport(START, END, 650)


def commit(at, number=7, agent="bot"):
    return Outcome(at, "commit", f"{number:040x}", 1, agent=agent)


def marks(outcomes, view=VIEW):
    return OUTCOMES.bins(OUTCOMES.prepare(subject(activity([]), outcomes)), view)


def test_words_read_like_a_sentence():
    kinds = [("ticket closed", "ATL-812"), ("merged_change", "#7"), ("commit", "abcdef0123456789")]
    said = [words(Outcome(0, kind, reference, 1)) for kind, reference in kinds]
    assert said == ["ticket ATL-812 closed", "merged change #7", "commit abcdef01"]


def test_neighbours_closer_than_a_glyph_are_joined():
    drawing = marks([commit(START), commit(START + MINUTE), commit(START + 5 * DAY)])
    assert drawing.texts == ("2 commits", "commit 00000000")


def test_linked_and_other_outcomes_are_never_joined():
    drawing = marks([commit(START), commit(START + MINUTE, agent=None)])
    assert drawing.solid.tolist() == [True, False]


def test_groups_stay_the_same_while_the_view_moves():
    outcomes = [commit(START + hour * DAY // 8) for hour in range(200)]
    whole = set(zip(marks(outcomes).at.tolist(), marks(outcomes).texts, strict=True))
    moved = marks(outcomes, VIEW.panned(3 * DAY))
    inside = [(at, text) for at, text in zip(moved.at.tolist(), moved.texts, strict=True) if at < END - DAY]
    assert inside and set(inside) <= whole


def test_close_up_every_outcome_stands_alone():
    outcomes = [commit(START + minute * MINUTE, minute) for minute in range(5)]
    assert len(marks(outcomes, Viewport(START, START + 10 * MINUTE, 650)).texts) == 5


def test_without_outcomes_it_says_so():
    assert marks([]).empty == "No outcomes known" and len(marks([]).at) == 0


def test_the_tooltip_tells_title_and_link():
    prepared = OUTCOMES.prepare(subject(activity([]), [Outcome(START, "ticket closed", "A-1", 1, title="Fix it")]))
    assert OUTCOMES.describe(prepared, VIEW, START, 0.5) == (
        "Thu 1 Oct, 00:00: ticket A-1 closed “Fix it” · not linked to this agent"
    )
    assert OUTCOMES.describe(prepared, VIEW, START + 9 * DAY, 0.5) == ""


def test_a_tie_tells_when_prompts_first_named_an_outcome():
    outcomes = [commit(START + 9 * DAY), commit(START + 3 * DAY, number=9)]
    links = [Link(0, START + 5 * DAY), Link(0, START + 4 * DAY), Link(7, START)]
    prepared = OUTCOMES.prepare(replace(subject(activity([]), outcomes), links=links))
    assert OUTCOMES.bins(prepared, VIEW).named.tolist() == [UNKNOWN, START + 4 * DAY]
    assert OUTCOMES.describe(prepared, VIEW, START + 9 * DAY, 0.5).splitlines()[1] == (
        "first named in a prompt of Mon 5 Oct, 00:00"
    )


def test_a_joined_mark_is_tied_to_the_first_naming_of_any_of_them():
    outcomes = [commit(START + 9 * DAY), commit(START + 9 * DAY + MINUTE)]
    links = [Link(1, START + DAY), Link(0, START + 2 * DAY)]
    prepared = OUTCOMES.prepare(replace(subject(activity([]), outcomes), links=links))
    assert OUTCOMES.bins(prepared, VIEW).named.tolist() == [START + DAY]
