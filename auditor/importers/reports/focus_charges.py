"""One FOCUS charge as sums: what it cost, and what was consumed where that is tokens, requests or credits."""

import re
from collections.abc import Iterator
from decimal import Decimal
from hashlib import blake2b

from auditor.importers.files.told_fields import Fields
from auditor.importers.values.labels import AGENT, PERSON, TEAM, labels_of
from auditor.importers.values.quantities import Unreadable, decimal, shown
from auditor.importers.values.times import utc_time
from auditor.importers.values.token_sums import MILLION, MOST, Notes, Repeats, Slot
from auditor.records import Unit, UsageAggregate

AI_CATEGORY = "ai and machine learning"
_AI_NAME = re.compile(
    r"\b(?:bedrock|openai|anthropic|claude|gemini|vertex ai|generative ai|foundry models|copilot|mistral|cohere"
    r"|openrouter|cursor|sagemaker|kiro|amazon q)\b"
)
NO_KIND = "tokens without telling input from output: only the cost is read"
OTHER_CURRENCY = "a cost in {} is left out: it is not US dollars, and no rate is told"
DIMENSIONS = (
    "Id", "BillingAccountId", "SubAccountId", "InvoiceId", "ProviderName", "ServiceName", "ResourceId", "RegionId",
    "SkuId", "SkuPriceId", "ChargeCategory", "ChargeClass", "ChargeFrequency", "ChargeDescription", "PricingCategory",
    "ConsumedUnit", "CommitmentDiscountId", "Tags",
)  # fmt: skip

DESCRIBED = ("ChargeDescription", "SkuMeter", "x_SkuMeterName", "x_SkuDescription")

_TOKENS = re.compile(r"(\d+(?:\.\d+)?)?\s*(k|m|thousand|million)?\s*tokens?", re.IGNORECASE)
_SCALES = {"": 1, "k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}
_COUNTED = {"request": Unit.REQUESTS, "requests": Unit.REQUESTS, "credit": Unit.CREDITS, "credits": Unit.CREDITS}
_CACHED = re.compile(r"cache|cchd", re.IGNORECASE)
_WRITTEN = re.compile(r"writ|creat", re.IGNORECASE)
_OUTPUT = re.compile(r"output|outp\b|completion|generated|response", re.IGNORECASE)
_INPUT = re.compile(r"input|inp\b|prompt", re.IGNORECASE)


def is_ai(fields: Fields) -> bool:
    """Whether a charge is for an AI service."""
    names = (fields.told(name) or "" for name in ("ServiceName", "ProviderName", "PublisherName"))
    category = (fields.told("ServiceCategory") or "").lower()
    return category == AI_CATEGORY or bool(_AI_NAME.search(" | ".join(names).lower()))


class Charges:
    """Makes sums of one file's charges; `notes` gathers what the reader must know."""

    def __init__(self) -> None:
        self.notes = Notes()
        self._left = Decimal(0)
        self._repeats = Repeats()

    def sums(self, fields: Fields) -> Iterator[UsageAggregate]:
        """The sums of a charge. Raises Unreadable."""
        span = utc_time(fields.value("ChargePeriodStart")), utc_time(fields.value("ChargePeriodEnd"))
        quantities = [*self._cost(fields), *self._consumed(fields)]
        tags = labels_of(fields.inner("Tags"))
        slot = Slot.of(
            "focus",
            span,
            fields.line,
            (span[1], _told(fields)),
            person=tags.first(PERSON),
            team=tags.first(TEAM) or fields.told("SubAccountName", "SubAccountId"),
            agent=tags.first(AGENT),
            model=fields.told("SkuMeter", "x_SkuMeterName"),
            client=fields.told("ServiceName"),
        )
        distinct = self._repeats.distinct(slot)
        for unit, quantity in quantities:
            yield from distinct.part(unit, quantity)

    def _cost(self, fields: Fields) -> Iterator[tuple[Unit, int]]:
        """Micro-dollars, rounded so that the file's sum is the exact sum rounded once."""
        cost = amount(fields, "BilledCost")
        currency = fields.told("BillingCurrency")
        if cost is None:
            return
        if currency != "USD":
            self.notes.add(fields.line, OTHER_CURRENCY.format(currency or "an untold currency"))
            return
        rounded = millionths(cost + self._left, "BilledCost")
        self._left += cost - Decimal(rounded) / MILLION
        yield Unit.USD, rounded

    def _consumed(self, fields: Fields) -> Iterator[tuple[Unit, int]]:
        """Millionths of what was consumed, where it is something that agents use."""
        quantity, unit = amount(fields, "ConsumedQuantity"), (fields.told("ConsumedUnit") or "").strip()
        if quantity is None:
            return
        tokens = _TOKENS.fullmatch(unit)
        if counted := _COUNTED.get(unit.lower()):
            yield counted, millionths(quantity, "ConsumedQuantity")
        elif tokens:
            scale = Decimal(tokens[1] or 1) * _SCALES[(tokens[2] or "").lower()]
            units = token_units(" ".join(fields.told(name) or "" for name in DESCRIBED))
            if not units:
                self.notes.add(fields.line, NO_KIND)
            for kind in units:
                yield kind, millionths(quantity * scale, "ConsumedQuantity")


def token_units(described: str) -> tuple[Unit, ...]:
    """What tokens of a meter are; cached ones are part of the input, too. Empty where the words do not tell."""
    is_input, is_output = bool(_INPUT.search(described)), bool(_OUTPUT.search(described))
    if _CACHED.search(described) and not is_output:
        kind = Unit.CACHE_CREATION_INPUT_TOKENS if _WRITTEN.search(described) else Unit.CACHE_READ_INPUT_TOKENS
        return Unit.INPUT_TOKENS, kind
    if is_input == is_output:
        return ()
    return (Unit.INPUT_TOKENS,) if is_input else (Unit.OUTPUT_TOKENS,)


def _told(fields: Fields) -> str:
    """All that a charge is told for, as a hash: tags and descriptions are long, and a key is kept for every charge."""
    told = "\x1f".join(fields.told(name) or "" for name in DIMENSIONS)
    return blake2b(told.encode("utf-8", "replace"), digest_size=16).hexdigest()


def amount(fields: Fields, name: str) -> Decimal | None:
    """A signed amount; None where not told. Raises Unreadable."""
    written = fields.told(name)
    if written is None:
        return None
    number = decimal(written)
    if number is None:
        raise Unreadable(f"{name} {shown(written)} is not an amount")
    return number


def millionths(number: Decimal, name: str) -> int:
    """The quantity as aggregates keep it. Raises Unreadable."""
    if abs(number) > MOST:
        raise Unreadable(f"{name} {shown(number)} is too large")
    return int((number * MILLION).to_integral_value())
