"""What a receipt says of a source, in words and figures; no widget."""

from zoneinfo import ZoneInfo

from auditor.gui.figures import day, whole
from auditor.records import Source
from auditor.rules import rule_named

REJECTED = "Rejected lines"
KEPT = "Requests kept"


def receipt_lines(source: Source) -> list[tuple[str, int]]:
    """Label and figure, from what was read to what is left of it. Figures of 0 are left out."""
    repeated = source.duplicates - sum(source.rules.values())
    lines = [
        (KEPT, source.events),
        ("Outcomes kept", source.outcomes),
        ("Sums, not requests", source.aggregates),
        *((rule_named(rule).title, count) for rule, count in source.rules.items()),
        ("Outcomes already counted", repeated),
        (REJECTED, source.rejected),
        ("Not usage (tools, settings)", other_lines(source)),
    ]
    return [("Lines read", source.lines), *(line for line in lines if line[1] or _always(line[0], source))]


def other_lines(source: Source) -> int:
    """Lines that are neither use nor outcome nor broken; 0 where one line holds several records."""
    told = source.events + source.outcomes + source.aggregates + source.duplicates + source.rejected
    return max(0, source.lines - told)


def _always(label: str, source: Source) -> bool:
    """No request kept must be said, unless the file is of another kind."""
    return label == KEPT and not (source.outcomes or source.aggregates)


def coverage(source: Source, zone: ZoneInfo) -> str:
    """Covers 14 Sep – 30 Nov 2026; "" where no time is known."""
    first, last = source.totals.first, source.totals.last
    if first is None or last is None:
        return ""
    start, end = day(first, zone, year=True), day(last, zone, year=True)
    return f"Covers {start}." if start == end else f"Covers {start} – {end}."


def lower_bound(source: Source) -> str:
    """How many requests are known to be larger than told; "" for none."""
    count = source.totals.lower_bounds
    if not count:
        return ""
    was = "request was cut off: its" if count == 1 else "requests were cut off: their"
    return f"{whole(count)} {was} tokens are a lower bound."
