"""Agents made up for the indicators' tests: few events whose numbers can be checked by hand."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from auditor.indicators.material import DAY, Material, Results, days_of, sessions_of
from auditor.indicators.reference import Dates, Reference
from auditor.records import UNKNOWN
from auditor.said.ragged import ragged
from auditor.said.reading import read
from auditor.said.references import hashed, references_of
from auditor.said.words import hashed as hashed_words
from tests.timeline.activities import made_up

HOUR = DAY // 24
MONDAY = 20_000 * DAY + 4 * DAY
"""Midnight UTC of a Monday in 2024."""


def numbered(texts: Sequence[str | None]) -> tuple[np.ndarray, dict[int, str]]:
    """Text ids as a case gives them, equal texts sharing one, and the texts by id."""
    ids = {text: number for number, text in enumerate(dict.fromkeys(text for text in texts if text))}
    return np.array([ids.get(text, UNKNOWN) if text else UNKNOWN for text in texts], np.int64), {
        number: text for text, number in ids.items()
    }


def results(
    at: Sequence[int] = (),
    strength: float | Sequence[float] = 1.0,
    hollow: int | Sequence[int] = 0,
    names: Sequence[str] = (),
    commit: bool | Sequence[bool] = True,
    delivered: tuple[int, int] | str | None = "",
) -> Results:
    """Outcomes at these times; delivered over all of time unless told otherwise."""
    m = len(at)
    return Results(
        at=np.asarray(at, np.int64),
        strength=np.broadcast_to(np.asarray(strength, np.float64), m),
        hollow=np.broadcast_to(np.asarray(hollow, np.int64), m),
        references=ragged([sorted(hashed(references_of(name))) for name in (names or [""] * m)]),
        commit=np.broadcast_to(np.asarray(commit, np.bool_), m),
        delivered=(0, 2**62) if isinstance(delivered, str) else delivered,
    )


def material(
    at: Sequence[int],
    prompts: Sequence[str | None] = (),
    responses: Sequence[str | None] = (),
    outcomes: Results | None = None,
    amount: Sequence[int] | None = None,
    others: tuple[Sequence[int], Sequence[int]] = ((), ()),
    elsewhere: Sequence[str | None] = (),
    number: int = 0,
    **columns: Any,
) -> Material:
    """One agent. `amount` counts towards the target; `elsewhere`: what another agent answered before each event."""
    ids, texts = numbered([*(prompts or [None] * len(at)), *(responses or [None] * len(at)), *elsewhere])
    n = len(at)
    told = {name: column if isinstance(column, tuple) else np.asarray(column) for name, column in columns.items()}
    activity = made_up(at, prompt=ids[:n], response=ids[n : 2 * n], **told)
    return Material(
        activity=activity,
        said=read(activity, texts, ids[2 * n :] if elsewhere else None),
        results=outcomes or results(delivered=None),
        day=days_of(activity.at),
        session=sessions_of(activity),
        amount=np.asarray(amount if amount is not None else np.zeros(n), np.int64),
        other_at=np.asarray(others[0], np.int64),
        other_amount=np.asarray(others[1], np.int64),
        number=number,
    )


def reference(
    common: Sequence[str] = (),
    quartiles: tuple[float | None, float | None] = (None, None),
    dear: Sequence[str] = (),
    outcomes: Sequence[int] = (0,),
    exposure: Sequence[int] = (0,),
    firsts: Sequence[int] = (MONDAY,),
    span: tuple[int, int] = (MONDAY, MONDAY + 60 * DAY),
    dates: Dates | None = None,
) -> Reference:
    """A population; `common` words are used by everybody."""
    return Reference(
        common=np.sort(np.array(hashed_words(common), np.int64)),
        input_quartile=quartiles[0],
        output_quartile=quartiles[1],
        dear=frozenset(dear),
        outcomes=np.asarray(outcomes, np.int64),
        exposure=np.asarray(exposure, np.int64),
        firsts=np.asarray(firsts, np.int64),
        begins=span[0],
        ends=span[1],
        dates=dates or Dates(),
    )
