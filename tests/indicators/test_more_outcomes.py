"""One more outcome of its own never speaks against an agent, whatever came before; nor does another zone."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from auditor.assess.results import strengthen
from auditor.indicators.contract import Indicator
from auditor.indicators.hollow_outcomes import INDICATOR as HOLLOW
from auditor.indicators.material import DAY, Material, Results
from auditor.indicators.outcomes_missing import INDICATOR as MISSING
from auditor.indicators.outcomes_missing import own_of
from auditor.indicators.references_lead_nowhere import INDICATOR as NOWHERE
from auditor.indicators.work_does_not_follow import INDICATOR as NOT_FOLLOWING
from auditor.said.ragged import ragged
from auditor.said.references import hashed, references_of
from tests.indicators.materials import HOUR, MONDAY, material, reference

INDICATORS = (MISSING, NOT_FOLLOWING, NOWHERE, HOLLOW)
PEERS = ([0, 4, 9, 2, 0, 30, 8, 5], [0, 20, 30, 10, 40, 25, 30, 30])


class Company:
    """A person with one agent, and outcomes of both: (µs, strength, hollow, names)."""

    def __init__(self, seed: int) -> None:
        self.dice = np.random.default_rng(seed)
        days = np.sort(self.dice.integers(0, 30, int(self.dice.integers(20, 60))))
        self.at = np.sort(MONDAY + days * DAY + self.dice.integers(8 * HOUR, 18 * HOUR, len(days)))
        self.prompts = [f"Look at ATL-{self.dice.integers(100, 130)} and #{self.dice.integers(100, 120)}" for _ in days]
        self.rows = [self.row(0.1) for _ in range(int(self.dice.integers(0, 60)))]
        around = (MONDAY, MONDAY + 30 * DAY) if seed % 5 else None
        self.around = around, np.full(4, int(self.dice.integers(0, 9)) if around else 0)

    def row(self, strength: float, hollow: int = 0) -> tuple[int, float, int, list[int]]:
        at = MONDAY + int(self.dice.integers(0, 32 * DAY))
        names = f"ATL-{self.dice.integers(100, 150)} #{self.dice.integers(100, 150)} src/gate-{self.dice.integers(9)}"
        return at, strength, hollow, sorted(hashed(references_of(names)))

    def material(self, moved_by: int = 0) -> Material:
        sessions, outcomes = np.arange(len(self.at)), self._results(moved_by)
        agent = material((self.at + moved_by).tolist(), prompts=self.prompts, outcomes=outcomes, session=sessions)
        return replace(agent, results=strengthen(agent.results, agent.said, agent.activity))

    def _results(self, moved_by: int) -> Results:
        rows = sorted(self.rows)
        pairs = sorted((name, row[0] + moved_by) for row in rows for name in row[3])
        around = self.around[0] and (self.around[0][0] + moved_by, self.around[0][1] + moved_by)
        return Results(
            at=np.array([row[0] + moved_by for row in rows], np.int64),
            strength=np.array([row[1] for row in rows], np.float64),
            hollow=np.array([row[2] for row in rows], np.int64),
            references=ragged([row[3] for row in rows]),
            commit=np.zeros(len(rows), np.bool_),
            delivered=around or ((0, 1) if rows else None),
            around=around,
            around_kinds=self.around[1],
            moved=np.array([name for name, _ in pairs], np.int64),
            moved_at=np.array([at for _, at in pairs], np.int64),
        )


def values(company: Company, indicators: Sequence[Indicator] = INDICATORS, moved_by: int = 0) -> list[float | None]:
    measured = company.material(moved_by)
    told = reference(outcomes=[int(own_of(measured.results).sum()), *PEERS[0]], exposure=[20, *PEERS[1]])
    return [indicator.measure(measured, told).value for indicator in indicators]


def raised(indicator: Indicator, before: float | None, after: float | None) -> bool:
    """Whether a value rose. Of hollow outcomes there is none at 0: that speaks for the agent, whatever the peers."""
    if after is None or (indicator is HOLLOW and after == 0):
        return False
    return before is None or after > before


@pytest.mark.parametrize("seed", range(25))
def test_one_more_sound_outcome_of_its_own_never_raises_any_value(seed: int):
    company = Company(seed)
    company.rows += [company.row(1.0, hollow=1) for _ in range(seed % 9)]
    before = values(company)
    for _ in range(25):
        company.rows.append(company.row(1.0))
        after = values(company)
        assert not [one.name for one, *pair in zip(INDICATORS, before, after, strict=True) if raised(one, *pair)]
        before = after


@pytest.mark.parametrize("seed", range(10))
def test_one_more_hollow_one_raises_no_other_value(seed: int):
    company = Company(seed)
    before = values(company, INDICATORS[:3])
    for _ in range(15):
        company.rows.append(company.row(0.8, hollow=2))
        after = values(company, INDICATORS[:3])
        assert not [one.name for one, *pair in zip(INDICATORS[:3], before, after, strict=True) if raised(one, *pair)]
        before = after


@pytest.mark.parametrize("seed", range(10))
def test_all_times_moved_give_the_same(seed: int):
    company = Company(seed)
    company.rows += [company.row(1.0) for _ in range(6)]
    assert values(company, moved_by=-7 * HOUR) == values(company)


def test_the_values_are_there_at_all():
    companies = [Company(seed) for seed in range(40)]
    for company in companies:
        company.rows += [company.row(1.0) for _ in range(6)]
    told = np.array([[value is not None for value in values(company)] for company in companies])
    assert (told.mean(axis=0) > 0.3).all()


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda one: one.name)
@pytest.mark.parametrize("seed", range(1, 13))
def test_the_sentence_counts_the_events_that_show_it(indicator: Indicator, seed: int):
    company = Company(seed)
    company.rows += [company.row(1.0, hollow=seed % 2) for _ in range(7)]
    measured = company.material()
    measure = indicator.measure(measured, reference(outcomes=[7, *PEERS[0]], exposure=[20, *PEERS[1]]))
    if measure.value is not None:
        assert f"{len(measure.events):,} request" in measure.sentence
        assert len(set(measure.events)) == len(measure.events) and max(measure.events, default=0) < len(measured)
