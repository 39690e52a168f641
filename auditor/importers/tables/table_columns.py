"""Which column of a plain table holds which of our fields."""

from collections.abc import Mapping as ReadOnly
from collections.abc import Sequence

from auditor.errors import ImportFailed
from auditor.importers.mapping import Mapping
from auditor.importers.tables.table_rows import OUTCOME_FIELDS, USE_FIELDS, Make, TableRows

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

FIELD_OF = {
    **{alias: field for field, aliases in ALIASES.items() for alias in aliases},
    **dict.fromkeys(("latency", "duration"), "latency_ms"),
    "start": "timestamp",
    "date": "timestamp",
}
"""Names by which a mapping may call our fields; as headers the last four do not tell enough."""

SUM_FIELDS = (
    "timestamp", "end", "agent", "person", "team", "model", "client", "input_tokens", "cache_read_tokens",
    "cache_creation_tokens", "output_tokens", "reasoning_tokens", "cost_usd", "credits", "requests", "messages",
)  # fmt: skip
FIELDS_OF = {"event": (*USE_FIELDS, "credits"), "aggregate": SUM_FIELDS, "outcome": OUTCOME_FIELDS}
"""By the grain of a mapping, the fields it may name."""
MEASURES = ("input_tokens", "output_tokens", "cost_usd", "prompt")
DELIMITERS = (",", "\t", ";")

Columns = dict[str, str]
"""Our field → their column, as written in the header."""


def columns_of(headers: Sequence[str], mapping: Mapping | None = None) -> Columns:
    """The columns found among `headers`; a mapping goes before plain names, or says all. Raises ImportFailed."""
    written = {header.strip().lower(): header for header in reversed(headers)}
    if mapping and mapping.alone:
        return {
            _known_field(field, FIELDS_OF[mapping.grain]): _known_column(column, written)
            for field, column in mapping.columns.items()
        }
    found = {
        field: written[alias] for field, aliases in ALIASES.items() for alias in reversed(aliases) if alias in written
    }
    for field, column in mapping.columns.items() if mapping else ():
        found[_known_field(field, tuple(ALIASES))] = _known_column(column, written)
    return found


def field_named(name: str) -> str:
    """Our field by any of its names; `name` itself if it is none."""
    return FIELD_OF.get(name.strip().lower(), name)


def _known_field(name: str, fields: Sequence[str]) -> str:
    field = field_named(name)
    if field not in fields:
        elsewhere = [grain for grain, others in FIELDS_OF.items() if field in others and others != fields]
        why = f"is read only where the grain is {' or '.join(elsewhere)}" if elsewhere else "does not exist"
        raise ImportFailed(f"The mapping names a field “{name}” that {why}.", f"Fields: {', '.join(fields)}.")
    return field


def _known_column(name: str, written: ReadOnly[str, str]) -> str:
    column = written.get(name.strip().lower())
    if column is None:
        raise ImportFailed(
            f"The mapping names a column “{name}” that the file does not have.",
            f"Columns: {', '.join(list(written.values())[::-1])}.",
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


def kind_of(table: TableRows, columns: Columns) -> tuple[tuple[str, ...], Make]:
    """The fields a plain table's rows hold, and what makes records of them. Raises ImportFailed for too few columns."""
    if tells_outcomes(columns):
        return OUTCOME_FIELDS, table.outcome
    if "timestamp" not in columns or not columns.keys() & {"person", "agent"}:
        raise ImportFailed(
            "The table has no column for the time, or none for an agent or a person.",
            "Name them in a mapping (our field: their column).",
        )
    return USE_FIELDS, table.use
