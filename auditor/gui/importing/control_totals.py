"""Compares what the sender said a file holds with what was counted."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QLocale

from auditor.gui.figures import whole

CENT = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class Answer:
    """A sentence, and whether the figures agree; None where nothing can be said."""

    words: str
    agrees: bool | None


def number_in(words: str) -> Decimal | None:
    """The number a person wrote: 18,204 · 18 204 · $2,318.00 · 2.318,00 € — None if it is none."""
    kept = "".join(c for c in words.removesuffix("USD") if not c.isspace() and c not in "$€’'_")
    marks = [c for c in kept if c in ",."]
    if marks:
        decimal = marks[-1] if _is_decimal(kept, marks) else ""
        whole_part, _, rest = kept.rpartition(decimal) if decimal else (kept, "", "")
        kept = whole_part.replace(",", "").replace(".", "") + (f".{rest}" if decimal else "")
    try:
        number = Decimal(kept)
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None


def _is_decimal(kept: str, marks: list[str]) -> bool:
    """Whether the last mark divides the fraction off, not thousands."""
    if len(set(marks)) == 2:
        return marks.count(marks[-1]) == 1
    if len(marks) > 1:
        return False
    after = kept.rpartition(marks[0])[2]
    return len(after) != 3 or marks[0] == QLocale().decimalPoint()


def compare_requests(told: str, counted: int) -> Answer:
    """Whether the sender's number of requests is ours."""
    if not told.strip():
        return Answer("", None)
    number = number_in(told)
    if number is None or number != number.to_integral_value():
        return Answer(f"“{told}” is not a number of requests.", None)
    difference = int(number) - counted
    if not difference:
        return Answer("✓ Requests agree.", True)
    more = "more than are counted here" if difference > 0 else "fewer than are counted here"
    return Answer(
        f"≠ Requests differ: the sender says {whole(abs(difference))} {more}{_share(difference, counted)}.", False
    )


def compare_cost(told: str, microusd: int | None) -> Answer:
    """Whether the sender's cost in dollars is ours, to the cent."""
    if not told.strip():
        return Answer("", None)
    number = number_in(told)
    if number is None:
        return Answer(f"“{told}” is not a sum of money.", None)
    if microusd is None:
        return Answer("This file tells no cost: there is nothing to compare.", None)
    counted = Decimal(microusd) / 1_000_000
    difference = number - counted
    if abs(difference) < CENT:
        return Answer("✓ Cost agrees.", True)
    more = "more than is counted here" if difference > 0 else "less than is counted here"
    dollars = QLocale().toString(float(abs(difference)), "f", 2)
    return Answer(f"≠ Cost differs: the sender says ${dollars} {more}{_share(difference, counted)}.", False)


def _share(difference: Decimal | int, counted: Decimal | int) -> str:
    """How much that is of what was counted."""
    if not counted:
        return ""
    share = abs(float(difference) / float(counted))
    return f" ({QLocale().toString(share * 100, 'g', 2)} %)" if share >= 0.0001 else " (under 0.01 %)"
