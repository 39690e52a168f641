"""The chosen rows of the requests table as text for a spreadsheet: exact values, times with their offset."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from auditor.exports.events import NAMELESS
from auditor.exports.table import Cell, dollars, harmless
from auditor.families.numbering import called
from auditor.gui.figures import local
from auditor.records import UNKNOWN, Activity, Request
from auditor.table.columns import TableColumn, column_named, values_of, word

MOST = 10_000
"""Rows copied at once; more belong into an export."""

UNITS = {"cost": "Cost (US dollars)", "duration": "Duration (ms)"}


def as_text(
    columns: Sequence[str], activity: Activity, rows: Sequence[tuple[int, Request]], zone: ZoneInfo, *, names: bool
) -> str:
    """Lines with tabs between their cells, the head first. `rows` are places in the activity, with what stands there.

    Unknown is empty. Where names are hidden, what may name people is left out, as in exports: prompts, sessions' names,
    a source's own words for a status. Texts a spreadsheet would run are made harmless.
    """
    told = [column_named(name) for name in columns]
    head = [UNITS.get(column.name, column.title) for column in told]
    lines = [[_cell(column, activity, place, request, zone, names) for column in told] for place, request in rows]
    return "\n".join("\t".join(_plain(cell) for cell in line) for line in [head, *lines]) + "\n"


def _cell(column: TableColumn, activity: Activity, place: int, request: Request, zone: ZoneInfo, names: bool) -> Cell:
    value = int(values_of(activity, column)[place])
    if column.name == "time":
        return exact_time(request.at, zone)
    if column.name == "prompt":
        return " ".join((request.prompt or "").split()) if names else None
    if value == UNKNOWN:
        return None
    match column.name:
        case "family":
            return called(value, activity.families)  # its template is made of prompts
        case "session":
            return request.session if names else value
        case "cost":
            return dollars(value)
        case "duration":
            return value / 1000
        case "status":
            status = word(activity, column, value)
            return status if names or status in NAMELESS else "error"
    return word(activity, column, value) if column.names else value


def exact_time(at: int, zone: ZoneInfo) -> str:
    """2026-10-29T12:00:04.25+01:00; one that no calendar can tell is told in µs since 1970."""
    try:
        moment: datetime = local(at, zone)
    except OverflowError:
        return f"{at} µs"
    return moment.isoformat()


def _plain(cell: Cell) -> str:
    """A cell on one line, without tabs; unknown is empty."""
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    line = " ".join(str(harmless(cell)).replace("\t", " ").splitlines())
    return '"' + line.replace('"', '""') + '"' if line.startswith('"') else line  # else it would swallow what follows
