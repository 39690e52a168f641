"""Reads git's own log layout: "commit <hash>", header lines, and the message indented by four blanks."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime

from auditor.importers.export_file import ExportFile
from auditor.importers.json_lines import numbered
from auditor.importers.quantities import Unreadable, excerpt
from auditor.records import ImportIssue, Outcome

COMMIT_LINE = re.compile(r"commit ([0-9a-f]{40}(?:[0-9a-f]{24})?)(?: \((.*)\))?\s*")
_AUTHOR = re.compile(r"Author: .*<([^<>]*)>\s*")
_HEADER = re.compile(r"(AuthorDate|Date): +(.*)")
GIT_DATE = "%a %b %d %H:%M:%S %Y %z"

Make = Callable[[int, str, str, str, str, str], Outcome]
"""(line, hash, author date, author e-mail, subject, decorations) → outcome; raises Unreadable."""


class _Block:
    """What is known of one commit so far."""

    def __init__(self, number: int, sha: str, decorations: str) -> None:
        self.number, self.sha, self.decorations = number, sha, decorations
        self.email = self.date = self.subject = ""

    def take(self, line: str) -> None:
        """A line of the block; the first indented one is the subject."""
        if line.startswith("    "):
            self.subject = self.subject or line.strip()
        elif author := _AUTHOR.match(line):
            self.email = author[1]
        elif header := _HEADER.match(line):
            self.date = iso(header[2])

    def outcome(self, make: Make) -> Outcome | ImportIssue:
        try:
            return make(self.number, self.sha, self.date, self.email, self.subject, self.decorations)
        except Unreadable as error:
            return ImportIssue(self.number, f"author date: {error}", excerpt=excerpt(self.sha))


def iso(date: str) -> str:
    """git's default "Tue Mar 3 10:15:00 2026 +0100" as ISO; anything else unchanged."""
    try:
        return datetime.strptime(date.strip(), GIT_DATE).isoformat()
    except ValueError:
        return date


def read_blocks(file: ExportFile, make: Make) -> Iterator[Outcome | ImportIssue]:
    """One outcome per "commit" line; numstat lines and bodies are passed over."""
    block: _Block | None = None
    for item in numbered(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        number, line = item
        text = file.decode(line)
        if found := COMMIT_LINE.fullmatch(text):
            if block:
                yield block.outcome(make)
            block = _Block(number, found[1], found[2] or "")
        elif block:
            block.take(text)
    if block:
        yield block.outcome(make)
