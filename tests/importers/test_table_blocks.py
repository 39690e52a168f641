"""A plain table read in blocks gives what it gives row by row: the same records, reasons, lines and notes."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.columns import EventColumns
from auditor.importers.files import csv_rows, export_file
from auditor.importers.files.export_file import ExportFile
from auditor.importers.tables.generic_table import IMPORTER
from auditor.importers.values.quantities import Dollars, Unreadable
from auditor.importers.values.time_columns import utc_times
from auditor.importers.values.times import any_time
from auditor.records import ImportIssue, Record

HEADER = (
    "timestamp,employee,agent,team,session,request_id,model,"
    "input_tokens,cache_read_tokens,cost_usd,latency_ms,status,prompt"
)
USUAL = [
    *("2026-09-07T02:10:00.659Z", "mira@a.example", "tidy-up", "Depot", "s1", "rq-1", "m-large"),
    *("120", "20", "0.001930", "2880", "ok", "What broke?"),
]
ODD = st.sampled_from(
    [
        *(
            "",
            " ",
            "-",
            "null",
            "12k",
            "1_000",
            "１２",
            "12.0",
            "-3",
            "1e3",
            "0.00000049",
            "$1.5",
            "500",
            "Ok",
            "\ud800",
        ),
        *(
            "2026-09-07 02:10:00",
            "2026-02-30T00:00:00Z",
            "1788747000",
            "2026-09-07T02:10:00+02:00",
            "1969-01-01T00:00:00Z",
        ),
        *("say “no”", 'a "quoted" word', "two\nlines", "two\r\nlines", "a,b", "x" * 400),
    ]
)
LINES = st.sampled_from(["", "  ", '5" pipe,b', '"open', 'a"b",c', "only,three,cells", ",,,,,,,,,,,,,,", "\r"])


@st.composite
def rows(draw: st.DrawFn) -> str:
    """One row of a table: mostly as it should be, with some odd cells, or a line that is no row at all."""
    if draw(st.integers(0, 19)) == 0:
        return draw(LINES) + "\n"
    cells = list(USUAL)
    for place in draw(st.lists(st.integers(0, len(cells) - 1), max_size=3)) if draw(st.booleans()) else ():
        cells[place] = draw(ODD)
    out = io.StringIO()
    csv.writer(out, lineterminator=draw(st.sampled_from(["\n", "\r\n"]))).writerow(cells)
    return out.getvalue()


def flat(items: Iterator[Record | EventColumns]) -> tuple[list[Record], list[Record]]:
    """All records but issues in their order, and the issues by line."""
    records: list[Record] = []
    for item in items:
        records += [item.event(at) for at in range(item.length)] if isinstance(item, EventColumns) else [item]
    issues = [record for record in records if isinstance(record, ImportIssue)]
    return [record for record in records if record not in issues], sorted(issues, key=lambda i: (i.line, i.reason))


def both_ways(path: Path) -> None:
    assert IMPORTER.columns
    slow, fast = ExportFile.at(path), ExportFile.at(path)
    assert flat(IMPORTER.columns(fast)) == flat(IMPORTER.read(slow))
    assert (fast.sha256, fast.lines_read, fast.not_utf8) == (slow.sha256, slow.lines_read, slow.not_utf8)


@settings(max_examples=150, deadline=None)
@given(st.lists(rows(), max_size=40), st.sampled_from([1, 300, 900, 1_000_000]), st.sampled_from(["\n", ""]))
def test_blocks_give_what_rows_give(tmp_path_factory: pytest.TempPathFactory, table: list[str], size: int, end: str):
    path = tmp_path_factory.mktemp("table") / "gateway.csv"
    text = HEADER + "\n" + "".join(table).removesuffix("\n") + end
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_rows, "BLOCK_BYTES", size)
        both_ways(path)
        path.write_bytes(path.read_bytes().decode("utf-8", "replace").encode("utf-16"))
        both_ways(path)


@pytest.mark.parametrize("size", [1, 5, 12])
@pytest.mark.parametrize(
    "text", [b"a\nlong\r\r\n\n", b"123456789012\n1234567890123\nx\r\n", b"x" * 30 + b"\ny", b"x\r\n" + b"y" * 40]
)
def test_lines_read_at_once_are_those_read_one_by_one(tmp_path: Path, size: int, text: bytes):
    path = tmp_path / "some.csv"
    path.write_bytes(b"head\n" + text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(export_file, "LONGEST_LINE", 12)
        file, other = ExportFile.at(path), ExportFile.at(path)
        lines = file.lines()
        found = [next(lines)]
        while some := file.some_lines(size):
            found += some
        assert found + list(lines) == list(other.lines())
        assert (file.sha256, file.lines_read) == (other.sha256, other.lines_read)


AMOUNTS = st.sampled_from(["", "0.5", "0.000001", "12345678.999999", "0.0000004", "$1", "1,2", "1.5,2.5", "7", "٣.5"])


@given(st.lists(AMOUNTS | st.decimals(0, 10**8, places=6, allow_nan=False).map(str), min_size=1, max_size=8))
def test_a_column_of_amounts_is_read_as_each_of_them(cells: list[str]):
    def each(dollars: Dollars) -> list[int | None]:
        return [dollars.micro(cell) if cell else None for cell in cells]

    def outcome(read: Callable[[Dollars], list[int | None]]) -> list[int | None] | str:
        try:
            return read(Dollars())
        except Unreadable as error:
            return str(error)

    assert outcome(lambda dollars: dollars.micros(cells)) == outcome(each)


def test_most_of_a_large_table_comes_as_columns(tmp_path: Path):
    path = tmp_path / "gateway.csv"
    path.write_text("\n".join([HEADER, *[",".join(USUAL)] * 20_000, "not a row", *[",".join(USUAL)] * 20_000]))
    both_ways(path)
    assert IMPORTER.columns
    lengths = [item.length for item in IMPORTER.columns(ExportFile.at(path)) if isinstance(item, EventColumns)]
    assert sum(lengths) > 30_000


@pytest.mark.parametrize(
    "head", ["timestamp,kind,reference,agent\n2026-09-07,ticket,T-1,tidy-up\n", '{"timestamp": 1}\n']
)
def test_other_tables_are_read_row_by_row(tmp_path: Path, head: str):
    path = tmp_path / "other.csv"
    path.write_text(head)
    both_ways(path)


@given(st.lists(st.datetimes(datetime(1970, 1, 1), datetime(2199, 12, 31)), min_size=1), st.sampled_from(["T", " "]))
def test_a_column_of_times_is_read_as_each_of_them(times: list[datetime], mark: str):
    for timespec in ("seconds", "milliseconds", "microseconds"):
        for zone in ("Z", "+00:00"):
            cells = [time.isoformat(mark, timespec) + zone for time in times]
            assert utc_times(cells) == [any_time(cell, UTC)[0] for cell in cells]


@pytest.mark.parametrize(
    "cells",
    [
        ["2026-09-07T02:10:00"],
        ["2026-09-07T02:10:00Z", "2026-09-07T02:10:00.000Z"],
        ["2026-02-29T00:00:00Z"],
        ["2026-13-01T00:00:00Z"],
        ["2026-01-00T00:00:00Z"],
        ["2026-01-01T24:00:00Z"],
        ["2026-01-01T00:60:00Z"],
        ["2200-01-01T00:00:00Z"],
        ["1969-12-31T23:59:59Z"],
        ["2026-01-01T00:00:00Z", "2026-01-01x00:00:00Z"],
        ["2026-01-01T00:00:00Z", "2026-01-01T00:00:0٣Z"],
        ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00", "Z2026-01-01T00:00:00Z"],
    ],
)
def test_times_that_need_a_closer_look_get_one(cells: list[str]):
    assert utc_times(cells) is None
