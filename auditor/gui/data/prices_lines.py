"""The lines of the prices tab: what each model's use cost, and the prices that hold."""

from auditor.gui.data.lines_model import Line
from auditor.gui.data.prices_costs import ModelCost, Priced
from auditor.gui.figures import counted, money, short, whole
from auditor.gui.review.cost_words import credit
from auditor.prices import plain_model
from auditor.records import Price

MODEL_HEADERS = ("Model", "Requests", "Tokens", "Reported", "Computed", "What is missing", "")
PRICE_HEADERS = ("Model", "From", "Input", "Cache read", "Cache write", "Output", "Says who", "")
ENTER, WITHDRAW = "enter a price", "withdraw"
NO_NAME = "(no model named)"
CACHE = {"cache read", "cache write"}


def model_lines(priced: Priced) -> list[Line]:
    """One line a model."""
    return [_model_line(cost) for cost in priced.models]


def _model_line(cost: ModelCost) -> Line:
    reported = "not reported" if cost.reported is None else _sum(cost.reported, cost.reported_events, cost.events)
    computed = "unknown" if cost.computed is None else _sum(cost.computed, cost.priced, cost.events)
    if cost.unpriced and not cost.priced:
        computed = "unknown" if cost.kinds else "no price"
    tokens = short(cost.tokens)
    if not cost.tokens and cost.microcredits is not None:
        tokens = credit(cost.microcredits)
    act, missing = ENTER if cost.unpriced and cost.model else "", _missing(cost)
    cells = (cost.model or NO_NAME, short(cost.events), tokens, reported, computed, missing, act)
    tip = (
        f"{cost.model or NO_NAME}\n{whole(cost.events)} requests, {whole(cost.tokens)} tokens\n"
        f"a cost is reported for {whole(cost.reported_events)}, computed for {whole(cost.priced)} of them"
    )
    if missing:
        tip += f"\n{missing}"
    grey = {at: "muted" for at, words in ((3, reported), (4, computed)) if not any(map(str.isdigit, words))}
    return Line(cost, cells, tip, {**grey, 5: "padding" if cost.unpriced else "muted", 6: "accent"})


def _sum(amount: int, covered: int, events: int) -> str:
    return ("≥ " if covered < events else "") + money(amount)


def _missing(cost: ModelCost) -> str:
    told: list[str] = []
    if cost.unpriced and not cost.model:
        told.append("the sources name no model")
    elif cost.kinds:
        kinds = cost.kinds if cost.kinds != CACHE else {"cache"}
        told.append(f"no price for {' and '.join(sorted(kinds))}")
    elif cost.unpriced == cost.events:
        told.append("no price")
    elif cost.unpriced:
        told.append(f"no price for {counted(cost.unpriced, 'request')}, the first on {cost.first}")
    if cost.untold:
        metered = " (credits)" if cost.microcredits is not None else ""
        told.append(f"{'tokens' if cost.untold == cost.events else counted(cost.untold, 'request')} not told{metered}")
    return "; ".join(told)


def price_lines(priced: Priced, words: str) -> list[Line]:
    """The case's own prices first, then the program's; those in which the words occur."""
    wanted = words.strip().casefold()
    own = [_price_line(price, own=True) for price in sorted(priced.own, key=_order)]
    others = [_price_line(price, own=False) for price in sorted(priced.listed, key=_order)]
    plain = plain_model(wanted) if wanted else ""
    return [line for line in own + others if wanted in _text(line) or (plain and plain in _text(line))]


def _price_line(price: Price, *, own: bool) -> Line:
    amounts = [rate(value) for value in (price.input, price.cache_read, price.cache_creation, price.output)]
    says = f"this case: {price.source}" if own else price.source
    cells = (price.model, price.valid_from, *amounts, says, WITHDRAW if own else "")
    told = f"entered by {price.who}" if own else "the program’s list"
    long = price.long
    if long:
        told += f"\nabove 200,000 input tokens: input {rate(long.input)}, output {rate(long.output)}"
    tip = f"{price.model}, from {price.valid_from}, US dollars per million tokens\n{price.source}\n{told}"
    grey = {at: "muted" for at, words in enumerate(amounts, 2) if words == NOT_TOLD}
    return Line(price, cells, tip, {**grey, 1: "muted", 6: "text" if own else "muted", 7: "accent"}, bold=own)


NOT_TOLD = "not told"


def rate(microusd: int | None) -> str:
    """$3.75, $0.175; dollars per million tokens, to the last digit."""
    if microusd is None:
        return NOT_TOLD
    whole_part, rest = divmod(microusd, 1_000_000)
    cents = f"{rest:06d}".rstrip("0").ljust(2, "0")
    return f"${whole(whole_part)}.{cents}"


def _order(price: Price) -> tuple[str, str]:
    return price.model, price.valid_from


def _text(line: Line) -> str:
    return "\n".join((line.cells[0], line.cells[1], line.cells[6])).casefold()
