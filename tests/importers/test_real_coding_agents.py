"""Real sessions of coding agents, where they lie beside the repository, against sums computed without this program."""

import json
from pathlib import Path

import pytest

from auditor.errors import PassedOver
from auditor.importers import IMPORTERS
from auditor.importers.assistants import atif, codex, gemini_cli, kiro_cli, kiro_prompts, qwen_code
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile
from auditor.records import ImportIssue, UsageEvent

EXPORTS = Path(__file__).parents[2].parent / "shared" / "exports"
pytestmark = pytest.mark.skipif(not EXPORTS.is_dir(), reason="no real exports beside the repository")
EXPECTED = json.loads((EXPORTS / "expected.json").read_text()) if EXPORTS.is_dir() else {}
ROLLOUTS = [name for name in EXPECTED if name.startswith("codex-cli/")]
MINE = {importer.IMPORTER.name for importer in (atif, codex, gemini_cli, kiro_cli, kiro_prompts, qwen_code)}
FILES = sorted(path for path in EXPORTS.rglob("*") if path.is_file()) if EXPORTS.is_dir() else []


def events_of(importer: Importer, name: str) -> list[UsageEvent]:
    return [record for record in importer.read(ExportFile.at(EXPORTS / name)) if isinstance(record, UsageEvent)]


def sums(events: list[UsageEvent]) -> dict[str, int]:
    """As Codex counts."""
    given, written = (sum(getattr(e, name) or 0 for e in events) for name in ("input_tokens", "output_tokens"))
    return {
        "input_tokens": given,
        "cached_input_tokens": sum(e.cache_read_input_tokens or 0 for e in events),
        "output_tokens": written,
        "reasoning_output_tokens": sum(e.reasoning_output_tokens or 0 for e in events),
        "total_tokens": given + written,
    }


@pytest.mark.parametrize("name", ROLLOUTS, ids=lambda name: name[-40:])
def test_rollouts_give_each_request_once_and_all_counts_raw(name: str) -> None:
    expected = dict(EXPECTED[name])
    naive = expected.pop("naive_sum_for_contrast")
    events = events_of(codex.IMPORTER, name)
    assert sums([event for event in events if event.dropped_by is None]) == expected
    assert sums(events) == naive


@pytest.mark.parametrize("name", ROLLOUTS, ids=lambda name: name[-40:])
def test_every_request_of_a_rollout_has_an_answer_a_model_and_its_own_key(name: str) -> None:
    counted = [event for event in events_of(codex.IMPORTER, name) if event.dropped_by is None]
    assert all(event.response and event.prompt and event.model and event.branch == "main" for event in counted)
    assert len({event.key for event in counted}) == len(counted)


@pytest.mark.parametrize("name", ROLLOUTS, ids=lambda name: name[-40:])
def test_a_rollout_cut_in_the_middle_of_a_line_loses_its_end_alone(name: str, tmp_path: Path) -> None:
    text = (EXPORTS / name).read_bytes()
    cut = tmp_path / "cut.jsonl"
    cut.write_bytes(text[: int(len(text) * 0.7)])
    whole = [event for event in events_of(codex.IMPORTER, name) if event.dropped_by is None]
    records = list(codex.IMPORTER.read(ExportFile.at(cut)))
    part = [r for r in records if isinstance(r, UsageEvent) and r.dropped_by is None and r.input_tokens is not None]
    assert part == whole[: len(part)] and len([r for r in records if isinstance(r, ImportIssue)]) == 1


def test_sessions_without_counters_are_activity_with_unknown_tokens() -> None:
    for name in ("function_calls", "standard_session"):
        (event,) = events_of(codex.IMPORTER, f"codex-cli/agentsview-minimal/{name}.jsonl")
        assert (event.input_tokens, event.output_tokens, event.person) == (None, None, "alice")


def test_a_tracker_s_test_data_sums_to_its_last_total() -> None:
    found = sums(events_of(codex.IMPORTER, "trackers/ccusage/codex/sessions/project-alpha/session-alpha.jsonl"))
    assert (found["input_tokens"], found["cached_input_tokens"], found["output_tokens"]) == (3500, 750, 425)


def test_a_session_recorded_by_qwen_code_gives_its_two_answers_once() -> None:
    events = events_of(qwen_code.IMPORTER, "gemini-family/qwen-code/qwen_code.jsonl")
    counted = [event for event in events if event.dropped_by is None]
    assert [(e.input_tokens, e.cache_read_input_tokens, e.output_tokens) for e in counted] == [
        (500, 0, 20),
        (600, 50, 5),
    ]
    assert [event.duration_us for event in counted] == [47_000, 13_000] and len(events) == 4


def test_fixtures_of_gemini_cli_hold_answers_without_counts() -> None:
    found = {
        path.stem: events_of(gemini_cli.IMPORTER, path.relative_to(EXPORTS).as_posix())
        for path in (EXPORTS / "gemini-family/gemini-cli-minimal").iterdir()
    }
    counts = {"standard_session": 2, "system_messages": 0, "thinking_only": 1, "tool_calls": 1}
    assert {name: len(events) for name, events in found.items()} == counts
    assert all(event.input_tokens is None for events in found.values() for event in events)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(EXPORTS).as_posix()[-60:])
def test_only_files_of_these_agents_are_claimed_and_they_are_read_without_a_reject(path: Path) -> None:
    claiming = [i for i in IMPORTERS if i.name in MINE and i.matches(ExportFile.at(path).peek())]
    folder = path.relative_to(EXPORTS).parts[0]
    ours = folder in ("codex-cli", "gemini-family") or "ccusage/codex" in path.as_posix()
    assert len(claiming) == int(ours)
    for importer in claiming:
        try:
            records = list(importer.read(ExportFile.at(path)))
        except PassedOver:
            assert path.name == "manifest.json"
            continue
        assert not [r for r in records if isinstance(r, ImportIssue)]
