"""What an indicator is told of everybody: a summary of the population that merges in any order."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from auditor.records import Column


@dataclass(frozen=True, slots=True, eq=False)
class Dates:
    """What the people were told of a target; all times µs UTC, days begin at midnight on the people's clocks.

    `announced` is None where not told. `target` is an amount a person and period in whole `unit` ("tokens" or
    "credits"); each of `periods` is one way to lay weeks or months over the case: edges (k + 1), only whole ones.
    `reports`: the starts of the reporting days.
    """

    announced: int | None = None
    target: int | None = None
    unit: str = "tokens"
    periods: tuple[Column, ...] = ()
    reports: Column = field(default_factory=lambda: np.empty(0, np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """Of A agents. `common`: hashes of words that more than 2 % of the agents (and more than two) use, sorted.

    `input_quartile`, `output_quartile`: tokens below which a quarter of all requests lies, None where not told. `dear`:
    the models of the top price tier. `outcomes`, `exposure` (A): how many outcomes are tied to each agent, and on how
    many days it was active; exposure is 0 where no outcome data were delivered. `firsts` (A): when each agent was
    first active, µs. `begins`, `ends`: the time the case tells of, µs. `told_from` (A): from when the kinds of export
    that tell of each agent tell of anybody, µs (empty: from `begins`).
    """

    common: Column
    input_quartile: float | None
    output_quartile: float | None
    dear: frozenset[str]
    outcomes: Column
    exposure: NDArray[np.int64]
    firsts: Column
    begins: int
    ends: int
    dates: Dates
    told_from: Column = field(default_factory=lambda: np.empty(0, np.int64))
