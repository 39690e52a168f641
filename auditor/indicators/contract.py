"""What an indicator is: a plain question, and a pure measure of one agent's activity that helps to answer it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Flag, auto
from math import inf

from auditor.indicators.material import Material
from auditor.indicators.reference import Reference
from auditor.records import Aspect, Label, Measure


class Uses(Flag):
    """What a measure rests on beside the agent's events: it is measured again only when one of these changed."""

    EVENTS = 0
    TEXTS = auto()
    OUTCOMES = auto()
    DATES = auto()
    POPULATION = auto()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measure that speaks for padding or for usefulness; it never decides.

    `measure(material, reference)` is pure and deterministic; `reference` is a summary of the whole population that can
    be merged in any order. Where the data do not suffice it says why, and its value is None, never 0. A high value
    speaks for `leans`. `benign` tells what innocent work looks the same; `needs` the least data; `shown` what to look
    at on the timeline. `useful` is the title where it speaks for usefulness. `version` rises with every change of what
    it measures. `weight` and `relief` are the most it can weigh for and against padding, in bans, at most 1.
    """

    name: str
    title: str
    useful: str
    aspect: Aspect
    version: int
    question: str
    leans: Label
    benign: str
    needs: str
    shown: str
    weight: float
    relief: float
    uses: Uses
    measure: Callable[[Material, Reference], Measure]
    least: float = -inf
    most: float = inf


def not_enough(what: str, n: int = 0) -> Measure:
    """Data that do not suffice: `what` says which and how many, as "12 of 20 prompts"."""
    return Measure(None, n, f"not enough data: {what}")


def no_outcomes(n: int = 0) -> Measure:
    """Outcomes were not delivered: nobody loses by it."""
    return Measure(None, n, "no outcome data")
