"""Reads sessions of Qwen Code: `~/.qwen/projects/<project>/chats/<session>.jsonl`.

Source: a session of Qwen Code 0.18.1 recorded against a mock model (Piebald-AI/splitrail, MIT), the program's own
recording code (QwenLM/qwen-code, Apache-2.0). Not yet seen on a real file: the recording's shape is real, its counts
are not. The lines look like Claude Code's, but speak in Gemini's `parts`. Sessions of its first versions are like
Gemini CLI's and are read by that importer.

Token semantics: `promptTokenCount` includes what was cached, as here. Whether `candidatesTokenCount` includes the
thoughts depends on the service behind it; `totalTokenCount` tells, and what is not included is added.

Each answer is told twice: by the program's telemetry (`ui_telemetry`, with duration and response id) and by the line of
type "assistant", which counts and takes those over; the telemetry is "streamed-repeat". Telemetry without such a line
is a call by itself (a title, a summary), as is an API error, which has no tokens. A second line of the same `uuid` is a
"streamed-repeat"; a line with `forkedFrom` was copied from the session it names: "replayed-history".
"""

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from auditor.importers.assistants.qwen_lines import Chat, Line
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_lines import as_dict, plain_reason, records
from auditor.importers.files.shape import first_objects
from auditor.importers.values.quantities import Unreadable
from auditor.records import ImportIssue, Record, UsageEvent

NOT_COUNTED = (None, None, None)
"""What some versions' telemetry tells of an answer: that it came."""

CLAUDE_ONLY = frozenset({"isSidechain", "userType", "requestId"})


def matches(peek: Peek) -> str:
    """Session lines whose message has “parts”, or that carry Qwen Code's own fields."""
    for line in first_objects(peek):
        if "sessionId" not in line or CLAUDE_ONLY & line.keys():
            continue
        if {"usageMetadata", "systemPayload"} & line.keys() and "uuid" in line:
            return "lines with “sessionId” and “usageMetadata” or “systemPayload”"
        message = line.get("message")
        if "uuid" in line and ("parts" in as_dict(message) or (message == "" and '"parts"' in peek.text)):
            return "lines with “sessionId” and a message with “parts”"
    return ""


def read(file: ExportFile) -> Iterator[Record]:
    """The calls of one session. A call told by telemetry waits for the line that may tell it too."""
    chat = Chat(file.name)
    waiting: UsageEvent | None = None
    seen: set[str] = set()
    for item in records(file, Line):
        if isinstance(item, ImportIssue):
            yield item
            continue
        number, line = item
        try:
            event, is_answer = chat.event(number, line)
        except Unreadable as error:
            yield ImportIssue(number, str(error))
            continue
        except msgspec.ValidationError as error:
            yield ImportIssue(number, plain_reason(error))
            continue
        if event is None:
            continue
        if line.forked_from is not None:
            yield replace(event, dropped_by="replayed-history")
            continue
        if line.uuid is not None and line.uuid in seen:
            yield replace(event, dropped_by="streamed-repeat")
            continue
        seen.add(line.uuid or "")
        if is_answer:
            yield from _both(waiting, event)
            waiting = None
        else:
            yield from [waiting] if waiting else []
            waiting = event
    yield from [waiting] if waiting else []


def _both(told: UsageEvent | None, answer: UsageEvent) -> Iterator[UsageEvent]:
    """An answer, with what telemetry told of it before; telemetry of another call is a call by itself."""
    if told is None:
        yield answer
    elif told.status == "ok" and _counts(told) in (_counts(answer), NOT_COUNTED):
        yield replace(told, dropped_by="streamed-repeat", prompt=None, response=None)
        yield replace(answer, key=told.key, duration_us=told.duration_us)
    else:
        yield told
        yield answer


def _counts(event: UsageEvent) -> tuple[int | None, ...]:
    return event.input_tokens, event.output_tokens, event.cache_read_input_tokens


IMPORTER = Importer(
    name="qwen-code",
    title="Qwen Code session",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one model answer: tokens by class, model, prompt, answer, project, branch",
)
