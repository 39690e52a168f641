"""References lead nowhere: what prompts name, and whether an outcome carries it within a week."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from auditor.indicators.material import DAY, Material, Results
from auditor.indicators.references_lead_nowhere import INDICATOR
from auditor.said.references import hashed, references_of
from tests.indicators.materials import MONDAY, material, reference, results

TICKETS = [f"ATL-{number}" for number in range(100, 112)]
REFERENCE = reference()


def told(moves: dict[str, int], kinds: Sequence[int] = (9, 9, 0, 0), end: int = 60) -> Results:
    """Outcomes of others, by the day they came on, told of for `end` days."""
    pairs = sorted((one, MONDAY + day * DAY) for name, day in moves.items() for one in hashed(references_of(name)))
    return replace(
        results(delivered=(MONDAY, MONDAY + end * DAY)),
        around_kinds=np.array(kinds, np.int64),
        moved=np.array([name for name, _ in pairs], np.int64),
        moved_at=np.array([at for _, at in pairs], np.int64),
    )


def agent(outcomes: Results, names: Sequence[str] = TICKETS) -> Material:
    """Asks about each of these twice, on days 2 and 3."""
    prompts = [f"What about {name}, {word}?" for word in ("please", "again") for name in names]
    at = [MONDAY + (2 + place // len(names)) * DAY + place for place in range(2 * len(names))]
    return material(at, prompts=prompts, outcomes=outcomes)


def test_references_that_move_within_the_week_speak_for_it():
    measure = INDICATOR.measure(agent(told(dict.fromkeys(TICKETS[:9], 5))), REFERENCE)
    assert measure.value == 1 - 11 / 16 and measure.n == 12
    assert measure.sentence == "9 of 12 tickets and changes named moved within seven days: 18 requests name them."
    assert measure.events == (*range(9), *range(12, 21))


def test_those_that_moved_before_or_long_after_lead_nowhere():
    moves = {**dict.fromkeys(TICKETS[:5], 1), **dict.fromkeys(TICKETS[5:8], 20), TICKETS[8]: 9}
    measure = INDICATOR.measure(agent(told(moves)), REFERENCE)
    assert measure.value == 1 - 3 / 16 and len(measure.events) == 22
    assert measure.sentence == (
        "11 of 12 tickets and changes named did not move within seven days: 22 requests name them."
    )


def test_kinds_that_no_outcome_carries_do_not_count():
    measure = INDICATOR.measure(agent(told({}, kinds=(0, 9, 0, 0))), REFERENCE)
    assert measure.value is None and measure.why == "not enough data: 0 of 10 tickets and changes named in prompts"


def test_files_and_commits_count_where_they_move_and_never_against_it():
    names = [*TICKETS, "src/gate.py", "src/lamp.py", "feature/gate"]
    measure = INDICATOR.measure(agent(told({"feature/gate": 4}, kinds=(9, 9, 9, 9)), names), REFERENCE)
    assert measure.value == 1 - 3 / 17


def test_small_numbers_are_no_references():
    names = [f"#{number}" for number in range(1, 30)]
    assert INDICATOR.measure(agent(told({"#7": 4}), names), REFERENCE).value is None


def test_what_is_named_too_late_to_move_does_not_count():
    measure = INDICATOR.measure(agent(told({}, end=8)), REFERENCE)
    assert measure.why == "not enough data: 0 of 10 tickets and changes named in prompts"


def test_without_outcome_data_or_texts_it_says_so():
    silent = replace(agent(told({})), results=results(delivered=None))
    assert INDICATOR.measure(silent, REFERENCE).why == "no outcome data"
    assert INDICATOR.measure(material([MONDAY], outcomes=told({})), REFERENCE).value is None
