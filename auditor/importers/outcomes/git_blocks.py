"""Reads git's own log layout: "commit <hash>", header lines, and the message indented by four blanks."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime

from auditor.importers.files.export_file import ExportFile
from auditor.importers.files.json_lines import TOO_LONG, damage
from auditor.importers.outcomes.co_authors import helper_in
from auditor.importers.values.quantities import Unreadable, excerpt
from auditor.records import ImportIssue, Outcome

COMMIT_LINE = re.compile(r"commit ([0-9a-f]{7,64})(?: [0-9a-f]{7,64})*(?: \((.*)\))?\s*")
_GRAPH = r"[*|\\/_ ]*\* "
"""The lines that --graph draws before a commit; `*` is the commit itself."""

FIRST_LINE = re.compile(rf"(?:{_GRAPH})?{COMMIT_LINE.pattern}$")
_DRAWN = re.compile(r"[*|\\/_ ]+")
_GRAPH_HEADER = re.compile(r"commit [0-9a-f]{7}|[A-Z]\w+:")
_AUTHOR = re.compile(r"Author: .*<([^<>]*)>\s*")
_HEADER = re.compile(r"(AuthorDate|Date): +(.*)")
_RAW_AUTHOR = re.compile(r"author .*<([^<>]*)> (\d+) [+-]\d{4}\s*")
GIT_DATES = ("%a %b %d %H:%M:%S %Y %z", "%a, %d %b %Y %H:%M:%S %z", "%a %b %d %H:%M:%S %Y")
"""--date=default, rfc, and local, which has no zone."""

Make = Callable[[int, str, str, str, str, str, str | None], Outcome]
"""(line, hash, author date, author e-mail, subject, decorations, helper) → outcome; raises Unreadable."""


class _Block:
    """What is known of one commit so far."""

    def __init__(self, number: int, sha: str, decorations: str) -> None:
        self.number, self.sha, self.decorations = number, sha, decorations
        self.email = self.date = ""
        self._subject: list[str] = []
        self._body: list[str] = []
        self._in_subject = True

    def take(self, line: str) -> None:
        """A line of the block. The first indented paragraph is the subject: git joins its lines by blanks."""
        if not line.strip():
            self._in_subject = not self._subject
        elif line.startswith("    "):
            (self._subject if self._in_subject else self._body).append(line[4:].rstrip())
        elif author := _AUTHOR.match(line):
            self.email = author[1]
        elif header := _HEADER.match(line):
            self.date = iso(header[2])
        elif raw := _RAW_AUTHOR.match(line):
            self.email, self.date = raw[1], raw[2]

    @property
    def subject(self) -> str:
        return " ".join(self._subject)

    def outcome(self, make: Make) -> Outcome | ImportIssue:
        helper = helper_in("\n".join(self._body))
        try:
            return make(self.number, self.sha, self.date, self.email, self.subject, self.decorations, helper)
        except Unreadable as error:
            return ImportIssue(self.number, f"author date: {error}", excerpt=excerpt(self.sha))


def iso(date: str) -> str:
    """git's default "Tue Mar 3 10:15:00 2026 +0100" and its other words as ISO; anything else unchanged."""
    for written in GIT_DATES:
        try:
            return datetime.strptime(date.strip(), written).isoformat()
        except ValueError:
            continue
    return date


def _undrawn(text: str) -> str:
    """A line without what --graph draws before it: a header, or a line of the message, indented as without a graph."""
    drawn = _DRAWN.match(text)
    plain = text[drawn.end() :] if drawn else text
    if not plain.strip() or (drawn and len(drawn[0]) - len(drawn[0].rstrip()) < 4 and _GRAPH_HEADER.match(plain)):
        return plain
    return "    " + plain


def read_blocks(file: ExportFile, make: Make) -> Iterator[Outcome | ImportIssue]:
    """One outcome per "commit" line; numstat lines and bodies are passed over."""
    block: _Block | None = None
    is_drawn = not COMMIT_LINE.fullmatch(file.peek().first_line.lstrip("\x1e"))
    for number, line in file.lines():  # blank ones, too: they end the subject
        if line is None:
            yield ImportIssue(number, TOO_LONG)
            continue
        text = _undrawn(file.decode(line)) if is_drawn else file.decode(line)
        if found := COMMIT_LINE.fullmatch(text):
            if block:
                yield block.outcome(make)
            block = _Block(number, found[1], found[2] or "")
        elif block:
            block.take(text)
    if block:
        yield block.outcome(make)
    yield from damage(file)
