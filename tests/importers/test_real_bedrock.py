"""Real Bedrock records, where they lie beside the repository, plain and wrapped as CloudWatch does it."""

import json
from pathlib import Path

import pytest

from auditor.importers.cloud.bedrock import IMPORTER
from auditor.importers.files.export_file import ExportFile
from auditor.records import ImportIssue, UsageEvent

from .conftest import Read

RECORDS = Path(__file__).parents[2].parent / "shared" / "exports" / "aws-bedrock" / "panther_rule_tests.jsonl"
pytestmark = pytest.mark.skipif(not RECORDS.is_file(), reason="no real records beside the repository")


def test_six_records_tell_three_calls_and_two_are_listings_of_models() -> None:
    records = list(IMPORTER.read(ExportFile.at(RECORDS)))
    events = [record for record in records if isinstance(record, UsageEvent)]
    assert len(events) == 6 and len({event.key for event in events}) == 3
    assert {event.person for event in events} == {"suspicious.user", "regular.user"}
    assert [record.reason[:15] for record in records if isinstance(record, ImportIssue)] == ["2 × ListModels:"]
    assert all(event.prompt and event.response for event in events)


def test_wrapped_by_cloudwatch_they_tell_the_same(read: Read) -> None:
    lines = RECORDS.read_text(encoding="utf-8").split("\n")
    page = json.dumps({"logEvents": [{"message": line} for line in lines if line]})
    plain = [record for record in IMPORTER.read(ExportFile.at(RECORDS)) if isinstance(record, UsageEvent)]
    wrapped = [record for record in read(IMPORTER, page) if isinstance(record, UsageEvent)]
    assert [(e.key, e.prompt, e.response) for e in wrapped] == [(e.key, e.prompt, e.response) for e in plain]
