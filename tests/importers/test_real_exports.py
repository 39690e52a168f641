"""Real exports, where they lie beside the repository, against sums computed without this program."""

import json
from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.errors import PassedOver
from auditor.importers import IMPORTERS
from auditor.importers.assistants import claude_code, openclaw
from auditor.importers.files.export_file import ExportFile
from auditor.records import ImportIssue, Outcome, UsageEvent

EXPORTS = Path(__file__).parents[2].parent / "shared" / "exports"
pytestmark = pytest.mark.skipif(not EXPORTS.is_dir(), reason="no real exports beside the repository")
EXPECTED = json.loads((EXPORTS / "expected.json").read_text()) if EXPORTS.is_dir() else {}
TRANSCRIPTS = [name for name in EXPECTED if name.startswith("claude-code/")]
FILES = sorted(path for path in EXPORTS.rglob("*") if path.is_file()) if EXPORTS.is_dir() else []


def sums(events: list[UsageEvent]) -> dict[str, int]:
    """As the transcripts count: input is the uncached part."""
    cached = sum((e.cache_read_input_tokens or 0) + (e.cache_creation_input_tokens or 0) for e in events)
    return {
        "input_tokens": sum(e.input_tokens or 0 for e in events) - cached,
        "output_tokens": sum(e.output_tokens or 0 for e in events),
        "cache_creation_input_tokens": sum(e.cache_creation_input_tokens or 0 for e in events),
        "cache_read_input_tokens": sum(e.cache_read_input_tokens or 0 for e in events),
    }


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_transcripts_give_each_request_once_and_all_lines_raw(name: str) -> None:
    expected = dict(EXPECTED[name])
    naive = expected.pop("naive_sum_for_contrast")
    events = [e for e in claude_code.IMPORTER.read(ExportFile.at(EXPORTS / name)) if isinstance(e, UsageEvent)]
    counted = [event for event in events if event.dropped_by is None]
    assert {"requests": len(counted), **sums(counted)} == expected
    assert sums(events) == naive


def test_an_openclaw_session_gives_its_sums_days_and_dollars() -> None:
    expected = EXPECTED["openclaw-pi/large-session.jsonl"]
    records = list(openclaw.IMPORTER.read(ExportFile.at(EXPORTS / "openclaw-pi/large-session.jsonl")))
    events = [record for record in records if isinstance(record, UsageEvent)]
    days: dict[str, list[UsageEvent]] = defaultdict(list)
    for event in events:
        days[datetime.fromtimestamp(event.at / 1e6, UTC).date().isoformat()].append(event)
    assert len(records) == len(events) == expected["assistant_messages_with_usage"]
    assert sum(event.cost_microusd or 0 for event in events) == round(expected["cost_usd"] * 1e6)
    assert {day: {"requests": len(of), **pi(of)} for day, of in days.items()} == expected["utc_days"]


def pi(events: list[UsageEvent]) -> dict[str, int]:
    names = {"input_tokens": "input", "output_tokens": "output"}
    names |= {"cache_read_input_tokens": "cacheRead", "cache_creation_input_tokens": "cacheWrite"}
    return {names[name]: value for name, value in sums(events).items()}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(EXPORTS).as_posix()[-60:])
def test_no_file_is_claimed_by_two_and_the_claiming_one_reads_it_whole(path: Path) -> None:
    claiming = [importer for importer in IMPORTERS if importer.matches(ExportFile.at(path).peek())]
    assert len(claiming) <= 1
    with suppress(PassedOver):
        issues = [r for one in claiming for r in one.read(ExportFile.at(path)) if isinstance(r, ImportIssue)]
        assert not [issue for issue in issues if issue.severity == "rejected"]


def test_git_s_separators_give_205_commits() -> None:
    path = EXPORTS / "outcomes/spotter/git-log-unitsep.txt"
    git = next(importer for importer in IMPORTERS if importer.name == "git-log")
    commits = [record for record in git.read(ExportFile.at(path)) if isinstance(record, Outcome)]
    assert len({commit.key for commit in commits}) == 205
