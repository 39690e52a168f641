"""OpenTelemetry's JSON (OTLP): attributes as plain values, and numbers and names in all the ways writers spell them.

Source: the OTLP specification's JSON mapping. 64-bit integers are strings there, though some writers emit numbers;
keys are camelCase, though some keep the protocol's snake_case; enum values are numbers, though some write their names.
"""

import re
from collections.abc import Iterator

from auditor.importers.files.json_lines import as_dict, as_list, is_list
from auditor.importers.values.quantities import Unreadable, shown
from auditor.importers.values.times import utc_time

DEEPEST = 32
"""Levels of nested attribute values that are read; deeper ones are None."""

_UPPER = re.compile("[A-Z]")


def snake(name: str) -> str:
    """The protocol's name of a JSON key: startTimeUnixNano → start_time_unix_nano."""
    return _UPPER.sub(lambda found: f"_{found[0].lower()}", name)


def field(of: dict[str, object], name: str) -> object:
    """The field `name`, given in camelCase, also where the writer kept snake_case; None where there is none."""
    value = of.get(name)
    return of.get(snake(name)) if value is None else value


def members(of: dict[str, object], name: str) -> Iterator[dict[str, object]]:
    """The objects in the list `name`."""
    yield from (as_dict(member) for member in as_list(field(of, name)))


def attributes(of: dict[str, object]) -> dict[str, object]:
    """The attributes of a resource, span, log record or data point: name → str, int, float, bool, list, dict, None.

    A plain object instead of the list of pairs, as some exporters write it, is taken as it stands.
    """
    told = field(of, "attributes")
    return _pairs(told, 0) if is_list(told) else as_dict(told)


def plain(value: object, depth: int = 0) -> object:
    """What an AnyValue ({"stringValue": …}, {"intValue": "7"}, {"kvlistValue": …}, …) holds; other values unchanged."""
    wrapped = as_dict(value)
    if depth > DEEPEST:
        return None
    if len(wrapped) != 1:
        return value
    kind, inner = next(iter(wrapped.items()))
    match kind:
        case "stringValue" | "string_value" | "boolValue" | "bool_value" | "bytesValue" | "bytes_value":
            return inner
        case "doubleValue" | "double_value":
            return inner
        case "intValue" | "int_value":
            return int(inner) if isinstance(inner, str) and _is_integer(inner) else inner
        case "arrayValue" | "array_value":
            return [plain(member, depth + 1) for member in as_list(as_dict(inner).get("values"))]
        case "kvlistValue" | "kvlist_value":
            return _pairs(as_dict(inner).get("values"), depth + 1)
        case _:
            return value


def _pairs(told: object, depth: int) -> dict[str, object]:
    found: dict[str, object] = {}
    for pair in map(as_dict, as_list(told)):
        if isinstance(key := pair.get("key"), str):
            found[key] = plain(pair.get("value"), depth)
    return found


def _is_integer(text: str) -> bool:
    return len(text) <= 20 and text.isascii() and text.removeprefix("-").isdecimal()


def text(value: object) -> str | None:
    """A string that is not empty, or a number as text; None for all else."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value else None


def nano_time(value: object) -> int | None:
    """Unix nanoseconds, string or number, as microseconds; None where 0 or missing ("unknown" in OTLP).

    Raises Unreadable.
    """
    if value is None or value in (0, "0", ""):
        return None
    if isinstance(value, str) and not _is_integer(value):
        raise Unreadable(f"{shown(value)} is not a time in nanoseconds")
    return utc_time(value)
