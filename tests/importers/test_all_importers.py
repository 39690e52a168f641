"""What every importer keeps: a unique name, a docstring with its source, and a sample that reads as expected."""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.find import find_files, forget_archives
from auditor.importers import IMPORTERS
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile
from auditor.records import ImportIssue, Outcome, Record, Severity, UsageAggregate, UsageEvent

from .samples import (
    FORMATS,
    PACKED,
    SHAPED,
    WRITTEN,
    claims,
    holding,
    json_values,
    records_of,
    sample_of,
    samples_of,
    tarred,
    zipped,
)

SUMS = (
    "input_tokens",
    "cache_read_input_tokens",
    "cache_creation_input_tokens",
    "output_tokens",
    "cost_microusd",
)
each = pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.name)


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


def is_json(importer: Importer) -> bool:
    return sample_of(importer).suffix in (".json", ".jsonl")


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
def test_it_says_what_one_record_is(importer: Importer) -> None:
    assert importer.gives and not importer.gives[0].isupper() and not importer.gives.endswith(".")


def test_every_folder_of_samples_is_a_format_s() -> None:
    assert {path.name for path in FORMATS.iterdir()} == {importer.name for importer in IMPORTERS}


@each
def test_the_samples_are_recognised_by_their_importer_alone(importer: Importer) -> None:
    assert claims(ExportFile.at(sample_of(importer))) == [importer.name]
    assert all(claims(ExportFile.at(path)) in ([], [importer.name]) for path in samples_of(importer))


@each
@pytest.mark.parametrize("how", PACKED | WRITTEN)
def test_a_sample_reads_the_same_however_it_was_saved(importer: Importer, how: str) -> None:
    path = sample_of(importer)
    content = path.read_bytes()
    saved = holding(path, (PACKED | WRITTEN)[how](content))
    assert claims(saved) == [importer.name]
    assert list(importer.read(saved)) == list(importer.read(ExportFile.at(path)))


@each
@pytest.mark.parametrize(("pack", "suffix"), [(zipped, ".zip"), (tarred, ".tar.gz")])
def test_a_sample_in_an_archive_is_known(
    importer: Importer, pack: Callable[[bytes], bytes], suffix: str, tmp_path: Path
) -> None:
    (tmp_path / f"all{suffix}").write_bytes(pack(sample_of(importer).read_bytes()))
    (member,) = find_files([tmp_path / f"all{suffix}"])
    assert claims(member) == [importer.name]
    forget_archives()


@pytest.mark.parametrize("importer", list(filter(is_json, IMPORTERS)), ids=lambda importer: importer.name)
@pytest.mark.parametrize("how", SHAPED)
def test_json_of_another_shape_is_never_taken_for_another_format(importer: Importer, how: str) -> None:
    values = json_values(sample_of(importer).read_bytes())
    saved = holding(sample_of(importer), SHAPED[how](values).encode())
    assert claims(saved) in ([], [importer.name])


@pytest.mark.parametrize("importer", list(filter(is_json, IMPORTERS)), ids=lambda importer: importer.name)
@pytest.mark.parametrize("how", SHAPED)
def test_json_of_another_shape_is_read_the_same_or_reported(importer: Importer, how: str) -> None:
    content = sample_of(importer).read_bytes()
    found = [records_of(importer, text) for text in (content, SHAPED[how](json_values(content)).encode())]
    as_it_was, anew = (summary(records) if isinstance(records, list) else {"rejected": 1} for records in found)
    whole = {**as_it_was, "rejected": anew["rejected"]}  # broken lines of the sample are left out
    assert anew == whole or anew["rejected"]


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
