"""Use case: what use cost, computed from a dated price list beside what exports report. A missing price is unknown.

The list in resources/prices.json names its sources; prices entered for a case go before it.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from auditor.case.case_file import CaseFile
from auditor.errors import ReviewError
from auditor.records import ModelDay, Price
from auditor.resources import resource

MILLION = 1_000_000

_PROVIDER = re.compile(r"^(?:(?:us|eu|apac|global|jp|au)\.)?(?:anthropic|openai|google|amazon|meta|mistral)\.")
_ARN = re.compile(r"^arn:[^/]*/")
_VERSION = re.compile(
    r"(?:[-@](?:20\d{2}-?\d{2}-?\d{2}|\d{2}-\d{2}|latest|preview|exp|thinking|v\d+(?::\d+)?|\d{3}))+$|\[1m\]$|:[a-z0-9]+$"
)
_TURNED = re.compile(r"claude-([4-9](?:-\d+)?)-([a-z]+)")


@dataclass(frozen=True, slots=True)
class Cost:
    """What use cost, in micro-dollars, two ways side by side; None: nothing known.

    `reported` by exports for `reported_events`; `computed` from prices for `computed_events`. `unpriced`: events by
    model for which there is no price; `untold`: events that do not tell their tokens.
    """

    events: int = 0
    reported: int | None = None
    reported_events: int = 0
    computed: int | None = None
    computed_events: int = 0
    unpriced: Mapping[str, int] = field(default_factory=dict[str, int])
    untold: int = 0


@lru_cache(maxsize=4096)
def plain_model(name: str) -> str:
    """A model's name without provider, region, date and version: what a price list calls it.

    "us.anthropic.claude-sonnet-4-5-20250929-v1:0" and "anthropic/claude-sonnet-4.5" are "claude-sonnet-4-5".
    """
    plain = _ARN.sub("", name.strip().lower()).rpartition("/")[2]
    plain = _PROVIDER.sub("", plain).removeprefix("auto: ")
    before = ""
    while plain != before:
        before, plain = plain, _VERSION.sub("", plain)
    plain = re.sub(r"[._ ]", "-", plain)
    if turned := _TURNED.fullmatch(plain):  # since version 4 the family's name goes before the number
        return f"claude-{turned[2]}-{turned[1]}"
    return plain


@lru_cache(maxsize=1)
def listed() -> tuple[Price, ...]:
    """The program's own price list."""
    told: dict[str, Any] = json.loads(resource("prices.json").read_text(encoding="utf-8"))
    return tuple(_listed(row) for row in told["prices"])


def _listed(row: Mapping[str, Any]) -> Price:
    long = row.get("above_200k")
    price = Price(plain_model(row["model"]), row["from"], *_rates(row), source=row["source"])
    return (
        replace(price, long=Price(price.model, price.valid_from, *_rates(long), source=price.source)) if long else price
    )


def _rates(row: Mapping[str, Any]) -> tuple[int | None, int | None, int | None, int | None]:
    return micro(row["input"]), micro(row["cache_read"]), micro(row["cache_creation"]), micro(row["output"])


def micro(dollars: str | None) -> int | None:
    """Dollars per million tokens as written, in micro-dollars. Raises ReviewError for what is no amount."""
    if dollars is None or not dollars.strip():
        return None
    try:
        amount = Decimal(dollars.strip().removeprefix("$"))
    except ArithmeticError as error:
        raise ReviewError(f"“{dollars}” is no price.", "Write dollars per million tokens, like 3.75.") from error
    if not amount.is_finite() or not 0 <= amount < 100_000:
        raise ReviewError(f"“{dollars}” is no price.", "Write dollars per million tokens, like 3.75.")
    return int((amount * MILLION).to_integral_value())


class PriceList:
    """All prices that hold for a case: its own go before the program's; of each the latest that had begun."""

    def __init__(self, own: Iterable[Price], others: Iterable[Price] | None = None) -> None:
        self._by_model: dict[str, list[tuple[bool, Price]]] = {}
        for mine, prices in ((True, own), (False, listed() if others is None else others)):
            for price in prices:
                self._by_model.setdefault(price.model, []).append((mine, price))

    def of(self, model: str, day: str) -> Price | None:
        """The price of a model on a day (ISO); None where there is none."""
        fitting = [entry for entry in self._by_model.get(plain_model(model), ()) if entry[1].valid_from <= day]
        return max(fitting, key=lambda entry: (entry[0], entry[1].valid_from, entry[1].id))[1] if fitting else None


def price_list(case: CaseFile) -> PriceList:
    """The prices that hold for a case."""
    return PriceList(case.prices.standing())


def enter_price(case: CaseFile, price: Price) -> Price:
    """Keep a price for this case. Raises ReviewError for a model without name, a date that is none, no source."""
    model = plain_model(price.model)
    if not model or not price.source.strip():
        raise ReviewError("A price needs a model and who says so.", "Name the invoice, contract or page it is from.")
    try:
        date.fromisoformat(price.valid_from)
    except ValueError as error:
        raise ReviewError(f"“{price.valid_from}” is no date.", "Write it like 2026-09-01.") from error
    if not price.withdrawn and price.input is None and price.output is None:
        raise ReviewError("A price needs an amount for input or output.", "Write dollars per million tokens.")
    return case.prices.append(replace(price, model=model, source=price.source.strip()))


def costs(case: CaseFile, agent_id: int | None = None) -> dict[int, Cost]:
    """What each agent's use cost, or only this one's."""
    prices = price_list(case)
    sums: dict[int, _Sum] = {}
    for row in case.agents.by_model(agent_id):
        sums.setdefault(row.agent_id, _Sum()).add(row, prices)
    return {agent: total.cost() for agent, total in sums.items()}


class _Sum:
    """Adds up exactly, in millionths of micro-dollars, and rounds once."""

    def __init__(self) -> None:
        self._events = self._told_events = self._untold = self._computed_events = 0
        self._reported: int | None = None
        self._computed = 0
        self._unpriced: dict[str, int] = {}

    def add(self, row: ModelDay, prices: PriceList) -> None:
        self._events += row.events
        self._told_events += row.priced
        if row.cost_microusd is not None:
            self._reported = (self._reported or 0) + row.cost_microusd
        if row.input_tokens is None and row.output_tokens is None:
            self._untold += row.events
            return
        day = datetime.fromtimestamp(row.day * 86_400, UTC).date().isoformat()
        price = prices.of(row.model, day)
        amount = None if price is None else amount_of(row, price.long if row.long and price.long else price)
        if amount is None:
            name = row.model or "(no model named)"
            self._unpriced[name] = self._unpriced.get(name, 0) + row.events
            return
        self._computed += amount
        self._computed_events += row.events

    def cost(self) -> Cost:
        computed = (self._computed + MILLION // 2) // MILLION if self._computed_events else None
        return Cost(
            *(self._events, self._reported, self._told_events, computed, self._computed_events),
            dict(sorted(self._unpriced.items())),
            self._untold,
        )


def amount_of(row: ModelDay, price: Price) -> int | None:
    """Tokens times price, in millionths of micro-dollars; None where a price that is needed is not told."""
    read, created = row.cache_read_input_tokens or 0, row.cache_creation_input_tokens or 0
    counts = ((row.input_tokens or 0) - read - created, read, created, row.output_tokens or 0)
    rates = (price.input, price.cache_read, price.cache_creation, price.output)
    total = 0
    for count, rate in zip(counts, rates, strict=True):
        if count and rate is None:
            return None
        total += max(count, 0) * (rate or 0)
    return total
