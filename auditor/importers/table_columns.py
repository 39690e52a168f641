"""Which column of a plain table holds which of our fields."""

from collections.abc import Mapping, Sequence

from auditor.errors import ImportFailed

ALIASES: dict[str, tuple[str, ...]] = {
    "timestamp": ("timestamp",),
    "person": ("employee", "person", "user", "user_email"),
    "team": ("team",),
    "agent": ("agent", "agent_name"),
    "session": ("session", "session_id", "conversation_id"),
    "sub_agent": ("sub_agent",),
    "branch": ("branch",),
    "request_id": ("request_id", "id"),
    "provider": ("provider",),
    "model": ("model",),
    "operation": ("operation",),
    "input_tokens": ("input_tokens", "prompt_tokens"),
    "cache_read_tokens": ("cache_read_tokens", "cache_read_input_tokens"),
    "cache_creation_tokens": ("cache_creation_tokens", "cache_creation_input_tokens"),
    "output_tokens": ("output_tokens", "completion_tokens"),
    "reasoning_tokens": ("reasoning_tokens", "reasoning_output_tokens"),
    "cost_usd": ("cost_usd", "cost", "spend"),
    "latency_ms": ("latency_ms", "duration_ms"),
    "status": ("status",),
    "prompt": ("prompt",),
    "response": ("response",),
    "kind": ("kind",),
    "reference": ("reference",),
    "title": ("title",),
}
"""Our field → headers read as it without a mapping, best first."""

FIELD_OF = {alias: field for field, aliases in ALIASES.items() for alias in aliases}
MEASURES = ("input_tokens", "output_tokens", "cost_usd", "prompt")
DELIMITERS = (",", "\t", ";")

Columns = dict[str, str]
"""Our field → their column, as written in the header."""


def columns_of(headers: Sequence[str], mapping: Mapping[str, str] | None = None) -> Columns:
    """The columns found among `headers`; a mapping goes before plain names. Raises ImportFailed for a wrong mapping."""
    written = {header.strip().lower(): header for header in reversed(headers)}
    found = {
        field: written[alias] for field, aliases in ALIASES.items() for alias in reversed(aliases) if alias in written
    }
    for field, column in (mapping or {}).items():
        found[_known_field(field)] = _known_column(column, written)
    return found


def _known_field(name: str) -> str:
    field = FIELD_OF.get(name.strip().lower(), name)
    if field not in ALIASES:
        raise ImportFailed(f"The mapping names a field “{name}” that does not exist.", f"Fields: {', '.join(ALIASES)}.")
    return field


def _known_column(name: str, written: Mapping[str, str]) -> str:
    column = written.get(name.strip().lower())
    if column is None:
        raise ImportFailed(
            f"The mapping names a column “{name}” that the file does not have.",
            f"Columns: {', '.join(written.values())}.",
        )
    return column


def tells_outcomes(columns: Columns) -> bool:
    """Whether the table holds outcomes: kind and reference, and nothing that measures use."""
    return {"timestamp", "kind", "reference"} <= columns.keys() and not columns.keys() & {
        "input_tokens",
        "output_tokens",
    }


def tells_use(columns: Columns) -> bool:
    """Whether the table holds use: a time, a person or agent, and something that was used."""
    who = columns.keys() & {"person", "agent"}
    return "timestamp" in columns and bool(who) and bool(columns.keys() & set(MEASURES))


def delimiter_of(header: str) -> str:
    """Comma, tab or semicolon: the one that gives most known columns, then most columns."""
    return max(DELIMITERS, key=lambda mark: (len(columns_of(plain_cells(header, mark))), header.count(mark)))


def plain_cells(header: str, delimiter: str) -> list[str]:
    """The cells of a header line, quotes removed; headers with delimiters inside quotes are none of ours."""
    return [cell.strip().strip('"') for cell in header.split(delimiter)]
