"""One agent is cut in two at a date: nothing is counted twice, nothing is lost, each half has its own period."""

from dataclasses import replace

import numpy as np

from auditor.gui.comparing.shown import Shown, cut, joint, period, reach, split_at
from auditor.records import Outcome
from auditor.timeline.clock import DAY
from auditor.timeline.lane import Link
from tests.timeline.activities import activity, micros, random_activity, subject

START, END = micros(2026, 9, 14), micros(2026, 11, 29)
DATE = micros(2026, 10, 25, 2, 30)
"""Within the hour that comes twice in Berlin."""


def shown(**more):
    given = {"shown": random_activity(START, END, 2_000), **more}
    return Shown("digest-loop", "Person 07", subject(**given), (START, END))


def test_the_halves_are_all_events_once():
    one = shown()
    before, after = split_at(one, DATE)
    both = [half.subject.activity for half in (before, after)]
    assert np.array_equal(np.concatenate([half.at for half in both]), one.subject.activity.at)
    assert both[0].at[-1] < DATE <= both[1].at[0]
    assert np.array_equal(np.concatenate([half.event for half in both]), one.subject.activity.event)


def test_an_event_at_the_date_belongs_to_what_comes_after():
    before, after = split_at(shown(shown=activity([DATE - 1, DATE])), DATE)
    assert before.subject.activity.at.tolist() == [DATE - 1] and after.subject.activity.at.tolist() == [DATE]


def test_each_half_knows_the_period_on_its_side():
    before, after = split_at(shown(), DATE)
    assert before.whole == (START, DATE) and after.whole == (DATE, END)


def test_titles_tell_the_date_and_the_time_where_it_is_not_midnight():
    assert [half.title for half in split_at(shown(), micros(2026, 10, 3))] == [
        "Before 3 Oct 2026",
        "From 3 Oct 2026 on",
    ]
    assert split_at(shown(), DATE)[0].title == "Before 25 Oct 2026, 02:30"


def test_outcomes_go_with_their_half():
    outcomes = [Outcome(DATE + day * DAY, "commit", f"c{day}", 1) for day in (-1, 0, 1)]
    before, after = split_at(shown(outcomes=outcomes), DATE)
    assert [one.reference for one in before.subject.outcomes] == ["c-1"]
    assert [one.reference for one in after.subject.outcomes] == ["c0", "c1"] and len(after.subject.linked) == 2


def test_a_date_before_all_events_leaves_an_empty_half():
    before, after = split_at(shown(), START - 5 * DAY)
    assert len(before.subject.activity) == 0 and len(after.subject.activity) == 2_000
    assert before.whole[0] <= before.whole[1]


def test_reach_is_that_of_the_longer_side_and_never_under_a_day():
    early, late = split_at(shown(shown=activity([DATE - 30 * DAY, DATE - DAY, DATE + 3 * DAY])), DATE)
    assert reach(early, late, DATE) == 30 * DAY
    assert reach(*split_at(shown(shown=activity([])), DATE), DATE) == DAY


def test_strays_in_1970_do_not_stretch_the_period():
    at = [0, 1, *range(START, START + 300 * 3_600_000_000, 3_600_000_000)]
    assert period(shown(shown=activity(at))) == (START, START + 299 * 3_600_000_000)
    assert period(shown(shown=activity([]))) is None


def test_cut_keeps_names_and_every_column():
    whole = random_activity(START, END, 50)
    part = cut(whole, slice(10, 20))
    assert len(part) == 10 and part.models == whole.models
    assert np.array_equal(part.failed, whole.failed[10:20])


def test_joint_spans():
    assert joint((5, 9), None, (2, 6)) == (2, 9) and joint(None) is None


def test_ties_stay_with_their_outcomes_and_no_outcome_is_lost():
    outcomes = [Outcome(DATE + day * DAY, "commit", f"c{day}", 1) for day in (-60, -1, 1, 2, 60)]
    one = shown(outcomes=outcomes)
    one = replace(one, subject=replace(one.subject, links=[Link(3, DATE - DAY), Link(1, START)]))
    before, after = split_at(one, DATE)
    assert [len(half.subject.outcomes) for half in (before, after)] == [2, 3]
    tied = [[(half.subject.outcomes[link.outcome].reference, link.at) for link in half.subject.links]
            for half in (before, after)]  # fmt: skip
    assert tied == [[("c-1", START)], [("c2", DATE - DAY)]]
