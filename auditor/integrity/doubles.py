"""Requests that are told for two persons."""

from collections.abc import Iterator

from auditor.integrity.note import Looked, Note, Weight, many


def check(looked: Looked) -> Iterator[Note]:
    """Sources that another person's exports tell too."""
    shared = [source for source in looked.sources if any("another person" in warning for warning in source.warnings)]
    if shared:
        yield Note(
            Weight.WRONG,
            f"Requests in {many(len(shared), 'source')} are told for another person too: use may be counted twice.",
            "identity",
        )
