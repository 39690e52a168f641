"""Reads Claude Code transcripts, main sessions and sub-agents: `~/.claude/projects/<project>/<session>.jsonl`.

Source: real sessions of Claude Code 2.1.38/39 published by their author (marot/spotter, MIT), test data of
claude-code-log and ccusage.

Token semantics: `input_tokens` of the file is the uncached part only; here input = uncached + cache creation + cache
read. One response is written as several lines with the same `message.id`, one per content block, each repeating the
usage while the output grows. So lines are grouped by `message.id` and each counter's maximum is taken; the other lines
are kept as "streamed-repeat", not counted (summing all lines doubles the input, keeping the first loses most output).
Only lines of type "assistant" count: `agent_progress` lines and `toolUseResult` repeat usage that stands elsewhere.

Lower bounds: transcripts can hold only the counters with which a response began. In the real files all 74 sub-agent
requests together have 286 output tokens, one of them a single token for pages of text; in main sessions 88 of 386
requests are so, the worst with 2 tokens for 22,195 characters. So a request without `stop_reason` is a lower bound when
its text and tool calls have over 8 characters for each output token (about 4 are usual). A missing `stop_reason` alone
proves nothing: no request of these versions has one.

Status: a response with a `stop_reason` is "ok", a local error message "error"; else it is not told.

Groups are held until the file ends, because a later line may hold the maximum: texts and counters, never raw lines.
"""

from collections.abc import Iterator

from auditor.importers.claude_lines import Line, is_transcript, prompt_in
from auditor.importers.claude_requests import Context, Request, failure
from auditor.importers.contract import Importer
from auditor.importers.export_file import ExportFile, Peek
from auditor.importers.json_lines import records
from auditor.importers.quantities import Unreadable
from auditor.importers.shape import first_objects
from auditor.importers.times import utc_time
from auditor.records import ImportIssue, Record


def matches(peek: Peek) -> str:
    """Session lines with a sessionId, or the housekeeping lines a session begins with. Qwen Code's lines are alike."""
    return next((reason for line in first_objects(peek) if (reason := is_transcript(line))), "")


def read(file: ExportFile) -> Iterator[Record]:
    """The requests of one transcript, repeats first, then each request once in the order they began."""
    context = Context(file.name)
    requests: dict[str, Request] = {}
    for item in records(file, Line):
        if isinstance(item, ImportIssue):
            yield item
            continue
        number, line = item
        context.saw(line)
        if line.is_user:
            context.heard(line, prompt_in(line))
        elif line.is_assistant:
            yield from _take(number, line, context, requests)
    for request in requests.values():
        yield request.event()


def _take(number: int, line: Line, context: Context, requests: dict[str, Request]) -> Iterator[Record]:
    try:
        at = utc_time(line.timestamp)
    except Unreadable as error:
        yield ImportIssue(number, str(error))
        return
    if line.is_local_error:
        yield failure(number, at, line, context)
        return
    key = line.identity or f"line:{number}"
    request = requests.get(key)
    if request is None:
        requests[key] = Request(number, at, line, context)
    elif (repeat := request.add(number, at, line)) is not None:
        yield repeat


IMPORTER = Importer(name="claude-code", title="Claude Code transcript", version=1, matches=matches, read=read)
