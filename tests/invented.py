"""Invented records, and an invented export format that holds them: one JSON object a line, the class and its fields."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from auditor.case.case_file import CaseFile
from auditor.find import find_files
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.ingest import Imported, ingest
from auditor.records import ImportIssue, Outcome, Record, Severity, UsageAggregate, UsageEvent

START = 1_790_000_000_000_000
MINUTE = 60_000_000
KINDS: dict[str, Any] = {kind.__name__: kind for kind in (UsageEvent, UsageAggregate, Outcome, ImportIssue)}


def event(number: int = 1, **told: Any) -> UsageEvent:
    """A call of the agent `night-triage`, one a minute."""
    usual: dict[str, Any] = {
        "at": START + number * MINUTE,
        "agent": "night-triage",
        "line": number,
        "person": "mira.holt@example.org",
        "team": "Depot",
        "key": f"call-{number}",
        "session": "night 1",
        "model": "m-large",
        "input_tokens": 1_000,
        "output_tokens": 10,
        "cost_microusd": 2_500,
        "status": "ok",
        "prompt": f"What broke in run {number}?",
        "response": "A lamp.",
    }
    return UsageEvent(**usual | told)


def events(count: int, first: int = 1, **told: Any) -> list[UsageEvent]:
    """So many calls, numbered from `first`."""
    return [event(number, **told) for number in range(first, first + count)]


def outcome(number: int = 1, **told: Any) -> Outcome:
    """A closed ticket of Mira Holt's."""
    usual: dict[str, Any] = {
        "at": START + number * MINUTE,
        "kind": "ticket",
        "reference": f"T-{number}",
        "line": number,
        "person": "mira.holt@example.org",
        "agent": "night-triage",
        "key": f"ticket:T-{number}",
    }
    return Outcome(**usual | told)


def write(path: Path, records: Sequence[Record]) -> Path:
    """An export file with these records."""
    lines = [json.dumps([type(record).__name__, asdict(record)]) for record in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def import_file(case: CaseFile, path: Path) -> Imported:
    """The one file at `path`, imported."""
    return next(iter(list(ingest(case, find_files([path])))))


def _matches(peek: Peek) -> str:
    return "an invented name" if peek.path.suffix == ".invented" else ""


def _read(file: ExportFile) -> Iterator[Record]:
    for number, line in file.lines():
        try:
            kind, fields = json.loads(line or b"")
            yield KINDS[kind](**fields)
        except ValueError:
            yield ImportIssue(number, "the line is cut off", Severity.REJECTED)


INVENTED = Importer("invented", "Invented", 1, _matches, _read)
