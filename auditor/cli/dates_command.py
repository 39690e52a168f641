"""`dates`: what the people were told of a target, and when: marks on the timeline."""

from pathlib import Path

import click

from auditor.case.case_file import CaseFile
from auditor.case.properties import WEEKDAYS, Properties
from auditor.cli.case_commands import CASE, to_read
from auditor.cli.tell import failures_told, number, table
from auditor.dates import TITLES, enter_dates


@click.command()
@CASE
@click.option("--announced", metavar="DATE", help="The day the target was announced.")
@click.option("--weekly-target", metavar="TOKENS", help="Tokens a person is to use a week, like 2000000 or 2 M.")
@click.option("--report-weekday", metavar="|".join(WEEKDAYS), help="The day of the week on which use is reported.")
@click.option("--due", metavar="DATE", help="The day this review is due.")
def dates(case: Path, **told: str | None) -> None:
    """Keep the dates of a target; "" clears one. Without options: list them. Days are those of the people's clocks."""
    entered = any(text is not None for text in told.values())
    with failures_told(), CaseFile.open(case) if entered else to_read(case) as opened:
        kept = enter_dates(opened, told) if entered else opened.properties.get()
    table(("what", "kept"), [(title, _shown(kept, name)) for name, title in TITLES.items()])


def _shown(kept: Properties, name: str) -> str | None:
    if name == "weekly_target" and kept.target_tokens:
        return f"{number(kept.target_tokens)} tokens"
    return getattr(kept, name) or None
