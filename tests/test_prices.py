"""Costs: exact, dated, the case's own price first; a missing price is unknown, never nothing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.case.verification import verify
from auditor.errors import ReviewError
from auditor.prices import PriceList, costs, enter_price, listed, micro, plain_model, price_list
from auditor.records import Price, UsageEvent

NOON = 1_793_620_800_000_000  # 2026-11-02


def call(model: str | None, given: int | None, output: int | None, **told: int) -> UsageEvent:
    return UsageEvent(
        at=NOON, agent="reader", line=1, person="ann", model=model, input_tokens=given, output_tokens=output, **told
    )


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    with CaseFile.create(tmp_path / "money.auditcase", Properties("Money", "R. Okafor")) as case:
        yield case


def take(case: CaseFile, *events: UsageEvent) -> None:
    intake = case.sources.begin(f"log{case.sources.count()}", 1, "invented", 1)
    intake.add(events)
    intake.complete(sha256=f"{case.sources.count()}", lines=1)
    case.derived.refresh()


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5"),
        ("anthropic/claude-sonnet-4.5", "claude-sonnet-4-5"),
        (
            "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-3-5-haiku-20241022-v1:0",
            "claude-3-5-haiku",
        ),
        ("claude-opus-4-6", "claude-opus-4-6"),
        ("claude-4.5-sonnet", "claude-sonnet-4-5"),
        ("claude-4-opus-20250514", "claude-opus-4"),
        ("claude-opus-4-20250514", "claude-opus-4"),
        ("claude-haiku-4-5@20251001", "claude-haiku-4-5"),
        ("claude-sonnet-4-5[1m]", "claude-sonnet-4-5"),
        ("Auto: Claude Haiku 4.5", "claude-haiku-4-5"),
        ("gpt-4o-2024-08-06", "gpt-4o"),
        ("gpt-4o-mini", "gpt-4o-mini"),
        ("gpt-5.1-codex", "gpt-5-1-codex"),
        ("gemini-2.5-pro-preview-05-06", "gemini-2-5-pro"),
    ],
)
def test_a_model_is_known_under_its_many_names(written: str, plain: str) -> None:
    assert plain_model(written) == plain


def test_the_list_names_sources_and_days() -> None:
    assert len(listed()) > 20
    for price in listed():
        assert price.source and date.fromisoformat(price.valid_from) and price.input and price.output
        assert price.cache_read is not None and price.cache_read < price.input


def test_each_class_of_tokens_has_its_price(case: CaseFile) -> None:
    take(
        case,
        call(
            *("claude-sonnet-4-5-20250929", 100_000, 10_000),
            cache_read_input_tokens=60_000,
            cache_creation_input_tokens=30_000,
        ),
    )
    # 10,000 fresh at $3, 60,000 read at $0.30, 30,000 created at $3.75, 10,000 output at $15, a million each
    assert costs(case)[1].computed == 30_000 + 18_000 + 112_500 + 150_000


def test_long_inputs_cost_what_the_list_says_of_them(case: CaseFile) -> None:
    take(case, call("claude-sonnet-4-5", 200_001, 1_000), call("claude-sonnet-4-5", 200_000, 1_000))
    assert costs(case)[1].computed == 1_200_006 + 22_500 + 600_000 + 15_000


def test_a_missing_price_is_unknown_and_said(case: CaseFile) -> None:
    take(case, call("house-model-7", 10_000, 10), call("claude-opus-4-6", 1_000_000, 0), call(None, 5, 5))
    cost = costs(case)[1]
    assert cost.computed == 5_000_000 and cost.computed_events == 1
    assert cost.unpriced == {"(no model named)": 1, "house-model-7": 1}


def test_use_without_any_price_costs_unknown_not_nothing(case: CaseFile) -> None:
    take(case, call("house-model-7", 10_000, 10))
    assert costs(case)[1].computed is None


def test_untold_tokens_are_counted_apart(case: CaseFile) -> None:
    take(case, call("claude-opus-4-6", None, None))
    assert (costs(case)[1].computed, costs(case)[1].untold) == (None, 1)


def test_reported_and_computed_stand_side_by_side(case: CaseFile) -> None:
    take(case, call("claude-opus-4-6", 1_000_000, 0, cost_microusd=4_000_000), call("claude-opus-4-6", 1_000_000, 0))
    cost = costs(case)[1]
    assert (cost.reported, cost.reported_events, cost.computed, cost.events) == (4_000_000, 1, 10_000_000, 2)


def test_the_cases_own_price_goes_first_from_its_day_on_and_can_be_withdrawn(case: CaseFile) -> None:
    take(case, call("claude-opus-4-6", 1_000_000, 0))
    own = Price("claude-opus-4-6", "2026-11-02", micro("2.50"), None, None, micro("10"), "contract 17, Example Ltd")
    kept = enter_price(case, own)
    assert costs(case)[1].computed == 2_500_000
    assert price_list(case).of("claude-opus-4-6", "2026-11-01").source.startswith("Anthropic")  # type: ignore[union-attr]
    enter_price(case, Price(own.model, own.valid_from, None, None, None, None, "entered in error", withdrawn=True))
    assert costs(case)[1].computed == 5_000_000
    assert [price.id for price in case.prices.all()] == [kept.id, kept.id + 1]
    assert all(check.ok is not False for check in verify(case))


def test_a_price_not_told_for_a_class_that_was_used_leaves_the_cost_unknown(case: CaseFile) -> None:
    enter_price(case, Price("house-model-7", "2026-01-01", micro("1"), None, None, micro("2"), "letter"))
    take(case, call("house-model-7", 1_000_000, 0), call("house-model-7", 1_000_000, 0, cache_read_input_tokens=7))
    cost = costs(case)[1]
    assert cost.computed is None and cost.unpriced == {"house-model-7": 2}  # one day, one model: known or not together


def test_the_latest_price_that_had_begun_holds() -> None:
    steps = PriceList(
        [Price("m", day, n, n, n, n, "s", id=n) for n, day in enumerate(["2026-01-01", "2026-03-01"])], []
    )
    assert [
        price and price.input for day in ("2025-12-31", "2026-02-28", "2026-03-01") for price in [steps.of("m", day)]
    ] == [
        None,
        0,
        1,
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        Price("", "2026-01-01", 1, 1, 1, 1, "s"),
        Price("m", "January", 1, 1, 1, 1, "s"),
        Price("m", "2026-01-01", None, 1, 1, None, "s"),
        Price("m", "2026-01-01", 1, 1, 1, 1, " "),
    ],
)
def test_a_price_that_says_too_little_is_refused(case: CaseFile, wrong: Price) -> None:
    with pytest.raises(ReviewError):
        enter_price(case, wrong)


@pytest.mark.parametrize("written", ["much", "-1", "NaN", "1e9"])
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(ReviewError):
        micro(written)
