"""JSON objects of a file however they were saved: one per line, pretty-printed, in an array, or in pages."""

import re
from collections.abc import Iterator

import msgspec

from auditor.importers.files import json_stream
from auditor.importers.files.export_file import LONGEST_LINE, ExportFile
from auditor.importers.files.json_lines import NOT_DECODED, is_dict, is_list, numbered, second_try
from auditor.importers.files.json_split import CUT_OFF, TOO_LARGE
from auditor.importers.values.quantities import excerpt
from auditor.records import ImportIssue

_STRUCTURE = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?|[{}\[\]]')
"""Strings, so that brackets in them are passed over, and brackets. A string cannot span lines in JSON."""

Found = json_stream.Found


def objects(file: ExportFile) -> Iterator[Found | ImportIssue]:
    """(line it begins in, object) of each object, and of each member of an array."""
    if json_stream.needed(file):
        yield from json_stream.objects(file)
        return
    for item in _chunks(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        number, text = item
        try:
            value: object = msgspec.json.decode(text)
        except NOT_DECODED:
            decoded = second_try(file, number, text, object)
            if isinstance(decoded, ImportIssue):
                yield decoded
                continue
            value = decoded[1]
        yield from _members(number, value, text)


def _members(number: int, value: object, text: bytes) -> Iterator[Found | ImportIssue]:
    for member in value if is_list(value) else [value]:
        if is_dict(member):
            yield number, member
        else:
            yield ImportIssue(number, "not a JSON object", excerpt=excerpt(text))


def _depth_change(line: bytes) -> int:
    """Opening minus closing brackets outside strings."""
    tokens: list[bytes] = _STRUCTURE.findall(line)
    return sum(token in b"{[" for token in tokens) - sum(token in b"}]" for token in tokens)


def _chunks(file: ExportFile) -> Iterator[tuple[int, bytes] | ImportIssue]:
    """(first line, text) of each object. One that is never closed ends where a line begins with the next one."""
    open_chunk = _Chunk(0)
    for item in numbered(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        number, line = item
        if open_chunk.depth and line[:1] == b"{":
            yield open_chunk.issue(CUT_OFF)
            open_chunk = _Chunk(0)
        if not open_chunk.depth:
            open_chunk = _Chunk(number)
            line = _without_array(line)
        if not open_chunk.add(line):
            continue
        if open_chunk.size > LONGEST_LINE:
            yield open_chunk.issue(TOO_LARGE)
        elif text := open_chunk.text():
            yield open_chunk.start, text
        open_chunk = _Chunk(0)
    if open_chunk.depth:
        yield open_chunk.issue(CUT_OFF)


def _without_array(line: bytes) -> bytes:
    """A line without the bracket with which an array around several lines opens or closes."""
    bare = line.strip().rstrip(b",")
    if bare[:1] == b"[" and _depth_change(bare) > 0:
        return bare[1:].lstrip()
    if bare in (b"]", b"[]"):
        return b""
    return bare


class _Chunk:
    """Lines of one object so far."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.depth = 0
        self.size = 0
        self._lines: list[bytes] = []

    def add(self, line: bytes) -> bool:
        """Take a line; whether the object is complete (or too large to go on)."""
        whole = not self.depth and line[:1] == b"{" and line[-1:] == b"}"
        self.depth += 0 if whole else _depth_change(line)
        self.size += len(line)
        self._lines.append(line)
        return self.depth <= 0 or self.size > LONGEST_LINE

    def text(self) -> bytes:
        """The object's text, without the comma after it or the end of the array around it."""
        text = b"\n".join(self._lines).strip().rstrip(b",")
        return text[:-1].rstrip() if self.depth < 0 and text.endswith(b"]") else text

    def issue(self, reason: str) -> ImportIssue:
        return ImportIssue(self.start, reason, excerpt=excerpt(self._lines[0]))
