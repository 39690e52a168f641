"""Reads commits as outcomes from `git log`, with unit separators or as plain blocks, with or without `--numstat`.

Source: git's own documentation of pretty formats; the history of marot/spotter in three such exports. The export we ask
for is `git log --all --date=iso-strict --format='%H%x1f%an%x1f%ae%x1f%aI%x1f%cI%x1f%D%x1f%s%x1f%(trailers:…)'`; fields
left out at the end, and parents (`%P`) after the hash, are understood. So are git's own blocks ("commit <hash>",
"Author:", "AuthorDate:" or "Date:", then the indented message; --format=raw and --graph, too), and lines with fields in
an order of their own between bars, commas, tabs or semicolons (`%h,%an,%ae,%ad,%s`); tables and JSON whose fields have
names, and the commits of GitHub's and GitLab's APIs. What --numstat, --stat and
--name-status say of files is passed over, renames (`=>`) and binaries (`-`) included.

Token semantics: none; a commit is an outcome, its hash the identity over all files (an abbreviated one together with
the time: seven digits are unique in one repository only). The time is the author date, when
the work was done: a rebase moves the committer date of a whole branch to one minute. Either can be set by hand. The
person is the author's e-mail; an author that is a bot stays one. Co-authors (`Co-authored-by`, in any spelling) tell
that a tool helped, but not which agent: they are kept as `helper` where their address is a tool's (see co_authors.py);
people among them are passed over. The branch is a ticket in parentheses at the subject's end, "(shop-12)", as many
teams name branches after tickets, else the first branch among the decorations.

Lines end at line feeds only: the format's own separators (U+001E, U+001F) would count as line ends for str.splitlines.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import tzinfo

from auditor.errors import PassedOver
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_lines import numbered
from auditor.importers.files.told_fields import fields_in, read_each
from auditor.importers.outcomes.co_authors import helper_of
from auditor.importers.outcomes.git_blocks import FIRST_LINE, read_blocks
from auditor.importers.outcomes.git_lines import Layout, layout_of
from auditor.importers.outcomes.git_records import commit_of, named_commits
from auditor.importers.values.quantities import Unreadable, excerpt, shown
from auditor.importers.values.times import any_time
from auditor.records import ImportIssue, Outcome, Record, Severity

UNIT, RECORD = "\x1f", "\x1e"
NO_COMMITS = "{:,} lines are no commits and were passed over: names of files, or the rest of a message"
_BEGINS = re.compile(r"[\"']?[0-9a-f]{7}")
"""How a commit begins whose line is cut off."""

FULL_HASH = 40
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_FILES = re.compile(
    r"(?:\d+|-)\t(?:\d+|-)\t."  # --numstat
    r"|[ACDMRTUX]\d*\t."  # --name-status
    r"| .+ \| +(?:\d+(?: [+-]+)?|Bin.*|Unmerged)$"  # --stat
    r"| \d+ files? changed"
    r"| (?:create|delete) mode \d{6} | (?:rename|copy|mode change) "  # --summary
)
"""What git says of the files of a commit."""

NUL_SEPARATED = "commits stand in one line, separated by NUL (-z): export the log without -z"
_ONELINE = re.compile(r"[* |/\\]*[0-9a-f]{7,40} \S")
NO_TIMES = "git log --oneline tells neither authors nor times"
EXPORT_SO = "Export it with: git log --all --date=iso-strict"
_DATE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_TICKET = re.compile(r"\(([A-Za-z][\w.]*-[\w.-]+)\)(?:\s*\(#\d+\))?\s*$")
_ADDRESS = re.compile(r"<?[^\s<>@]+@[^\s<>@]+>?")
_TRAILER = re.compile(r"<[^<>\s]+>")


def matches(peek: Peek) -> str:
    """A commit hash and a unit separator, or a "commit <hash>" line, at the very beginning."""
    line = peek.first_line.lstrip(RECORD)
    if _is_ours(line):
        return "a commit hash followed by unit separators"
    if FIRST_LINE.match(line):
        return "a line “commit <hash>”"
    if names := named_commits(peek):
        return names
    if layout_of(peek):
        return "lines of a commit hash, a time and a subject"
    return "lines of a commit hash and a subject" if _is_oneline(peek) else ""


def _is_ours(line: str) -> bool:
    fields = line.split(UNIT)
    return len(fields) >= 5 and bool(_HASH.fullmatch(fields[0]))


def _is_oneline(peek: Peek) -> bool:
    """Whether the file is `git log --oneline`: every line a hash and a text, and more than one, to be sure."""
    *lines, _ = peek.text.split("\n") if peek.text.count("\n") > 1 else ("",)
    told = [line for line in lines[:50] if line.strip()]
    return len(told) > 1 and all(map(_ONELINE.match, told)) and any(any(map(str.isalpha, one[:7])) for one in told)


def read(file: ExportFile) -> Iterator[Record]:
    """The commits of one log. Raises PassedOver for a log without times."""
    dates = _Dates(file.zone)
    peek = file.peek()
    first = peek.first_line.lstrip(RECORD)
    if FIRST_LINE.match(first):
        yield from read_blocks(file, dates.outcome)
    elif _is_ours(first):
        yield from _read_lines(file, dates, None)
    elif named_commits(peek):
        yield from read_each(fields_in(file), lambda fields: iter([dates.outcome(*commit_of(fields))]))
    elif layout := layout_of(peek):
        yield from _read_lines(file, dates, layout)
    elif _is_oneline(peek):
        raise PassedOver(f"{file.name}: {NO_TIMES}.", EXPORT_SO)
    else:
        yield from _read_lines(file, dates, None)
    if dates.assumed:
        reason = f"times without a time zone were read as {file.zone}"
        yield ImportIssue(dates.assumed, reason, Severity.WARNING)


def _read_lines(file: ExportFile, dates: "_Dates", layout: Layout | None) -> Iterator[Record]:
    first = others = 0
    for item in numbered(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        number, line = item
        text = file.decode(line).lstrip(RECORD)
        if not text.strip(RECORD + UNIT + " ") or _FILES.match(text):
            continue
        if (layout.separator if layout else UNIT) not in text and not _BEGINS.match(text):
            first, others = first or number, others + 1
            continue
        try:
            if layout:
                sha, date, person, subject, decorations = layout.line(text)
                yield dates.outcome(number, sha, date, person, subject, decorations)
            else:
                yield _commit(number, text.split(UNIT), dates)
        except Unreadable as error:
            yield ImportIssue(number, str(error), excerpt=excerpt(text))

    if others:
        yield ImportIssue(first, NO_COMMITS.format(others), Severity.WARNING)


def _commit(number: int, fields: Sequence[str], dates: "_Dates") -> Outcome:
    """Fields are found by the author date: what stands before it is known, what stands after it can be shorter."""
    if any("\0" in field for field in fields):
        raise Unreadable(NUL_SEPARATED)
    sha = fields[0].strip()
    if not _HASH.fullmatch(sha):
        raise Unreadable(f"{shown(sha)} is not a commit hash")
    dated = next((at for at, field in enumerate(fields) if at >= 3 and _DATE.match(field)), None)
    if dated is None:
        raise Unreadable("no author date")
    rest = list(fields[dated + 1 :])
    committed = next((at for at, field in enumerate(rest[:3]) if _DATE.match(field)), None)
    if committed is not None and (committed == 0 or _ADDRESS.fullmatch(rest[committed - 1])):
        del rest[: committed + 1]
    decorations, subject, trailers = _named([part.strip(RECORD + "\r ") for part in rest])
    helper = helper_of(trailers)
    return dates.outcome(number, sha, fields[dated], fields[dated - 1], subject, decorations, helper)


def _named(rest: Sequence[str]) -> tuple[str, str, str]:
    """What follows the dates, as decorations, subject and trailers; only the subject is sure to be there."""
    if len(rest) >= 3:
        return rest[0], rest[1], RECORD.join(rest[2:])
    if len(rest) == 2:
        first, second = rest
        plain_subject = first and (not second or _TRAILER.search(second))
        return ("", first, second) if plain_subject else (first, second, "")
    if not rest:
        raise Unreadable("no subject")
    return "", rest[0], ""


class _Dates:
    """Makes outcomes of commits. `assumed`: the first line whose date has no zone, 0 where all have one."""

    def __init__(self, zone: tzinfo) -> None:
        self.assumed = 0
        self._zone = zone

    def outcome(
        self, number: int, sha: str, date: str, email: str, subject: str, decorations: str, helper: str | None = None
    ) -> Outcome:
        """A commit. Raises Unreadable when its author date is none."""
        at, assumed = any_time(date.strip(), self._zone)
        if assumed:
            self.assumed = self.assumed or number
        return Outcome(
            at=at,
            kind="commit",
            reference=sha,
            line=number,
            title=subject.strip(),
            person=email.strip().strip("<>") or None,
            branch=_branch(subject, decorations),
            key=f"git:{sha}" if len(sha) >= FULL_HASH else f"git:{sha}:{at}",
            helper=helper,
        )


def _branch(subject: str, decorations: str) -> str | None:
    if ticket := _TICKET.search(subject):
        return ticket[1]
    names = (name.strip().removeprefix("HEAD -> ") for name in decorations.split(","))
    return next((name for name in names if name and name != "HEAD" and not name.startswith("tag: ")), None)


IMPORTER = Importer(
    name="git-log",
    title="git log",
    version=3,
    matches=matches,
    read=read,
    gives="one commit: its author, subject and branch",
)
