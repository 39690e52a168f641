"""Reads rollouts of OpenAI's Codex (CLI, desktop, IDE): `~/.codex/sessions/YYYY/MM/DD/rollout-<time>-<thread>.jsonl`.

Source: real rollouts of Codex Desktop 0.104 published by their author (madshn/localpush, MIT, texts redacted); test
data of ccusage and agentsview; shapes of later versions (ordinals, `token_usage_record`) from public issues.
Archived rollouts (`archived_sessions`) are alike. File names tell local time, the content UTC: names are ignored.

Token semantics: input includes what was cached, output includes reasoning: as here. `total_token_usage` is the running
total of the thread, and the same total is told again before each request (in the real files every one twice). So a
request is the difference between two totals; a total told again is kept as "cumulative-counter", not counted, with the
numbers of its `last_token_usage`. Where the total falls, or begins (a resumed thread), or is missing, the request's own
`last_token_usage` counts. `info: null` tells of rate limits only. A `token_usage_record` is one response by itself;
the `token_count` that repeats it is a "cumulative-counter".

Copies: a forked or spawned thread opens with the history of its parent, counters included (inflation up to 91-fold was
reported). Those lines are "replayed-history": see `codex_lineage` for how they are told. The thread's own requests
begin with the first total after them. A request is known by thread and total, so a copied rollout adds nothing.

What the model wrote without a counter (an interrupted request, versions without `token_count`) is activity with unknown
tokens: a turn at most. The rollouts of early 2025 tell no times but the header's: such a session is one event.

Person and project as in Claude Code's transcripts: from the working directory, or from where the file was kept.
"""

from collections.abc import Iterator

import msgspec

from auditor.errors import ImportFailed, PassedOver
from auditor.importers.assistants.codex_lines import Line, Payload, typed_in
from auditor.importers.assistants.codex_threads import Thread
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_lines import plain_reason, records
from auditor.importers.files.shape import first_objects
from auditor.importers.values.quantities import Unreadable
from auditor.records import ImportIssue, Record, Severity

ROLLOUT = frozenset({"session_meta", "turn_context", "response_item", "event_msg", "compacted", "token_usage_record"})
ROLLOUTS = "Import the rollouts in ~/.codex/sessions instead."

NOT_TIMED = "this version of Codex wrote neither times nor counters: the whole session is one event"


def matches(peek: Peek) -> str:
    """Rollout lines with type and payload, or the files that lie beside rollouts."""
    for line in first_objects(peek):
        kind = line.get("type")
        if kind in ROLLOUT and "payload" in line:
            return f"lines of type “{kind}” with a payload"
        if {"id", "timestamp", "instructions"} <= line.keys() and not {"type", "messages"} & line.keys():
            return "a header line with “instructions”"
        if companion := _companion(line):
            return companion
    return ""


def _companion(line: dict[str, object]) -> str:
    """Why an object is of a file beside the rollouts, or ""."""
    if line.get("source_family") == "codex" and "manifest_version" in line:
        return "a manifest of Codex rollouts"
    if line.keys() == {"session_id", "ts", "text"}:
        return "Codex's prompt history"
    if line.keys() == {"id", "thread_name", "updated_at"}:
        return "Codex's list of sessions"
    return "the output of “codex exec”" if line.get("type") == "thread.started" and "thread_id" in line else ""


def read(file: ExportFile) -> Iterator[Record]:
    """The requests of one thread, in the order of the file. Raises PassedOver for the files beside rollouts."""
    _refuse_companions(file)
    thread = Thread(file.name)
    untimed = _Untimed()
    for item in records(file, Line):
        if isinstance(item, ImportIssue):
            yield item
            continue
        number, line = item
        untimed.saw(number, line)
        try:
            yield from thread.take(number, line)
        except Unreadable as error:
            yield ImportIssue(number, str(error))
        except msgspec.ValidationError as error:
            yield ImportIssue(number, plain_reason(error))
    yield from thread.end()
    yield from untimed.session(file.name)


def _refuse_companions(file: ExportFile) -> None:
    what = next((what for line in first_objects(file.peek()) if (what := _companion(line))), "")
    if what.startswith("the output"):
        raise ImportFailed(f"{file.name}: this is {what}, which tells no times.", ROLLOUTS)
    if what:
        raise PassedOver(f"{file.name}: this is {what}; it tells no use of its own.", ROLLOUTS)


class _Untimed:
    """A session of the first versions: a header, then bare items without times."""

    def __init__(self) -> None:
        self._header: tuple[int, Line] | None = None
        self._prompt: str | None = None
        self._answers = 0

    def saw(self, number: int, line: Line) -> None:
        """Take a line that has no payload."""
        if line.payload is not None:
            return
        if line.type is None and line.id and line.timestamp is not None:
            self._header = self._header or (number, line)
        elif line.role == "user":
            self._prompt = self._prompt or typed_in(Payload(content=line.content)) or None
        elif line.role == "assistant":
            self._answers += 1

    def session(self, name: str) -> Iterator[Record]:
        """The session as one event, if it holds any answer."""
        if self._header is None or not self._answers:
            return
        number, header = self._header
        yield ImportIssue(number, NOT_TIMED, Severity.WARNING)
        said = Payload(type="user_message", message=self._prompt)
        wrote = Payload(type="agent_message", message=f"[{self._answers} answers]")
        meta = Payload(id=header.id, git=header.git)
        thread = Thread(name)
        try:
            for kind, payload in (("session_meta", meta), ("event_msg", said), ("event_msg", wrote)):
                yield from thread.take(number, Line(header.timestamp, kind, payload=payload))
            yield from thread.end()
        except Unreadable as error:
            yield ImportIssue(number, str(error))


IMPORTER = Importer(
    name="codex",
    title="Codex rollout",
    version=1,
    matches=matches,
    read=read,
    gives="one model request: tokens by class, model, prompt, answer, project, branch",
)
