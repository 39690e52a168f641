"""`identity`: who is who, from a terminal."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from auditor.case.case_file import CaseFile
from auditor.cli.case_commands import CASE, JSON, NAMES
from auditor.cli.tell import document, failures_told, moment, number, say, table
from auditor.errors import ReviewError
from auditor.identity import (
    join_persons,
    merge_agents,
    move_agent,
    parts_of,
    proposals,
    rename_agent,
    rename_person,
    split_agent,
    undo_identity,
)
from auditor.records import IdentityAct, IdentityKind, Person
from auditor.review import find_agent


@click.group("identity")
def identity() -> None:
    """Who an agent and a person is: list, merge, split, rename, move, join, undo."""


@identity.command("list")
@CASE
@NAMES
@JSON
def list_(case: Path, names: bool, as_json: bool) -> None:
    """List persons, what may be one, and every change made."""
    with failures_told(), CaseFile.open(case, readonly=not names) as opened:
        if names:
            opened.log.note("names shown", where="identity")
        persons, acts = opened.persons.all(), opened.identity.acts()
        found = proposals(opened)
        agents = {agent.id: agent for agent in opened.agents.all()}
    if as_json:
        document(
            {
                "persons": [_person_json(person, names) for person in persons],
                "proposals": [{"kind": one.kind, "ids": one.ids, "reason": one.reason} for one in found],
                "changes": [_act_json(act, names) for act in acts],
            }
        )
        return
    table(
        ("id", "person", "agents", "names in the exports"),
        [
            (p.id, p.name if names else p.alias, p.agents, ", ".join(p.names) if names else f"{len(p.names)} hidden")
            for p in persons
        ],
        right=(0, 2),
    )
    for one in found:
        if one.kind is IdentityKind.MERGE_AGENTS:
            which = ", ".join(f"“{agents[id_].name}” (id {id_})" for id_ in one.ids)
        else:
            which = ", ".join(f"person {id_}" for id_ in one.ids)
        say(f"May be one: {which}: {one.reason}.")
    if acts:
        table(("change", "time", "who", "what", "of", "undoes"), [_act_row(act) for act in acts], right=(0,))


@identity.command()
@CASE
@click.argument("agents", metavar="AGENT…", nargs=-1, required=True)
@click.option("--into", required=True, metavar="AGENT")
def merge(case: Path, agents: Sequence[str], into: str) -> None:
    """Judge agents as part of another from now on."""
    with failures_told(), CaseFile.open(case) as opened:
        known = opened.agents.all()
        _said(merge_agents(opened, [find_agent(known, name).id for name in agents], find_agent(known, into).id))


@identity.command()
@CASE
@click.argument("agent")
@click.option("--into", "name", required=True, metavar="NAME", help="What the part is called from now on.")
@click.option("--session", "sessions", multiple=True, help="A session that belongs to the part.")
@click.option(
    "--source", "sources", multiple=True, type=int, help="A source (its id) all of which belongs to the part."
)
def split(case: Path, agent: str, name: str, sessions: Sequence[str], sources: Sequence[int]) -> None:
    """Judge a part of an agent as an agent of its own; without options, list its parts."""
    with failures_told(), CaseFile.open(case) as opened:
        found = find_agent(opened.agents.all(), agent)
        parts = parts_of(opened, found.id)
        chosen = [part for part in parts if part.session in sessions or part.source_id in sources]
        if not (sessions or sources):
            table(
                ("source", "session", "requests", "tokens", "first", "last"),
                [
                    (p.source_id, p.session, number(p.events), number(p.tokens), moment(p.first), moment(p.last))
                    for p in parts
                ],
                right=(0, 2, 3),
            )
            return
        _said(split_agent(opened, found.id, name, chosen))


@identity.command()
@CASE
@click.argument("agent")
@click.argument("name")
def rename(case: Path, agent: str, name: str) -> None:
    """Call an agent otherwise."""
    with failures_told(), CaseFile.open(case) as opened:
        _said(rename_agent(opened, find_agent(opened.agents.all(), agent).id, name))


@identity.command()
@CASE
@click.argument("agent")
@click.argument("person")
@click.option("--new", is_flag=True, help="PERSON is nobody of this case yet.")
def move(case: Path, agent: str, person: str, new: bool) -> None:
    """Say whose an agent is."""
    with failures_told(), CaseFile.open(case) as opened:
        whose = person if new else _person(opened, person).id
        _said(move_agent(opened, find_agent(opened.agents.all(), agent).id, whose))


@identity.command()
@CASE
@click.argument("persons", metavar="PERSON…", nargs=-1, required=True)
@click.option("--into", required=True, metavar="PERSON")
def join(case: Path, persons: Sequence[str], into: str) -> None:
    """Say that persons are one. PERSON is an alias, a name, or an id."""
    with failures_told(), CaseFile.open(case) as opened:
        _said(join_persons(opened, [_person(opened, name).id for name in persons], _person(opened, into).id))


@identity.command("rename-person")
@CASE
@click.argument("person")
@click.argument("name")
def rename_person_(case: Path, person: str, name: str) -> None:
    """Call a person otherwise; the alias stays."""
    with failures_told(), CaseFile.open(case) as opened:
        _said(rename_person(opened, _person(opened, person).id, name))


@identity.command()
@CASE
@click.argument("change", type=int, required=False)
def undo(case: Path, change: int | None) -> None:
    """Take a change back: the latest, or the one with this number."""
    with failures_told(), CaseFile.open(case) as opened:
        act = undo_identity(opened, change)
        if act is None:
            raise ReviewError("There is no change that could be undone.", "See: auditor identity list CASE")
        say(f"Change {act.undoes} is undone (change {act.id}).")


def _person(case: CaseFile, wanted: str) -> Person:
    """The person of that alias, name or id. Raises ReviewError if none or several."""
    persons = case.persons.all()
    for fits in (
        [p for p in persons if wanted in (p.alias, p.name) or wanted.casefold() in p.names],
        [p for p in persons if str(p.id) == wanted],
    ):
        if len(fits) == 1:
            return fits[0]
    raise ReviewError(f"There is no one person “{wanted}” in this case.", "See: auditor identity list CASE")


def _said(act: IdentityAct) -> None:
    say(f"Kept as change {act.id}: {act.kind}. To take it back: auditor identity undo CASE {act.id}")


def _act_row(act: IdentityAct) -> tuple[object, ...]:
    return act.id, moment(act.at), act.who, act.kind, _whom(act), act.undoes


def _whom(act: IdentityAct) -> str:
    """Whom an act is about, by the ids that the lists show: names of persons stay out of it."""
    detail = act.detail
    match act.kind:
        case IdentityKind.MERGE_AGENTS:
            return f"agent {_ids(detail['agents'])} into {detail['into']}"
        case IdentityKind.JOIN_PERSONS:
            return f"person {_ids(detail['persons'])} into {detail['into']}"
        case IdentityKind.SPLIT_AGENT:
            return f"agent {detail['new']} from {detail['agent']}"
        case IdentityKind.MOVE_AGENT:
            return f"agent {detail['agent']} to person {detail['person']}"
        case IdentityKind.RENAME_AGENT:
            return f"agent {detail['agent']}"
        case IdentityKind.RENAME_PERSON:
            return f"person {detail['person']}"
        case IdentityKind.UNDO:
            return f"change {act.undoes}"


def _ids(ids: Iterable[int]) -> str:
    return ", ".join(map(str, ids))


def _act_json(act: IdentityAct, names: bool) -> dict[str, object]:
    hidden = act.kind is IdentityKind.RENAME_PERSON and not names
    detail = {key: value for key, value in act.detail.items() if not (hidden and key == "name")}
    return {
        "id": act.id,
        "at": moment(act.at),
        "who": act.who,
        "kind": act.kind,
        "detail": detail,
        "undoes": act.undoes,
    }


def _person_json(person: Person, names: bool) -> dict[str, object]:
    shown = {"person": person.name, "names": person.names} if names else {"person": person.alias}
    return {"id": person.id, **shown, "agents": person.agents}
