"""One line of GitHub's bill for Copilot as sums: requests or credits, tokens where told, and gross dollars."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.importers.values.quantities import Dollars, Unreadable, shown
from auditor.importers.values.token_sums import Notes, Repeats, Slot, whole
from auditor.records import Unit, UsageAggregate

UNITS = {
    "requests": Unit.REQUESTS,
    "request": Unit.REQUESTS,
    "ai-credits": Unit.CREDITS,
    "ai-credit": Unit.CREDITS,
    "credits": Unit.CREDITS,
    "credit": Unit.CREDITS,
}
UNIT_OF_SKU = {"_ai_credit": "ai-credits", "_premium_request": "requests"}
"""What a sku's name says where no unit is told: answers saved by scripts leave it out."""

CODING_AGENT = "Copilot coding agent"
AGENT_OF_SKU = {"coding_agent_": CODING_AGENT, "spark_": "GitHub Spark"}
AGENT_OF_MODEL = {"coding agent model": CODING_AGENT, "code review model": "Copilot code review"}
"""Reports of before the agent had a sku of its own name it in the model's place."""

BOTH = "the report lists requests and AI credits; where it tells the same use in both, its dollars are told twice"
OTHER_UNIT = "rows in {} are no use of a model and were passed over"


@dataclass(frozen=True, slots=True)
class Bill:
    """A line as written; `tokens` are uncached input, cache read, cache write and output."""

    span: tuple[int, int]
    line: int
    user: str | None
    sku: str
    model: str | None
    unit: str
    quantity: object
    gross: object = None
    organization: str | None = None
    cost_center: str | None = None
    product: str | None = None
    tokens: Sequence[object] = (None, None, None, None)


def agent_of(sku: str, model: str | None) -> str | None:
    """The agent a line's sku names, or the stand-in for a model; None for a person's own use."""
    by_sku = next((agent for start, agent in AGENT_OF_SKU.items() if sku.startswith(start)), None)
    return by_sku or AGENT_OF_MODEL.get((model or "").lower().removeprefix("auto: "))


class Bills:
    """Makes the sums of one report. Fractions of a millionth are carried from line to line, for each unit apart."""

    def __init__(self) -> None:
        self.notes = Notes()
        self._exact = {unit: Dollars() for unit in (Unit.REQUESTS, Unit.CREDITS, Unit.USD)}
        self._repeats = Repeats()
        self._met: set[Unit] = set()

    def sums(self, bill: Bill) -> list[UsageAggregate]:
        """The sums of one line. Raises Unreadable."""
        told = bill.unit or next((unit for end, unit in UNIT_OF_SKU.items() if bill.sku.rstrip("s").endswith(end)), "")
        unit = UNITS.get(told.strip().lower().replace(" ", "-").replace("_", "-"))
        if unit is None:
            self.notes.add(bill.line, OTHER_UNIT.format(shown(bill.unit) if bill.unit else "no unit"))
            return []
        quantity = self._exact[unit].micro(bill.quantity, "quantity")
        if quantity is None:
            raise Unreadable("no quantity")
        uncached, cache_read, cache_write, output = (whole(tokens, "tokens") for tokens in bill.tokens)
        dollars = self._exact[Unit.USD].micro(bill.gross, "gross amount")
        slot = self._slot(bill, unit)
        return [
            *slot.part(unit, quantity),
            *slot.part(Unit.USD, dollars),
            *slot.disjoint_tokens(uncached, cache_read, cache_write, output),
        ]

    def _slot(self, bill: Bill, unit: Unit) -> Slot:
        if unit not in self._met:
            self._met.add(unit)
            if len(self._met) > 1:
                self.notes.add(bill.line, BOTH)
        identity = (bill.user, bill.sku, bill.model, unit, bill.organization, bill.cost_center)
        slot = Slot.of(
            "copilot-usage", bill.span, bill.line, identity, person=bill.user, model=bill.model, client=bill.product,
            team=bill.cost_center or bill.organization, agent=agent_of(bill.sku, bill.model),
        )  # fmt: skip
        return self._repeats.distinct(slot)
