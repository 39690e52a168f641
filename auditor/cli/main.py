"""The `auditor` command: a case file opens the window, a word runs a command."""

from pathlib import Path

import click

from auditor import __version__
from auditor.cli.case_commands import agents, export, new, picture, sample, sources, verify
from auditor.cli.dates_command import dates
from auditor.cli.doors import Doors
from auditor.cli.evidence_commands import assess, findings, indicators
from auditor.cli.identity_command import identity
from auditor.cli.import_command import import_
from auditor.cli.learning_command import learning
from auditor.cli.mapping_command import mapping
from auditor.cli.override_command import override
from auditor.cli.prices_command import prices
from auditor.cli.reconcile_command import control_, reconcile
from auditor.cli.review_commands import label, verdicts
from auditor.cli.sealed_command import sealed
from auditor.cli.tell import failures_told, table
from auditor.importers import IMPORTERS, PROBLEMS


class CommandsOrCase(click.Group):
    """Takes a first word that is no command for a case file to open in the window."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            return "open", window, args
        return super().resolve_command(ctx, args)


@click.group(cls=CommandsOrCase, invoke_without_command=True)
@click.version_option(__version__)
@click.pass_context
def cli(context: click.Context) -> None:
    """Find out which AI agents do useful work, and which only burn tokens.

    Without a command: the window; with a case file: the window on that case.
    """
    if context.invoked_subcommand is None:
        context.invoke(window, case=None)


@click.command("open", hidden=True)
@click.argument("case", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def window(doors: Doors, case: Path | None) -> None:
    """Open the window."""
    with failures_told():
        raise SystemExit(doors.open_window(case))


@click.command()
def formats() -> None:
    """List the export formats that can be read."""
    rows = [(i.name, i.title, i.gives, i.version, "yes" if i.seen_on_real_file else "not yet") for i in IMPORTERS]
    table(("importer", "format", "gives", "version", "seen on a real file"), rows, right=(3,))
    for problem in PROBLEMS:
        click.echo(problem, err=True)


@click.command()
@click.pass_obj
def keys(doors: Doors) -> None:
    """List the keys of the window."""
    with failures_told():
        table(("keys", "what they do", "where"), doors.keys())


for command in (
    new,
    import_,
    mapping,
    sources,
    identity,
    reconcile,
    control_,
    prices,
    dates,
    override,
    sealed,
    learning,
    agents,
    assess,
    findings,
    label,
    verdicts,
    export,
    verify,
    picture,
    sample,
    formats,
    indicators,
    keys,
):
    cli.add_command(command)
