"""What of the exports could not be read, or is known only in part."""

from collections.abc import Iterator

from auditor.integrity.note import Looked, Note, Weight, many


def check(looked: Looked) -> Iterator[Note]:
    """Lines that could not be read, counts that are too low, samples."""
    rejected = [source for source in looked.sources if source.rejected]
    if rejected:
        lines = sum(source.rejected for source in rejected)
        yield Note(
            Weight.DOUBT,
            f"{many(lines, 'line')} of {many(len(rejected), 'source')} could not be read: nothing of that counts.",
            "sources",
        )
    bounds = sum(source.totals.lower_bounds for source in looked.sources)
    if bounds:
        yield Note(
            Weight.DOUBT,
            f"Of {many(bounds, 'request')} only a lower bound is known: the true output is higher.",
            "sources",
        )
    sampled = [source for source in looked.sources if any("sample" in warning for warning in source.warnings)]
    if sampled:
        yield Note(
            Weight.DOUBT,
            f"Only a sample stands in {many(len(sampled), 'source')}: sums of it are no totals.",
            "sources",
        )
