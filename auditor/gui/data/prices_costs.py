"""What each model's use cost, reported and computed, and what is missing for it. A missing price is never nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from auditor.case.case_file import CaseFile
from auditor.prices import PriceList, amount_of, listed
from auditor.records import ModelDay, Price

MILLION = 1_000_000


@dataclass(slots=True)
class ModelCost:
    """A model's use. `unpriced` of the events have no price that day, `untold` tell no tokens, others are `priced`.

    `exact` is in millionths of micro-dollars, so that it is rounded once; `first` the day (ISO) of the first use
    without a price; `kinds` are the kinds of tokens used of which the price of that day says nothing.
    """

    model: str
    events: int = 0
    tokens: int | None = None
    microcredits: int | None = None
    reported: int | None = None
    reported_events: int = 0
    exact: int = 0
    priced: int = 0
    unpriced: int = 0
    untold: int = 0
    first: str = ""
    kinds: set[str] = field(default_factory=set[str])

    @property
    def computed(self) -> int | None:
        """In micro-dollars; None where nothing could be computed."""
        return (self.exact + MILLION // 2) // MILLION if self.priced else None

    def add(self, row: ModelDay, prices: PriceList) -> None:
        """Take one day in."""
        self.events += row.events
        self.reported_events += row.priced
        for name, value in (("reported", row.cost_microusd), ("microcredits", row.microcredits)):
            if value is not None:
                setattr(self, name, (getattr(self, name) or 0) + value)
        if row.input_tokens is None and row.output_tokens is None:
            self.untold += row.events
            return
        self.tokens = (self.tokens or 0) + (row.input_tokens or 0) + (row.output_tokens or 0)
        day = datetime.fromtimestamp(row.day * 86_400, UTC).date().isoformat()
        price = prices.of(row.model, day)
        amount = None if price is None else amount_of(row, price.long if row.long and price.long else price)
        if amount is None:
            self.unpriced += row.events
            self.kinds |= not_told(row, price) if price else set()
            self.first = min(self.first or day, day)
        else:
            self.exact += amount
            self.priced += row.events


def not_told(row: ModelDay, price: Price) -> set[str]:
    """The kinds of tokens used for which a price tells no rate."""
    read, created = row.cache_read_input_tokens or 0, row.cache_creation_input_tokens or 0
    used = {
        "input": ((row.input_tokens or 0) - read - created, price.input),
        "cache read": (read, price.cache_read),
        "cache write": (created, price.cache_creation),
        "output": (row.output_tokens or 0, price.output),
    }
    return {kind for kind, (count, rate) in used.items() if count > 0 and rate is None}


@dataclass(frozen=True, slots=True)
class Priced:
    """What the prices tab shows: the program's prices and the case's own that stand, and the use of each model."""

    own: list[Price] = field(default_factory=list[Price])
    listed: tuple[Price, ...] = ()
    models: list[ModelCost] = field(default_factory=list[ModelCost])


def by_model(rows: Iterable[ModelDay], prices: PriceList) -> list[ModelCost]:
    """The models that were used, those with most tokens first."""
    found: dict[str, ModelCost] = {}
    for row in rows:
        found.setdefault(row.model, ModelCost(row.model)).add(row, prices)
    return sorted(found.values(), key=lambda cost: (-(cost.tokens or 0), -cost.events))


def load(case: CaseFile) -> Priced:
    """Read it."""
    own = case.prices.standing()
    return Priced(own, listed(), by_model(case.agents.by_model(), PriceList(own)))
