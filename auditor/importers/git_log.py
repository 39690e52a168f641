"""Reads commits as outcomes from `git log`, with unit separators or as plain blocks, with or without `--numstat`.

Source: git's own documentation of pretty formats; the history of marot/spotter in three such exports. The export we ask
for is `git log --all --date=iso-strict --format='%H%x1f%an%x1f%ae%x1f%aI%x1f%cI%x1f%D%x1f%s%x1f%(trailers:…)'`; fields
left out at the end, and parents (`%P`) after the hash, are understood. So are git's own blocks ("commit <hash>",
"Author:", "AuthorDate:" or "Date:", then the indented message).

Token semantics: none; a commit is an outcome, its hash the identity over all files. The time is the author date, when
the work was done: a rebase moves the committer date of a whole branch to one minute. Either can be set by hand. The
person is the author's e-mail. The branch is a ticket in parentheses at the subject's end, "(shop-12)", as many teams
name branches after tickets, else the first branch among the decorations.

Lines end at line feeds only: the format's own separators (U+001E, U+001F) would count as line ends for str.splitlines.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC

from auditor.importers.contract import Importer
from auditor.importers.export_file import ExportFile, Peek
from auditor.importers.git_blocks import COMMIT_LINE, read_blocks
from auditor.importers.json_lines import numbered
from auditor.importers.quantities import Unreadable, excerpt, shown
from auditor.importers.times import any_time
from auditor.records import ImportIssue, Outcome, Record

UNIT, RECORD = "\x1f", "\x1e"
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_NUMSTAT = re.compile(r"(?:\d+|-)\t(?:\d+|-)\t.")
_DATE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_TICKET = re.compile(r"\(([A-Za-z][\w.]*-[\w.-]+)\)(?:\s*\(#\d+\))?\s*$")
_TRAILER = re.compile(r"<[^<>\s]+>")


def matches(peek: Peek) -> str:
    """A commit hash and a unit separator, or a "commit <hash>" line, at the very beginning."""
    line = peek.first_line.lstrip(RECORD)
    fields = line.split(UNIT)
    if len(fields) >= 5 and _HASH.fullmatch(fields[0]):
        return "a commit hash followed by unit separators"
    return "a line “commit <hash>”" if COMMIT_LINE.fullmatch(line) else ""


def read(file: ExportFile) -> Iterator[Record]:
    """The commits of one log."""
    if COMMIT_LINE.fullmatch(file.peek().first_line):
        yield from read_blocks(file, outcome)
        return
    for item in numbered(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        number, line = item
        text = file.decode(line).lstrip(RECORD)
        if not text.strip(RECORD + UNIT + " ") or _NUMSTAT.match(text):
            continue
        try:
            yield _commit(number, text.split(UNIT))
        except Unreadable as error:
            yield ImportIssue(number, str(error), excerpt=excerpt(text))


def _commit(number: int, fields: Sequence[str]) -> Outcome:
    """Fields are found by the author date: what stands before it is known, what stands after it can be shorter."""
    sha = fields[0].strip()
    if not _HASH.fullmatch(sha):
        raise Unreadable(f"{shown(sha)} is not a commit hash")
    dated = next((at for at, field in enumerate(fields) if at >= 3 and _DATE.match(field)), None)
    if dated is None:
        raise Unreadable("no author date")
    rest = list(fields[dated + 1 :])
    if rest and _DATE.match(rest[0]):
        del rest[0]
    decorations, subject = _named([part.strip(RECORD + "\r ") for part in rest])
    return outcome(number, sha, fields[dated], fields[dated - 1], subject, decorations)


def _named(rest: Sequence[str]) -> tuple[str, str]:
    """(decorations, subject) of what follows the dates: decorations, subject, trailers; only the subject is sure."""
    if len(rest) >= 3:
        return rest[0], rest[1]
    if len(rest) == 2:
        first, second = rest
        plain_subject = first and (not second or _TRAILER.search(second))
        return ("", first) if plain_subject else (first, second)
    if not rest:
        raise Unreadable("no subject")
    return "", rest[0]


def outcome(number: int, sha: str, date: str, email: str, subject: str, decorations: str) -> Outcome:
    """A commit. Raises Unreadable when its author date is none."""
    at, _ = any_time(date.strip(), UTC)
    return Outcome(
        at=at,
        kind="commit",
        reference=sha,
        line=number,
        title=subject.strip(),
        person=email.strip().strip("<>") or None,
        branch=_branch(subject, decorations),
        key=f"git:{sha}",
    )


def _branch(subject: str, decorations: str) -> str | None:
    if ticket := _TICKET.search(subject):
        return ticket[1]
    names = (name.strip().removeprefix("HEAD -> ") for name in decorations.split(","))
    return next((name for name in names if name and name != "HEAD" and not name.startswith("tag: ")), None)


IMPORTER = Importer(name="git-log", title="git log", version=1, matches=matches, read=read)
