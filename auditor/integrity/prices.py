"""Use for which no price is known."""

from collections import Counter
from collections.abc import Iterator

from auditor.integrity.costs import listed
from auditor.integrity.note import Looked, Note, Weight, many
from auditor.prices import price_list


def check(looked: Looked) -> Iterator[Note]:
    """The models without a price, those used most first."""
    prices = price_list(looked.case)
    unpriced: Counter[str] = Counter()
    for row in looked.used:
        if (row.input_tokens, row.output_tokens) != (None, None) and listed(row, prices) is None:
            unpriced[row.model or "(no model named)"] += row.events
    if unpriced:
        dearest = ", ".join(sorted(unpriced, key=lambda model: -unpriced[model])[:3])
        yield Note(
            Weight.TELLS,
            f"For {many(sum(unpriced.values()), 'request')} the list has no price ({dearest}): their cost is unknown.",
            "prices",
        )
