"""Reads ATIF trajectories (Agent Trajectory Interchange Format, Harbor): `trajectory.json`, one run of an agent each.

Source: the format's specification up to version 1.7 and public models of it. Not yet seen on a real file: the samples
known are test fixtures, several with counts made by hand.

Token semantics: `prompt_tokens` include `cached_tokens`, as here; output is `completion_tokens`. An event is a step at
which a model was asked (an agent's step, unless `llm_call_count` is 0). `final_metrics` are sums of the steps and never
added; where they differ from all ways to sum, a warning says so. Where no step tells counts (agents that report once,
at the end), they are the run's sums: aggregates, beside steps whose tokens are unknown.

Copies: a continuation (`…_cont1`) repeats the steps of the part before. Steps marked `is_copied_context` are
"replayed-history". Older versions do not mark them: a step is known by run (without its `cont` number), time, counts
and first tool call, so a repeated one counts once, within a file and over files.

Sub-agents' trajectories stand inside their parent's (`subagent_trajectories`, to any depth): their steps are use of the
parent's agent, by a sub-agent. A step without a time is reported and not counted. The format tells no person.
"""

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from auditor.importers.assistants.atif_steps import Step, Trajectory
from auditor.importers.assistants.atif_sums import final_sums
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_chunks import objects
from auditor.importers.files.json_lines import as_list, is_dict, plain_reason
from auditor.importers.files.shape import first_objects
from auditor.importers.values.quantities import Unreadable, excerpt
from auditor.records import ImportIssue, Record, UsageEvent

DEEPEST = 50
"""Sub-agents within sub-agents; more is no run but an attempt to break the reader."""


def matches(peek: Peek) -> str:
    """A trajectory with its version, or its agent and steps."""
    for found in first_objects(peek):
        version = found.get("schema_version")
        if isinstance(version, str) and version.startswith("ATIF"):
            return f"“schema_version” {version}"
        if {"agent", "steps"} <= found.keys() and {"session_id", "trajectory_id", "final_metrics"} & found.keys():
            return "a trajectory with “agent” and “steps”"
        if "subagent_trajectories" in found:
            return "“subagent_trajectories”"
    return ""


def read(file: ExportFile) -> Iterator[Record]:
    """The model calls of the trajectories in a file, each followed by those of its sub-agents."""
    seen: set[str] = set()
    for item in objects(file):
        if isinstance(item, ImportIssue):
            yield item
        else:
            yield from _trajectory(*item, file.name, None, seen, 0)


def _trajectory(
    number: int, fields: dict[str, object], name: str, parent: Trajectory | None, seen: set[str], depth: int
) -> Iterator[Record]:
    if depth > DEEPEST:
        yield ImportIssue(number, f"sub-agents nested more than {DEEPEST} deep are not read")
        return
    run = Trajectory(fields, name, parent)
    events: list[UsageEvent] = []
    for record in _steps(number, fields, run):
        if isinstance(record, UsageEvent):
            record = _once(record, seen)
            events.append(record)
        yield record
    below = list(_sub_agents(number, fields, name, run, seen, depth))
    yield from below
    yield from final_sums(number, fields, events, [record for record in below if isinstance(record, UsageEvent)])


def _once(event: UsageEvent, seen: set[str]) -> UsageEvent:
    """The event, dropped if one of the same identity stands before it in the file."""
    key = event.key or ""
    if key in seen and event.dropped_by is None:
        return replace(event, dropped_by="replayed-history")
    seen.add(key)
    return event


def _sub_agents(
    number: int, fields: dict[str, object], name: str, run: Trajectory, seen: set[str], depth: int
) -> Iterator[Record]:
    for sub in as_list(fields.get("subagent_trajectories")):
        if is_dict(sub):
            yield from _trajectory(number, sub, name, run, seen, depth + 1)
        else:
            yield ImportIssue(number, "a sub-agent's trajectory is not an object", excerpt=excerpt(str(sub)))


def _steps(number: int, fields: dict[str, object], run: Trajectory) -> Iterator[Record]:
    for place, value in enumerate(as_list(fields.get("steps")), 1):
        shown = excerpt(msgspec.json.encode(value)) if is_dict(value) else excerpt(str(value))
        try:
            step = msgspec.convert(value, type=Step)
            run.heard(step)
            if step.is_call:
                yield run.event(number, step)
        except msgspec.ValidationError as error:
            yield ImportIssue(number, f"step {place}: {plain_reason(error)}", excerpt=shown)
        except Unreadable as error:
            yield ImportIssue(number, f"step {place}: {error}", excerpt=shown)


IMPORTER = Importer(
    name="atif",
    title="ATIF trajectory",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one step of an agent's run: tokens, cost, model, prompt, answer",
)
