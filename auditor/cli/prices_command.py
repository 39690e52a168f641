"""`prices`: what tokens cost, and what each agent's use cost by them, beside what exports report."""

from pathlib import Path

import click

from auditor.case.case_file import CaseFile
from auditor.cli.case_commands import CASE, JSON, to_read
from auditor.cli.tell import document, failures_told, number, say, table, usd
from auditor.prices import Cost, costs, enter_price, listed, micro
from auditor.records import Price
from auditor.review import Order, ordered


@click.command()
@CASE
@click.option("--set", "model", metavar="MODEL", help="Enter a price of this model for this case.")
@click.option("--from", "valid_from", metavar="DATE", help="From this day on.")
@click.option("--input", "given", help="Dollars per million tokens, as the next three.")
@click.option("--cache-read")
@click.option("--cache-creation")
@click.option("--output")
@click.option("--source", help="Who says so: the contract, the invoice, the page and its date.")
@click.option("--withdraw", is_flag=True, help="Take this case's price of that model and day back.")
@JSON
def prices(
    case: Path,
    model: str | None,
    valid_from: str | None,
    given: str | None,
    cache_read: str | None,
    cache_creation: str | None,
    output: str | None,
    source: str | None,
    withdraw: bool,
    as_json: bool,
) -> None:
    """List prices and costs, or enter a price for this case. A missing price is unknown, never nothing."""
    if model:
        with failures_told(), CaseFile.open(case) as opened:
            amounts = [micro(text) for text in (given, cache_read, cache_creation, output)]
            told = Price(model, valid_from or "", *amounts, source=source or "", withdrawn=withdraw)
            kept = enter_price(opened, told)
            say(f"Kept as price {kept.id} of {kept.model} from {kept.valid_from} on.")
        return
    with failures_told(), to_read(case) as opened:
        own, found = opened.prices.standing(), costs(opened)
        agents = ordered(opened.agents.all(), Order.TOKENS)
    if as_json:
        document(
            {
                "prices": [_price_json(price) for price in (*own, *listed())],
                "costs": [
                    {"agent": a.name, "person": a.alias, **_cost_json(found[a.id])} for a in agents if a.id in found
                ],
            }
        )
        return
    head = ("model", "from", "input", "cache read", "cache creation", "output", "says")
    table(head, [_row(price) for price in (*own, *listed())], right=(2, 3, 4, 5))
    say("")
    rows = [
        (a.id, a.name, a.alias, _dollars(c.reported), _dollars(c.computed), number(sum(c.unpriced.values())))
        for a in agents
        if (c := found.get(a.id))
    ]
    table(("id", "agent", "person", "reported", "computed", "requests without price"), rows, right=(0, 3, 4, 5))


def _row(price: Price) -> tuple[object, ...]:
    amounts = (price.input, price.cache_read, price.cache_creation, price.output)
    return price.model, price.valid_from, *map(_rate, amounts), price.source


def _rate(micros: int | None) -> str:
    """A price to its last digit, so that it can be computed with: $0.175."""
    if micros is None:
        return "not told"
    whole, rest = divmod(micros, 1_000_000)
    return f"${whole:,}.{f'{rest:06}'.rstrip('0').ljust(2, '0')}"


def _dollars(micros: int | None) -> str:
    """A sum to the cent; one below a cent with what shows that it is not nothing."""
    if micros is None:
        return "unknown"
    return f"${micros / 1_000_000:,.{6 if 0 < micros < 10_000 else 2}f}"


def _price_json(price: Price) -> dict[str, object]:
    return {
        "model": price.model,
        "from": price.valid_from,
        "input": usd(price.input),
        "cache_read": usd(price.cache_read),
        "cache_creation": usd(price.cache_creation),
        "output": usd(price.output),
        "source": price.source,
        "own": price.id > 0,
    }


def _cost_json(cost: Cost) -> dict[str, object]:
    return {
        "reported_usd": usd(cost.reported),
        "reported_events": cost.reported_events,
        "computed_usd": usd(cost.computed),
        "computed_events": cost.computed_events,
        "unpriced": dict(cost.unpriced),
        "untold": cost.untold,
    }
