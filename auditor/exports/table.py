"""What we write as CSV: a table is a name, columns with their meaning, and rows."""

import csv
import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from auditor.case.case_file import CaseFile
from auditor.errors import AuditorError
from auditor.progress import Progress

Cell = str | int | float | None
RUNNABLE = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]")
"""Beginnings by which a spreadsheet takes a cell for a formula; full-width signs are such to some."""

NUMBER = re.compile(r"-\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name, what it holds, and how (unit, format)."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class View:
    """What an export may show: with `names` false, persons appear under their aliases and texts are left out."""

    case: CaseFile
    names: bool = False


@dataclass(frozen=True, slots=True)
class Exporter:
    """One table we write. `rows` yields as many cells as there are columns, always in the same order."""

    name: str
    title: str
    file_name: str
    columns: tuple[Column, ...]
    rows: Callable[[View], Iterator[tuple[Cell, ...]]]

    def write(self, view: View, folder: Path, progress: Progress) -> Path:
        """Write the table into `folder` and return its path. Raises AuditorError, then the old file is untouched.

        UTF-8, comma, RFC 4180, written beside its target and renamed: no reader ever sees half a file.
        """
        target = folder / self.file_name
        partial = target.with_name(target.name + ".part")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with partial.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\r\n")
                writer.writerow(column.name for column in self.columns)
                for number, row in enumerate(self.rows(view)):
                    writer.writerow([harmless(cell) for cell in row])
                    progress.report(number, 0, number)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(target)
        except OSError as error:
            raise AuditorError(
                f"{target} cannot be written ({error.strerror}).", "Choose another folder, or free some space."
            ) from error
        finally:
            with suppress(OSError):
                partial.unlink()
        return target


def harmless(cell: Cell) -> Cell:
    """The cell, with an apostrophe before text that a spreadsheet would run as a formula; a number is none."""
    if isinstance(cell, str) and RUNNABLE.match(cell) and not NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def dollars(microusd: int | None) -> str | None:
    """Micro-dollars as decimal dollars, exact: 2318000000 → `2318.000000`; unknown stays unknown."""
    if microusd is None:
        return None
    sign, whole = ("-", -microusd) if microusd < 0 else ("", microusd)
    return f"{sign}{whole // 1_000_000}.{whole % 1_000_000:06d}"
