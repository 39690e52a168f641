"""Workbooks and Parquet files are read like the CSV they could have been saved as."""

import gzip
import importlib
import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from auditor.errors import ImportFailed
from auditor.find import find_files, forget_archives
from auditor.importers import IMPORTERS
from auditor.importers.files import unpack_xlsx
from auditor.importers.files.export_file import ExportFile
from auditor.importers.tables.generic_table import IMPORTER
from auditor.records import UsageEvent

HEADER = ["timestamp", "user", "input_tokens", "cost", "prompt"]
ROWS: list[list[object]] = [
    [datetime(2026, 1, 2, 3, 4, 5, 678_000), "ann", 12, 0.0125, "Sort\nthe shelf"],
    [date(2026, 1, 2), "ben", None, 1e-06, "=SUM(A1)"],
]


def workbook(fill: Callable[[Worksheet], object] = lambda sheet: None, *, rows: list[list[object]] = ROWS) -> Workbook:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Use"
    for row in [HEADER, *rows]:
        sheet.append(row)
    fill(sheet)
    return book


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def parquet(table: pa.Table) -> bytes:
    content = io.BytesIO()
    pq.write_table(table, content, row_group_size=2)
    return content.getvalue()


def file_of(folder: Path, content: bytes, name: str = "use.xlsx") -> ExportFile:
    path = folder / name
    path.write_bytes(content)
    return ExportFile.at(path)


def lines(file: ExportFile) -> list[tuple[int, str]]:
    return [(number, (line or b"").decode()) for number, line in file.lines()]


def changed(content: bytes, part: str, old: str, new: str) -> bytes:
    """A workbook with one part changed by hand."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as source, ZipFile(made, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            assert name != part or old in text
            target.writestr(name, text.replace(old, new) if name == part else text)
    return made.getvalue()


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress])
def test_a_workbook_gives_its_rows_as_events(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    file = file_of(tmp_path, pack(saved(workbook())))
    assert [importer.name for importer in IMPORTERS if importer.matches(file.peek())] == ["generic-table"]
    first, second = [record for record in IMPORTER.read(file) if isinstance(record, UsageEvent)]
    assert (first.at, first.input_tokens, first.cost_microusd) == (1_767_323_045_678_000, 12, 12_500)
    assert (first.prompt, first.line) == ("Sort\nthe shelf", 2)
    assert (second.person, second.input_tokens, second.cost_microusd, second.line) == ("ben", None, 1, 3)
    assert file.bytes_read == file.size


def test_a_workbook_in_an_archive_is_one(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("use.xlsx", saved(workbook()))
    (file,) = find_files([tmp_path / "all.zip"])
    assert lines(file)[0] == (1, ",".join(HEADER))
    forget_archives()


def test_cells_are_written_as_they_are_meant(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([datetime(2026, 1, 2, 12, 0), time(3, 4), timedelta(hours=30, minutes=5), True, "#N/A"])
        sheet.append([1234567890123456, 0.1 + 0.2, -5, "007", 'a "b", c'])

    found = [line for _, line in lines(file_of(tmp_path, saved(workbook(fill, rows=[]))))]
    assert found[1:] == [
        "2026-01-02T12:00:00,3:04:00,30:05:00,true,",
        '1234567890123456,0.3,-5,007,"a ""b"", c"',
    ]


def test_row_numbers_are_those_of_the_sheet(tmp_path: Path) -> None:
    book = workbook(lambda sheet: (sheet.insert_rows(1, 2), sheet.insert_rows(5)))
    assert [number for number, _ in lines(file_of(tmp_path, saved(book)))] == [3, 4, 4, 6]


def test_hidden_and_other_sheets_and_titles_are_noted(tmp_path: Path) -> None:
    book = workbook(lambda sheet: (sheet.insert_rows(1), sheet.cell(1, 1, "Use of agents")))
    book.create_sheet("Notes", 0).append(["only one cell"])
    book.create_sheet("Secret").sheet_state = "hidden"
    file = file_of(tmp_path, saved(book))
    assert lines(file)[0][1] == ",".join(HEADER)
    assert file.notes == (
        "of the workbook only the sheet “Use” was read, not “Notes”, “Secret” (hidden)",
        "1 rows above the header were passed over",
    )


def test_a_formula_gives_its_stored_value(tmp_path: Path) -> None:
    content = saved(workbook(lambda sheet: sheet.append([date(2026, 1, 2), "cat", "=C2*2"])))
    stored = changed(content, "xl/worksheets/sheet1.xml", "<f>C2*2</f><v />", "<f>C2*2</f><v>24</v>")
    assert lines(file_of(tmp_path, stored))[-1][1] == "2026-01-02,cat,24,,"


def test_days_may_be_counted_from_1904(tmp_path: Path) -> None:
    content = saved(workbook(rows=[[date(2026, 1, 2), "ann", 1]]))
    moved = changed(content, "xl/workbook.xml", "<workbookPr ", '<workbookPr date1904="1" ')
    assert lines(file_of(tmp_path, moved))[1][1].startswith("2030-01-03,")


def test_a_cell_in_the_last_corner_takes_no_memory(tmp_path: Path) -> None:
    found = lines(file_of(tmp_path, saved(workbook(lambda sheet: sheet.cell(1_048_576, 16_384, 1)))))
    assert found[-1][0] == 1_048_576 and found[0][1] == ",".join(HEADER)


def test_a_damaged_workbook_is_told(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match=r"use\.xlsx: the workbook is damaged or cut off"):
        file_of(tmp_path, saved(workbook())[:3000]).peek()


@pytest.mark.parametrize("name", ["use.xls", "use.xlsx"])
def test_an_old_workbook_or_one_with_a_password_is_told(tmp_path: Path, name: str) -> None:
    content = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500)
    with pytest.raises(ImportFailed, match=r"with a password\. Save it as \.xlsx"):
        file_of(tmp_path, content, name).peek()


def test_a_sheet_that_ends_early_gives_its_rows_and_is_reported(tmp_path: Path) -> None:
    cut = changed(saved(workbook()), "xl/worksheets/sheet1.xml", "</sheetData>", "")
    file = file_of(tmp_path, cut)
    assert len(lines(file)) >= 1 and file.damage


def test_a_sheet_made_to_fill_the_memory_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack_xlsx, "BOMB_BYTES", 100)
    monkeypatch.setattr(unpack_xlsx, "BOMB_RATIO", 1)
    file = file_of(tmp_path, saved(workbook()))
    assert lines(file) == [] and file.damage.startswith("it unpacks to more than")


@pytest.mark.parametrize("content", [b"PK\3\4", b"PK\3\4" + bytes(99)])
def test_what_only_begins_like_a_workbook_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    assert file_of(tmp_path, content, "x").peek().head == content


BERLIN = timezone(timedelta(hours=1))
COLUMNS = {
    "naive": pa.array([datetime(2026, 1, 2, 3, 4, 5, 6), None, None], pa.timestamp("ns")),
    "zoned": pa.array([datetime(2026, 1, 2, 3, 4, 5, tzinfo=BERLIN), None, None], pa.timestamp("ms", "Europe/Berlin")),
    "money": pa.array([Decimal("1.230"), None, None], pa.decimal128(10, 3)),
    "count": pa.array([2**60, None, 7]),
    "part": pa.array([0.1, None, 2.0], pa.float32()),
    "text": pa.array(['a\n"b"', None, "ü"]).dictionary_encode(),
    "tags": pa.array([[("team", "red")], None, []], pa.map_(pa.string(), pa.string())),
    "nested": pa.array([{"a": [1, 2]}, None, {"a": []}]),
    "raw": pa.array([b"x", None, b"\xff"]),
}


@pytest.mark.parametrize("name", ["use.parquet", "use.parquet.gz"])
def test_every_type_of_parquet_is_written_as_text(tmp_path: Path, name: str) -> None:
    content = parquet(pa.table(COLUMNS))
    file = file_of(tmp_path, gzip.compress(content) if name.endswith("gz") else content, name)
    assert lines(file) == [
        (1, ",".join(COLUMNS)),
        (2, '2026-01-02 03:04:05.000006,2026-01-02 02:04:05.000000Z,1.230,1152921504606846976,0.1,"a'),
        (2, '""b""","{""team"":""red""}","{""a"":[1,2]}",x'),
        (3, ",,,,,,,,"),
        (4, ',,,7,2,ü,{},"{""a"":[]}",\N{REPLACEMENT CHARACTER}'),
    ]
    assert file.bytes_read == file.size and not file.damage


def test_a_parquet_table_gives_events(tmp_path: Path) -> None:
    table = pa.table({"timestamp": [datetime(2026, 1, 2)] * 3, "user": ["ann"] * 3, "input_tokens": [1, None, 0]})
    file = file_of(tmp_path, parquet(table), "use.parquet")
    assert [importer.name for importer in IMPORTERS if importer.matches(file.peek())] == ["generic-table"]
    events = [record for record in IMPORTER.read(file) if isinstance(record, UsageEvent)]
    assert [(event.line, event.input_tokens) for event in events] == [(2, 1), (3, None), (4, 0)]


@pytest.mark.parametrize("spoil", [lambda data: data[:-9], lambda data: data[:60] + bytes(20) + data[80:]])
def test_damaged_parquet_is_reported(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    file = file_of(tmp_path, spoil(parquet(pa.table(COLUMNS))), "use.parquet")
    assert len(lines(file)) <= 1 and file.damage


def test_without_pyarrow_a_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    file = file_of(tmp_path, parquet(pa.table(COLUMNS)), "use.parquet")
    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(ImportFailed, match=r"pip install 'auditor\[parquet\]'"):
        file.peek()
