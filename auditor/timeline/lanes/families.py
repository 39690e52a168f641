"""Lane "Prompt families": one row a family of prompts that share a template, the biggest first."""

from dataclasses import dataclass

from auditor.families.numbering import letter
from auditor.families.placeholders import OTHER
from auditor.records import UNKNOWN, Activity
from auditor.timeline.clock import clock_of
from auditor.timeline.lane import Cells, Lane, Subject
from auditor.timeline.lanes.rows import MOST, REST, Row, Rows, by_size, cells, counts, describe_row, rows_of
from auditor.timeline.lanes.tokens import told
from auditor.timeline.viewport import Viewport

TEMPLATE = 64
"""Letters of a template that the tooltip shows."""

COLORS = 8
"""Colours the theme has for families."""

FINDING, NO_PROMPTS, NO_TEXT = "finding prompt families…", "No prompts told", "no text"


@dataclass(frozen=True, slots=True, eq=False)
class Families:
    """Rows of families; `empty` says why there is none."""

    rows: Rows
    empty: str


def prepare(subject: Subject) -> Families:
    """The biggest families by requests; requests whose prompt was not told have the row "no text".

    Letter and colour are those of the family's number, so they stay the same where a part of the agent is shown.
    Prompts that are like no others are no family: they share the last row.
    """
    activity, clock = subject.activity, clock_of(subject.zone)
    order = by_size(activity.family)
    if not len(order):
        return Families(rows_of(clock, activity.at[:0], activity.family[:0], (), 0), _why(activity))
    number = counts(activity.family, int(order.max()) + 1)
    named: list[int] = [code for code in order.tolist() if activity.families[code : code + 1] != (OTHER,)]
    shown = [
        (code, Row(letter(code), _template(activity, code), _color(code), int(number[code]))) for code in named[:MOST]
    ]
    without = len(activity) - int(number.sum())
    if without:
        shown.append((UNKNOWN, Row("–", NO_TEXT, "inconclusive", without)))
    return Families(rows_of(clock, activity.at, activity.family, tuple(shown), len(named)), "")


def _color(number: int) -> str:
    """The first families have a colour of their own."""
    return f"families.{number}" if number < COLORS else REST


def _template(activity: Activity, code: int) -> str:
    text = " ".join(activity.families[code].split()) if code < len(activity.families) else ""
    return text if len(text) <= TEMPLATE else text[: TEMPLATE - 1].rstrip() + "…"


def _why(activity: Activity) -> str:
    """Why there are no families."""
    if not len(activity):
        return ""
    return FINDING if told(activity.prompt) else NO_PROMPTS


def bins(prepared: Families, viewport: Viewport) -> Cells:
    """Requests of each family per bar."""
    names = prepared.rows.names
    shown = f"{min(MOST, names)} of {names:,}" if names else ""
    return cells(prepared.rows, viewport, shown, empty=prepared.empty)


def describe(prepared: Families, viewport: Viewport, at: int, depth: float) -> str:
    """The family under the pointer, with its template and its share."""
    return prepared.empty or describe_row(prepared.rows, viewport, at, depth)


FAMILIES = Lane("families", "Prompt families", "", 0.32, prepare, bins, describe)
