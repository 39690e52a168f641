"""What the identity tab says: each change as a sentence, and what a change did to the figures."""

from collections.abc import Iterable

from auditor.gui.data.identity_data import Known, Sums, sums_of
from auditor.gui.figures import counted, short, whole
from auditor.gui.review.cost_words import credit
from auditor.records import Agent, IdentityAct, IdentityKind

MOST = 4
"""Names listed before the rest is only counted."""


class Names:
    """Agents by name; persons by name while names are shown, else by alias."""

    def __init__(self, known: Known, *, shown: bool) -> None:
        self._called, self.shown = known.called, shown

    def agent(self, id_: int) -> str:
        """“mail”."""
        one = self._called.agents.get(id_)
        return f"“{one.name}”" if one else f"agent {id_}"

    def person(self, id_: int) -> str:
        """Person 03, or the name."""
        one = self._called.persons.get(id_)
        return f"person {id_}" if one is None else one.name if self.shown else one.alias

    def agents(self, ids: Iterable[int]) -> str:
        """“mail”, “bot” and 3 more."""
        return listed([self.agent(id_) for id_ in ids])

    def persons(self, ids: Iterable[int]) -> str:
        """Person 02 and Person 03."""
        return listed([self.person(id_) for id_ in ids])


def listed(names: list[str]) -> str:
    """a; a and b; a, b and c; a, b, c, d and 3 more."""
    if len(names) > MOST:
        return f"{', '.join(names[:MOST])} and {whole(len(names) - MOST)} more"
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1] if names else "") if part)


def sentence(act: IdentityAct, known: Known, names: Names) -> str:
    """What an act says."""
    detail = act.detail
    match act.kind:
        case IdentityKind.MERGE_AGENTS:
            return f"{names.agents(detail['agents'])} became part of {names.agent(detail['into'])}"
        case IdentityKind.SPLIT_AGENT:
            parts = counted(len(detail["parts"]), "part")
            return f"{names.agent(detail['new'])} was split from {names.agent(detail['agent'])}: {parts}"
        case IdentityKind.RENAME_AGENT:
            one = known.called.agents.get(detail["agent"])
            return f"{'“' + one.told + '”' if one else 'an agent'} is called “{detail['name']}”"
        case IdentityKind.MOVE_AGENT:
            return f"{names.agent(detail['agent'])} belongs to {names.person(detail['person'])}"
        case IdentityKind.JOIN_PERSONS:
            verb = "is" if len(detail["persons"]) == 1 else "are"
            return f"{names.persons(detail['persons'])} {verb} the same as {names.person(detail['into'])}"
        case IdentityKind.RENAME_PERSON:
            one = known.called.persons.get(detail["person"])
            alias = one.alias if one else f"person {detail['person']}"
            return f"{alias} is called “{detail['name']}”" if names.shown else f"{alias} was given another name"
        case IdentityKind.UNDO:
            undone = next((other for other in known.acts if other.id == act.undoes), None)
            return f"Taken back: {sentence(undone, known, names) if undone else f'change {act.undoes}'}"


def differences(before: Known, after: Known) -> list[str]:
    """For each agent whose use, place or standing a change touched: its figures before and after."""
    told: list[tuple[int, str]] = []
    for id_ in before.agents.keys() | after.agents.keys():
        was, now = (sums_of([one] if (one := known.agents.get(id_)) else []) for known in (before, after))
        if was != now:
            name = (after.agents.get(id_) or before.agents[id_]).name
            requests = f"{short(was.requests)} → {short(now.requests)} requests"
            told.append((-now.requests, f"{name}: {requests} · {_own(was)} → {_own(now)}{_unit(was, now)}"))
    return [line for _, line in sorted(told)] or ["No figure changed."]


def verdicts_kept(agents: Iterable[Agent], into: Agent) -> list[str]:
    """What a merge does to verdicts: nothing, which must be said."""
    told = [
        f"“{agent.name}” has a verdict by {listed(list(agent.reviewers))}: it stays in the history of “{agent.name}”"
        f" and does not become one on “{into.name}”."
        for agent in agents
        if agent.reviewers and agent.id != into.id
    ]
    if into.reviewers:
        told.append(
            f"“{into.name}” keeps its verdict by {listed(list(into.reviewers))}, given before it was merged:"
            " look at it again."
        )
    return told


def figures(sums: Sums) -> str:
    """5 requests · 407 tokens, or credits where it is metered in those."""
    tokens = "tokens not told" if sums.tokens is None else f"{short(sums.tokens)} tokens"
    return f"{counted(sums.requests, 'request')} · {amount(sums) if metered(sums) else tokens}"


def amount(sums: Sums) -> str:
    """Tokens; credits where no tokens are told."""
    if sums.microcredits is not None and metered(sums):
        return credit(sums.microcredits)
    return short(sums.tokens)


def metered(sums: Sums) -> bool:
    """Whether its use is told in credits only."""
    return not sums.tokens and sums.microcredits is not None


def _own(sums: Sums) -> str:
    """An agent without requests has no tokens, which is known."""
    return amount(sums) if sums.requests else "0"


def _unit(was: Sums, now: Sums) -> str:
    return "" if metered(was) or metered(now) else " tokens"
