"""`assess`, `findings`, `indicators`: what the indicators say, with its numbers. No command sets a label by them."""

from pathlib import Path
from typing import Any

import click

from auditor.assess.run import assess as assess_case
from auditor.case.case_file import CaseFile
from auditor.cli.case_commands import CASE, JSON, to_read
from auditor.cli.tell import document, failures_told, number, plain, say, table, terminal_progress
from auditor.errors import CaseError
from auditor.indicators import INDICATORS, PROBLEMS
from auditor.records import Agent, Finding
from auditor.review import find_agent

NOT_YET = "No agent was assessed yet."


@click.command()
@CASE
@JSON
def assess(case: Path, as_json: bool) -> None:
    """Work out the findings of all agents whose events changed, and the order of the queue."""
    with failures_told(), CaseFile.open(case) as opened:
        done = assess_case(opened, terminal_progress())
        top = sum(one.top for one in opened.assessments.all().values())
    if as_json:
        document({"agents": done.agents, "read": done.read, "measured": done.measured, "top": top})
    else:
        say(f"{number(done.agents)} agents, {number(done.read)} of them read anew: {number(top)} to look at first.")


@click.command()
@CASE
@click.argument("agent", required=False)
@JSON
def findings(case: Path, agent: str | None, as_json: bool) -> None:
    """List what the indicators say of all agents, or of one, the heaviest first."""
    with failures_told(), to_read(case) as opened:
        agents = {one.id: one for one in opened.agents.all()}
        if not opened.assessments.all():
            raise CaseError(NOT_YET, f"Run: auditor assess {case}")
        wanted = find_agent(list(agents.values()), agent) if agent else None
        found = opened.findings.of_agent(wanted.id) if wanted else opened.findings.all()
    if as_json:
        document([_json(one, agents[one.agent_id]) for one in found])
    else:
        head = ("agent", "person", "indicator", "weight", "percentile", "peers", "events", "what it says")
        table(head, [_row(one, agents[one.agent_id]) for one in found], right=(3, 4, 5, 6))


@click.command()
@JSON
def indicators(as_json: bool) -> None:
    """List the indicators: what each asks, what it needs, and what innocent work looks the same."""
    if as_json:
        fields = ("name", "title", "useful", "aspect", "version", "question", "leans", "benign", "needs", "shown")
        document([{name: getattr(one, name) for name in fields} for one in INDICATORS])
    else:
        head = ("indicator", "version", "aspect", "question", "needs", "innocent twin")
        table(head, [(i.name, i.version, i.aspect, i.question, i.needs, i.benign) for i in INDICATORS], right=(1,))
    for problem in PROBLEMS:
        click.echo(plain(problem), err=True)


def _row(finding: Finding, agent: Agent) -> tuple[object, ...]:
    weight = f"{finding.weight:+.2f}" if finding.measure.value is not None else None
    share = None if finding.percentile is None else f"{finding.percentile:.0%}"
    shown = number(len(finding.measure.events))
    return agent.name, agent.alias, finding.title, weight, share, finding.peers or None, shown, finding.summary


def _json(finding: Finding, agent: Agent) -> dict[str, Any]:
    measure = finding.measure
    return {
        "agent": agent.name,
        "person": agent.alias,
        "agent_id": agent.id,
        "indicator": finding.indicator,
        "version": finding.version,
        "aspect": finding.aspect,
        "title": finding.title,
        "leans": finding.leans,
        "value": measure.value,
        "n": measure.n,
        "p": measure.p,
        "percentile": finding.percentile,
        "peers": finding.peers,
        "weight": finding.weight,
        "summary": finding.summary,
        "benign": finding.benign,
        "parameters": dict(measure.parameters),
        "sources": finding.sources,
        "events": list(measure.events),
    }
