"""Reads the one-line layouts that people give `git log --format`: fields between bars, commas, tabs or semicolons.

Nothing in such a file says which field is what, but a hash, a time and an e-mail address tell themselves, and the
subject is the last text of the line. It may hold the separator: the commit with the fewest fields has none in it.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from auditor.importers.files.export_file import Peek
from auditor.importers.outcomes.git_blocks import iso
from auditor.importers.values.quantities import Unreadable, shown

SEPARATORS = ("\x1f", "|", "\t", ";", ",")
SHORTEST = 7
"""Hexadecimal digits git abbreviates a hash to."""

FULL = 40
HEAD_LINES = 200
HASH = re.compile(rf"[0-9a-f]{{{SHORTEST},64}}")
_HASHES = re.compile(rf"{HASH.pattern}(?: {HASH.pattern})*")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?")
_UNIX = re.compile(r"\d{9,10}")
_RELATIVE = re.compile(r"\d+ \w+(?:, \d+ \w+)? ago")
_EMAIL = re.compile(r"<?([^\s<>@]+@[^\s<>@]+)>?")
_REFS = re.compile(r"\(?(?:HEAD|tag: |origin/|refs/).*")


class Line(NamedTuple):
    """One commit as its line tells it; `decorations` may be empty."""

    sha: str
    date: str
    person: str
    subject: str
    decorations: str


class Layout(NamedTuple):
    """How a file's lines are to be taken apart: by which separator, into how many fields at least."""

    separator: str
    width: int

    def line(self, text: str) -> Line:
        """The commit in a line. Raises Unreadable."""
        written = text.split(self.separator)
        parts = [part.strip(" \r\"'") for part in written]
        sha = _bare(parts[0])
        if not HASH.fullmatch(sha):
            raise Unreadable(f"{shown(sha)} is not a commit hash")
        if len(parts) < self.width:
            raise Unreadable("fewer fields than the other commits")
        ahead = 1 if _is_date(parts[-1]) else 0
        known = [*parts[1 : self.width - 1 - ahead], *parts[len(parts) - ahead :]]
        subject = self.separator.join(written[self.width - 1 - ahead : len(parts) - ahead]).strip(" \r\"'")
        date = next((part for part in known if _is_date(part)), None)
        if date is None:
            raise Unreadable("no author date")
        return Line(sha, iso(date), _person(known), subject, next(filter(_REFS.fullmatch, known), ""))


def layout_of(peek: Peek) -> Layout | None:
    """How the file's lines are laid out; None unless its first line is a commit with a time in a field of its own."""
    first = peek.first_line
    for separator in SEPARATORS:
        if _is_commit(first.split(separator)):
            lines = peek.text.split("\n")[:HEAD_LINES]
            commits = [parts for line in lines if _is_commit(parts := line.split(separator))]
            if any(map(_is_surely_hash, commits)):
                return Layout(separator, min(map(len, commits)))
    return None


def _is_commit(parts: Sequence[str]) -> bool:
    return len(parts) >= 3 and bool(HASH.fullmatch(_bare(parts[0]))) and any(map(_is_date, parts[1:]))


def _is_surely_hash(parts: Sequence[str]) -> bool:
    """Seven digits alone are any number."""
    return len(_bare(parts[0])) >= FULL or any(map(str.isalpha, _bare(parts[0])))


def _bare(first: str) -> str:
    return first.strip(" \"'\x1e").removeprefix("commit ").strip()


def _is_date(field: str) -> bool:
    plain = field.strip(" \r\"'")
    return bool(_DATE.fullmatch(plain) or _UNIX.fullmatch(plain)) or iso(plain) != plain


def _person(known: Sequence[str]) -> str:
    """The author's address, else the first text that is nothing else: the author's name."""
    for part in known:
        if found := _EMAIL.fullmatch(part):
            return found[1]
    others = (_DATE, _UNIX, _RELATIVE, _HASHES, _REFS)
    names = (part for part in known if part and not any(other.fullmatch(part) for other in others))
    return next((name for name in names if not _is_date(name) and any(map(str.isalpha, name))), "")
