"""Makes records of the rows of a mapped table: requests, sums over a period, or outcomes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from auditor.errors import ImportFailed
from auditor.importers.mapping import Mapping
from auditor.importers.tables.mapped_cells import converters
from auditor.importers.tables.mapped_sums import SumRows
from auditor.importers.tables.table_columns import FIELDS_OF, Columns
from auditor.importers.tables.table_rows import TableRows
from auditor.importers.values.quantities import UNKNOWN_WORDS, Dollars, count
from auditor.records import ImportIssue, Outcome, UsageAggregate, UsageEvent

CACHE_UNKNOWN = "whether input_tokens includes cached input is not known: it was read as if it did"
CACHE_UNTOLD = (
    "input_tokens does not include cached input, and not every row tells how much that was: such rows are a lower bound"
)
CACHES = ("cache_read_tokens", "cache_creation_tokens")

Made = Sequence[UsageEvent | UsageAggregate | Outcome]


class MappedRows:
    """Makes the records of one table. Raises ImportFailed for a mapping that is not confirmed, or tells too little.

    `fields`: in which order `records` wants its cells; `notes` are warnings for the reader, once a file.
    """

    def __init__(self, mapping: Mapping, zone: ZoneInfo, columns: Columns) -> None:
        _ensure_complete(mapping, columns)
        self.fields = FIELDS_OF[mapping.grain]
        self._table = TableRows(ZoneInfo(mapping.timezone) if mapping.timezone else zone)
        self._convert = converters(self.fields, mapping)
        self._mapping = mapping
        self._caches = [self.fields.index(field) for field in CACHES if field in columns]
        told = mapping.cached_input
        self._cache_unknown = told == "unknown" or bool(self._caches and not told and "input_tokens" in columns)
        self._credits = Dollars()
        makers: dict[str, Callable[[int, list[str]], Made]] = {
            "event": self._event,
            "outcome": lambda line, cells: [self._table.outcome(line, cells)],
            "aggregate": SumRows(self._table, mapping).sums,
        }
        self._make = makers[mapping.grain]

    @property
    def notes(self) -> list[ImportIssue]:
        """What a reader must know of the rows so far; emptied by who passes it on."""
        return self._table.notes

    def records(self, line: int, cells: Sequence[str]) -> Made:
        """What one row tells; its cells in the order of `fields`, "" where there is no column. Raises Unreadable."""
        mine = list(cells)
        for position, convert in self._convert:
            mine[position] = convert(mine[position])
        if self._cache_unknown:
            self._table.note(line, CACHE_UNKNOWN)
        low = self._mapping.grain != "outcome" and self._add_what_is_outside(line, mine)
        made = self._make(line, mine)
        return [replace(one, lower_bound=True) if low and isinstance(one, UsageEvent) else one for one in made]

    def _event(self, line: int, cells: list[str]) -> Made:
        *usual, credits = cells
        event = self._table.use(line, usual)
        micro = self._credits.micro(credits, "credits") if credits else None
        return [replace(event, microcredits=micro) if micro is not None else event]

    def _add_what_is_outside(self, line: int, cells: list[str]) -> bool:
        """Make input and output the totals they are with us; whether the input is known to be too low."""
        place = self.fields.index
        if self._mapping.reasoning == "outside":
            _add(cells, place("output_tokens"), [place("reasoning_tokens")])
        if self._mapping.cached_input != "outside" or not _told(cells[place("input_tokens")]):
            return False
        _add(cells, place("input_tokens"), self._caches)
        if place("cache_read_tokens") in self._caches and all(_told(cells[cache]) for cache in self._caches):
            return False
        self._table.note(line, CACHE_UNTOLD)
        return True


def _told(cell: str) -> bool:
    return cell.strip().lower() not in UNKNOWN_WORDS


def _add(cells: list[str], total: int, parts: Sequence[int]) -> None:
    """Add the parts that are told to the total, if that is told."""
    if _told(cells[total]):
        values = [count(cells[part], "a part of the tokens") or 0 for part in (total, *parts) if cells[part]]
        cells[total] = str(sum(values))


def _ensure_complete(mapping: Mapping, columns: Columns) -> None:
    if mapping.unconfirmed:
        raise ImportFailed(
            f"The mapping is a guess that nobody has confirmed: {', '.join(mapping.unconfirmed)}.",
            "Look at these fields, and take them out of “unconfirmed”.",
        )
    needed = {
        "event": (("timestamp",), ("agent", "person")),
        "outcome": (("timestamp",), ("kind",), ("reference",), ("agent", "person")),
        "aggregate": (("timestamp",), SumRows.QUANTITIES),
    }[mapping.grain]
    for fields in needed:
        if not any(field in columns or field in mapping.fixed for field in fields):
            raise ImportFailed(
                f"The mapping names no column for {' or '.join(fields)}.",
                "Name one (our field: their column), or give agent or person one value in “fixed”.",
            )
    if mapping.grain == "aggregate" and "end" not in columns and not mapping.period:
        raise ImportFailed(
            "The mapping does not tell how long a sum runs.",
            "Name a column for “end”, or set “period” to hour, day, week or month.",
        )
