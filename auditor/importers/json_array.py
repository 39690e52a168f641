"""JSON objects of a file whose array fills one line: exports written in one go have no line ends, and no bound."""

import codecs
import re
from collections.abc import Iterator

import msgspec

from auditor.importers import json_chunks
from auditor.importers.export_file import LONGEST_LINE, PEEK_BYTES, ExportFile
from auditor.importers.json_chunks import CUT_OFF, TOO_LARGE, Found
from auditor.importers.json_lines import NOT_DECODED, damage, is_dict, second_try
from auditor.importers.quantities import excerpt
from auditor.records import ImportIssue

BLOCK = 1 << 20
ARRAY_CUT_OFF = "the array is cut off behind its last whole object"
_MARKS = re.compile(rb'"[^"\\]*(?:\\[\s\S][^"\\]*)*"|[{}\[\]"]')
"""Strings, so that brackets in them are passed over, brackets, and the quotation mark of a string without an end."""

_REST_OF_STRING = re.compile(rb'[^"\\]*(?:\\[\s\S][^"\\]*)*"')


def objects(file: ExportFile) -> Iterator[Found | ImportIssue]:
    """(line it begins in, object) of each object: as `json_chunks.objects`, and of one long line piece by piece."""
    head = file.peek().head.removeprefix(codecs.BOM_UTF8)
    one_line = head[:1] == b"[" and b"\n" not in head and b"\0" not in head and len(head) > PEEK_BYTES // 2
    return _pieces(file) if one_line else json_chunks.objects(file)


def _pieces(file: ExportFile) -> Iterator[Found | ImportIssue]:
    members, ends_line = _Members(), False
    with file.open() as stream:
        while block := stream.read(BLOCK):
            ends_line = block.endswith(b"\n")
            for line, text in members.take(block):
                yield _decoded(file, line, text)
        file.finish(stream)
    file.lines_read = members.line - ends_line
    if members.depth:
        yield ImportIssue(members.line, CUT_OFF if members.depth > 1 else ARRAY_CUT_OFF)
    yield from damage(file)


def _decoded(file: ExportFile, line: int, text: bytes) -> Found | ImportIssue:
    if not text:
        return ImportIssue(line, TOO_LARGE)
    try:
        value: object = msgspec.json.decode(text)
    except NOT_DECODED:
        decoded = second_try(file, line, text, object)
        if isinstance(decoded, ImportIssue):
            return decoded
        value = decoded[1]
    return (line, value) if is_dict(value) else ImportIssue(line, "not a JSON object", excerpt=excerpt(text))


class _Members:
    """Takes an array apart as it comes. `depth` counts open brackets: it is 1 between two members."""

    def __init__(self) -> None:
        self.depth = 0
        self.line = 1
        self._text = b""
        self._scanned = 0
        self._counted = 0
        self._begins: int | None = None
        self._in_string = False

    def take(self, block: bytes) -> Iterator[tuple[int, bytes]]:
        """(line, text) of the members that end in the block; the text is empty where a member was too large."""
        self._text += block
        if self._in_string and not self._out_of_string():
            return
        unscanned = len(self._text)
        for mark in _MARKS.finditer(self._text, self._scanned):
            token = mark[0]
            if token in b"{[":
                self.depth += 1
                if self.depth == 2:
                    self._begins = mark.start()
            elif token in b"}]":
                self.depth -= 1
                if self.depth == 1:
                    yield self._member(mark.end())
            elif token == b'"':
                unscanned = mark.start()  # a string that ends in a later block
                break
        self._forget(unscanned)

    def _member(self, end: int) -> tuple[int, bytes]:
        begins, self._begins = self._begins, None
        if begins is None:
            return self.line, b""
        self._count_lines(begins)
        return self.line, self._text[begins:end]

    def _count_lines(self, until: int) -> None:
        self.line += self._text.count(b"\n", self._counted, until)
        self._counted = until

    def _out_of_string(self) -> bool:
        """Whether a string too long to be held has ended; what is told of it is let go."""
        end = _REST_OF_STRING.match(self._text)
        backslashes = len(self._text) - len(self._text.rstrip(b"\\"))
        self._let_go(end.end() if end else len(self._text) - backslashes % 2)
        self._in_string = end is None
        return end is not None

    def _forget(self, unscanned: int) -> None:
        """Let go of what is done with; of a member that has grown too large, or of a string without an end, too."""
        if self._begins is not None and len(self._text) - self._begins > LONGEST_LINE:
            self._begins = None
        self._scanned = unscanned
        self._let_go(unscanned if self._begins is None else self._begins)
        if len(self._text) - self._scanned > LONGEST_LINE:
            self._let_go(1)  # its opening quotation mark
            self._out_of_string()

    def _let_go(self, done: int) -> None:
        self._count_lines(done)
        self._text = self._text[done:]
        self._scanned, self._counted = max(0, self._scanned - done), 0
        self._begins = None if self._begins is None else 0
