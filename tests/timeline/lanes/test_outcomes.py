"""The lane "Outcomes": words for marks, and when marks are joined."""

from dataclasses import replace

from auditor.records import UNKNOWN, Outcome
from auditor.timeline.clock import DAY, MINUTE
from auditor.timeline.lane import Link
from auditor.timeline.lanes.outcomes import OUTCOMES
from auditor.timeline.outcome_words import hows, words
from auditor.timeline.ties import STRENGTH, How, counted, is_own
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
        "Thu 1 Oct, 00:00: ticket A-1 closed “Fix it” · not linked to this agent: only the same person's"
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


def test_each_outcome_is_tied_in_the_firmest_way_that_is_known():
    outcomes = [commit(DAY), commit(DAY, agent=None), commit(DAY, agent=None), commit(DAY, agent="other")]
    links = [Link(1, 5), Link(1, 6, How.TIME), Link(2, 2 * DAY), Link(2, 7, How.TIME), Link(3, 5), Link(3, 6, How.TIME)]
    assert hows(outcomes, [True, True, False, False], links) == [
        *(How.SOURCE, How.PROMPT, How.TIME, How.PROMPT_OF_OTHER),
    ]
    assert hows(outcomes[:3], [True, True, False], []) == [How.SOURCE, How.BRANCH, How.PERSON]


def test_ways_to_be_tied_are_told_the_firmest_first():
    assert sorted(STRENGTH.values(), reverse=True) == [STRENGTH[how] for how in How]
    assert [how for how in How if is_own(how)] == [How.SOURCE, How.PROMPT, How.BRANCH, How.TRAILER]
    assert counted([How.TIME, How.SOURCE, How.SOURCE]) == "2 named, 1 by time" and counted([]) == ""


def test_the_tooltip_tells_how_firmly_each_is_tied_and_how_many_are_tied_so():
    outcomes = [commit(START), commit(START + MINUTE, agent=None), commit(START + 20 * DAY, agent=None)]
    made = replace(subject(activity([]), outcomes), links=[Link(1, START, How.TIME), Link(2, START + DAY)])
    lines = OUTCOMES.describe(OUTCOMES.prepare(made), VIEW, START, 0.5).splitlines()
    assert [line.partition(" · ")[2] for line in lines[:2]] == [How.SOURCE, How.TIME]
    assert lines[2] == "3 in all: 1 named, 1 by reference, 1 by time"
    assert OUTCOMES.bins(OUTCOMES.prepare(made), VIEW).legend == ("1 by time", "1 named, 1 by reference")


def test_what_a_prompt_ties_is_solid_and_what_time_ties_is_not():
    outcomes = [commit(START, agent=None), commit(START + 9 * DAY, agent=None)]
    made = replace(subject(activity([]), outcomes), links=[Link(0, START), Link(1, START + 9 * DAY, How.TIME)])
    drawing = OUTCOMES.bins(OUTCOMES.prepare(made), VIEW)
    assert drawing.solid.tolist() == [True, False] and drawing.named.tolist() == [START, UNKNOWN]
