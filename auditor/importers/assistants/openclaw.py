"""Reads sessions of OpenClaw and of the pi coding agent: `~/.openclaw/agents/<agent>/sessions/<id>.jsonl`.

Source: real pi sessions (badlogic/pi-mono, MIT) and lines of a real OpenClaw session; ccusage's OpenClaw adapter.
Older roots are `.clawdbot`, `.moltbot`, `.moldbot`, `.qclaw`; pi keeps
`~/.pi/agent/sessions/--cwd--/<time>_<id>.jsonl`. Archives (`.jsonl.deleted.<time>`, `.jsonl.reset.<time>`) and
`.checkpoint.` copies are read like sessions: what they repeat has the same identity. The registry `sessions.json` is
passed over: its totals are never reset, and it leaves sessions out; so are traces of runs (`.trajectory.jsonl`).

Token semantics: `input` excludes what was cached; here input = input + cacheRead + cacheWrite. One line per request,
no streamed repeats. `cost.total` is dollars from the client's own price table. Requests that failed or were aborted
count as activity with the status "error" or "aborted"; without usage their tokens are unknown, not 0.

Agent: the folder `agents/<agent>/sessions`, else the project of the working directory. Person: the owner of that
directory. What a chat message says of its sender ("Sender (untrusted metadata)") is a text like any other.
A session appended to an older one's file (heartbeats do so) begins with its own header and counts as its own.
Regular requests with a growing context are a default of heartbeats, not proof of padding.

Copies: sessions that branch, reset or are checkpointed copy old lines into new files, and old versions have no ids. So
a request's identity is the provider's own id of the answer (newer versions), else its time in milliseconds, model and
counters; where it has none, also the message's id, else session and agent. A second one in the same file is a
"replayed-history". If a file that names `branchedFrom` (newer: `parentSession`) holds only requests older than its own
header, all of it is "copied-history": shown, not counted. Import the session it was branched from to count them.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from auditor.errors import PassedOver
from auditor.importers.assistants.openclaw_lines import Line
from auditor.importers.assistants.openclaw_session import Session
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_lines import as_dict, as_text, records
from auditor.importers.files.shape import first_objects
from auditor.importers.values.quantities import Unreadable
from auditor.records import ImportIssue, Record, Severity, UsageEvent

SESSION_KEY = re.compile(r"agent:[^:]+:")
REGISTRY = (
    "{}: this is the registry of sessions. Its totals are never reset and leave out sessions, so they are not read."
)
TRACE = "{}: this is a trace of runs. It tells again what the transcript tells, in sums of runs, so it is not read."
COPIED = "copied history, the session it was branched from (“{}”) is not in this file: shown, not counted"


def matches(peek: Peek) -> str:
    """A session header with id and cwd, messages that carry a role and a time of their own, or the registry."""
    for line in first_objects(peek):
        kind = line.get("type")
        if kind == "session" and "id" in line and {"cwd", "version", "branchedFrom", "provider"} & line.keys():
            return "a header line of type “session”"
        message = line.get("message")
        if kind == "message" and "sessionId" not in line and "timestamp" in line and _is_said(message):
            return "lines of type “message”"
    if is_registry(peek):
        return "the registry of sessions"
    return "a trace of runs (“openclaw-trajectory”)" if is_trace(peek) else ""


def _is_said(message: object) -> bool:
    """Whether it is an object with a role; one whose end is beyond the first look stands as ""."""
    return message == "" or "role" in as_dict(message)


def is_registry(peek: Peek) -> bool:
    """Whether the file is `sessions.json`: one object of sessions by keys such as “agent:main:cron:…”."""
    first = next(first_objects(peek), None)
    return bool(first) and all(map(SESSION_KEY.match, first)) and '"sessionId"' in peek.text


def is_trace(peek: Peek) -> bool:
    """Whether the file is a `.trajectory.jsonl`, which tells again what transcripts tell, or the pointer to one."""
    schemas = (as_text(line.get("traceSchema")) for line in first_objects(peek))
    return any(schema is not None and schema.startswith("openclaw-trajectory") for schema in schemas)


def read(file: ExportFile) -> Iterator[Record]:
    """The requests of one session; those of a branched file are held back until it is clear whether all are copies."""
    if is_registry(file.peek()):
        raise PassedOver(REGISTRY.format(file.name), "Import the transcripts beside it, archived ones too.")
    if is_trace(file.peek()):
        raise PassedOver(TRACE.format(file.name), "Import the transcripts beside it, archived ones too.")
    session = Session(file)
    held: list[UsageEvent] = []
    seen: set[str] = set()
    for item in records(file, Line):
        if isinstance(item, ImportIssue):
            yield item
            continue
        number, line = item
        try:
            event = session.event(number, line)
        except Unreadable as error:
            yield ImportIssue(number, str(error))
            continue
        if event is None:
            continue
        event = _once(event, seen)
        if session.branched_from is None:
            yield event
        else:
            held.append(event)
            if event.at >= session.began:
                session.has_own_requests = True
    yield from _branched(session, held)


def _once(event: UsageEvent, seen: set[str]) -> UsageEvent:
    """The event, dropped if one of the same identity stands before it in the file."""
    if event.key is None or event.key not in seen:
        seen.add(event.key or "")
        return event
    return replace(event, dropped_by="replayed-history")


def _branched(session: Session, held: list[UsageEvent]) -> Iterator[Record]:
    if not held:
        return
    if session.has_own_requests:
        yield from held
        return
    yield ImportIssue(0, COPIED.format(session.branched_from), Severity.WARNING)
    yield from (event if event.dropped_by else replace(event, dropped_by="copied-history") for event in held)


IMPORTER = Importer(
    name="openclaw",
    title="OpenClaw or pi session",
    version=2,
    matches=matches,
    read=read,
    gives="one model call: tokens by class, cost, prompt and answer, session, agent",
)
