"""Finds out by adding up whether a table's input includes what came from a cache."""

from collections.abc import Mapping as ReadOnly
from collections.abc import Sequence

from auditor.importers.tables.mapped_cells import plain_marks
from auditor.importers.values.quantities import Unreadable, count

Rows = Sequence[dict[str, int | None]]

PARTS = ("input_tokens", "output_tokens", "cache_read_tokens", "cache_creation_tokens", "total")


def counts_in(headers: Sequence[str], rows: Sequence[Sequence[str]], columns: ReadOnly[str, str], numbers: str) -> Rows:
    """The token counts of each row by our field, as far as they are told and whole."""
    places = {field: headers.index(columns[field]) for field in PARTS if field in columns}
    return [{field: _count(row[place], numbers) for field, place in places.items()} for row in rows]


def cached_input(rows: Rows, columns: ReadOnly[str, str]) -> tuple[str, str]:
    """("inside", "outside", or "" where it cannot be known; the reason in words)."""
    if "cache_read_tokens" not in columns:
        return "", ""
    beyond = sum(_beyond(row) for row in rows)
    if beyond:
        return "outside", f"cached input exceeds the input in {beyond:,} of {len(rows):,} rows"
    told = [row for row in rows if row.get("total") is not None and _cache(row)]
    names = {field: f"“{columns[field]}”" for field in PARTS if field in columns}
    if not told or "input_tokens" not in columns or "output_tokens" not in columns:
        return "", "nothing in the table tells whether the input includes cached input: choose"
    without = sum(_base(row) == row["total"] for row in told)
    with_it = sum(_base(row) + _cache(row) == row["total"] for row in told)
    if without == len(told):
        return "inside", f"{names['input_tokens']} + {names['output_tokens']} = {names['total']} {_in(without, told)}"
    if with_it == len(told):
        parts = " + ".join(names[field] for field in PARTS[:4] if field in names)
        return "outside", f"{parts} = {names['total']} {_in(with_it, told)}"
    return "", f"{names['total']} is no sum of the columns in {len(told) - max(without, with_it):,} rows: choose"


def total_agrees(rows: Rows, columns: ReadOnly[str, str]) -> str:
    """Whether input and output make the total, in words; "" where there is nothing to compare."""
    told = [row for row in rows if None not in (row.get("total"), row.get("input_tokens"), row.get("output_tokens"))]
    if not told:
        return ""
    same = sum(_base(row) in (row["total"], (row["total"] or 0) - _cache(row)) for row in told)
    return f"adds up to “{columns['total']}”" + ("" if same == len(told) else f" only {_in(same, told)}")


def _in(count: int, rows: Rows) -> str:
    return f"in {count:,} of {len(rows):,} rows"


def _base(row: dict[str, int | None]) -> int:
    return (row.get("input_tokens") or 0) + (row.get("output_tokens") or 0)


def _cache(row: dict[str, int | None]) -> int:
    return (row.get("cache_read_tokens") or 0) + (row.get("cache_creation_tokens") or 0)


def _beyond(row: dict[str, int | None]) -> bool:
    total, cached = row.get("input_tokens"), row.get("cache_read_tokens")
    return total is not None and cached is not None and cached > total


def _count(cell: str, numbers: str) -> int | None:
    try:
        return count(plain_marks(numbers, cell.strip()), "")
    except Unreadable:
        return None
