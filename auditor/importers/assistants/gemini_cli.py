"""Reads sessions of Gemini CLI: `~/.gemini/tmp/<project>/chats/session-*.json`, since 2026 `.jsonl`.

Source: the program's own recording code (google-gemini/gemini-cli, Apache-2.0), fixtures of agentsview. Not yet seen on
a real file: the fixtures are written by hand and hold no counts.

Token semantics: `input` includes `cached`, as here. `thoughts` are not part of `output`, and `tool` (the prompts of
tools) not of `input`: here output = output + thoughts, input = input + tool. `total` is checked: where it says that a
model counts them within, they are not added again. A message without `tokens` is activity with unknown counts.

Rewritten messages: a `.jsonl` file appends a message again whenever its counts or tool calls come in (or only what is
new, as a `message_update`), and `$set` can list all messages again. So a message is known by its id: the last version
counts, with the counts an earlier one told; earlier versions with counts are kept as "streamed-repeat". What
`$rewindTo` takes back was used all the same. A session that was moved from `.json` to `.jsonl` has the same ids in
both, and counts once.

Person and project: from where the file was kept (`bob/.gemini/tmp/<project>/chats/…`) and the folders a sub-agent's
session names; older versions tell only a hash of the project's path. An error that came in place of an answer is
activity with the status "error".

Messages are held until the file ends, because a later version may follow.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

import msgspec

from auditor.errors import PassedOver
from auditor.importers.assistants.gemini_messages import ANSWERS, Message, Session
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_chunks import objects
from auditor.importers.files.json_lines import as_dict, as_list, is_dict, plain_reason
from auditor.importers.files.shape import first_objects
from auditor.importers.values.quantities import Unreadable, excerpt
from auditor.records import ImportIssue, Record, UsageEvent

ANSWER = re.compile(r'"type"\s*:\s*"gemini"')
PROMPT_LOG = frozenset({"sessionId", "messageId", "type", "message", "timestamp"})


def matches(peek: Peek) -> str:
    """A session with its messages, or the records a session's log begins with."""
    for record in first_objects(peek):
        if {"sessionId", "projectHash"} <= record.keys():
            return "a session with “projectHash”"
        if record.keys() >= {"sessionId", "messages", "startTime"} and "loglines" not in record:
            return "a session with “messages” and “startTime”"
        if record.keys() >= {"sessionId", "messages"} and "loglines" not in record and ANSWER.search(peek.text):
            return "a session with messages of type “gemini”"
        if record.get("type") == "session_metadata" and {"sessionId", "startTime"} <= record.keys():
            return "a line of type “session_metadata”"
        if record.get("type") in ANSWERS and {"id", "timestamp", "content"} <= record.keys():
            return f"messages of type “{record['type']}”"
        if record.keys() == PROMPT_LOG:
            return "Gemini CLI's log of prompts"
    return ""


def read(file: ExportFile) -> Iterator[Record]:
    """The answers of one session: earlier versions as they are replaced, then each answer once."""
    _refuse_prompt_log(file)
    session = Session(file.name)
    answers: dict[str, UsageEvent] = {}
    for item in objects(file):
        if isinstance(item, ImportIssue):
            yield item
        else:
            yield from _record(*item, session, answers)
    yield from answers.values()


def _refuse_prompt_log(file: ExportFile) -> None:
    if any(record.keys() == PROMPT_LOG for record in first_objects(file.peek())):
        raise PassedOver(
            f"{file.name}: this log holds prompts only.", "Import the sessions in the folder “chats” beside it."
        )


def _record(
    number: int, record: dict[str, object], session: Session, answers: dict[str, UsageEvent]
) -> Iterator[Record]:
    """Take one record: a whole session, a header, an update, or a message."""
    update = record.get("$set")
    fields = as_dict(update) if update is not None else record
    if "id" in record:
        yield from _message(number, record, session, answers)
        return
    session.told(fields)
    for message in as_list(fields.get("messages")):
        if update is None or _is_answer(message):
            yield from _message(number, message, session, answers)


def _is_answer(message: object) -> bool:
    """Whether a message listed again is the model's: a summary the program adds has neither model nor counts."""
    fields = as_dict(message)
    return bool(fields.get("type") == "user" or fields.get("model") or fields.get("tokens"))


def _message(number: int, value: object, session: Session, answers: dict[str, UsageEvent]) -> Iterator[Record]:
    try:
        event = session.event(number, msgspec.convert(value, type=Message))
    except msgspec.ValidationError as error:
        yield ImportIssue(number, plain_reason(error), excerpt=_shown(value))
        return
    except Unreadable as error:
        yield ImportIssue(number, str(error), excerpt=_shown(value))
        return
    if event is None or event.key is None:
        return
    before = answers.get(event.key)
    answers[event.key] = event if before is None else _newer(before, event)
    if before is not None and before.status == "ok":
        yield replace(before, dropped_by="streamed-repeat", prompt=None, response=None)


def _newer(before: UsageEvent, event: UsageEvent) -> UsageEvent:
    """The later version; counts it does not tell, and the prompt, are the earlier one's."""
    if event.status == "ok":
        return replace(event, prompt=before.prompt, response=event.response or before.response)
    return replace(before, line=event.line, response=event.response or before.response)


def _shown(value: object) -> str:
    return excerpt(msgspec.json.encode(value)) if is_dict(value) else excerpt(str(value))


IMPORTER = Importer(
    name="gemini-cli",
    title="Gemini CLI session",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one model answer: tokens by class, model, prompt, answer, project",
)
