"""Reads Claude Code transcripts, main sessions and sub-agents: `~/.claude/projects/<project>/<session>.jsonl`.

Source: real sessions of Claude Code 2.1.38/39 published by their author (marot/spotter, MIT), test data of
claude-code-log, claude-code-transcripts (also sessions in the browser, `loglines`, which tell no tokens) and ccusage.

Token semantics: `input_tokens` of the file is the uncached part only; here input = uncached + cache creation + cache
read. One response is written as several lines with the same `message.id`, one per content block, each repeating the
usage while the output grows. So lines are grouped by `message.id` and each counter's maximum is taken; the other lines
are kept as "streamed-repeat", not counted (summing all lines doubles the input, keeping the first loses most output).
Only lines of type "assistant" count: `agent_progress` lines and `toolUseResult` repeat usage that stands elsewhere.

Thinking is part of the output. Calls within a response that its counters leave out (an advisor's, a compaction's) are
calls by themselves: see `claude_iterations`.

Lower bounds: transcripts can hold only the counters with which a response began. In the real files all 74 sub-agent
requests together have 286 output tokens, one of them a single token for pages of text; in main sessions 88 of 386
requests are so, the worst with 2 tokens for 22,195 characters. So a request without `stop_reason` is a lower bound when
its text and tool calls have over 8 characters for each output token (about 4 are usual). A missing `stop_reason` alone
proves nothing: no request of these versions has one. A sub-agent's request is one too when its parent, in the same
file, tells more output for the request with the same inputs; the parent's figure is never added, it is the last
request's alone.

Sub-agents: by `agentId`, or, in versions that wrote them between the other lines, by their chain of parents. The kind
and task before the id come from the `.meta.json` beside the file or from the call that sent it out with its prompt.

Prompts: what was typed last in the same thread, also while the model was at work (a “queued_command”).

Copies: resumed, forked, branched and compacted sessions hold earlier lines again, with the same `message.id`; so the
id is the key over all files of a case. Requests without an id are known by `requestId`, else by the line's `uuid`.

Status: a response with a `stop_reason` is "ok", a local error message "error"; else it is not told.

Tool calls stand in the response as short lines ("[tool: Edit]"), one for each call; the operation is always "chat".

Groups are held until the file ends, because a later line may hold the maximum: texts and counters, never raw lines.
"""

from collections.abc import Iterator

from auditor.importers.assistants.claude_context import Context
from auditor.importers.assistants.claude_files import companion, is_web_session, lines
from auditor.importers.assistants.claude_lines import Line, is_transcript
from auditor.importers.assistants.claude_requests import Request
from auditor.importers.assistants.claude_texts import blocks_of, orders_in, prompt_in, queued_in
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.shape import first_objects
from auditor.importers.values.quantities import Unreadable
from auditor.importers.values.times import utc_time
from auditor.records import ImportIssue, Record, Severity

ELSEWHERE = "sub-agents whose own files (subagents/agent-….jsonl) do not lie beside this one: {} ({})"


def matches(peek: Peek) -> str:
    """Session lines with a sessionId, or the housekeeping lines a session begins with. Qwen Code's lines are alike."""
    if reason := next((reason for line in first_objects(peek) if (reason := is_transcript(line))), ""):
        return reason
    return "“loglines” of a session" if is_web_session(peek) else companion(peek)


def read(file: ExportFile) -> Iterator[Record]:
    """The requests of one transcript, repeats first, then each request once in the order they began."""
    context = Context(file)
    requests: dict[str, Request] = {}
    for item in lines(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        number, line = item
        context.saw(line)
        if line.is_user:
            context.heard(line, prompt_in(line, file))
            context.sub_agents.finished(line)
        elif line.type == "attachment":
            context.heard(line, queued_in(line))
        elif line.is_assistant:
            yield from _take(number, line, file, context, requests)
    for request in requests.values():
        yield request.event()
        yield from request.within()
    if missing := context.sub_agents.elsewhere({request.thread for request in requests.values()}):
        yield ImportIssue(0, ELSEWHERE.format(len(missing), ", ".join(missing[:5])), Severity.WARNING)


def _take(
    number: int, line: Line, file: ExportFile, context: Context, requests: dict[str, Request]
) -> Iterator[Record]:
    blocks = blocks_of(line.message, file)
    key = line.identity or f"{number}:{len(requests)}"
    try:
        at = utc_time(line.timestamp)
        request = None if line.is_local_error else requests.get(key)
        if request is not None:
            repeat = request.add(number, at, line, blocks)
        else:
            request, repeat = Request(number, at, line, blocks, context), None
    except Unreadable as error:
        yield ImportIssue(number, str(error))
        return
    context.sub_agents.sent_out(orders_in(blocks))
    if line.is_local_error:
        yield request.failure()
        return
    requests[key] = request
    if repeat is not None:
        yield repeat


IMPORTER = Importer(
    name="claude-code",
    title="Claude Code transcript",
    version=2,
    matches=matches,
    read=read,
    gives="one model call: tokens by class, prompt and answer, session, branch, sub-agent",
)
