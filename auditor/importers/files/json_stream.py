"""JSON objects of a file that is read in blocks, not in lines: an array, a page or a single line of any length.

Nothing larger than the longest line is held. Of a page that is larger, slices are given: pages of the same shape, each
with some of the members; what stands behind the array (`has_more`) comes with the last one.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import IO

import msgspec

from auditor.importers.files.export_file import PEEK_BYTES, ExportFile
from auditor.importers.files.json_lines import NOT_DECODED, damage, is_dict, second_try
from auditor.importers.files.json_split import Splitter, Text
from auditor.importers.files.unpack_text import Utf8Lines, as_utf8
from auditor.importers.values.quantities import excerpt
from auditor.records import ImportIssue

BLOCK = 1 << 20

Found = tuple[int, dict[str, object]]


def needed(file: ExportFile) -> bool:
    """Whether the first value of a large file does not end in its first line, so far as that can be seen."""
    peek = file.peek()
    if len(peek.head) < PEEK_BYTES:
        return False
    line, ended, _ = peek.text.lstrip("\ufeff \t\r\n").partition("\n")
    return line[:1] == "[" or (line[:1] == "{" and not (ended and line.rstrip().endswith("}")))


def objects(file: ExportFile) -> Iterator[Found | ImportIssue]:
    """(line it begins in, object) of each object, of each member of an array, of each slice of a page too large."""
    reading = _Reading(file)
    yield from reading.found()
    yield from damage(file)


class _Reading:
    """One pass over a file."""

    def __init__(self, file: ExportFile) -> None:
        self._file = file
        self._splitter = Splitter(self._decoded)

    def found(self) -> Iterator[Found | ImportIssue]:
        block = b""
        with self._file.open() as stream:
            source = as_utf8(stream)  # kept: a decoder that is dropped closes the stream under it
            for more in _blocks(source):
                block = more
                yield from self._objects(self._splitter.take(block))
            self._file.finish(stream)
        yield from self._objects(self._splitter.end())
        self._file.lines_read = self._splitter.line - block.endswith(b"\n")

    def _objects(self, items: Iterator[Text | ImportIssue], again: bool = False) -> Iterator[Found | ImportIssue]:
        for item in items:
            value = item if isinstance(item, ImportIssue) else self._decoded(*item)
            if isinstance(item, ImportIssue):
                yield self._placed(item)
            elif is_dict(value):
                yield item[0], value
            elif not isinstance(value, ImportIssue):
                yield self._placed(ImportIssue(item[0], "not a JSON object", excerpt=excerpt(item[1])))
            elif again or item[1][:1] != b"{":
                yield self._placed(value)
            else:
                yield from self._again(*item)

    def _again(self, line: int, text: bytes) -> Iterator[Found | ImportIssue]:
        """A value that is none, though its brackets match: perhaps lines that were cut off, and others after them."""
        splitter = Splitter(self._decoded, line, careful=True)
        yield from self._objects(splitter.take(text), again=True)
        yield from self._objects(splitter.end(), again=True)

    def _decoded(self, line: int, text: bytes) -> object:
        try:
            return msgspec.json.decode(text)
        except NOT_DECODED:
            decoded = second_try(self._file, line, text, object)
            return decoded if isinstance(decoded, ImportIssue) else decoded[1]

    def _placed(self, issue: ImportIssue) -> ImportIssue:
        """In a file of one line the line tells nothing, so the reason tells which member it is."""
        member = self._splitter.member
        return replace(issue, reason=f"{issue.reason} (member {member:,})") if issue.line == 1 < member else issue


def _blocks(source: Utf8Lines | IO[bytes]) -> Iterator[bytes]:
    if not isinstance(source, Utf8Lines):
        while block := source.read(BLOCK):
            yield block
        return
    lines: list[bytes] = []
    size = 0
    while line := source.readline(BLOCK):
        lines.append(line)
        size += len(line)
        if size >= BLOCK:
            yield b"".join(lines)
            lines, size = [], 0
    if lines:
        yield b"".join(lines)
