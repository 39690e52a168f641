"""Of which data a finding was made: while its digest is the same, measuring again would give the same."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any

import numpy as np

from auditor.indicators.contract import Indicator, Uses
from auditor.indicators.material import Results
from auditor.indicators.reference import Dates, Reference
from auditor.records import Column

LENGTH = 16
"""Hexadecimal digits kept: two of a million digests are never the same by chance."""


def digest(*parts: object) -> str:
    """A digest of numbers, texts, arrays and dataclasses of them."""
    told = sha256()
    for part in _flat(parts):
        told.update(part if isinstance(part, bytes) else repr(part).encode())
        told.update(b"\x00")
    return told.hexdigest()[:LENGTH]


def _flat(parts: Iterable[Any]) -> Iterable[object]:
    for part in parts:
        if isinstance(part, np.ndarray):
            yield np.ascontiguousarray(part).tobytes()
        elif is_dataclass(part) and not isinstance(part, type):
            yield from _flat(getattr(part, field.name) for field in fields(part))
        elif isinstance(part, tuple):
            yield len(part)
            yield from _flat(part)
        elif isinstance(part, frozenset):
            yield from sorted(map(repr, part))
        else:
            yield part


class Digests:
    """Of one population: what the measures of each agent rest on."""

    def __init__(self, reference: Reference) -> None:
        dates: Dates = reference.dates
        self._dates = digest(dates)
        self._common = reference.common
        self._population = digest(
            *(reference.input_quartile, reference.output_quartile, reference.dear, reference.outcomes),
            *(reference.exposure, reference.firsts, reference.begins, reference.ends, reference.told_from),
        )

    def of(self, indicators: Iterable[Indicator], events: str, words: Column, results: Results) -> dict[str, str]:
        """By indicator. `events` tells of the person's events, `words` are those the agent says."""
        parts = {
            Uses.TEXTS: digest(np.intersect1d(self._common, words, assume_unique=True)),
            Uses.OUTCOMES: digest(results),
            Uses.DATES: self._dates,
            Uses.POPULATION: self._population,
        }
        return {
            one.name: digest(one.version, events, *(told for use, told in parts.items() if use & one.uses))
            for one in indicators
        }
