"""A whole invented company: its agents, what is true of them, and the export files they leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from tests.company import analytics, bedrock, claude_code, gateway, kiro, litellm, openclaw, outcomes
from tests.company.agent import Agent, Plan
from tests.company.beside import NOTHING, Beside
from tests.company.dice import Dice
from tests.company.people import Person, staff
from tests.company.plans import plans
from tests.company.rhythm import DAY, Span
from tests.company.track import top_up, track_of

WRITERS = {
    "claude-code": claude_code.write,
    "openclaw": openclaw.write,
    "bedrock": bedrock.write,
    "gateway": gateway.write,
}
COSTED = ("openclaw", "gateway")
FIRST_DAY = date(2026, 9, 7)
WEEKLY_TARGET = 4_000_000


@dataclass(frozen=True, slots=True)
class Truth:
    """What a correct import gives for one agent, and what it really is. `input_tokens` holds both cache classes.

    A token class a format does not tell is 0 here. Calls that failed count as events, with no tokens.
    `outcomes` are those it helped with; exports do not tell every link. Times in milliseconds UTC.
    """

    padding: bool
    kind: str
    format: str
    team: str
    events: int
    sessions: int
    input_tokens: int
    cache_read_input_tokens: int
    cache_creation_input_tokens: int
    output_tokens: int
    cost_microusd: int | None
    outcomes: int
    first: int
    last: int


class Company:
    """An invented company. The same arguments give the same files, on every machine.

    `agents` plans are made for `people` with `events` calls over `days`; `announced` is the day (from the first) on
    which the weekly target was told. About the share `padding` of the agents pads; `only` puts all in one format.
    `planned` replaces the planning (the sample). `beside`: what else is delivered, of which no event may count: the
    vendor's sums of all Claude Code use and of Kiro's, and calls that a gateway tells once more. The truth about the
    agents is the same with it and without.
    """

    def __init__(
        self,
        seed: object = 1,
        people: int = 12,
        agents: int = 40,
        days: int = 56,
        events: int = 34_000,
        *,
        padding: float = 0.2,
        only: str = "",
        announced: int | None = None,
        planned: Sequence[Plan] | None = None,
        beside: Beside = NOTHING,
    ) -> None:
        self.seed, self.days, self.beside = seed, days, beside
        self.announced = min(days // 3 + 2, days - 1) if announced is None else announced
        if planned is None:
            planned = plans(seed, staff(people, seed), agents, events, self.announced, padding, only)
        self.agents = [self._agent(plan) for plan in planned]
        for agent in self.agents:
            if agent.plan.kind.tops_up:
                self._top_up(agent)

    @property
    def people(self) -> list[Person]:
        """Everybody with an agent, by name."""
        return sorted({agent.plan.person for agent in self.agents}, key=lambda person: person.home)

    @property
    def first_coder(self) -> str:
        """Whose Claude Code archive holds the file that is cut short; empty if nobody codes."""
        return min((agent.plan.person.home for agent in self.agents if agent.plan.format == "claude-code"), default="")

    @property
    def truth(self) -> dict[tuple[str, str], Truth]:
        """(person's home name, agent) → what a correct import gives."""
        return {(agent.plan.person.home, agent.plan.name): _truth(agent) for agent in self.agents}

    @property
    def undelivered(self) -> list[Agent]:
        """Claude Code use of which no transcript came, in order of `beside`: only the vendor's sums hold it."""
        return [self._agent(gone.plan, gone.days) for gone in self.beside.undelivered]

    @property
    def claude_code(self) -> list[Agent]:
        """All Claude Code use, also what was not delivered: what the vendor's sums add up."""
        return [agent for agent in self.agents if agent.plan.format == "claude-code"] + self.undelivered

    @property
    def told_again(self) -> list[tuple[Agent, int]]:
        """Agents whose calls a gateway logs too, from when on (ms UTC)."""
        found = {(agent.plan.person.home, agent.plan.name): agent for agent in self.agents}
        start = Span(FIRST_DAY, self.days, "UTC").start
        return [(found[one.person, one.agent], start + one.since * DAY) for one in self.beside.again]

    def write(self, folder: Path) -> None:
        """All export files below `folder`."""
        for form, writer in WRITERS.items():
            if chosen := [agent for agent in self.agents if agent.plan.format == form]:
                writer(folder, chosen)
        spans = {person: Span(FIRST_DAY, self.days, person.zone, person.shift) for person in self.people}
        outcomes.write(folder, self.agents, spans, self.seed)
        self._write_beside(folder)

    def _write_beside(self, folder: Path) -> None:
        """Nothing where `beside` is nothing."""
        if self.beside.sums:
            analytics.write(folder, self.claude_code, self.seed)
        if self.beside.kiro:
            kiro.write(folder, self.beside.kiro, FIRST_DAY, self.seed)
        if self.beside.again:
            litellm.write(folder, self.told_again)

    def _agent(self, plan: Plan, days: int | None = None) -> Agent:
        group = f"{self.seed}/{plan.group or plan.person.home + '/' + plan.name}"
        track = track_of(plan.kind, self._span(plan, days), plan.calls, group, plan.role, plan.format != "claude-code")
        return Agent(self.seed, plan, track)

    def _span(self, plan: Plan, days: int | None = None) -> Span:
        """From its first day to the company's last, or so many `days`."""
        since = min(plan.since, self.days - 1)
        first = date.fromordinal(FIRST_DAY.toordinal() + since)
        return Span(first, min(days or self.days, self.days - since), plan.person.zone, plan.person.shift)

    def _top_up(self, agent: Agent) -> None:
        """Make the person's weeks end just above the target."""
        span = self._span(agent.plan)
        weeks = max(1, span.days // 7)
        siblings = [a for a in self.agents if a.plan.person == agent.plan.person and a is not agent]
        others = sum((a.track.weekly(span.start, weeks) for a in siblings), np.zeros(weeks, np.int64))
        surplus = 1.005 + 0.05 * Dice(self.seed, agent.plan.name, "surplus").many(weeks)
        top_up(agent.track, span.start, WEEKLY_TARGET - others, surplus)


def _truth(agent: Agent) -> Truth:
    plan, track = agent.plan, agent.track
    cost = int(agent.cost.sum()) if plan.format in COSTED else None
    created = 0 if plan.format == "gateway" else int(track.cache_creation.sum())
    return Truth(
        padding=plan.kind.padding,
        kind=plan.kind.name,
        format=plan.format,
        team=plan.person.team,
        events=len(track.at),
        sessions=len(track.lengths),
        input_tokens=int(track.input.sum()),
        cache_read_input_tokens=int(track.cache_read.sum()),
        cache_creation_input_tokens=created,
        output_tokens=int(track.output.sum()),
        cost_microusd=cost,
        outcomes=sum(1 for _ in agent.results()),
        first=int(track.at.min()),
        last=int(track.at.max()),
    )


def write_gateway_csv(
    path: Path, events: int, seed: object = 1, agents: int = 240, people: int = 60, days: int = 90
) -> Company:
    """One big CSV with the plain headers, `events` rows; gives the company, for its truth."""
    company = Company(seed, people, agents, days, events, only="gateway")
    with path.open("w", encoding="utf-8", newline="") as out:
        gateway.write_rows(out, company.agents)
    return company
