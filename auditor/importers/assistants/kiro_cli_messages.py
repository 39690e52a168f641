"""Sessions of Kiro's third engine: `sess_<id>/messages.jsonl`, whose `usage_summary` lines meter the turns."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import PurePosixPath

import msgspec

from auditor.importers.assistants.kiro_cli_turns import CREDITS, NO_NAME, credits_of
from auditor.importers.files.export_file import ExportFile
from auditor.importers.files.json_chunks import objects
from auditor.importers.files.json_lines import as_dict, as_text, records
from auditor.importers.values.places import keeper_of, owner_of, project_of
from auditor.importers.values.quantities import Dollars, Unreadable
from auditor.importers.values.times import utc_time
from auditor.records import ImportIssue, Record, UsageEvent

KINDS = frozenset(
    {
        *("session_start", "session_metadata", "turn_start", "turn_end", "usage_summary"),
        *("user", "assistant", "tool_call", "tool_result"),
    }
)


class Summed(msgspec.Struct):
    """What a turn took."""

    usage: Decimal | None = None
    unit: str | None = None


class Payload(msgspec.Struct, rename="camel"):
    """The fields that are read, over all types."""

    type: str | None = None
    content: object = None
    operation_type: str | None = None
    tool_name: str | None = None
    prompt_turn_summaries: list[Summed] | None = None


class Line(msgspec.Struct):
    """A line."""

    id: object = None
    timestamp: object = None
    payload: Payload | None = None


def is_message(line: dict[str, object]) -> bool:
    """Whether an object is a line of `messages.jsonl`."""
    kind = as_dict(line.get("payload")).get("type")
    return "timestamp" in line and "type" not in line and isinstance(kind, str) and kind in KINDS


def turns(file: ExportFile) -> Iterator[Record]:
    """One event for each turn that was metered."""
    told = _session(file)
    session = as_text(told.get("id")) or PurePosixPath(file.name.replace("\\", "/")).parent.name or None
    cwd = as_text(told.get("cwd")) or as_text(told.get("workspacePath"))
    prompt: str | None = None
    texts: list[str] = []
    credits = Dollars()
    for item in records(file, Line):
        if isinstance(item, ImportIssue):
            yield item
            continue
        number, line = item
        payload = line.payload or Payload()
        if payload.type in ("session_start", "user"):
            prompt = as_text(payload.content) or prompt
        elif payload.type == "assistant" and payload.operation_type in (None, "Say"):
            texts += filter(None, [as_text(payload.content)])
        elif payload.type == "tool_call":
            texts.append(f"[tool: {payload.tool_name or '?'}]")
        elif payload.type == "usage_summary":
            try:
                at, used = utc_time(line.timestamp), _sum(payload, credits)
            except Unreadable as error:
                yield ImportIssue(number, str(error))
                continue
            yield UsageEvent(
                at=at,
                agent=as_text(told.get("agentName")) or project_of(cwd) or NO_NAME,
                line=number,
                person=owner_of(cwd) or keeper_of(file.name),
                key=f"kiro-cli:{session}:{as_text(line.id) or at}",
                session=session,
                provider="kiro",
                model=as_text(told.get("modelId")),
                operation="chat",
                microcredits=used,
                prompt=prompt,
                response="\n".join(texts) or None,
            )
            texts = []


def _sum(payload: Payload, credits: Dollars) -> int | None:
    parts = payload.prompt_turn_summaries or []
    return credits_of((part.usage for part in parts if part.unit in CREDITS), credits)


def _session(file: ExportFile) -> dict[str, object]:
    """The fields of `session.json` beside it, if it is there."""
    beside = file.beside("session.json")
    found = next(iter(objects(beside)), None) if beside else None
    return {} if found is None or isinstance(found, ImportIssue) else found[1]
