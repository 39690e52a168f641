"""Indicator 7: the tickets and changes that prompts name do not move afterwards."""

import numpy as np
from numpy.typing import NDArray

from auditor.indicators.contract import Indicator, Uses, no_outcomes, not_enough
from auditor.indicators.material import DAY, Material, Results
from auditor.indicators.reference import Reference
from auditor.records import Aspect, Column, Label, Measure
from auditor.said.ragged import Ragged
from auditor.said.references import KINDS, hashed

WITHIN = 7 * DAY
LEAST = 10
BEFORE = 2
IN_USE = 5
"""Outcomes that carry a kind of reference at least, so that the kind is known to be delivered."""

SOUGHT = (KINDS.index("ticket"), KINDS.index("change"))
"""Kinds that move when work is done. A commit named is done already, and files are named that no outcome tells of:
these speak for an agent where they move, and never against it."""

EVERYDAY = np.sort(np.array(hashed({f"#{number}" for number in range(100)}), np.int64))
"""Numbers below 100 count things in prompts: "#1", "issue 2"."""


def measure(material: Material, _: Reference) -> Measure:
    """1 − share of the references named in prompts that an outcome, of whomever, carries within the seven days after;
    the share shrunk towards a half, as if BEFORE had moved and as many had not.

    Named so late that seven days were not told of, a reference does not count.
    """
    results = material.results
    if results.delivered is None:
        return no_outcomes()
    named, at, event = _namings(material, results.delivered)
    sought = np.isin(kinds_of(named), kinds_in_use(results)) & telling(named)
    n = len(np.unique(named[sought]))
    if n < LEAST:
        return not_enough(f"{n} of {LEAST} tickets and changes named in prompts", n)
    moved = np.unique(named[moved_after(named, at, results)])
    return _told(named, event, moved, np.union1d(moved, named[sought]))


def _told(named: Column, event: Column, moved: Column, counted: Column) -> Measure:
    mostly = 2 * len(moved) > len(counted)
    shown = np.isin(named, counted) & (np.isin(named, moved) == mostly)
    events = np.unique(event[shown])
    value = 1.0 - (len(moved) + BEFORE) / (len(counted) + 2 * BEFORE)
    sentence = _sentence(len(moved), len(counted), len(events), mostly)
    return Measure(value, len(counted), "", tuple(events.tolist()), sentence)


def _sentence(moved: int, counted: int, requests: int, mostly: bool) -> str:
    named = f"{requests:,} {'request names' if requests == 1 else 'requests name'}"
    if mostly:
        return f"{moved:,} of {counted:,} tickets and changes named moved within seven days: {named} them."
    rest = counted - moved
    return f"{rest:,} of {counted:,} tickets and changes named did not move within seven days: {named} them."


def _namings(material: Material, delivered: tuple[int, int]) -> tuple[Column, Column, Column]:
    """Each reference in each prompt (k): its hash, when, and in which event; of the time told of for long enough."""
    named = material.said.references.take(material.said.prompt)
    event, at = named.owners, material.activity.at[named.owners]
    told = (at >= delivered[0]) & (at <= delivered[1] - WITHIN)
    return named.values[told], at[told], event[told]


def kinds_in_use(results: Results) -> list[int]:
    """The kinds that outcomes other than this agent's carry: of the team's others, and the person's own."""
    own = results.references.take(np.flatnonzero(~results.tied))
    counts = results.around_kinds + _outcomes_by_kind(own)
    return [kind for kind in SOUGHT if counts[kind] >= IN_USE]


def _outcomes_by_kind(references: Ragged) -> Column:
    carrying = np.unique(references.owners * len(KINDS) + kinds_of(references.values))
    return np.bincount(carrying % len(KINDS), minlength=len(KINDS))


def moved_after(named: Column, at: Column, results: Results) -> NDArray[np.bool_]:
    """For each naming (k: hash, µs) whether an outcome carries that reference within seven days from then."""
    ids, place = np.unique(results.moved, return_inverse=True)
    if not len(ids):
        return np.zeros(len(named), np.bool_)
    known = np.minimum(np.searchsorted(ids, named), len(ids) - 1)
    times = np.unique(results.moved_at)
    wide = len(times) + 1  # moments as their ranks: reference and time fit one number
    moves = place.reshape(-1) * wide + np.searchsorted(times, results.moved_at)
    first = np.searchsorted(moves, known * wide + np.searchsorted(times, at, "left"), "left")
    last = np.searchsorted(moves, known * wide + np.searchsorted(times, at + WITHIN, "right"), "left")
    return (ids[known] == named) & (first < last) & telling(named)


def kinds_of(references: Column) -> Column:
    """Which of KINDS each of the hashed references (k) is."""
    return references >> 32


def telling(references: Column) -> NDArray[np.bool_]:
    """Which references (k, hashed) name one thing only, rather than count in everyday words."""
    return ~np.isin(references, EVERYDAY)


INDICATOR = Indicator(
    name="references-lead-nowhere",
    title="References lead nowhere",
    useful="References move",
    aspect=Aspect.CONSUMPTION,
    version=1,
    question="Do the tickets and changes that its prompts name move within the week after?",
    leans=Label.PADDING,
    benign="planning and triage, which name much that is not to move yet; questions on old tickets",
    needs=f"{LEAST} tickets or changes named in prompts, of a kind that the outcomes delivered carry",
    shown="links from requests to the outcomes they name",
    weight=0.6,
    relief=0.8,
    uses=Uses.TEXTS | Uses.OUTCOMES,
    measure=measure,
    least=0.5,  # the sentence says "moved" below
    most=0.5,
)
