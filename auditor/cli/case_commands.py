"""`new`, `sources`, `agents`, `export`, `verify`, `sample`, `picture`: a case as a whole."""

import os
from pathlib import Path
from typing import Any

import click

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.case.verification import verify as verify_case
from auditor.cli.doors import Doors, PictureRequest
from auditor.cli.tell import document, failures_told, moment, number, plain, say, table, terminal_progress, usd
from auditor.errors import AuditorError, CaseError
from auditor.exports.bundle import chosen
from auditor.exports.bundle import export as export_tables
from auditor.records import TOKEN_CLASSES, Agent, Assessment, Source
from auditor.review import Order, ordered
from auditor.sample import build_sample, sample_folder

CASE = click.argument("case", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
NAMES = click.option("--names", is_flag=True, help="Show real names; this is logged.")


def to_read(path: Path) -> CaseFile:
    """A case to look at; what the reader should know of it goes to stderr."""
    case = CaseFile.open(path, readonly=True)
    if case.notice:
        click.echo(f"auditor: {plain(case.notice)}", err=True)
    return case


@click.command()
@CASE
@click.option("--name", required=True)
@click.option("--reviewer", required=True)
@click.option("--timezone", default="UTC", show_default=True, help="Time zone of the people, e.g. Europe/Berlin.")
@click.option("--purpose", default="")
@click.option("--authority", default="", help="Who asked for this audit.")
@click.option("--retain-until", default="", metavar="DATE")
def new(case: Path, **told: str) -> None:
    """Make a new, empty case file."""
    with failures_told():
        CaseFile.create(case, Properties(**told)).close()
        say(f"Made {case}. Next: auditor import {case} PATH…")


@click.command()
@CASE
@JSON
def sources(case: Path, as_json: bool) -> None:
    """List what was imported."""
    with failures_told(), to_read(case) as opened:
        found = opened.sources.all()
    if as_json:
        document([_source_json(source) for source in found])
    else:
        head = ("id", "importer", "events", "sums", "outcomes", "duplicates", "rejected", "sha-256", "file")
        table(head, [_source_row(source) for source in found], right=(0, 2, 3, 4, 5, 6))


@click.command()
@CASE
@click.option("--order", type=click.Choice([order.value for order in Order]), default=Order.PRIORITY.value)
@NAMES
@JSON
def agents(case: Path, order: str, names: bool, as_json: bool) -> None:
    """List the agents with their figures and labels."""
    with failures_told(), CaseFile.open(case, readonly=not names) as opened:
        if names:
            opened.log.note("names shown", where="agents")
        told = opened.assessments.all()
        found = ordered(opened.agents.all(), Order(order), told)
    if as_json:
        document([_agent_json(agent, told.get(agent.id), names) for agent in found])
    else:
        head = ("id", "agent", "person", "team", "requests", "tokens", "outcomes", "rhythm", "priority", "label")
        rows = [_agent_row(agent, told.get(agent.id), names) for agent in found]
        table((*head, "reviewers"), rows, right=(0, 4, 5, 6, 8))


@click.command()
@CASE
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--what", default="all", show_default=True, metavar="labels|verdicts|events|all")
@NAMES
def export(case: Path, folder: Path, what: str, names: bool) -> None:
    """Write labelled datasets as CSV into DIR."""
    with failures_told():
        exporters = chosen(what)
        # What is kept where one may not write can still be exported; only showing names must be logged.
        readonly = not names and case.exists() and not os.access(case.absolute().parent, os.W_OK)
        with CaseFile.open(case, readonly=readonly) as opened:
            for path in export_tables(opened, folder, exporters, names=names, progress=terminal_progress()):
                say(path)


@click.command()
@CASE
def verify(case: Path) -> None:
    """Check that a case is as it was left, and the originals beside it."""
    with failures_told():
        with to_read(case) as opened:
            checks = verify_case(opened)
        for check in checks:
            word = {True: "ok     ", False: "FAILED ", None: "–      "}[check.ok]
            say(f"{word} {check.title}" + (f": {check.detail}" if check.detail else ""))
        failed = [check for check in checks if check.ok is False]
        if failed:
            raise CaseError(
                f"{case}: {failed[0].title}: not so ({failed[0].detail}).", "Compare with a copy you trust."
            )


@click.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def sample(doors: Doors, folder: Path | None) -> None:
    """Build the sample case with the real importers, and open it."""
    with failures_told():
        path = build_sample(folder or sample_folder(), terminal_progress())
        click.echo(f"The sample case is {plain(path)}", err=True)
        raise SystemExit(doors.open_window(path))


@click.command()
@CASE
@click.argument("target", metavar="FILE.png", type=click.Path(path_type=Path))
@click.option("--screen", default="review", show_default=True)
@click.option("--agent")
@click.option("--size", default="1440x900", show_default=True)
@click.option("--dark", is_flag=True)
@click.pass_obj
def picture(doors: Doors, case: Path, target: Path, screen: str, agent: str | None, size: str, dark: bool) -> None:
    """Save a picture of a screen; no display is needed."""
    width, _, height = size.partition("x")
    if not (width.isdigit() and height.isdigit() and 0 < int(width) < 10_000 and 0 < int(height) < 10_000):
        raise click.BadParameter("write it as 1440x900", param_hint="--size")
    with failures_told():
        if screen not in doors.screens():
            raise AuditorError(f"There is no screen “{screen}”.", f"Choose from: {', '.join(doors.screens())}.")
        doors.take_picture(PictureRequest(case, target, screen, agent, (int(width), int(height)), dark))
        say(target)


def _source_row(source: Source) -> tuple[object, ...]:
    return (
        *(source.id, source.importer, number(source.events), number(source.aggregates), number(source.outcomes)),
        *(number(source.duplicates), number(source.rejected), source.sha256[:12], source.path),
    )


def _source_json(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "path": source.path,
        "sha256": source.sha256,
        "size": source.size,
        "importer": source.importer,
        "importer_version": source.importer_version,
        "imported_at": moment(source.imported_at),
        "imported_by": source.imported_by,
        "lines": source.lines,
        "events": source.events,
        "aggregates": source.aggregates,
        "outcomes": source.outcomes,
        "duplicates": source.duplicates,
        "duplicates_by_rule": dict(source.rules),
        "rejected": source.rejected,
        "first": moment(source.totals.first),
        "last": moment(source.totals.last),
        "warnings": list(source.warnings),
    }


def _agent_row(agent: Agent, told: Assessment | None, names: bool) -> tuple[object, ...]:
    return (
        *(agent.id, agent.name, agent.person if names else agent.alias, agent.team, number(agent.totals.events)),
        *(number(agent.totals.tokens), number(agent.outcomes), _rhythm(told)),
        *(f"{told.priority:+.2f}" if told else None, agent.label, ", ".join(agent.reviewers) or None),
    )


def _rhythm(told: Assessment | None) -> str | None:
    """The class that holds: what the auditor says goes before what was worked out."""
    return (told.told or told.rhythm) if told else None


def _agent_json(agent: Agent, told: Assessment | None, names: bool) -> dict[str, Any]:
    return {
        "id": agent.id,
        "agent": agent.name,
        "person": agent.person if names else agent.alias,
        "team": agent.team,
        "events": agent.totals.events,
        **{name: getattr(agent.totals, name) for name in TOKEN_CLASSES},
        "cost_usd": usd(agent.totals.cost_microusd),
        "outcomes": agent.outcomes,
        "first": moment(agent.totals.first),
        "last": moment(agent.totals.last),
        "rhythm": _rhythm(told),
        "priority": told.priority if told else None,
        "top": told.top if told else None,
        "reason": told.reason if told else None,
        "label": agent.label,
        "reviewers": list(agent.reviewers),
    }
