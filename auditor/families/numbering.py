"""The numbers and letters of families: A has most events."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from auditor.families.placeholders import OTHER
from auditor.records import UNKNOWN

NAMED = 1_000
"""Families an agent can have; those with fewer events are told together, as other prompts."""


def numbered(family: NDArray[np.int64], templates: Sequence[str]) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Families (n events, UNKNOWN or an index into `templates`) numbered anew, by events; those without events go.

    Families of the same template become one. The other prompts, if there are any, are the last family.
    """
    counts = np.bincount(family[family != UNKNOWN], minlength=len(templates)).tolist()
    events: dict[str, int] = {}
    for template, count in zip(templates, counts, strict=True):
        events[template] = events.get(template, 0) + count
    order = sorted((one for one in events if events[one] and one != OTHER), key=lambda one: (-events[one], one))
    named = order[:NAMED]
    if events.get(OTHER) or len(order) > NAMED:
        named.append(OTHER)
    number = {template: place for place, template in enumerate(named)}
    new = [number.get(template, len(named) - 1) for template in templates]
    return np.array([*new, UNKNOWN], np.int64)[family], tuple(named)


def letter(number: int) -> str:
    """A, B, … Z, AA, AB, …: the short name of a family."""
    name = ""
    number += 1
    while number:
        number, place = divmod(number - 1, 26)
        name = chr(ord("A") + place) + name
    return name


def called(number: int, families: Sequence[str]) -> str:
    """What a family is called: its letter, or "other" where the prompts are like no others."""
    return "other" if families[number : number + 1] == (OTHER,) else letter(number)
