"""Mapping files: JSON to `Mapping` and back. Every error names the file, what is wrong in it, and what there is."""

import json
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from zoneinfo import ZoneInfo

from auditor.errors import ImportFailed
from auditor.importers.files.json_lines import is_dict, is_list
from auditor.importers.mapping import CACHED, DATES, GRAINS, NUMBERS, PERIODS, REASONING, UNITS, Mapping, short
from auditor.importers.tables.table_columns import field_named

VERSION = 1
EXAMPLE = 'Write it like {"columns": {"timestamp": "created", "agent": "app"}}, or let `auditor mapping FILE` draft it.'
CHOICES: dict[str, Sequence[str]] = {
    "cached_input": CACHED,
    "reasoning": REASONING,
    "dates": DATES,
    "numbers": NUMBERS,
    "grain": GRAINS,
    "period": PERIODS,
}
COMMENTS = ("version", "reasons", "samples", "headers", "file")
"""What a mapping file may tell besides: read by people."""


def read_mapping(path: Path) -> Mapping:
    """The mapping in a file. Raises ImportFailed."""
    try:
        told: object = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ImportFailed(f"{path}: this mapping cannot be read ({error}).", "It must be JSON.") from error
    return mapping_from(told, path.as_posix())


def mapping_from(told: object, where: str) -> Mapping:
    """The mapping a JSON value tells; `where` it stands is named in errors. Raises ImportFailed.

    Takes the short form {our field: their column} too. A column of null is none.
    """
    if not is_dict(told):
        raise ImportFailed(f"{where}: a mapping is one JSON object.", EXAMPLE)
    if "columns" not in told:
        if all(isinstance(value, str) for value in told.values()):
            return short({name: str(column) for name, column in told.items()})
        raise ImportFailed(f"{where}: a mapping is one JSON object. This one has no “columns”.", EXAMPLE)
    _ensure_known(told, where)
    words = {name: _word(told, name, where) for name in (*CHOICES, "timezone", "made_by", "made_on")}
    return Mapping(
        columns=_texts(told, "columns", where),
        fixed=_texts(told, "fixed", where),
        units=_units(_texts(told, "units", where), where),
        cached_input=words["cached_input"],
        reasoning=words["reasoning"],
        timezone=words["timezone"],
        dates=words["dates"],
        numbers=words["numbers"],
        grain=words["grain"] or "event",
        period=words["period"],
        unconfirmed=_names(told, where),
        made_by=words["made_by"],
        made_on=words["made_on"],
    )


def mapping_json(mapping: Mapping) -> dict[str, object]:
    """The mapping as JSON values; what it leaves unsaid is left out."""
    if not mapping.alone:
        return dict(mapping.columns)
    told: dict[str, object] = {"version": VERSION}
    for part in fields(Mapping):
        value: object = getattr(mapping, part.name)
        if part.name != "alone" and (value or part.name == "columns"):
            told[part.name] = list(mapping.unconfirmed) if part.name == "unconfirmed" else value
    return told


def _ensure_known(told: dict[str, object], where: str) -> None:
    version = told.get("version", VERSION)
    if version != VERSION or isinstance(version, bool):
        raise ImportFailed(
            f"{where}: this mapping has version {version!r}; this program reads version {VERSION}.",
            "Use a newer program, or make the mapping anew.",
        )
    known = [part.name for part in fields(Mapping) if part.name != "alone"]
    for name in told:
        if name not in known and name not in COMMENTS:
            raise ImportFailed(f"{where}: a mapping has no “{name}”.", f"It may tell: {', '.join(known)}.")


def _texts(told: dict[str, object], name: str, where: str) -> dict[str, str]:
    """An object of our fields and texts; null means none."""
    values = told.get(name, dict[str, object]())
    if not is_dict(values) or not all(value is None or isinstance(value, str) for value in values.values()):
        raise ImportFailed(f"{where}: “{name}” must be an object of texts.", EXAMPLE)
    return {field_named(field): str(value) for field, value in values.items() if value is not None}


def _units(units: dict[str, str], where: str) -> dict[str, str]:
    for field, unit in units.items():
        if field not in UNITS:
            raise ImportFailed(f"{where}: “{field}” has no choice of units.", f"Those that have: {', '.join(UNITS)}.")
        _one_of(unit, tuple(UNITS[field]), f"the unit of {field}", where)
    return {field: unit for field, unit in units.items() if unit != next(iter(UNITS[field]))}


def _word(told: dict[str, object], name: str, where: str) -> str:
    value = told.get(name) or ""
    if not isinstance(value, str):
        raise ImportFailed(f"{where}: “{name}” must be a text.", EXAMPLE)
    if value and name in CHOICES:
        _one_of(value, CHOICES[name], f"“{name}”", where)
    if value and name == "timezone":
        _ensure_zone(value, where)
    return value


def _ensure_zone(name: str, where: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ImportFailed(f"{where}: there is no time zone “{name}”.", "Use a name like Europe/Berlin.") from error


def _one_of(value: str, choices: Sequence[str], what: str, where: str) -> None:
    if value not in choices:
        raise ImportFailed(f"{where}: {what} cannot be “{value}”.", f"Choose from: {', '.join(choices)}.")


def _names(told: dict[str, object], where: str) -> tuple[str, ...]:
    values = told.get("unconfirmed", list[object]())
    if not is_list(values) or not all(isinstance(value, str) for value in values):
        raise ImportFailed(f"{where}: “unconfirmed” must be a list of our fields.", "Remove those you have confirmed.")
    return tuple(str(value) for value in values)
