"""What an indicator is: a plain question, and a pure measure of one agent's activity that helps to answer it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from auditor.records import Activity, Label, Measure


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measure that speaks for padding or for usefulness; it never decides.

    `measure(activity, reference)` is pure and deterministic; `reference` is a summary of the whole population that can
    be merged in any order. Where the data do not suffice it says why, and its value is None, never 0. `benign` tells
    what innocent work looks the same; `leans` what a high value speaks for. `version` rises with every change of
    what it measures.
    """

    name: str
    title: str
    version: int
    question: str
    leans: Label
    benign: str
    measure: Callable[[Activity, Any], Measure]
