"""`sealed`: the share of agents that is judged first with findings, priority and names hidden."""

from pathlib import Path

import click

from auditor.case.case_file import CaseFile
from auditor.cli.case_commands import CASE, JSON, to_read
from auditor.cli.tell import document, failures_told, say
from auditor.sealed import Difference, Look, difference, look_of, sealed_agents, set_look


@click.command()
@CASE
@click.option("--share", type=int, metavar="PERCENT", help="How many of a hundred agents; 0 for none.")
@click.option("--seed", type=int, help="The number that chooses which.")
@JSON
def sealed(case: Path, share: int | None, seed: int | None, as_json: bool) -> None:
    """Set the share of agents judged first with findings, priority and names hidden, or show what it made of verdicts.

    The window hides them; the terminal shows everything, so what `label` says there is never a sealed verdict.
    """
    changing = share is not None or seed is not None
    with failures_told(), CaseFile.open(case) if changing else to_read(case) as opened:
        look = set_look(opened, share, seed) if changing else look_of(opened)
        waiting = len(sealed_agents(opened, [a for a in opened.agents.all() if a.merged_into is None]))
        made, reviewer = difference(opened), opened.reviewer
    if as_json:
        document(_json(look, waiting, made))
    elif look is None:
        say("No sealed look yet: a fifth of the agents is sealed when they are first assessed.")
    else:
        say(f"{look.share} % of the agents are sealed, by seed {look.seed}; {waiting} of them wait for {reviewer}.")
        say(made.words)


def _json(look: Look | None, waiting: int, made: Difference) -> dict[str, object]:
    return {
        "share": look.share if look else None,
        "seed": look.seed if look else None,
        "waiting": waiting,
        "sealed": {str(label): count for label, count in made.sealed.items()},
        "open": {str(label): count for label, count in made.open.items()},
        "p": made.p,
        "changed": [{"from": old, "to": new, "count": count} for (old, new), count in sorted(made.changed.items())],
        "changed_open": made.changed_open,
        "sentence": made.words,
    }
