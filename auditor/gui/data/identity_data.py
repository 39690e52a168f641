"""What the identity tab shows: persons and agents, what was changed, and what may be one."""

from collections import defaultdict
from dataclasses import dataclass

from auditor.case.called import Called, called
from auditor.case.case_file import CaseFile
from auditor.identity import Proposal, proposals
from auditor.records import Agent, IdentityAct, IdentityKind, Person


@dataclass(frozen=True, slots=True)
class Known:
    """Who is who as it stands."""

    agents: dict[int, Agent]
    persons: dict[int, Person]
    called: Called
    acts: list[IdentityAct]
    proposals: list[Proposal]

    @property
    def undone(self) -> set[int]:
        """The ids of acts that were taken back."""
        return {act.undoes for act in self.acts if act.undoes is not None}

    def agents_of(self, person_id: int) -> list[Agent]:
        """A person's agents, those with most tokens first; those that are part of another last."""
        mine = [agent for agent in self.agents.values() if agent.person_id == person_id]
        return sorted(mine, key=lambda agent: agent.merged_into is not None)

    def names_told(self, agent: Agent) -> list[str]:
        """The names under which exports told of an agent, where they are not just its own."""
        mine = self.called.agents.get(agent.id)
        parts = [other.told for other in self.called.agents.values() if other.merged_into == agent.id]
        names = sorted({*parts, *([mine.told] if mine else [])})
        return [] if names == [agent.name] else names

    def split_from(self, agent_id: int) -> int | None:
        """The agent it was split from, if it was."""
        for act in self.acts:
            if act.kind is IdentityKind.SPLIT_AGENT and act.detail["new"] == agent_id and act.id not in self.undone:
                return int(act.detail["agent"])
        return None


def load(case: CaseFile) -> Known:
    """Read it."""
    agents = {agent.id: agent for agent in case.agents.all()}
    persons = {person.id: person for person in case.persons.all()}
    return Known(agents, persons, called(case.store), case.identity.acts(), proposals(case))


@dataclass(frozen=True, slots=True)
class Sums:
    """Figures of some agents together; None where none tells them."""

    requests: int
    tokens: int | None
    microcredits: int | None
    last: int | None


def sums_of(agents: list[Agent]) -> Sums:
    """Add up."""
    told: dict[str, list[int]] = defaultdict(list)
    for agent in agents:
        for name in ("tokens", "microcredits", "last"):
            value: int | None = getattr(agent.totals, name)
            if value is not None:
                told[name].append(value)
    tokens, credits = (sum(told[name]) if told[name] else None for name in ("tokens", "microcredits"))
    return Sums(sum(agent.totals.events for agent in agents), tokens, credits, max(told["last"], default=None))
