"""Real Claude Code transcripts, where they lie beside the repository: sub-agents, and files cut short."""

import json
from pathlib import Path

import pytest

from auditor.importers.assistants.claude_code import IMPORTER
from auditor.importers.files.export_file import ExportFile
from auditor.records import ImportIssue, UsageEvent

TRANSCRIPTS = Path(__file__).parents[2].parent / "shared" / "exports" / "claude-code"
pytestmark = pytest.mark.skipif(not TRANSCRIPTS.is_dir(), reason="no real transcripts beside the repository")
MAIN = sorted((TRANSCRIPTS / "spotter").glob("*-*.jsonl"))
SUB_AGENTS = sorted((TRANSCRIPTS / "spotter").glob("*/subagents/*.jsonl"))


def counted(path: Path) -> list[UsageEvent]:
    records = IMPORTER.read(ExportFile.at(path))
    return [record for record in records if isinstance(record, UsageEvent) and record.dropped_by is None]


@pytest.mark.parametrize("path", SUB_AGENTS, ids=lambda path: path.stem)
def test_sub_agents_are_lower_bounds_and_belong_to_their_parent_s_session(path: Path) -> None:
    events = counted(path)
    assert all(event.lower_bound for event in events)
    assert {event.session for event in events} == {path.parent.parent.name}
    assert {event.sub_agent for event in events} == {path.stem.removeprefix("agent-")}


@pytest.mark.parametrize("path", MAIN, ids=lambda path: path.stem)
def test_no_request_stands_in_a_session_and_in_its_sub_agents(path: Path) -> None:
    files = [path, *sorted((path.with_suffix("") / "subagents").glob("*.jsonl"))]
    keys = [event.key for file in files for event in counted(file)]
    assert len(set(keys)) == len(keys) and all(key and key.startswith("msg_") for key in keys)


@pytest.mark.parametrize("path", MAIN, ids=lambda path: path.stem)
def test_a_session_whose_sub_agents_lie_beside_it_reads_without_an_issue(path: Path) -> None:
    assert not [record for record in IMPORTER.read(ExportFile.at(path)) if isinstance(record, ImportIssue)]


def test_a_session_cut_short_tells_one_broken_line_and_all_before_it(tmp_path: Path) -> None:
    whole = MAIN[0].read_bytes()
    lines = whole[: len(whole) // 2].count(b"\n")
    (tmp_path / "s.jsonl").write_bytes(whole[: len(whole) // 2])
    records = list(IMPORTER.read(ExportFile.at(tmp_path / "s.jsonl")))
    (issue,) = [record for record in records if isinstance(record, ImportIssue)]
    ids = {
        line["message"]["id"]
        for line in map(json.loads, whole.split(b"\n")[:lines])
        if line["type"] == "assistant" and "id" in line["message"]
    }
    assert issue.line == lines + 1
    assert len([r for r in records if isinstance(r, UsageEvent) and not r.dropped_by]) == len(ids)


def test_a_browser_s_session_tells_requests_without_tokens() -> None:
    events = counted(TRANSCRIPTS / "simonw" / "sample_session.json")
    assert len(events) == 15 and {event.input_tokens for event in events} == {None}
