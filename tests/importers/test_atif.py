"""Traps of ATIF trajectories: continuations, sub-agents, sums that are not added, steps without a time."""

import json
from pathlib import PurePosixPath

import pytest

from auditor.importers.assistants.atif import IMPORTER
from auditor.importers.contract import NO_AGENT
from auditor.importers.files.export_file import Peek
from auditor.records import ImportIssue, Record, UsageAggregate, UsageEvent

from .conftest import Read


def step(second: int | None, prompt: object = 100, source: str = "agent", **more: object) -> dict[str, object]:
    metrics = {"metrics": {"prompt_tokens": prompt, "completion_tokens": 10, "cached_tokens": 40, "cost_usd": 0.001}}
    time = {} if second is None else {"timestamp": f"2026-07-01T11:00:{second:02}Z"}
    return {"step_id": 1, **time, "source": source, "message": "said", **(metrics if prompt else {}), **more}


def trajectory(*steps: dict[str, object], session: str | None = "run-1", **more: object) -> dict[str, object]:
    agent = {"name": "pilot", "version": "1", "model_name": "large"}
    return {"schema_version": "ATIF-v1.7", "session_id": session, "agent": agent, "steps": list(steps), **more}


def events(records: list[Record]) -> list[UsageEvent]:
    return [record for record in records if isinstance(record, UsageEvent)]


def counted(records: list[Record]) -> list[UsageEvent]:
    return [event for event in events(records) if event.dropped_by is None]


def issues(records: list[Record]) -> list[str]:
    return [record.reason for record in records if isinstance(record, ImportIssue)]


def test_a_step_is_a_call_with_its_counts_and_dollars(read: Read) -> None:
    records = read(IMPORTER, json.dumps(trajectory(step(1, None, "user"), step(2)), indent=2))
    (event,) = counted(records)
    assert (event.input_tokens, event.cache_read_input_tokens, event.output_tokens) == (100, 40, 10)
    assert (event.agent, event.model, event.session, event.cost_microusd) == ("pilot", "large", "run-1", 1000)
    assert (event.prompt, event.response) == ("said", "said")


def test_final_metrics_are_never_added_but_compared(read: Read) -> None:
    final = {"total_prompt_tokens": 200, "total_completion_tokens": 20, "total_cost_usd": 9}
    assert read(IMPORTER, json.dumps(trajectory(step(1), step(2), final_metrics=final)))[2:] == []
    records = read(IMPORTER, json.dumps(trajectory(step(1), final_metrics=final)))
    assert len(counted(records)) == 1 and "200 prompt tokens" in issues(records)[0] and len(issues(records)) == 2


def test_a_sum_with_or_without_sub_agents_or_copies_is_no_difference(read: Read) -> None:
    sub = trajectory(step(3, 50), session="sub")
    for total in (100, 150):
        whole = trajectory(step(1), final_metrics={"total_prompt_tokens": total}, subagent_trajectories=[sub])
        assert issues(read(IMPORTER, json.dumps(whole))) == []


def test_copied_context_is_replayed(read: Read) -> None:
    records = read(IMPORTER, json.dumps(trajectory(step(1, is_copied_context=True), step(2))))
    assert [event.dropped_by for event in events(records)] == ["replayed-history", None]


def test_a_continuation_has_the_keys_of_the_part_it_repeats(read: Read) -> None:
    (first,) = events(read(IMPORTER, json.dumps(trajectory(step(1)))))
    again, new = events(read(IMPORTER, json.dumps(trajectory(step(1), step(2), session="run-1-cont-1"))))
    assert again.key == first.key != new.key and again.session == first.session


def test_a_step_repeated_in_the_file_counts_once(read: Read) -> None:
    parts = [trajectory(step(1)), trajectory(step(1), step(2), session="run-1_cont1")]
    records = read(IMPORTER, "\n".join(map(json.dumps, parts)))
    assert [event.dropped_by for event in events(records)] == [None, "replayed-history", None]


def test_steps_of_the_same_moment_with_other_calls_are_two(read: Read) -> None:
    one, other = ([{"tool_call_id": id, "function_name": "turn"}] for id in "ab")
    records = read(IMPORTER, json.dumps(trajectory(step(1, tool_calls=one), step(1, tool_calls=other))))
    assert [event.response for event in counted(records)] == ["said\n[tool: turn]"] * 2


def test_sub_agents_to_any_depth_are_use_of_the_run_s_agent(read: Read) -> None:
    deep = trajectory(step(3), session="deep", agent={"name": "clerk", "model_name": "small"})
    sub = trajectory(step(2), session=None, agent={"name": "reader"}, subagent_trajectories=[deep])
    records = read(IMPORTER, json.dumps(trajectory(step(1), subagent_trajectories=[sub, 5])))
    assert [(e.agent, e.sub_agent, e.session, e.model) for e in counted(records)] == [
        ("pilot", None, "run-1", "large"),
        ("pilot", "reader", "run-1", None),
        ("pilot", "clerk", "run-1", "small"),
    ]
    assert len(issues(records)) == 1


def test_endless_nesting_is_refused(read: Read) -> None:
    whole = trajectory(step(1))
    for _ in range(60):
        whole = trajectory(subagent_trajectories=[whole])
    assert "nested" in issues(read(IMPORTER, json.dumps(whole)))[0]


def test_a_step_without_a_time_is_reported(read: Read) -> None:
    records = read(IMPORTER, json.dumps(trajectory(step(None), step(2))))
    assert issues(records) == ["step 1: no time"] and len(counted(records)) == 1


def test_a_step_without_a_model_call_is_none_one_without_counts_is_activity(read: Read) -> None:
    records = read(
        IMPORTER, json.dumps(trajectory(step(1, None, llm_call_count=0), step(2, None), step(3, None, "system")))
    )
    assert [(event.at % 60_000_000, event.input_tokens) for event in counted(records)] == [(2_000_000, None)]


def test_a_fragment_of_sub_agents_alone_is_read(read: Read) -> None:
    text = json.dumps({"subagent_trajectories": [trajectory(step(1))]})
    assert IMPORTER.matches(Peek(PurePosixPath("x.json"), text.encode()))
    (event,) = counted(read(IMPORTER, text))
    assert (event.agent, event.sub_agent) == (NO_AGENT, "pilot")


@pytest.mark.parametrize("bad", [-1, "5", 1.5, 10**400])
def test_a_count_that_is_none_rejects_its_step_alone(read: Read, bad: object) -> None:
    records = read(IMPORTER, json.dumps(trajectory(step(1, bad), step(2))))
    assert "prompt_tokens" in issues(records)[0] and len(counted(records)) == 1


def test_free_fields_of_an_agent_are_taken_only_where_they_are_counts(read: Read) -> None:
    metrics = {"prompt_tokens": 9, "extra": {"reasoning_tokens": 5, "cache_creation_input_tokens": "some"}}
    (event,) = counted(read(IMPORTER, json.dumps(trajectory(step(1, metrics=metrics)))))
    assert (event.reasoning_output_tokens, event.cache_creation_input_tokens) == (5, None)


def test_prompt_tokens_hold_what_was_cached_and_completion_the_reasoning(read: Read) -> None:
    extra = {"reasoning_output_tokens": 4, "cache_creation_input_tokens": 20}
    metrics = {"prompt_tokens": 100, "completion_tokens": 10, "cached_tokens": 40, "extra": extra}
    (event,) = counted(read(IMPORTER, json.dumps(trajectory(step(2, None, metrics=metrics)))))
    assert (event.input_tokens, event.cache_read_input_tokens, event.cache_creation_input_tokens) == (100, 40, 20)
    assert (event.output_tokens, event.reasoning_output_tokens) == (10, 4)


FINAL = {"total_prompt_tokens": 1_200, "total_completion_tokens": 60, "total_cached_tokens": 400, "total_cost_usd": 0.5}


def test_final_metrics_of_steps_without_counts_are_the_run_s_sums(read: Read) -> None:
    records = read(IMPORTER, json.dumps(trajectory(step(2, None), step(8, None), final_metrics=FINAL)))
    assert [event.input_tokens for event in counted(records)] == [None, None] and issues(records) == []
    sums = [record for record in records if isinstance(record, UsageAggregate)]
    assert [(one.unit.value, one.quantity) for one in sums] == [
        ("input_tokens", 1_200_000_000),
        ("cache_read_input_tokens", 400_000_000),
        ("output_tokens", 60_000_000),
        ("usd", 500_000),
    ]
    assert {(one.agent, one.model, one.end - one.start) for one in sums} == {("pilot", "large", 6_000_001)}


def test_final_metrics_too_large_for_a_sum_are_told_not_counted(read: Read) -> None:
    final = {"total_prompt_tokens": 10**15, "total_cost_usd": -1}
    (issue,) = issues(read(IMPORTER, json.dumps(trajectory(step(2, None), final_metrics=final))))
    assert issue.startswith("final_metrics")
