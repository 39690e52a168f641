"""`dates`: what the people were told of a target, and when: marks on the timeline."""

from pathlib import Path

import click

from auditor.case.case_file import CaseFile
from auditor.case.properties import TARGETS, UNITS, WEEKDAYS, Properties
from auditor.cli.case_commands import CASE, to_read
from auditor.cli.tell import failures_told, number, table
from auditor.dates import TITLES, enter_dates


@click.command()
@CASE
@click.option("--announced", metavar="DATE", help="The day the target was announced.")
@click.option("--weekly-target", metavar="AMOUNT", help="What a person is to use a week, like 2000000 or 2 M.")
@click.option("--monthly-target", metavar="AMOUNT", help="The same a month; one of the two stands.")
@click.option("--target-unit", metavar="|".join(UNITS), help="What a target counts; tokens where not told.")
@click.option("--report-weekday", metavar="|".join(WEEKDAYS), help="The day of the week on which use is reported.")
@click.option("--report-day", metavar="1…31|last", help="The day of the month on which use is reported.")
@click.option("--due", metavar="DATE", help="The day this review is due.")
def dates(case: Path, **told: str | None) -> None:
    """Keep the dates of a target; "" clears one. Without options: list them. Days are those of the people's clocks."""
    entered = any(text is not None for text in told.values())
    with failures_told(), CaseFile.open(case) if entered else to_read(case) as opened:
        kept = enter_dates(opened, told) if entered else opened.properties.get()
    table(("what", "kept"), [(title, _shown(kept, name)) for name, title in TITLES.items()])


def _shown(kept: Properties, name: str) -> str | None:
    if name in TARGETS and getattr(kept, name):
        return f"{number(kept.target)} {kept.unit}"
    if name == "target_unit" and kept.target:
        return kept.unit
    return getattr(kept, name) or None
