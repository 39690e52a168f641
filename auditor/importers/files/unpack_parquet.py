"""Reads the rows of a Parquet file, row group by row group, as the text a CSV of it would hold.

Needs pyarrow, which is 55 MB to download and 170 MB on the disk: a person who is never handed Parquet goes without.
"""

import importlib
from collections.abc import Iterator
from typing import IO, Any

import msgspec

from auditor.errors import ImportFailed

MAGIC = b"PAR1"
BATCH_ROWS = 2_000
HINT = "Install it (pip install 'auditor[parquet]'), or have the table exported as CSV."


class NotParquet(ValueError):
    """A file that begins like Parquet but cannot be read; the text says why."""


def rows(file: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    """(row number from 1, cells): the header, then every row. Raises ImportFailed without pyarrow, NotParquet."""
    try:  # by name: imported at the top, its 170 MB would delay every start
        arrow: Any = importlib.import_module("pyarrow")
        parquet: Any = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise ImportFailed("Reading Parquet needs pyarrow, which is not installed.", HINT) from error
    try:
        table = parquet.ParquetFile(file)
        yield 1, list(table.schema_arrow.names)
        number = 1
        for batch in table.iter_batches(batch_size=BATCH_ROWS):
            columns = [_texts(arrow, column) for column in batch.columns]
            for cells in zip(*columns, strict=True):
                number += 1
                yield number, list(cells)
    except (arrow.ArrowException, OSError, ValueError) as error:
        raise NotParquet(str(error).partition("\n")[0]) from error


def _texts(arrow: Any, column: Any) -> list[str]:
    """One column as text: unknown is empty, times are ISO (those with a zone in UTC), nested values are JSON."""
    kind, types = column.type, arrow.types
    if types.is_dictionary(kind):
        return _texts(arrow, column.dictionary_decode())
    ending = ""
    if types.is_timestamp(kind):
        ending = "Z" if kind.tz else ""
        column = column.cast(arrow.timestamp("us"), safe=False)
    if types.is_nested(kind):
        values = column.to_pylist(maps_as_pydicts="lossy")
        return ["" if value is None else msgspec.json.encode(value, enc_hook=str).decode() for value in values]
    if types.is_binary(kind) or types.is_large_binary(kind) or types.is_fixed_size_binary(kind):
        return ["" if value is None else value.decode("utf-8", "replace") for value in column.to_pylist()]
    return ["" if text is None else text + ending for text in column.cast(arrow.string()).to_pylist()]
