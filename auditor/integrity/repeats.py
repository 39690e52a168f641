"""How much was told twice and counted once."""

from collections.abc import Iterator

from auditor.integrity.note import Looked, Note, Weight, many
from auditor.rules import rule_named


def check(looked: Looked) -> Iterator[Note]:
    """How many records do not count, by rule."""
    dropped = looked.case.controls.dropped()
    if dropped:
        rules = ", ".join(f"{count:,} {rule_named(rule).brief}" for rule, count in dropped.items())
        yield Note(
            Weight.TELLS,
            f"{many(sum(dropped.values()), 'record')} told twice: kept, and counted once ({rules}).",
            "sources",
        )
