"""Workbooks and Parquet files as the CSV they would be saved as, so that every table importer reads them.

A row's number is its row in the sheet, or in the table with its header, also below cells of several lines.
"""

import csv
import io
import shutil
import tempfile
from collections.abc import Iterator
from typing import IO

from auditor.importers.files import unpack_parquet
from auditor.importers.files.unpack_parquet import NotParquet
from auditor.importers.files.unpack_xlsx import NotAWorkbook, Row, Workbook

ZIP_MAGIC = b"PK\x03\x04"
MAGICS = (ZIP_MAGIC, unpack_parquet.MAGIC)

NOT_A_TABLE = (NotAWorkbook, NotParquet)


class Table(io.RawIOBase):
    """The table in a file that can be sought, as CSV text in UTF-8: bytes, or `texts` (row number, row).

    `notes` says, once the rows were begun, what of the file was not read; `damage` why they ended early.
    """

    def __init__(self, file: IO[bytes]) -> None:
        """Raises NotAWorkbook for an archive of another kind."""
        self._file = file
        self._book = None if file.read(4) == unpack_parquet.MAGIC else Workbook(file)
        file.seek(0)
        self.notes = self._book.notes if self._book else list[str]()
        self.damage = ""
        self.texts = self._numbered()
        self._left = memoryview(b"")

    def _numbered(self) -> Iterator[tuple[int, bytes]]:
        one: list[str] = []
        writer = csv.writer(_Taker(one), lineterminator="\n")
        try:
            for number, cells in self._rows():
                writer.writerow(cells)
                yield number, one.pop().encode("utf-8", "replace")
        except NOT_A_TABLE as error:
            self.damage = str(error) or "it cannot be read"

    def _rows(self) -> Iterator[Row]:
        return self._book.rows() if self._book else unpack_parquet.rows(self._file)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._left:
            self._left = memoryview(next((text for _, text in self.texts), b""))
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size

    def close(self) -> None:
        self._file.close()
        super().close()


class _Taker:
    """A file for csv.writer that keeps the row."""

    def __init__(self, rows: list[str]) -> None:
        self.write = rows.append


def sought(stream: IO[bytes]) -> IO[bytes]:
    """The stream's bytes in a temporary file without a name, which can be read in any order."""
    copy = tempfile.TemporaryFile()  # noqa: SIM115  closed with the table
    shutil.copyfileobj(stream, copy, 1 << 20)
    copy.seek(0)
    return copy
