"""Whole blocks of a plain table's rows as columns, several times as fast as row by row, while nothing is unusual.

Each different cell of a column is converted once, by the function that also converts it row by row. A block in which
anything cannot be read is left to the rows: so the records, reasons and lines are the same either way.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from typing import Any

from auditor.columns import EventColumns
from auditor.importers.contract import NO_AGENT
from auditor.importers.files.csv_rows import Block, Row
from auditor.importers.tables.table_rows import CACHE_OUTSIDE, TableRows, status_word
from auditor.importers.values.quantities import Unreadable, count, milliseconds
from auditor.importers.values.time_columns import utc_times
from auditor.records import ImportIssue

REMEMBERED = 100_000
"""Different cells of a column whose meaning is kept."""

COUNTS = {
    "input_tokens": "input_tokens",
    "cache_read_tokens": "cache_read_input_tokens",
    "cache_creation_tokens": "cache_creation_input_tokens",
    "output_tokens": "output_tokens",
    "reasoning_tokens": "reasoning_output_tokens",
}
"""The table's counts → the event's."""

WORDS = ("team", "session", "sub_agent", "branch", "provider", "model", "operation")
"""Fields that stand as they are, each word in many rows; the same in table and event."""

TEXTS = ("prompt", "response")

Item = Block | Row | ImportIssue
Cells = Sequence[str]


def _counts(cells: Cells, name: str) -> list[int | None]:
    """Token counts: what `count` makes of each cell. Raises Unreadable."""
    if "".join(cells).isdecimal() and max(map(len, cells)) < 16:
        return list(map(int, cells)) if all(cells) else [int(cell) if cell else None for cell in cells]
    return [count(cell, name) if cell else None for cell in cells]


def _durations(cells: Cells) -> list[int | None]:
    """Microseconds: what `milliseconds` makes of each cell. Raises Unreadable."""
    if "".join(cells).isdecimal() and max(map(len, cells)) < 13:
        return [int(cell) * 1_000 if cell else None for cell in cells]
    return [milliseconds(cell) if cell else None for cell in cells]


class _Meanings(dict[str, Any]):
    """Cell → what it means, None where empty; each is converted when first met.

    Equal words are then one object, whose hash is known and which is sent only once.
    """

    def __init__(self, convert: Callable[[str], Any]) -> None:
        super().__init__()
        self._convert = convert

    def __missing__(self, cell: str) -> Any:
        meaning = self[cell] = self._convert(cell) if cell else None
        return meaning

    def of(self, cells: Cells) -> list[Any]:
        if len(self) > REMEMBERED:
            self.clear()
        return list(map(self.__getitem__, cells))


class TableBlocks:
    """Makes columns of events from blocks of rows. `places`: where in a row each field of the table stands."""

    def __init__(self, table: TableRows, places: Mapping[str, int]) -> None:
        self._table = table
        self._places = {field: place for field, place in places.items() if place >= 0}
        self._states = _Meanings(status_word)
        self._words = {field: _Meanings(str) for field in WORDS}
        self._names = {field: _Meanings(_stripped) for field in ("person", "agent")}

    def read(self, items: Iterator[Item]) -> Iterator[Row | ImportIssue | EventColumns]:
        """Blocks as events where that is possible, else as the rows they hold; all else passes through."""
        for item in items:
            if not isinstance(item, Block):
                yield item
            elif (events := self._events(item)) is not None:
                yield events
                yield from self._table.notes
                self._table.notes.clear()
            else:
                yield from zip(item.lines, item.rows, strict=True)

    def _events(self, block: Block) -> EventColumns | None:
        columns = list(zip(*block.rows, strict=True))
        cells = {field: columns[place] for field, place in self._places.items()}
        dollars = copy(self._table.dollars)  # amounts carry over what rounding leaves: once each, in order
        try:
            return EventColumns.made(len(block.rows), self._converted(block.lines, cells))
        except Unreadable:
            self._table.dollars = dollars
            return None

    def _converted(self, lines: Sequence[int], cells: Mapping[str, Cells]) -> dict[str, Sequence[Any]]:
        """The columns of an event. Raises Unreadable where a row alone must tell why."""
        table = self._table
        at = utc_times(cells["timestamp"]) or list(map(table.time, lines, cells["timestamp"]))
        made: dict[str, Sequence[Any]] = {"at": at, "line": lines, **self._whose(cells, len(lines))}
        made |= {field: words.of(cells[field]) for field, words in self._words.items() if field in cells}
        made |= {field: cells[field] for field in TEXTS if field in cells}
        made |= {name: _counts(cells[field], field) for field, name in COUNTS.items() if field in cells}
        if ids := cells.get("request_id"):
            made["key"] = [f"{id_}@{moment}" if id_ else None for id_, moment in zip(ids, at, strict=True)]
        if "latency_ms" in cells:
            made["duration_us"] = _durations(cells["latency_ms"])
        if "status" in cells:
            made["status"] = self._states.of(cells["status"])
        if "cost_usd" in cells:
            made["cost_microusd"] = table.dollars.micros(cells["cost_usd"])
        self._note_cache_outside(lines, made)
        return made

    def _note_cache_outside(self, lines: Sequence[int], made: Mapping[str, Sequence[int | None]]) -> None:
        both = zip(lines, made.get("cache_read_input_tokens", ()), made.get("input_tokens", ()), strict=False)
        for line, read, given in both:
            if read and given is not None and read > given:
                self._table.note(line, CACHE_OUTSIDE)
                break

    def _whose(self, cells: Mapping[str, Cells], length: int) -> dict[str, list[Any]]:
        unknown = [None] * length
        persons, agents = (words.of(cells[name]) if name in cells else unknown for name, words in self._names.items())
        if not all(agents):
            if not all(person or agent for person, agent in zip(persons, agents, strict=True)):
                raise Unreadable("neither an agent nor a person is named")
            agents = [agent or NO_AGENT for agent in agents]
        return {"person": persons, "agent": agents}


def _stripped(cell: str) -> str | None:
    return cell.strip() or None
