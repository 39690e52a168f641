"""Activities for the tests of the requests table."""

import numpy as np

from auditor.records import UNKNOWN, Activity
from tests.timeline.activities import made_up

HOUR = 3_600_000_000
START = 1_788_220_800_000_000
"""1 Sep 2026, 00:00 UTC."""


def six() -> Activity:
    """Six requests, an hour apart: three of family 0, two of family 1, one of none."""
    return made_up(
        START + np.arange(6) * HOUR,
        session=np.array([7, 7, 9, 9, 9, UNKNOWN]),
        family=np.array([0, 1, 0, 0, 1, UNKNOWN]),
        families=("Summarise ‹n›", "Haiku ‹n›"),
        model=np.array([1, 0, 1, 1, 0, UNKNOWN]),
        models=("small-2", "Large-1"),
        status=np.array([0, 0, 1, 0, 0, 0]),
        statuses=("ok", "error"),
        prompt=np.array([10, 11, 10, 12, 13, UNKNOWN]),
        response=np.array([20, 21, 22, 23, 24, UNKNOWN]),
        input_tokens=np.array([100, 5, 100, 300, 7, UNKNOWN]),
        output_tokens=np.array([10, 1, UNKNOWN, 30, 2, UNKNOWN]),
        cost=np.full(6, UNKNOWN),
        duration=np.array([500, -400, UNKNOWN, 900, 100, 200]),
    )


def many(n: int, seed: int = 1) -> Activity:
    """Requests of 60 families, 5 models, n/20 sessions; a tenth of the tokens unknown."""
    random = np.random.default_rng(seed)
    tokens = random.integers(0, 2_000_000, n)
    tokens[random.random(n) < 0.1] = UNKNOWN
    return made_up(
        np.sort(random.integers(START, START + 2160 * HOUR, n)),
        family=random.integers(UNKNOWN, 60, n),
        families=tuple(f"Template {number}" for number in range(60)),
        model=random.integers(UNKNOWN, 5, n),
        models=tuple(f"model-{number}" for number in range(5)),
        session=random.integers(1, n // 20 + 2, n),
        prompt=random.integers(0, n, n),
        response=random.integers(0, n, n),
        input_tokens=tokens,
        output_tokens=tokens // 10,
        cost=tokens * 3,
        duration=random.integers(-50, 90_000_000, n),
    )
