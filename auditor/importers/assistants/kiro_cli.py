"""Reads local sessions of Kiro CLI: `~/.kiro/sessions/cli/<id>.json` with the conversation `<id>.jsonl` beside it.

Source: shapes described by the authors of other readers (codeburn, omnigent, and more), and a session one of them
published (`kiro-session-export-v1`, both files in one). Not yet seen on a real file. Also read: JSON rows of the older
database (`sqlite3 -json data.sqlite3 "SELECT * FROM conversations_v2"`), and the third engine's
`sess_<id>/messages.jsonl`. Sessions run with `--no-interactive` leave no file: that there is none proves nothing.

Token semantics: Kiro meters credits. Its token counts are always 0 and mean "not known", so they are left out; should
one be told, input counts what was not cached, and here input = input + cache read + cache write. An event is a turn:
from a prompt to the end of the answers, with the credits of all its requests. Fewer metered requests than the turn
made: a lower bound. The database keeps the credits of a conversation's last turn only; its other requests have none.

Identity: the id of the message that ended the turn, so a session that was resumed or copied into another file adds
nothing. The conversation is joined by message ids; a prompt's id is not among them, so a turn's prompt is the one
before its first answer. Without its `.json` a conversation tells prompts (if the version wrote times), but no credits.

Person and agent: the working directory's home, and the agent's name; a session with a parent is a sub-agent's, unless
the person forked it (a tangent, a rewind).
"""

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from auditor.errors import ImportFailed, PassedOver
from auditor.importers.assistants.kiro_cli_entries import Exchange
from auditor.importers.assistants.kiro_cli_messages import is_message, turns
from auditor.importers.assistants.kiro_cli_rows import conversation
from auditor.importers.assistants.kiro_cli_talk import conversation_alone, exchanges_of
from auditor.importers.assistants.kiro_cli_turns import CREDITS, Session, Turn
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_chunks import objects
from auditor.importers.files.json_lines import as_dict, as_list, plain_reason
from auditor.importers.files.shape import first_objects
from auditor.importers.values.quantities import Unreadable, excerpt
from auditor.records import ImportIssue, Record, Severity

DATABASE = b"SQLite format 3\0"
EXPORT = 'Export it: sqlite3 -json data.sqlite3 "SELECT * FROM conversations_v2" > conversations.json'

LOST = "{} entries of the conversation could not be read, their texts are missing (the first, entry {}: {})"

UNTIMED = "{} turns tell no time: they stand where the session was last written"

ROW = frozenset({"key", "conversation_id", "value"})
THIRD_ENGINE = frozenset({"modelId", "autonomyMode", "sessionType"})


def matches(peek: Peek) -> str:
    """A session with its state, entries of a conversation, rows of the older database, or the database itself."""
    if peek.head.startswith(DATABASE):
        return "Kiro CLI's database" if b"conversations_v2" in peek.head or "kiro" in str(peek.path).lower() else ""
    return next((what for record in first_objects(peek) if (what := _kind(record))), "")


def _kind(record: dict[str, object]) -> str:
    """What a record is, or ""."""
    if {"session_id", "session_state"} <= record.keys():
        return "a session with “session_state”"
    if record.get("format") == "kiro-session-export-v1":
        return "an exported session"
    if {"kind", "data"} <= record.keys() and record["kind"] in ("Prompt", "AssistantMessage", "ToolResults"):
        return f"an entry of kind “{record['kind']}”"
    if record.keys() >= ROW:
        return "rows of “conversations_v2”"
    if is_message(record):
        return "messages of a session"
    return "a session of the third engine" if "lastModifiedAt" in record and THIRD_ENGINE & record.keys() else ""


def read(file: ExportFile) -> Iterator[Record]:
    """The turns of one session. Raises ImportFailed for the database, PassedOver for what is read with another file."""
    peek = file.peek()
    if peek.head.startswith(DATABASE):
        raise ImportFailed(f"{file.name}: this is Kiro CLI's database; it is read as exported rows.", EXPORT)
    kind = matches(peek)
    if kind == "messages of a session":
        yield from turns(file)
    elif kind.startswith("an entry"):
        yield from conversation_alone(file)
    elif kind == "a session of the third engine":
        raise PassedOver(f"{file.name}: read together with the “messages.jsonl” beside it.", "Import that file.")
    else:
        for item in objects(file):
            yield from [item] if isinstance(item, ImportIssue) else _record(*item, file)


def _record(number: int, record: dict[str, object], file: ExportFile) -> Iterator[Record]:
    if record.keys() >= ROW:
        yield from conversation(number, record, file.name)
        return
    metadata = as_dict(record.get("metadata")) or record
    told = as_dict(as_dict(metadata.get("session_state")).get("conversation_metadata")).get("user_turn_metadatas")
    found: list[tuple[Turn, str]] = []
    for turn in as_list(told):
        try:
            found.append((msgspec.convert(turn, type=Turn), excerpt(msgspec.json.encode(turn))))
        except msgspec.ValidationError as error:
            yield ImportIssue(number, plain_reason(error), excerpt=excerpt(msgspec.json.encode(turn)))
    by_message = {id_: place for place, (turn, _) in enumerate(found) for id_ in turn.message_ids}
    talk: dict[int, Exchange] = {}
    lost: list[ImportIssue] = []
    for exchange in exchanges_of(record, file, lost):
        if (place := next((by_message[id_] for id_ in exchange.ids if id_ in by_message), None)) is not None:
            talk[place] = exchange
    yield from _events(number, Session(metadata, file.name), found, talk)
    if lost:
        yield ImportIssue(0, LOST.format(len(lost), lost[0].line, lost[0].reason), Severity.WARNING)


def _events(
    number: int, session: Session, found: list[tuple[Turn, str]], talk: dict[int, Exchange]
) -> Iterator[Record]:
    seen: set[str | None] = set()
    others: set[str] = set()
    for place, (turn, text) in enumerate(found):
        others |= {part.unit for part in turn.metering_usage or () if part.unit and part.unit not in CREDITS}
        try:
            event = session.event(number, place, turn, talk.get(place))
        except Unreadable as error:
            yield ImportIssue(number, str(error), excerpt=text)
            continue
        yield replace(event, dropped_by="replayed-history") if event.key in seen else event
        seen.add(event.key)
    if session.untimed:
        yield ImportIssue(number, UNTIMED.format(session.untimed), Severity.WARNING)
    for unit in sorted(others):
        yield ImportIssue(number, f"use metered in “{unit}” is not counted: only credits are", Severity.WARNING)


IMPORTER = Importer(
    name="kiro-cli",
    title="Kiro CLI session",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one turn: credits, model, agent, prompt and answer",
)
