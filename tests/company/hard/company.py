"""A whole hard company: 300 agents by default, of which 15 % pad, most in disguise; and what is true of each."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from tests.company.dice import Dice
from tests.company.hard import export
from tests.company.hard.agent import Agent
from tests.company.hard.life import FIRST_DAY, facts_of
from tests.company.hard.planning import plans
from tests.company.hard.staff import email
from tests.company.people import Person
from tests.company.rhythm import DAY

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class HardTruth:
    """What one agent really is. `text`: whether its texts were kept; `guilty`: what looks like padding and is none."""

    kind: str
    padding: bool
    disguises: tuple[str, ...]
    guilty: str
    team: str
    text: bool
    events: int


class HardCompany:
    """An invented company. The same arguments give the same files, on every machine.

    `announced`: the day on which the weekly target was told; `weekly_target`: tokens of a person; `report_weekday`:
    "mon" to "fri", when use is ranked. People live in several time zones; `timezone` is that of most.
    """

    timezone = "Europe/Berlin"

    def __init__(self, seed: int, agents: int, days: int, padding: float, text: bool, outcomes: bool) -> None:
        self.seed, self.days, self._outcomes = seed, days, outcomes
        self.facts = facts_of(seed, days)
        self.agents = [Agent(plan) for plan in plans(self.facts, agents, padding, text)]
        self.announced: date = FIRST_DAY + timedelta(days=self.facts.announced)
        self.report_weekday = WEEKDAYS[self.facts.report_weekday]
        self.weekly_target = self._usual_week() * 4 // 3 // 100_000 * 100_000
        for agent in self.agents:
            if agent.plan.kind.tops_up:
                self._top_up(agent)

    @property
    def people(self) -> list[Person]:
        """Everybody with an agent, by name."""
        return sorted({agent.plan.person for agent in self.agents}, key=lambda person: person.home)

    @property
    def truth(self) -> dict[tuple[str, str], HardTruth]:
        """(employee as written in the files, agent) → what it really is."""
        return {(email(agent.plan.person), agent.plan.name): _truth(agent) for agent in self.agents}

    def write(self, folder: Path) -> None:
        """All export files, into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        kept = [agent for agent in self.agents if agent.plan.text]
        bare = [agent for agent in self.agents if not agent.plan.text]
        for name, agents in ((export.GATEWAY, kept), (export.PRIVATE, bare)):
            if agents:
                export.write_usage(folder / name, agents, self.facts)
        if self._outcomes:
            export.write_outcomes(folder / export.OUTCOMES, self.agents, self.people, self.facts)

    def _usual_week(self) -> int:
        """What a person uses in a week, the median of all; at least 300,000 tokens."""
        used = [int(sum(_weekly(a, self.weeks).sum() for a in self._of(person))) for person in self.people]
        return max(300_000, int(np.median(used)) // max(1, self.weeks))

    @property
    def weeks(self) -> int:
        """Calendar weeks, the last perhaps not whole."""
        return -(-self.days // 7)

    def _of(self, person: Person) -> list[Agent]:
        return [agent for agent in self.agents if agent.plan.person == person]

    def _top_up(self, agent: Agent) -> None:
        """Make the person's weeks, where it works, end a little above the target."""
        others = sum(
            (_weekly(a, self.weeks) for a in self._of(agent.plan.person) if a is not agent), np.zeros(self.weeks)
        )
        strand, own = agent.strands[0], np.maximum(_weekly(agent, self.weeks), 1)
        surplus = 1.01 + 0.09 * Dice(self.seed, agent.plan.name, agent.plan.number, "surplus").many(self.weeks)
        factor = np.clip((self.weekly_target * surplus - others) / own, 0.15, 25)[_week(strand.at, self.weeks)]
        strand.input[:] = strand.input * factor
        strand.cache_read[:] = strand.cache_read * factor
        strand.output[:] = strand.output * np.minimum(factor, 6)


def _week(at: np.ndarray, weeks: int) -> np.ndarray:
    start = np.datetime64(FIRST_DAY, "ms").astype(np.int64)
    return np.clip((at - start) // (7 * DAY), 0, weeks - 1)


def _weekly(agent: Agent, weeks: int) -> np.ndarray:
    """Tokens, input and output, of every week."""
    return sum(
        (np.bincount(_week(s.at, weeks), (s.input + s.output) * ~s.failed, weeks) for s in agent.strands),
        np.zeros(weeks),
    )


def _truth(agent: Agent) -> HardTruth:
    plan = agent.plan
    kind = plan.kind
    return HardTruth(kind.name, kind.padding, plan.disguises, kind.guilty, plan.person.team, plan.text, agent.events)


def hard_company(
    seed: int, agents: int = 300, days: int = 60, padding: float = 0.15, text: bool = True, outcomes: bool = True
) -> HardCompany:
    """A hard company; without `text` no source keeps prompts, without `outcomes` there is no file of them."""
    return HardCompany(seed, agents, days, padding, text, outcomes)
