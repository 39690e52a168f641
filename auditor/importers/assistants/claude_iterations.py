"""Calls that were made within a response and are not part of its counters: an advisor's, a compaction's.

Newer responses list `usage.iterations`. Those of type “message” add up to the response's own counters; an
“advisor_message” (another model was asked) and a “compaction” stand beside them.
"""

import msgspec

from auditor.importers.assistants.claude_lines import Count, Line
from auditor.importers.files.json_lines import NOT_DECODED

BESIDE = frozenset({"advisor_message", "compaction"})

MOST = 1_000
"""More calls than any response makes; what is beyond is not read."""


class Iteration(msgspec.Struct):
    """One call within a response. Input here is the uncached part only."""

    type: str | None = None
    model: str | None = None
    input_tokens: Count | None = None
    cache_creation_input_tokens: Count | None = None
    cache_read_input_tokens: Count | None = None
    output_tokens: Count | None = None


_iterations = msgspec.json.Decoder(list[Iteration])


def calls_within(line: Line) -> list[Iteration]:
    """The calls a line's response made beside its own; none where the list is not as it should be."""
    usage = line.message and line.message.usage
    written = bytes(usage.iterations) if usage else b""
    if not usage or (b"advisor" not in written and b"compaction" not in written):
        return []
    try:
        told = _iterations.decode(usage.iterations)
    except NOT_DECODED:
        return []
    return [call for call in told[:MOST] if call.type in BESIDE]
