"""The files in a Claude Code home: transcripts in their shapes, and companions that tell no use of their own."""

import re
from collections.abc import Iterator

import msgspec

from auditor.errors import PassedOver
from auditor.importers.assistants.claude_lines import Line
from auditor.importers.cloud.bedrock_heads import one_a_line
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_chunks import objects
from auditor.importers.files.json_lines import as_list, plain_reason, records
from auditor.importers.files.shape import first_objects, top_level
from auditor.importers.values.quantities import excerpt
from auditor.records import ImportIssue

WEB_SESSION = re.compile(r'"loglines"\s*:\s*\[')
TRANSCRIPTS = "Import the transcripts: projects/<project>/<session>.jsonl."

COMPANIONS: dict[str, frozenset[str]] = {
    "the history of typed prompts": frozenset({"display", "timestamp", "project"}),
    "the list of a project's sessions": frozenset({"version", "entries", "originalPath"}),
    "a sub-agent's description": frozenset({"agentType", "description"}),
    "a sub-agent's kind": frozenset({"agentType", "toolUseId"}),
    "a to-do list": frozenset({"content", "status", "activeForm"}),
    "the journal of a workflow": frozenset({"type", "key", "agentId"}),
    "the list of a team's members": frozenset({"name", "members", "leadAgentId"}),
    "a teammate's inbox": frozenset({"from", "text", "timestamp", "read"}),
}
"""What a companion is → the keys its first object has."""


def companion(peek: Peek) -> str:
    """What companion of a transcript the file is, "" if it is none."""
    first = next(first_objects(peek), None)
    if first is None or {"message", "sessionId"} <= first.keys():
        return ""
    return next((what for what, keys in COMPANIONS.items() if keys <= first.keys()), "")


def is_web_session(peek: Peek) -> bool:
    """Whether the file is one object whose `loglines` are transcript lines, as sessions in the browser are saved."""
    first = next(first_objects(peek), None)
    found = WEB_SESSION.search(peek.text) if first and "loglines" in first else None
    return found is not None and {"type", "timestamp", "message"} <= top_level(peek.text[found.end() :]).keys()


def lines(file: ExportFile) -> Iterator[tuple[int, Line] | ImportIssue]:
    """The lines of a transcript, also where they were saved as an array, pretty-printed, or as a browser's session.

    Raises PassedOver for a companion.
    """
    peek = file.peek()
    if what := companion(peek):
        raise PassedOver(f"{file.name}: this is {what}: it tells no model calls.", TRANSCRIPTS)
    if one_a_line(peek) and not is_web_session(peek):
        yield from records(file, Line)
        return
    for item in objects(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        number, value = item
        for member in as_list(value["loglines"]) if "loglines" in value else [value]:
            yield _line(number, member)


def _line(number: int, value: object) -> tuple[int, Line] | ImportIssue:
    text = msgspec.json.encode(value)
    try:
        return number, msgspec.json.decode(text, type=Line)
    except msgspec.ValidationError as error:
        return ImportIssue(number, plain_reason(error), excerpt=excerpt(text))
