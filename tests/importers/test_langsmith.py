"""Traps of LangSmith runs: chains that sum, a project called session, money in strings, and runs within runs."""

import csv
import io
import json
from pathlib import PurePosixPath

import pytest

from auditor.errors import PassedOver
from auditor.importers import IMPORTERS
from auditor.importers.files.export_file import Peek
from auditor.importers.telemetry.langsmith import IMPORTER
from auditor.records import ImportIssue, Record, UsageEvent

from .conftest import Read


def uuid(name: str) -> str:
    return f"{ord(name):08x}-0000-4000-8000-000000000000"


def run(id_: str, parent: str | None = None, run_type: str = "llm", **more: object) -> dict[str, object]:
    own = f"20260102T030405000000Z{uuid(id_)}"
    order = f"20260102T030400000000Z{uuid(parent)}.{own}" if parent else own
    told = {"id": uuid(id_), "run_type": run_type, "name": "n", "trace_id": "t", "dotted_order": order}
    times = {"start_time": "2026-01-02T03:04:05.000000", "end_time": "2026-01-02T03:04:07.500000"}
    counts = {"prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12}
    return {**told, **times, **counts, "session_id": "project-1", "extra": {}, "status": "success", **more}


def events(records: list[Record], counted: bool = True) -> list[UsageEvent]:
    found = [record for record in records if isinstance(record, UsageEvent)]
    return [event for event in found if not (counted and event.dropped_by)]


def one(read: Read, **more: object) -> UsageEvent:
    (event,) = events(read(IMPORTER, json.dumps(run("a", **more))))
    return event


def table(rows: list[dict[str, object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(rows[0])
    writer.writerows([json.dumps(v) if isinstance(v, dict) else v for v in row.values()] for row in rows)
    return text.getvalue()


ROWS = [run("a"), run("b")]
ROOT = run("r", None, "chain", prompt_tokens=20, completion_tokens=4, total_tokens=24)


@pytest.mark.parametrize(
    "content",
    [
        "\n".join(map(json.dumps, ROWS)),
        json.dumps(ROWS),
        json.dumps(ROWS, indent=2),
        json.dumps({"runs": ROWS, "cursors": {}}),
        json.dumps({"data": ROWS}),
        json.dumps(ROOT | {"child_runs": ROWS}),
        table(ROWS),
    ],
)
def test_every_shape_gives_the_same_two_calls(read: Read, content: str) -> None:
    found = events(read(IMPORTER, content))
    assert [(e.key, e.input_tokens, e.output_tokens, e.duration_us) for e in found] == [
        (f"langsmith:{uuid(id_)}", 10, 2, 2_500_000) for id_ in "ab"
    ]
    peek = Peek(PurePosixPath("x"), content.encode())
    assert [importer.name for importer in IMPORTERS if importer.matches(peek)] == ["langsmith"]


@pytest.mark.parametrize("link", ["dotted_order", "parent_run_id", "parent_run_ids"])
def test_chains_tell_sums_and_only_the_call_counts(read: Read, link: str) -> None:
    told = {
        "parent_run_id": uuid("r"),
        "parent_run_ids": ["x", uuid("r")],
        "dotted_order": run("a", "r")["dotted_order"],
    }
    child = run("a", dotted_order=None) | {link: told[link]}
    found = events(read(IMPORTER, f"{json.dumps(child)}\n{json.dumps(ROOT)}"), counted=False)
    assert [(e.input_tokens, e.dropped_by) for e in found] == [(10, None), (20, "parent-sum")]


def test_the_session_is_the_thread_never_the_project(read: Read) -> None:
    assert one(read).session == "t"
    for name in ("thread_id", "session_id", "conversation_id"):
        assert one(read, extra={"metadata": {name: "talk-7"}}).session == "talk-7"


def test_agent_and_person_come_from_the_run_above(read: Read) -> None:
    root = ROOT | {"name": "sorter", "extra": {"metadata": {"user_id": "ann"}}}
    (event,) = events(read(IMPORTER, f"{json.dumps(run('a', 'r'))}\n{json.dumps(root)}"))
    assert (event.agent, event.person) == ("sorter", "ann")
    assert one(read).agent == "(no agent named)"


def test_money_is_a_string_of_dollars(read: Read) -> None:
    assert [one(read, total_cost=cost).cost_microusd for cost in ("0.0042", "1E-6", None)] == [4200, 1, None]


def test_prompt_tokens_hold_what_was_cached(read: Read) -> None:
    details = {"prompt_token_details": {"cache_read": 6, "cache_creation": 3}}
    event = one(read, **details, completion_token_details={"reasoning": 1})
    assert (event.input_tokens, event.cache_read_input_tokens, event.cache_creation_input_tokens) == (10, 6, 3)
    assert (event.output_tokens, event.reasoning_output_tokens) == (2, 1)


USAGE = {"input_tokens": 70, "output_tokens": 5, "total_tokens": 75, "input_token_details": {"cache_read": 60}}


@pytest.mark.parametrize(
    "outputs",
    [
        {"usage_metadata": USAGE},
        {"message": {"role": "assistant", "usage_metadata": USAGE}},
        {"generations": [[{"text": "x", "message": {"kwargs": {"content": "x", "usage_metadata": USAGE}}}]]},
        {"messages": [{"content": "old"}, {"content": "x", "usage_metadata": USAGE}]},
        json.dumps({"usage_metadata": USAGE}),
    ],
)
def test_counts_may_stand_in_the_answer(read: Read, outputs: object) -> None:
    event = one(read, prompt_tokens=0, completion_tokens=0, total_tokens=0, outputs=outputs)
    assert (event.input_tokens, event.cache_read_input_tokens, event.output_tokens) == (70, 60, 5)


def test_a_call_that_tells_nothing_is_unknown_and_an_error_failed(read: Read) -> None:
    event = one(read, prompt_tokens=None, completion_tokens=None, total_tokens=None, error="timeout", status="error")
    assert (event.input_tokens, event.output_tokens, event.status) == (None, None, "error")


def test_langchain_s_own_form_of_messages_is_read(read: Read) -> None:
    human = {"lc": 1, "type": "constructor", "id": ["langchain", "HumanMessage"], "kwargs": {"content": "Sort."}}
    system = {"lc": 1, "type": "constructor", "id": ["langchain", "SystemMessage"], "kwargs": {"content": "You sort."}}
    said = {"generations": [[{"text": "Done.", "message": {"kwargs": {"content": "Done."}}}]]}
    event = one(read, inputs={"messages": [[system, human]]}, outputs=said)
    assert (event.prompt, event.response) == ("Sort.", "Done.")


def test_bad_runs_cost_themselves_only(read: Read) -> None:
    bad = [run("x", prompt_tokens=-1), run("y", start_time="soon"), run("z") | {"id": None}]
    content = "\n".join(map(json.dumps, [ROWS[0], *bad, ROWS[1]])) + "\n" + json.dumps(ROOT)[:50]
    records = read(IMPORTER, content)
    assert len(events(records)) == 2
    assert [r.line for r in records if isinstance(r, ImportIssue)] == [2, 3, 4, 6]


def test_runs_nest_as_deep_as_they_like(read: Read) -> None:
    nested = run("a")
    for _ in range(200):
        nested = {**ROOT, "id": None, "run_type": "chain", "child_runs": [nested]} | {"id": uuid("r")}
    assert len(events(read(IMPORTER, json.dumps(nested)), counted=False)) == 201


def test_runs_without_a_call_are_passed_over(read: Read) -> None:
    with pytest.raises(PassedOver):
        read(IMPORTER, json.dumps(run("a", run_type="tool", prompt_tokens=0, completion_tokens=0, total_tokens=0)))


USED = {"input_tokens": 20, "output_tokens": 5, "total_tokens": 25, "total_cost": 0.0125, "model": "birch-1"}
UNTOLD = {"prompt_tokens": None, "completion_tokens": None, "total_tokens": None}


def test_a_run_s_own_usage_metadata_tells_counts_cost_and_model(read: Read) -> None:
    details = {"input_token_details": {"cached": 4}, "output_token_details": {"reasoning": 2}}
    event = one(read, **UNTOLD, usage_metadata=USED | details)
    assert (event.input_tokens, event.cache_read_input_tokens, event.output_tokens) == (20, 4, 5)
    assert (event.reasoning_output_tokens, event.cost_microusd, event.model) == (2, 12_500, "birch-1")


@pytest.mark.parametrize("where", ["extra", "outputs"])
def test_older_writers_tell_token_usage(read: Read, where: str) -> None:
    told = {"token_usage": {"prompt_tokens": 412, "completion_tokens": 87}}
    event = one(read, **UNTOLD, **({"extra": told} if where == "extra" else {"outputs": {"llm_output": told}}))
    assert (event.input_tokens, event.output_tokens) == (412, 87)


@pytest.mark.parametrize("place", ["trace_id", "parent_run_id", "session_id"])
def test_a_page_of_runs_is_known_by_any_place_in_a_trace(place: str) -> None:
    text = json.dumps({"runs": [{"id": "r", "run_type": "llm", place: "t"}], "cursors": {}})
    assert IMPORTER.matches(Peek(PurePosixPath("runs.json"), text.encode()))


def test_the_provider_s_own_id_is_the_key_that_other_systems_tell_too(read: Read) -> None:
    assert one(read, outputs={"id": "chatcmpl-Harbour0123456789"}).key == "chatcmpl-Harbour0123456789"


def test_a_half_written_last_line_is_reported_and_the_rest_counts(read: Read) -> None:
    records = read(IMPORTER, json.dumps(run("a")) + "\n" + json.dumps(run("b"))[:80])
    assert len(events(records)) == 1 and any(isinstance(record, ImportIssue) for record in records)
