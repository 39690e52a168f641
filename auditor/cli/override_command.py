"""`override`: the auditor's word on an agent against what is worked out, from a terminal."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from auditor.case.case_file import CaseFile
from auditor.cli.case_commands import CASE, JSON, to_read
from auditor.cli.tell import document, failures_told, moment, say, table
from auditor.errors import ReviewError
from auditor.overrides import State, history, mark_harmless, set_rhythm, withdraw, words_of
from auditor.records import Agent, Override, OverrideKind, Rhythm
from auditor.review import find_agent


@click.command("override")
@CASE
@click.argument("agent", required=False)
@click.option("--rhythm", type=click.Choice([rhythm.value for rhythm in Rhythm]), help="How its sessions start.")
@click.option("--harmless", is_flag=True, help="It is known to be harmless.")
@click.option("--reason", default="", metavar="TEXT", help="Why; always needed.")
@click.option("--until", default="", metavar="DATE", help="The last day on which it is known to be harmless.")
@click.option("--withdraw", "taken_back", is_flag=True, help="Take back what was said, with --harmless or --rhythm.")
@click.option("--reviewer", metavar="NAME", help="Who says so; the case's reviewer where not told.")
@JSON
def override(
    case: Path, agent: str | None, rhythm: str | None, reviewer: str | None, as_json: bool, **told: Any
) -> None:
    """Say of AGENT what holds against what is worked out. Without options: list what was said, of AGENT or of all."""
    kinds = [OverrideKind.RHYTHM] * bool(rhythm) + [OverrideKind.HARMLESS] * bool(told["harmless"])
    spoken = bool(kinds or told["taken_back"])
    _check(agent, kinds, spoken, told)
    with failures_told(), CaseFile.open(case) if spoken else to_read(case) as opened:
        agents = {one.id: one for one in opened.agents.all()}
        found = find_agent(list(agents.values()), agent) if agent else None
        if spoken and found:
            opened.reviewer = reviewer or opened.reviewer
            line = _say(opened, found.id, kinds, rhythm, told)
            taken_back = "taken back: " if line.withdraws is not None else ""
            say(f"Saved {line.id}: {found.alias}/{found.name}: {taken_back}{words_of(line)}, by {line.who}.")
            return
        said = history(opened, found.id if found else None)
    _list(said, agents, as_json)


def _check(agent: str | None, kinds: list[OverrideKind], spoken: bool, told: Mapping[str, Any]) -> None:
    """Refuse options that do not go together."""
    if len(kinds) > 1:
        raise click.UsageError("--rhythm and --harmless are two things: say one at a time.")
    if spoken and not agent:
        raise click.UsageError("Name the AGENT it is said of.")
    if not spoken and (told["reason"] or told["until"]):
        raise click.UsageError("Say what: --rhythm CLASS, --harmless, or --withdraw.")
    if told["until"] and (told["taken_back"] or kinds != [OverrideKind.HARMLESS]):
        raise click.UsageError("--until goes with --harmless.")


def _say(
    case: CaseFile, agent_id: int, kinds: list[OverrideKind], rhythm: str | None, told: Mapping[str, Any]
) -> Override:
    reason = told["reason"]
    if told["taken_back"]:
        return withdraw(case, agent_id, kinds[0] if kinds else _only(case, agent_id), reason)
    if rhythm:
        return set_rhythm(case, agent_id, Rhythm(rhythm), reason)
    return mark_harmless(case, agent_id, reason, told["until"])


def _only(case: CaseFile, agent_id: int) -> OverrideKind:
    """The one kind that was said. Raises ReviewError where that is none or more."""
    said = [kind for whose, kind in case.overrides.standing() if whose == agent_id]
    if len(said) != 1:
        what = "Nothing was said of this agent." if not said else "Two things were said of this agent."
        raise ReviewError(what, "Say which to take back: --harmless or --rhythm CLASS." if said else "")
    return said[0]


def _list(said: list[tuple[Override, State]], agents: Mapping[int, Agent], as_json: bool) -> None:
    if as_json:
        document([_json(line, state, agents.get(line.agent_id)) for line, state in said])
    else:
        head = ("id", "time", "agent", "what", "state", "reason", "who")
        table(head, [_row(line, state, agents.get(line.agent_id)) for line, state in said], right=(0,))


def _row(line: Override, state: State, agent: Agent | None) -> tuple[object, ...]:
    name = f"{agent.alias}/{agent.name}" if agent else f"agent {line.agent_id}"
    return line.id, moment(line.at), name, words_of(line), state, line.reason, line.who


def _json(line: Override, state: State, agent: Agent | None) -> dict[str, Any]:
    return {
        "id": line.id,
        "agent": agent.name if agent else None,
        "person": agent.alias if agent else None,
        "agent_id": line.agent_id,
        "kind": line.kind,
        "value": line.value or None,
        "until": line.expires or None,
        "reason": line.reason,
        "state": state,
        "withdraws": line.withdraws,
        "reviewer": line.who,
        "recorded_at": moment(line.at),
    }
