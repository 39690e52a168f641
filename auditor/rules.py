"""The correction rules: by which lines of an export are kept but not counted, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A correction rule in plain words: what its lines are (`brief` where room is scarce), why they do not count."""

    title: str
    brief: str
    why: str


RULES: Mapping[str, Rule] = {
    "streamed-repeat": Rule(
        "Repeats of the same request",
        "repeats",
        "The export writes one response several times while it streams; its fullest line counts.",
    ),
    "replayed-history": Rule(
        "Copied history, already counted",
        "copied history",
        "A continued session begins with a copy of what was said before; the original counts, the copy does not.",
    ),
    "copied-history": Rule(
        "Copied history, original not imported",
        "history, no original",
        "Lines copied from a session that is not in the case. They are not this agent's use; import the original.",
    ),
    "fuller-copy": Rule(
        "Shorter copies",
        "shorter copies",
        "Another line tells the same request more fully; that one counts.",
    ),
    "cumulative-counter": Rule(
        "Running totals told again",
        "running totals",
        "The export writes a running total; a line that adds nothing to the one before is no request.",
    ),
    "parent-sum": Rule(
        "Sums of their own parts",
        "sums of parts",
        "The line sums up calls that stand beside it one by one; the single calls count.",
    ),
    "duplicate-source": Rule(
        "Told by another source too",
        "in other source",
        "Two systems recorded the same call, a transcript and a gateway for instance; the fuller record counts.",
    ),
    "overlapping-window": Rule(
        "Told by an overlapping export too",
        "overlap",
        "Two exports of one system share some days; what both tell counts once.",
    ),
}
"""By the names that `dropped_by` holds. Every panel and export takes its words from here."""


def rule_named(name: str) -> Rule:
    """The rule in human words; one that is not known keeps its name."""
    return RULES.get(name) or Rule(name.replace("-", " ").capitalize(), name, "A correction rule of the importer.")
