"""Real traces, where they lie beside the repository: what generations tell in all, and which of it counts."""

import json
from pathlib import Path

import pytest

from auditor.errors import PassedOver
from auditor.importers.files.export_file import ExportFile
from auditor.importers.telemetry import langfuse, otlp_genai
from auditor.records import ImportIssue, UsageEvent

EXPORTS = Path(__file__).parents[2].parent / "shared" / "exports"
pytestmark = pytest.mark.skipif(not EXPORTS.is_dir(), reason="no real exports beside the repository")
EXPECTED = json.loads((EXPORTS / "expected.json").read_text()) if EXPORTS.is_dir() else {}
TRACES = [name for name in EXPECTED if name.startswith("langfuse/")]

WRAPPED = {"langfuse/agno-2025-06-11.trace.json": 777 + 1991, "langfuse/vercel-aisdk-2025-11-17.trace.json": 57}
"""Tokens that Langfuse estimated for a generation which holds the real one: agno's inner calls tell what OpenAI's own
answer, kept in the outer one's output, tells too (163 + 20 tokens, where the outer one says 542 + 235)."""


def tokens(events: list[UsageEvent]) -> int:
    return sum((event.input_tokens or 0) + (event.output_tokens or 0) for event in events)


@pytest.mark.parametrize("name", TRACES)
def test_generations_tell_their_total_and_wrappers_do_not_count(name: str) -> None:
    records = list(langfuse.IMPORTER.read(ExportFile.at(EXPORTS / name)))
    events = [record for record in records if isinstance(record, UsageEvent)]
    counted = [event for event in events if event.dropped_by is None]
    total = EXPECTED[name]["total_tokens_of_generations"]
    assert (tokens(events), tokens(counted)) == (total, total - WRAPPED.get(name, 0))
    assert not [r for r in records if isinstance(r, ImportIssue) and r.severity == "rejected"]
    assert all(event.at and event.duration_us is not None and event.key and event.prompt for event in counted[:1])


def test_one_trace_downloaded_twice_gives_the_same_keys() -> None:
    names = ["pydantic-ai-2025-06-06.trace.json", "pydantic-ai-tools-2025-06-06.trace.json"]
    found = [list(langfuse.IMPORTER.read(ExportFile.at(EXPORTS / "langfuse" / name))) for name in names]
    keys = [{record.key for record in records if isinstance(record, UsageEvent)} for records in found]
    assert keys[0] == keys[1] and len(keys[0]) == 1


def test_spans_of_other_programs_are_passed_over() -> None:
    file = ExportFile.at(EXPORTS / "otlp/open-agent-traces/test-traces.jsonl")
    assert otlp_genai.matches(file.peek())
    with pytest.raises(PassedOver, match="2 spans"):
        list(otlp_genai.IMPORTER.read(file))
