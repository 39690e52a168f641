"""Work does not follow: sessions and what the person gets done within two hours, against chance."""

from dataclasses import replace

import numpy as np

from auditor.indicators.material import DAY, Material
from auditor.indicators.work_does_not_follow import INDICATOR, by_chance
from tests.indicators.materials import HOUR, MONDAY, material, reference, results

HOURS = np.random.default_rng(7).integers(6, 20, 40).tolist()
SESSIONS = [MONDAY + day * DAY + hour * HOUR for day, hour in enumerate(HOURS)]
REFERENCE = reference()


def agent(at: list[int], strength: float = 0.1) -> Material:
    """One request of two a session, forty sessions; outcomes of the person at these times."""
    requests = [moment + minutes * HOUR // 60 for moment in SESSIONS for minutes in (0, 5)]
    told = results(sorted(at), strength=strength)
    return material(requests, outcomes=told, session=np.arange(80) // 2)


def test_outcomes_an_hour_after_every_session_speak_for_it():
    measure = INDICATOR.measure(agent([moment + HOUR for moment in SESSIONS]), REFERENCE)
    assert measure.value is not None and measure.value < -4
    assert measure.sentence.startswith("40 of 40 sessions were followed by an outcome of the person within two hours")
    assert measure.sentence.endswith("80 requests in these sessions.") and len(measure.events) == 80


def test_outcomes_at_any_other_time_do_not():
    measure = INDICATOR.measure(agent([moment - 3 * HOUR for moment in SESSIONS]), REFERENCE)
    assert measure.value is not None and measure.value > 0
    assert measure.sentence.startswith("0 of 40 sessions were followed") and len(measure.events) == 80
    assert measure.sentence.endswith("80 requests in the other sessions.")


def test_outcomes_at_the_same_hour_every_day_are_no_more_than_chance():
    daily = [MONDAY + day * DAY + 12 * HOUR for day in range(41)]
    measure = INDICATOR.measure(agent(daily), REFERENCE)
    assert measure.value is not None and abs(measure.value) < 0.5


def test_working_days_alone_do_not_look_like_work_that_follows():
    weekdays = [MONDAY + day * DAY + 10 * HOUR for day in range(70) if day % 7 < 5]
    came = results([MONDAY + day * DAY + 11 * HOUR for day in range(70) if day % 7 < 5], strength=0.1)
    measure = INDICATOR.measure(material(weekdays, outcomes=came, session=np.arange(50)), REFERENCE)
    assert measure.value is not None and abs(measure.value) < 2.5


def test_moved_by_whole_days_around_the_time_seen():
    starts = np.array([MONDAY + day * DAY for day in range(10)])
    assert by_chance(starts, starts, starts[:5] + HOUR, MONDAY, 10).tolist() == [0.5] * 9


def test_what_another_agent_did_or_is_hollow_does_not_follow():
    came = [moment + HOUR for moment in SESSIONS]
    daily = [MONDAY + day * DAY + 2 * HOUR for day in range(41)]
    at, more = zip(*sorted([(moment, 0) for moment in daily] + [(moment, 1) for moment in came]), strict=True)
    hollow = results(at, strength=[1.0 if own else 0.1 for own in more], hollow=more)
    elsewhere = replace(results(at, strength=0.1), elsewhere=np.array(more, np.bool_))
    for outcomes in (hollow, elsewhere):
        measure = INDICATOR.measure(material(SESSIONS, outcomes=outcomes, session=np.arange(40)), REFERENCE)
        assert measure.sentence.startswith("0 of 40 sessions were followed")


def test_with_little_it_says_how_little():
    few = material(SESSIONS[:14], outcomes=results(SESSIONS[:14], 0.1), session=np.arange(14))
    assert INDICATOR.measure(few, REFERENCE).why == "not enough data: 14 of 15 sessions while outcomes are told"
    own = INDICATOR.measure(agent(SESSIONS, strength=1.0), REFERENCE)
    assert own.why == "not enough data: 0 of 5 outcomes of the person that are no agent's"
    hours = [MONDAY + hour * HOUR for hour in range(0, 60, 3)]
    short = material(hours, outcomes=results(hours, 0.1), session=np.arange(20))
    assert INDICATOR.measure(short, REFERENCE).why == "not enough data: 3 of 7 days"
    assert INDICATOR.measure(replace(short, results=results(delivered=None)), REFERENCE).why == "no outcome data"
