"""Records as queries of CloudWatch tell them, a column to a field: “identity.arn”, “input.inputTokenCount”."""

from collections.abc import Mapping

import msgspec

from auditor.importers.files.json_lines import is_dict

TIMES = ("timestamp", "@timestamp")
KNOWN = {"modelId", "requestId"}


def has_columns(line: str) -> bool:
    """Whether the line is the header of such a table."""
    headers = top_level_of(line)
    return headers.keys() >= KNOWN and bool({"input", "operation"} & headers.keys()) and "." in line


def top_level_of(line: str) -> dict[str, object]:
    """The keys that a record made of these columns has."""
    names = (cell.strip().strip('"').partition(".")[0] for cell in line.split(",")[:200])
    return {name: None for name in names if name}


def record_of(cells: Mapping[str, str]) -> str:
    """The record that these columns were taken from, as JSON; "" where they are not a record's."""
    record: dict[str, object] = {}
    for name, cell in cells.items():
        if cell:
            _put(record, name.split("."), int(cell) if name.endswith("Count") and _is_count(cell) else cell)
    if not record.keys() >= KNOWN:
        return ""
    written: object = next((record[name] for name in TIMES if name in record), None)
    return msgspec.json.encode({**record, "timestamp": written}).decode()


def _is_count(cell: str) -> bool:
    return cell.isascii() and cell.isdecimal() and len(cell) < 16


def _put(record: dict[str, object], path: list[str], value: object) -> None:
    """Set a value at a path; a column that contradicts another one is left out."""
    *places, last = path
    for place in places:
        inner = record.setdefault(place, {})
        if not is_dict(inner):
            return
        record = inner
    record.setdefault(last, value)
