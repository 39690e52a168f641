"""What every importer keeps: a unique name, a docstring with its source, and a sample that reads as expected."""

import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

import pytest

from auditor.importers import IMPORTERS
from auditor.importers.contract import Importer
from auditor.importers.export_file import ExportFile
from auditor.records import ImportIssue, Outcome, Record, Severity, UsageAggregate, UsageEvent

FORMATS = Path(__file__).parents[2] / "resources" / "formats"
SUMS = (
    "input_tokens",
    "cache_read_input_tokens",
    "cache_creation_input_tokens",
    "output_tokens",
    "cost_microusd",
)
each = pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.name)


def sample_of(importer: Importer) -> Path:
    return next(path for path in (FORMATS / importer.name).glob("sample.*") if "expected" not in path.name)


def summary(records: list[Record]) -> dict[str, object]:
    events = [record for record in records if isinstance(record, UsageEvent)]
    counted = [event for event in events if event.dropped_by is None]
    outcomes = [record for record in records if isinstance(record, Outcome)]
    issues = [record for record in records if isinstance(record, ImportIssue)]
    sums = [record for record in records if isinstance(record, UsageAggregate)]
    rules = Counter(event.dropped_by for event in events if event.dropped_by)
    credits = sum(event.microcredits or 0 for event in counted)
    return {
        "events": len(counted),
        "outcomes": len(outcomes),
        "rejected": sum(issue.severity is Severity.REJECTED for issue in issues),
        "dropped": len(events) - len(counted),
        "lower_bounds": sum(event.lower_bound for event in counted),
        **{name: sum(getattr(event, name) or 0 for event in counted) for name in SUMS},
        **({"microcredits": credits} if credits else {}),
        **({"aggregates": _quantities(sums)} if sums else {}),
        **({"rules": dict(sorted(rules.items()))} if rules else {}),
        "statuses": dict(sorted(Counter(str(event.status) for event in counted).items())),
        "agents": sorted({event.agent for event in counted}),
        "persons": sorted({record.person for record in (*counted, *outcomes, *sums) if record.person}),
    }


def _quantities(sums: list[UsageAggregate]) -> dict[str, int]:
    """Millionths by unit, of the sums that count."""
    found: Counter[str] = Counter()
    for one in sums:
        if one.dropped_by is None:
            found[one.unit] += one.quantity
    return dict(sorted(found.items()))


def test_names_are_unique() -> None:
    names = [importer.name for importer in IMPORTERS]
    assert len(set(names)) == len(names)


@each
def test_the_docstring_tells_source_and_token_semantics(importer: Importer) -> None:
    text = sys.modules[importer.read.__module__].__doc__ or ""
    assert "Source:" in text and "Token semantics:" in text


@each
def test_the_sample_reads_as_expected(importer: Importer) -> None:
    expected = json.loads((FORMATS / importer.name / "sample.expected.json").read_text(encoding="utf-8"))
    assert summary(list(importer.read(ExportFile.at(sample_of(importer))))) == expected


@each
def test_the_sample_is_recognised_by_its_importer_alone(importer: Importer) -> None:
    peek = ExportFile.at(sample_of(importer)).peek()
    assert [other.name for other in IMPORTERS if other.matches(peek)] == [importer.name]


@each
@pytest.mark.parametrize("content", [b"", b"\n\n", b"\x00\xff\x89PNG\r\n\x1a\n" * 99, b"{", b"[]", b"hello\n"])
def test_empty_and_foreign_files_are_not_recognised(importer: Importer, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.jsonl"
    path.write_bytes(content)
    assert importer.matches(ExportFile.at(path).peek()) == ""


@each
def test_the_hash_covers_the_whole_file(importer: Importer) -> None:
    file = ExportFile.at(sample_of(importer))
    assert list(importer.read(file))
    assert file.sha256 == hashlib.sha256(sample_of(importer).read_bytes()).hexdigest()
