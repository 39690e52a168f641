"""What exports say use cost, against the price list."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime

from auditor.integrity.note import Looked, Note, Weight, title
from auditor.prices import MILLION, PriceList, amount_of, plain_model, price_list
from auditor.records import ModelDay

LEAST_EVENTS, LEAST_USD = 20, 1
"""Below these a difference says nothing."""

LOW, HIGH = 0.75, 1.3333
"""Reported above computed: outside of these it is said. Rounding and edges of days stay within."""

Key = tuple[str, str]


def check(looked: Looked) -> Iterator[Note]:
    """Formats whose reported cost of a model is far from its tokens times the listed price; the farthest is named."""
    prices = price_list(looked.case)
    events: dict[Key, int] = defaultdict(int)
    reported: dict[Key, int] = defaultdict(int)
    computed: dict[Key, int] = defaultdict(int)
    for row in filter(_compared, looked.used):
        amount = listed(row, prices)
        if amount is not None:
            key = row.importer, plain_model(row.model)
            events[key] += row.events
            reported[key] += row.cost_microusd or 0
            computed[key] += amount // MILLION
    off = [key for key in events if events[key] >= LEAST_EVENTS and _differs(reported[key], computed[key])]
    if off:
        key = max(off, key=lambda key: (abs(reported[key] - computed[key]), key))
        others = f" ({len(off) - 1:,} more models differ)" if len(off) > 1 else ""
        yield Note(
            Weight.DOUBT,
            f"“{title(key[0])}” reports {_usd(reported[key])} for {key[1]}, its tokens at the listed price cost"
            f" {_usd(computed[key])}{others}: a discount, another tariff, or tokens counted otherwise.",
            "prices",
        )


def listed(row: ModelDay, prices: PriceList) -> int | None:
    """What some use costs by the list, in millionths of micro-dollars; None where no price is known."""
    price = prices.of(row.model, datetime.fromtimestamp(row.day * 86_400, UTC).date().isoformat())
    return None if price is None else amount_of(row, price.long if row.long and price.long else price)


def _compared(row: ModelDay) -> bool:
    """Whether some use tells all that the two costs need."""
    return row.priced == row.events and None not in (row.cost_microusd, row.input_tokens, row.output_tokens)


def _differs(reported: int, computed: int) -> bool:
    if max(reported, computed) < LEAST_USD * MILLION:
        return False
    return not LOW * computed <= reported <= HIGH * computed


def _usd(micro: int) -> str:
    return f"${micro / MILLION:,.2f}"
