"""Records by the names of their fields, whether they come as a table, as JSON, or in pages of JSON."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set

import msgspec

from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_chunks import objects
from auditor.importers.files.json_lines import as_list, is_dict, is_list
from auditor.importers.files.pages import key_paths
from auditor.importers.files.table_file import headers_of, rows
from auditor.importers.tables.table_rows import cell
from auditor.importers.values.quantities import UNKNOWN_WORDS, Unreadable, count, excerpt, shown
from auditor.importers.values.token_sums import whole
from auditor.records import ImportIssue, Record

NAMES_HELD = 200
LONGEST_UNKNOWN = max(map(len, UNKNOWN_WORDS))
DELIMITERS = ",;\t"
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")

Page = dict[str, object]
"""What a page says beside its members."""


class Fields:
    """One record: `line` it begins on, its values by name. A word such as NULL, or an empty cell, is not told."""

    def __init__(self, line: int, values: Mapping[str, object]) -> None:
        self.line = line
        self._values = values

    def __contains__(self, name: str) -> bool:
        return name in self._values

    @property
    def names(self) -> Set[str]:
        """The names of the record's fields."""
        return self._values.keys()

    def value(self, *names: str) -> object:
        """The first of the fields that is told, as it stands; None where none is."""
        for name in names:
            found = self._values.get(name)
            if found is None or (
                isinstance(found, str) and len(found) <= LONGEST_UNKNOWN and found.strip().lower() in UNKNOWN_WORDS
            ):
                continue
            return found
        return None

    def told(self, *names: str) -> str | None:
        """The first of the fields that is told, as text."""
        found = self.value(*names)
        return None if found is None else (found if isinstance(found, str) else cell(found)).strip() or None

    def count(self, *names: str) -> int | None:
        """The first of the fields that is told, as a count, also "1,204". Raises Unreadable."""
        return count_of(self.value(*names), names[0])

    def total(self, *names: str) -> int | None:
        """`count` for a sum, which is kept in millionths and must leave room for adding. Raises Unreadable."""
        return whole(self.count(*names), names[0])

    def inner(self, *names: str) -> object:
        """The first of the fields that is told, opened where it is JSON in a string."""
        return opened(self.value(*names))

    def excerpt(self) -> str:
        """The record's beginning, for an issue; without keys, which are secrets."""
        safe = [(name, value) for name, value in self._values.items() if "key" not in name.lower()]
        return excerpt(", ".join(f"{name}={cell(value)[:40]}" for name, value in safe[:8]))


def count_of(value: object, name: str) -> int | None:
    """A JSON value or cell as a count; None where not told. Raises Unreadable."""
    if value is None:
        return None
    text = value if isinstance(value, str) else cell(value)
    if text.isdecimal():
        return count(text, name)
    text = text.strip()
    return count(text.replace(",", "") if _THOUSANDS.fullmatch(text) else text, name)


def opened(value: object) -> object:
    """JSON that stands in a string, decoded; anything else, and a string that is no JSON, as it is.

    A quotation mark written twice where once would do is what a table escaped one time too often looks like.
    """
    if not isinstance(value, str) or value.lstrip()[:1] not in ("{", "["):
        return value
    for text in (value, value.replace('""', '"')):
        try:
            return msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
            continue
    return value


def is_json(peek: Peek) -> bool:
    """Whether the file begins like JSON."""
    return peek.first_line.lstrip()[:1] in ("{", "[")


def _delimiter(first_line: str) -> str:
    return max(DELIMITERS, key=first_line.count)


def names_in(peek: Peek, words: Sequence[str], pages: Sequence[str] = ()) -> frozenset[str]:
    """The field names of the file's first records, for `matches`; a page's members are looked into.

    Empty, and quickly so, where none of `words` stands in the file's head.
    """
    if not is_json(peek):
        line = peek.first_line
        told = "\0" not in line and any(word in line for word in words)
        return frozenset(headers_of(peek, _delimiter(line)) if told else ())
    paths = key_paths(peek, *words)
    page = next((f"{key}/" for key in pages if any(path.startswith(f"{key}/") for path in paths)), "")
    names = (path.removeprefix(page) for path in paths if path.startswith(page))
    return frozenset(name for name in names if "/" not in name)


def fields_in(
    file: ExportFile, pages: Sequence[str] = (), on_page: Callable[[Page, int], None] | None = None
) -> Iterator[Fields | ImportIssue]:
    """The records of a table, of JSON lines, of an array, or of pages whose members lie under one of `pages`.

    `on_page` is told each page's own fields and how many members it has.
    """
    peek = file.peek()
    if not is_json(peek):
        for row in rows(file, _delimiter(peek.first_line)):
            yield row if isinstance(row, ImportIssue) else Fields(row.line, row.values())
        return
    for item in objects(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        line, value = item
        held = [key for key in pages if is_list(value.get(key))]
        key = next((key for key in held if value[key]), next(iter(held), None))
        if key is None:
            yield Fields(line, value)
            continue
        members = as_list(value[key])
        if on_page is not None:
            on_page(value, len(members))
        for member in members:
            if is_dict(member):
                yield Fields(line, member)
            else:
                yield ImportIssue(line, f"{shown(member)} among “{key}” is not a record")


def read_each(found: Iterator[Fields | ImportIssue], make: Callable[[Fields], Iterator[Record]]) -> Iterator[Record]:
    """What `make` gives for each record; an Unreadable it raises becomes the record's issue."""
    for item in found:
        if isinstance(item, ImportIssue):
            yield item
            continue
        try:
            yield from list(make(item))
        except Unreadable as error:
            yield ImportIssue(item.line, str(error), excerpt=item.excerpt())


def tally(others: Counter[str], name: str) -> None:
    """Count something passed over under its name; a file that makes up names without end is counted as one."""
    short = name[:60]
    others[short if short in others or len(others) < NAMES_HELD else "…"] += 1
