"""What the cells of the requests table say; what is unknown is –, what cannot be right is marked ⚠ and says why."""

from zoneinfo import ZoneInfo

from auditor.families.numbering import called
from auditor.gui.figures import NBSP, money, whole
from auditor.records import UNKNOWN, Activity, Request
from auditor.table.columns import TableColumn, values_of, words_of
from auditor.timeline.clock import clock_of
from auditor.timeline.words import MONTHS

UNTOLD = "–"
OLDEST, NEWEST = 946_684_800_000_000, 4_102_444_800_000_000
"""2000 and 2100, µs: a time outside was not on the clock of any such program."""


def when(at: int, zone: ZoneInfo, *, year: bool = False) -> str:
    """29 Oct 12:00:04, or 29 Oct 2026 12:00:04; marked where it cannot be right, then always with its year."""
    moment, odd = clock_of(zone).moment(at), not OLDEST <= at < NEWEST
    shown = f"{moment.day} {MONTHS[moment.month - 1]}{f' {moment.year}' if year or odd else ''} {moment:%H:%M:%S}"
    return f"⚠ {shown}" if odd else shown


def date(at: int, zone: ZoneInfo, *, year: bool = False) -> str:
    """29 Oct, or 29 Oct 2026."""
    moment = clock_of(zone).moment(at)
    return f"{moment.day} {MONTHS[moment.month - 1]}" + (f" {moment.year}" if year else "")


def lasted(micros: int | None) -> str:
    """340 ms, 12.3 s, 1,204 s; a negative duration is marked."""
    if micros is None:
        return UNTOLD
    size = abs(micros)
    words = f"{size // 1000} ms" if size < 1_000_000 else f"{size / 1_000_000:,.{1 if size < 100_000_000 else 0}f} s"
    return f"⚠ −{words}" if micros < 0 else words


def tokens(value: int | None, *, at_least: bool = False) -> str:
    """21,904; "≥ 21,904" where more was used than is told."""
    return (f"≥{NBSP}" if at_least and value is not None else "") + whole(value)


def one_line(text: str | None) -> str:
    """A text as a cell has room for."""
    return " ".join((text or "").split())


def told(value: int) -> int | None:
    """A value of an `Activity`, None where it is unknown."""
    return None if value == UNKNOWN else value


def cell(column: TableColumn, activity: Activity, place: int, request: Request, zone: ZoneInfo, *, year: bool) -> str:
    """A cell's words for the request at `place` in the activity, but for its session (see `session_name`)."""
    value = told(int(values_of(activity, column)[place]))
    match column.name:
        case "time":
            return when(request.at, zone, year=year)
        case "family":
            return UNTOLD if value is None else called(value, activity.families)
        case "prompt":
            return one_line(request.prompt) or _without_text(request)
        case "cost":
            return money(value)
        case "duration":
            return lasted(value)
        case "output" | "input" | "cached" | "cache_written":
            return tokens(value, at_least=column.name == "output" and request.lower_bound)
        case _:
            return UNTOLD if value is None else words_of(activity, column)[value]


def session_name(number: int | None, request: Request | None, *, names: bool) -> str:
    """A session's name where names are shown, for it may tell a person's folder; else its number in the case."""
    if number is None:
        return UNTOLD
    return request.session[:12] if names and request and request.session else f"#{number}"


def _without_text(request: Request) -> str:
    return f"({request.status})" if request.status and request.status != "ok" else "(no text in the export)"
