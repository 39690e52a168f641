"""`label` and `verdicts`: judging from a terminal."""

from pathlib import Path
from typing import Any

import click

from auditor.case.case_file import CaseFile
from auditor.cli.case_commands import CASE, JSON, to_read
from auditor.cli.tell import document, failures_told, moment, say, table
from auditor.records import Agent, Exhibit, Label, Verdict
from auditor.review import Draft, exhibit_from, find_agent, give_verdict, reason_from
from auditor.stale import MARK, Stale, stale


@click.command()
@CASE
@click.argument("agent")
@click.argument("label", type=click.Choice([label.value for label in Label]))
@click.option("--reviewer", required=True)
@click.option("--reason", "reasons", multiple=True, metavar="WORD")
@click.option("--note", default="")
@click.option("--exhibit", "references", multiple=True, metavar="REF", help="A pinned number, FROM..TO, or event:ID.")
def label(
    case: Path, agent: str, label: str, reviewer: str, reasons: tuple[str, ...], note: str, references: tuple[str, ...]
) -> None:
    """Give AGENT a label, as a new line of its history."""
    with failures_told(), CaseFile.open(case) as opened:
        opened.reviewer = reviewer
        found = find_agent(opened.agents.all(), agent)
        exhibits = tuple(exhibit_from(opened, found.id, reference).id for reference in references)
        draft = Draft(Label(label), tuple(reason_from(word) for word in reasons), None, note, exhibits)
        verdict = give_verdict(opened, found.id, draft, seen=True)  # a terminal hides nothing
        say(f"Saved verdict {verdict.id}: {found.alias}/{found.name} is {label}, by {reviewer}.")


@click.command()
@CASE
@JSON
def verdicts(case: Path, as_json: bool) -> None:
    """List every verdict ever given, oldest first."""
    with failures_told(), to_read(case) as opened:
        agents = {agent.id: agent for agent in opened.agents.all()}
        exhibits = {exhibit.id: exhibit for exhibit in opened.exhibits.all()}
        given, moved = opened.verdicts.all(), stale(opened)
        sealed = {id_ for id_, kept in opened.grounds.all().items() if kept.sealed}
    if as_json:
        document([_json(one, agents[one.agent_id], exhibits) | _ground(one, moved, sealed) for one in given])
    else:
        head = ("id", "time", "agent", "label", "reasons", "reviewer", "note")
        table(head, [_row(verdict, agents[verdict.agent_id], verdict.id in moved) for verdict in given], right=(0,))
        for one in moved.values():
            say(f"Verdict {one.verdict_id} is {one.words}")


def _row(verdict: Verdict, agent: Agent, moved: bool) -> tuple[object, ...]:
    label = f"{verdict.label or 'taken back'}{f' {MARK} stale' if moved else ''}"
    return (
        *(verdict.id, moment(verdict.recorded_at), f"{agent.alias}/{agent.name}", label),
        *("; ".join(verdict.reasons) or None, verdict.reviewer, verdict.note or None),
    )


def _ground(verdict: Verdict, moved: dict[int, Stale], sealed: set[int]) -> dict[str, Any]:
    """What else there is to tell of a verdict: only where there is."""
    told: dict[str, Any] = {"sealed": True} if verdict.id in sealed else {}
    return told | ({"stale": moved[verdict.id].moved} if verdict.id in moved else {})


def _json(verdict: Verdict, agent: Agent, exhibits: dict[int, Exhibit]) -> dict[str, Any]:
    return {
        "id": verdict.id,
        "agent": agent.name,
        "person": agent.alias,
        "label": verdict.label,
        "reasons": list(verdict.reasons),
        "confidence": verdict.confidence,
        "note": verdict.note,
        "reviewer": verdict.reviewer,
        "recorded_at": moment(verdict.recorded_at),
        "supersedes": verdict.supersedes,
        "exhibits": [exhibits[id_].reference for id_ in verdict.exhibits if id_ in exhibits],
        "undoes": verdict.undoes,
    }
