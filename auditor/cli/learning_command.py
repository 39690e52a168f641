"""`learning`: whether the weights of this case's evidence move with its own verdicts, and how far they did."""

from pathlib import Path

import click

from auditor.assess.learning import is_on
from auditor.assess.learning_shown import BOUND, turn, used_now, weight_lines
from auditor.case.case_file import CaseFile
from auditor.cli.case_commands import CASE, to_read
from auditor.cli.tell import failures_told, say, table


@click.command()
@CASE
@click.argument("switch", metavar="[on|off]", required=False, type=click.Choice(["on", "off"]))
def learning(case: Path, switch: str | None) -> None:
    """Let weights move with the verdicts of this case alone (off by default), or show how far they moved."""
    with failures_told(), CaseFile.open(case) if switch else to_read(case) as opened:
        if switch:
            turn(opened, switch == "on")
        state, used, lines = is_on(opened), used_now(opened), weight_lines(opened)
    say(f"Learning is {'on' if state else 'off'}. {used.why if state else 'The starting weights hold.'} {BOUND}")
    head = ("indicator", "starting weight", "weight now", "from verdicts")
    table(head, [(line.title, f"{line.start:.2f}", f"{line.now:.2f}", line.verdicts) for line in lines], (1, 2, 3))
