"""`label` and `verdicts`: judging from a terminal."""

from pathlib import Path
from typing import Any

import click

from auditor.case.case_file import CaseFile
from auditor.cli.case_commands import CASE, JSON, to_read
from auditor.cli.tell import document, failures_told, moment, say, table
from auditor.records import Agent, Exhibit, Label, Verdict
from auditor.review import Draft, exhibit_from, find_agent, give_verdict, reason_from


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
        verdict = give_verdict(opened, found.id, draft)
        say(f"Saved verdict {verdict.id}: {found.alias}/{found.name} is {label}, by {reviewer}.")


@click.command()
@CASE
@JSON
def verdicts(case: Path, as_json: bool) -> None:
    """List every verdict ever given, oldest first."""
    with failures_told(), to_read(case) as opened:
        agents = {agent.id: agent for agent in opened.agents.all()}
        exhibits = {exhibit.id: exhibit for exhibit in opened.exhibits.all()}
        given = opened.verdicts.all()
    if as_json:
        document([_json(verdict, agents[verdict.agent_id], exhibits) for verdict in given])
    else:
        head = ("id", "time", "agent", "label", "reasons", "reviewer", "note")
        table(head, [_row(verdict, agents[verdict.agent_id]) for verdict in given], right=(0,))


def _row(verdict: Verdict, agent: Agent) -> tuple[object, ...]:
    label = verdict.label or "taken back"
    return (
        *(verdict.id, moment(verdict.recorded_at), f"{agent.alias}/{agent.name}", label),
        *("; ".join(verdict.reasons) or None, verdict.reviewer, verdict.note or None),
    )


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
