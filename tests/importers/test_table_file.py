"""Rows of a table by header: what is told, what is not, and rows that are no rows of it."""

from pathlib import Path

import pytest

from auditor.errors import ImportFailed
from auditor.importers.files.export_file import ExportFile
from auditor.importers.files.table_file import TableRow, rows
from auditor.records import ImportIssue


def table(folder: Path, text: str) -> list[TableRow | ImportIssue]:
    path = folder / "table.csv"
    path.write_text(text)
    return list(rows(ExportFile.at(path)))


def test_cells_are_found_by_their_header_without_the_spaces_around(tmp_path: Path) -> None:
    (row,) = table(tmp_path, " a , b,c\n 1 ,  NULL,x y \n")
    assert isinstance(row, TableRow) and (row.line, row.headers) == (2, ["a", "b", "c"])
    assert row.values() == {"a": "1", "b": "NULL", "c": "x y"} == {name: row.get(name) for name in row.headers}
    assert [row.told(name) for name in ("a", "b", "c", "d")] == ["1", None, "x y", None]
    assert row.get("d") == "" and "d" not in row and "a" in row


@pytest.mark.parametrize("word", ["", " ", "-", "–", "null", "None", "N/A", "\\N"])
def test_words_for_nothing_are_not_told(tmp_path: Path, word: str) -> None:
    (row,) = table(tmp_path, f"a,b\n{word},nullable\n")
    assert isinstance(row, TableRow) and (row.told("a"), row.told("b")) == (None, "nullable")


def test_a_repeated_header_keeps_all_its_cells_and_the_first_is_read(tmp_path: Path) -> None:
    (row,) = table(tmp_path, "a,b,a,a\n1,2,,4\n")
    assert isinstance(row, TableRow) and row.all("a") == ["1", "4"] and row.all("z") == []
    assert row.values() == {"a": "1", "b": "2"} and row.told("a") == "1"


def test_a_row_of_another_width_is_an_issue(tmp_path: Path) -> None:
    first, issue, last = table(tmp_path, "a,b\n1,2\n1,2,3\n3,4\n")
    assert isinstance(first, TableRow) and isinstance(last, TableRow) and last.get("b") == "4"
    assert isinstance(issue, ImportIssue) and issue.line == 3 and "3 cells" in issue.reason


def test_a_table_without_a_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed):
        table(tmp_path, "\n\n")
