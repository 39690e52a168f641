"""What the identity tab shows: persons and agents, what was changed, and what may be one."""

from collections import defaultdict
from dataclasses import dataclass

from auditor.case.called import Called, called
from auditor.case.case_file import CaseFile
from auditor.identity import Proposal, proposals
from auditor.records import Agent, IdentityAct, IdentityKind, Person


@dataclass(frozen=True, slots=True)
class Known:
    """Who is who as it stands.

    `of_person`: agents by person, those with most tokens first, those that are part of another last; `parts`: the names
    under which exports told of what is part of an agent now; `origins`: the agent from which an agent was split;
    `undone`: ids of acts that were taken back.
    """

    agents: dict[int, Agent]
    persons: dict[int, Person]
    called: Called
    acts: list[IdentityAct]
    proposals: list[Proposal]
    of_person: dict[int, list[Agent]]
    parts: dict[int, list[str]]
    origins: dict[int, int]
    undone: set[int]

    def agents_of(self, person_id: int) -> list[Agent]:
        """A person's agents."""
        return self.of_person.get(person_id, [])

    def names_told(self, agent: Agent) -> list[str]:
        """The names under which exports told of an agent, where they are not just its own."""
        mine = self.called.agents.get(agent.id)
        told = [*self.parts.get(agent.id, ()), *([mine.told] if mine else [])]
        names = sorted(set(told))
        return [] if names == [agent.name] else names


def load(case: CaseFile) -> Known:
    """Read it."""
    agents = {agent.id: agent for agent in case.agents.all()}
    persons = {person.id: person for person in case.persons.all()}
    names, acts = called(case.store), case.identity.acts()
    undone = {act.undoes for act in acts if act.undoes is not None}
    of_person: dict[int, list[Agent]] = defaultdict(list)
    for agent in sorted(agents.values(), key=lambda agent: agent.merged_into is not None):
        of_person[agent.person_id].append(agent)
    parts: dict[int, list[str]] = defaultdict(list)
    for one in names.agents.values():
        if one.merged_into is not None:
            parts[one.merged_into].append(one.told)
    origins = {
        int(act.detail["new"]): int(act.detail["agent"])
        for act in acts
        if act.kind is IdentityKind.SPLIT_AGENT and act.id not in undone
    }
    return Known(agents, persons, names, acts, proposals(case), dict(of_person), dict(parts), origins, undone)


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
