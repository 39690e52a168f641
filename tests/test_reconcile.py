"""Sums beside events, control totals beside both: differences are shown and split by cause, never added."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.case.controls import DAY
from auditor.case.properties import Properties
from auditor.case.verification import verify
from auditor.errors import ReviewError
from auditor.reconcile import (
    ALL,
    Agreement,
    amount_written,
    compare,
    control,
    controlled,
    coverage,
    differences,
    withdraw_control,
)
from auditor.records import ControlTotal, Record, Source, Unit, UsageAggregate, UsageEvent

TODAY = 20_759  # 2026-11-02
MIDNIGHT = TODAY * DAY
HOUR = 3_600_000_000


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    with CaseFile.create(tmp_path / "sums.auditcase", Properties("Sums", "R. Okafor")) as case:
        yield case


def take(case: CaseFile, importer: str, *records: Record) -> Source:
    name = f"{importer}{case.sources.count()}"
    intake = case.sources.begin(name, 1, importer, 1)
    intake.add(records)
    intake.complete(sha256=name, lines=1)
    case.derived.refresh()
    return case.sources.all()[-1]


def call(day: int, tokens: int, hour: int = 12, person: str = "ann", **told: object) -> UsageEvent:
    at = MIDNIGHT + day * DAY + hour * HOUR
    base = UsageEvent(at=at, agent="reader", line=1, person=person, model="m-1", input_tokens=tokens, output_tokens=0)
    return replace(base, **told)  # type: ignore[arg-type]


def told(
    day: int, quantity: int, unit: Unit = Unit.INPUT_TOKENS, person: str = "ann", **more: object
) -> UsageAggregate:
    start = MIDNIGHT + day * DAY
    base = UsageAggregate(start, start + DAY, quantity * 1_000_000, unit, 1, person=person)
    return replace(base, **more)  # type: ignore[arg-type]


def stated(quantity: int, unit: str = ALL, days: int = 1, **more: object) -> ControlTotal:
    base = ControlTotal("invoice", unit, quantity * 1_000_000, MIDNIGHT, MIDNIGHT + days * DAY)
    return replace(base, **more)  # type: ignore[arg-type]


def test_sums_stand_beside_events_and_are_never_added(case: CaseFile) -> None:
    take(case, "transcript", call(0, 100), call(1, 100), call(2, 100))
    take(case, "console", told(0, 100), told(1, 300), told(2, 20), told(3, 50))
    assert case.agents.all()[0].totals.input_tokens == 300
    found = differences(case)
    assert (found[0].days, found[0].stated, found[0].counted) == (None, 470_000_000, 300_000_000)
    by_day = {one.days[0] - TODAY: one.agreement for one in found if one.days}
    assert by_day == {
        0: Agreement.AGREES,
        1: Agreement.EVENTS_MISSING,
        2: Agreement.EVENTS_EXCEED,
        3: Agreement.NO_EVENTS,
    }


def test_units_persons_and_models_are_kept_apart(case: CaseFile) -> None:
    take(case, "transcript", call(0, 100), call(0, 7, person="bob"), call(0, 5, model="m-2", cost_microusd=30))
    take(
        case,
        "console",
        *(told(0, 100, model="vendor/M-1"), told(0, 5, model="m-2"), told(0, 7, person="bob")),
        *(told(0, 3, Unit.REQUESTS, person=None), told(0, 9, Unit.CREDITS), told(0, 4, Unit.MESSAGES)),
    )
    units = {(one.unit, one.person_id, one.model): (one.stated, one.counted) for one in differences(case) if one.days}
    assert units == {
        ("input_tokens", 1, "m-1"): (100_000_000, 100_000_000),
        ("input_tokens", 1, "m-2"): (5_000_000, 5_000_000),
        ("input_tokens", 2, None): (7_000_000, 7_000_000),
        ("requests", None, None): (3_000_000, None),
        ("credits", 1, None): (9_000_000, None),
    }


def test_a_sum_stands_only_beside_the_exports_that_tell_its_calls(case: CaseFile) -> None:
    take(case, "claude-code", call(0, 100))
    take(case, "bedrock-invocation-log", call(0, 5000))
    take(case, "claude-code-analytics", told(0, 100), told(0, 3, Unit.USD), told(1, 40))
    by_unit = {(one.unit, one.days[0] - TODAY): one for one in differences(case) if one.days}
    assert by_unit["input_tokens", 0].agreement is Agreement.AGREES
    assert by_unit["usd", 0].agreement is Agreement.UNTOLD
    assert by_unit["input_tokens", 1].agreement is Agreement.NO_EVENTS
    (over_all,) = [one for one in differences(case) if one.days is None and one.unit == "input_tokens"]
    assert (over_all.stated, over_all.counted, over_all.unequal, over_all.of_days) == (140_000_000, 100_000_000, 1, 2)
    assert differences(case)[0].agreement is Agreement.EVENTS_MISSING


def test_what_only_sums_tell_is_no_disagreement(case: CaseFile) -> None:
    take(case, "bedrock-invocation-log", call(0, 5000))
    take(case, "kiro-user-report", told(0, 12, Unit.CREDITS))
    assert {one.agreement for one in differences(case)} == {Agreement.ONLY_SUMS}


def test_a_sum_over_a_week_stands_beside_the_weeks_events(case: CaseFile) -> None:
    take(case, "transcript", call(0, 100), call(6, 100), call(7, 100))
    take(case, "console", replace(told(0, 200), end=MIDNIGHT + 7 * DAY))
    assert [one.agreement for one in differences(case)] == [Agreement.AGREES, Agreement.AGREES]


def test_the_same_sum_told_by_overlapping_exports_counts_once_and_the_greater(case: CaseFile) -> None:
    take(case, "console", told(0, 60, key="console:0"), told(1, 5, key="console:1"))
    source = take(case, "console", told(0, 100, key="console:0"), told(1, 5, key="console:1"))
    assert [one.stated for one in differences(case) if one.days] == [100_000_000, 5_000_000]
    assert source.quantities == {"input_tokens": 100_000_000} and (source.aggregates, source.duplicates) == (1, 1)
    assert all(check.ok is not False for check in verify(case))


def test_a_control_total_that_agrees_needs_no_cause(case: CaseFile) -> None:
    take(case, "transcript", call(0, 1000))
    assert compare(case, stated(1001)).explained_by == ()
    assert compare(case, stated(1000)).difference == 0


@pytest.mark.parametrize(
    ("quantity", "cause"),
    [
        (1600, "told twice"),
        (300, "cached input"),
        (1050, "after the period"),
        (1500, "without cause"),
    ],
)
def test_a_difference_is_split_by_cause(case: CaseFile, quantity: int, cause: str) -> None:
    events = [call(0, 1000, cache_read_input_tokens=700), call(0, 600, dropped_by="streamed-repeat"), call(1, 50, 2)]
    take(case, "transcript", *events)
    found = compare(case, stated(quantity))
    assert (found.counted, found.difference) == (1000_000_000, (quantity - 1000) * 1_000_000)
    if cause == "without cause":
        assert found.explained_by == () and found.unexplained == 500_000_000
    else:
        assert len(found.explained_by) == 1 and cause in found.explained_by[0].text and found.unexplained == 0


def test_two_causes_together(case: CaseFile) -> None:
    take(case, "transcript", call(0, 1000, cache_read_input_tokens=700), call(0, 600, dropped_by="streamed-repeat"))
    found = compare(case, stated(900))
    assert {cause.amount for cause in found.explained_by} == {-700_000_000, 600_000_000} and found.unexplained == 0


def test_what_nobody_can_know_is_said(case: CaseFile) -> None:
    take(case, "transcript", call(0, 10, lower_bound=True), call(0, 0, input_tokens=None, output_tokens=None))
    texts = [cause.text for cause in compare(case, stated(11)).causes if cause.amount is None]
    assert [text.split(" ")[:2] for text in texts] == [["1", "request"], ["1", "request"]]


def test_scope_of_person_model_and_source(case: CaseFile) -> None:
    one = take(case, "a", call(0, 10), call(0, 20, person="bob"), call(0, 40, model="m-2"))
    take(case, "b", call(0, 80))
    for scope, counted in (({}, 150), ({"person_id": 2}, 20), ({"model": "m-2"}, 40), ({"source_id": one.id}, 70)):
        assert compare(case, stated(0, **scope)).counted == counted * 1_000_000


def test_control_totals_are_kept_and_withdrawn_never_removed(case: CaseFile) -> None:
    take(case, "a", call(0, 10))
    kept = control(case, stated(11, note="  letter of 3 Nov "))
    assert (
        [one.control for one in controlled(case)] == [kept]
        and kept.note == "letter of 3 Nov"
        and kept.who == "R. Okafor"
    )
    withdraw_control(case, kept.id)
    assert controlled(case) == [] and len(case.controls.all()) == 2
    with pytest.raises(ReviewError):
        withdraw_control(case, kept.id)
    assert all(check.ok is not False for check in verify(case))


@pytest.mark.parametrize(
    "wrong",
    [{"unit": "bananas"}, {"unit": Unit.MESSAGES}, {"end": MIDNIGHT}, {"kind": " "}, {"quantity": -1}],
    ids=str,
)
def test_a_control_total_that_says_too_little_is_refused(case: CaseFile, wrong: dict[str, object]) -> None:
    with pytest.raises(ReviewError):
        control(case, replace(stated(1), **wrong))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("412.6 M", ALL, 412_600_000_000_000),
        ("1,204,300", ALL, 1_204_300_000_000),
        ("$2,318.405", Unit.USD, 2_318_405_000),
        ("0.25", Unit.CREDITS, 250_000),
        ("1 204 300 k", ALL, 1_204_300_000_000_000),
        ("3k", Unit.REQUESTS, 3_000_000_000),
    ],
)
def test_amounts_as_people_type_them(text: str, unit: str, amount: int) -> None:
    assert amount_written(text, unit) == amount


@pytest.mark.parametrize("text", ["", "many", "1.5", "-3", "1e5", "9" * 30, "412,6 M", "1,20", "1,2345", ",5"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ReviewError):
        amount_written(text, Unit.REQUESTS)


def test_days_and_gaps_of_each_kind_of_export(case: CaseFile) -> None:
    working_days = [day for day in range(40) if day % 7 < 5 and not 14 <= day < 28]
    take(case, "transcript", *(call(day, 1) for day in working_days))
    take(case, "console", told(0, 1), told(1, 1))
    console, transcript = coverage(case)
    assert (console.importer, console.first, console.last, console.gaps) == ("console", TODAY, TODAY + 1, ())
    assert transcript.days == len(working_days) and transcript.gaps == ((TODAY + 12, TODAY + 27),)
