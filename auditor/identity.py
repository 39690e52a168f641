"""Use case: who an agent and a person is. The program proposes; the auditor merges, splits, renames, moves, joins.

Nothing is rewritten: events keep the agent their export told, verdicts keep the agent they were given for, and each
change is a line that can be undone.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.case.case_file import CaseFile
from auditor.case.strands import condition
from auditor.errors import ReviewError
from auditor.records import Agent, IdentityAct, IdentityKind, Strand


@dataclass(frozen=True, slots=True)
class Proposal:
    """Agents or persons that may be one, with the reason. Only a person says so."""

    kind: IdentityKind
    ids: tuple[int, ...]
    reason: str


def merge_agents(case: CaseFile, agents: Iterable[int], into: int) -> IdentityAct:
    """Judge `agents` as part of `into` from now on; verdicts on them stay in the history. Raises ReviewError."""
    known = _listed(case)
    others = [agent for agent in dict.fromkeys(agents) if agent != into]
    _refuse_unknown([*others, into], known)
    if not others:
        raise ReviewError("A merge needs two agents.", "Choose another agent to merge with.")
    people = {known[agent].person_id for agent in (*others, into)}
    if len(people) > 1:
        raise ReviewError("These agents are of different persons.", "Join the persons first, or move an agent.")
    return _keep(case, IdentityKind.MERGE_AGENTS, {"agents": others, "into": into})


def split_agent(case: CaseFile, agent: int, name: str, parts: Sequence[Strand]) -> IdentityAct:
    """Judge these parts of an agent as an agent of their own. Raises ReviewError when nothing would be left or split.

    Parts without a session take all of that source that tells none, and what it may tell in later imports.
    """
    known = _listed(case)
    _refuse_unknown([agent], known)
    every = {_place(part) for part in parts_of(case, agent)}
    chosen = {_place(part) for part in parts}
    if not chosen or not chosen < every:
        why = "these are not parts of it" if chosen - every else "nothing" if not chosen else "all of it"
        raise ReviewError(f"An agent is split by some of its parts: {why}.", "Choose some of its sessions or sources.")
    name = _name(name)
    if any(other.person_id == known[agent].person_id and other.name == name for other in known.values()):
        raise ReviewError(f"This person has an agent “{name}” already.", "Choose another name, or merge the two.")
    places = sorted({(origin, 0 if session else source, session) for origin, source, session in chosen})
    detail = {"agent": agent, "name": name, "parts": [list(place) for place in places]}
    taken = case.identity.names_of_origins(known[agent].person_id)
    told = next(label for n in range(len(taken) + 1) if (label := name if not n else f"{name} ({n + 1})") not in taken)
    return _keep(case, IdentityKind.SPLIT_AGENT, detail, new_agent=(known[agent].person_id, told))


def rename_agent(case: CaseFile, agent: int, name: str) -> IdentityAct:
    """Call an agent otherwise. Raises ReviewError for an empty name or one its person's other agent has."""
    known = _listed(case)
    _refuse_unknown([agent], known)
    name = _name(name)
    if any(a.id != agent and a.person_id == known[agent].person_id and a.name == name for a in known.values()):
        raise ReviewError(f"This person has an agent “{name}” already.", "Choose another name, or merge the two.")
    return _keep(case, IdentityKind.RENAME_AGENT, {"agent": agent, "name": name})


def move_agent(case: CaseFile, agent: int, person: int | str) -> IdentityAct:
    """Say whose an agent is: a person of the case by id, or a new one by name. Raises ReviewError."""
    _refuse_unknown([agent], _listed(case))
    if isinstance(person, str):
        return _keep(case, IdentityKind.MOVE_AGENT, {"agent": agent}, new_person=_name(person))
    _refuse_strangers(case, [person])
    return _keep(case, IdentityKind.MOVE_AGENT, {"agent": agent, "person": person})


def join_persons(case: CaseFile, persons: Iterable[int], into: int) -> IdentityAct:
    """Say that persons are one, under several names or on several systems. Their agents stay apart until merged."""
    others = [person for person in dict.fromkeys(persons) if person != into]
    _refuse_strangers(case, [*others, into])
    if not others:
        raise ReviewError("Joining needs two persons.", "Choose another person to join with.")
    return _keep(case, IdentityKind.JOIN_PERSONS, {"persons": others, "into": into})


def rename_person(case: CaseFile, person: int, name: str) -> IdentityAct:
    """Call a person otherwise; the alias stays. Raises ReviewError."""
    _refuse_strangers(case, [person])
    return _keep(case, IdentityKind.RENAME_PERSON, {"person": person, "name": _name(name)})


def undo_identity(case: CaseFile, act: int | None = None) -> IdentityAct | None:
    """Take back an act, or the latest that stands; None where none does. Raises ReviewError for an unknown one."""
    acts = case.identity.acts()
    undone = {one.undoes for one in acts}
    standing = [one for one in acts if one.undoes is None and one.id not in undone]
    chosen = standing[-1:] if act is None else [one for one in standing if one.id == act]
    if act is not None and not chosen:
        raise ReviewError(f"There is no change {act} that stands.", "See the list of changes.")
    return _keep(case, IdentityKind.UNDO, {}, undoes=chosen[0].id) if chosen else None


def parts_of(case: CaseFile, agent: int) -> list[Strand]:
    """What an agent's counted use consists of, by source and session, in order of time."""
    return case.identity.strands(agent, condition(case.store, agent))


def proposals(case: CaseFile) -> list[Proposal]:
    """Persons whose names differ only in how systems write them, and agents of one person alike in name."""
    persons: dict[str, list[int]] = defaultdict(list)
    for person in case.persons.all():
        persons[_plain(person.name.partition("@")[0])].append(person.id)
    agents: dict[tuple[int, str], list[int]] = defaultdict(list)
    for agent in case.agents.all():
        if agent.merged_into is None:
            agents[agent.person_id, _plain(agent.name)].append(agent.id)
    joins = [
        Proposal(IdentityKind.JOIN_PERSONS, tuple(ids), "their names differ only in spelling or domain")
        for name, ids in persons.items()
        if name and len(ids) > 1
    ]
    merges = [
        Proposal(IdentityKind.MERGE_AGENTS, tuple(ids), "agents of one person whose names differ only in spelling")
        for (_, name), ids in agents.items()
        if name and len(ids) > 1
    ]
    return joins + merges


def _plain(name: str) -> str:
    """Letters and digits only, words in order of the alphabet: “Kovac, Anna” and “anna.kovac” are alike."""
    words = "".join(character if character.isalnum() else " " for character in name.casefold()).split()
    return " ".join(sorted(words))


def _place(part: Strand) -> tuple[int, int, int]:
    return part.origin_id, part.source_id, part.session_id or 0


def _keep(case: CaseFile, kind: IdentityKind, detail: dict[str, Any], **more: Any) -> IdentityAct:
    act = case.identity.append(kind, detail, **more)
    case.derived.refresh()
    return act


def _listed(case: CaseFile) -> dict[int, Agent]:
    return {agent.id: agent for agent in case.agents.all() if agent.merged_into is None}


def _refuse_unknown(agents: Iterable[int], known: dict[int, Agent]) -> None:
    for agent in agents:
        if agent not in known:
            raise ReviewError(f"There is no agent {agent} in this case.", "It may have been merged: see the changes.")


def _refuse_strangers(case: CaseFile, persons: Iterable[int]) -> None:
    known = {person.id for person in case.persons.all()}
    for person in persons:
        if person not in known:
            raise ReviewError(f"There is no person {person} in this case.", "It may have been joined: see the changes.")


def _name(name: str) -> str:
    if not (name := " ".join(name.split())):
        raise ReviewError("A name is missing.", "Write the new name.")
    return name
