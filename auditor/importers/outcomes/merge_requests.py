"""Reads merged merge requests as outcomes from what GitLab's REST API, or its command line, lists.

Source: `GET /projects/:id/merge_requests?state=all` and `glab mr list --output json` (objects with `iid`, `merged_at`,
`author.username`, `source_branch`, `web_url`), saved as one array, a page per file, or a page per line. Known from
GitLab's documentation of its API; not yet seen on a real file.

Token semantics: none; a merged request is an outcome at `merged_at`. Open ones, and those closed without being merged,
are none: they are counted in one warning. The person is the author, not who merged it; an account that GitLab itself
made for a token ("project_12_bot_…", "group_3_bot…") is the agent of that name, and no person is told.

Identity: the address of the request where it is told, else the project's number and the request's.
"""

import re
from collections import Counter
from collections.abc import Iterator

from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_lines import as_dict, as_text
from auditor.importers.files.told_fields import Fields, fields_in, is_json, names_in, read_each, tally
from auditor.importers.values.left_out import left_out
from auditor.importers.values.quantities import Unreadable
from auditor.importers.values.times import utc_time
from auditor.records import Outcome, Record

PAGES = ("data", "merge_requests")
_OWN_BOT = re.compile(r"(?:project|group)_\d+_bot.*")
_ADDRESS = re.compile(r"https?://[^/]+/(.+?)/(?:-/)?merge_requests/\d+")


def matches(peek: Peek) -> str:
    """The request's number within its project, and its source branch."""
    known = is_json(peek) and {"iid", "source_branch"} <= names_in(peek, ("source_branch",), PAGES)
    return "“iid” and “source_branch” of a merge request" if known else ""


def read(file: ExportFile) -> Iterator[Record]:
    """The merged merge requests of one list."""
    unmerged: Counter[str] = Counter()

    def outcome(told: Fields) -> Iterator[Outcome]:
        yield from _outcome(told, unmerged)

    yield from read_each(fields_in(file, PAGES), outcome)
    yield from left_out("merge requests", unmerged)


def _outcome(told: Fields, unmerged: Counter[str]) -> Iterator[Outcome]:
    number = told.count("iid")
    if number is None:
        raise Unreadable("no number (iid) of a merge request")
    state = (told.told("state") or "").lower()
    merged = told.value("merged_at")
    if merged is None and state != "merged":
        tally(unmerged, {"opened": "open", "closed": "closed without merging"}.get(state, state or "not merged"))
        return
    if merged is None:
        raise Unreadable("merged, but the time of merging is not told")
    address = told.told("web_url")
    author = as_text(as_dict(told.value("author")).get("username"))
    bot = bool(author and _OWN_BOT.fullmatch(author))
    yield Outcome(
        at=utc_time(merged),
        kind="merged change",
        reference=_reference(told, address, number),
        line=told.line,
        title=told.told("title") or "",
        person=None if bot else author,
        agent=author if bot else None,
        branch=told.told("source_branch"),
        key=f"gitlab-mr:{address}" if address else f"gitlab-mr:{told.told('project_id')}!{number}",
    )


def _reference(told: Fields, address: str | None, number: int) -> str:
    if full := as_text(as_dict(told.value("references")).get("full")):
        return full
    found = _ADDRESS.match(address or "")
    return f"{found[1]}!{number}" if found else f"!{number}"


IMPORTER = Importer(
    name="gitlab-merge-requests",
    title="GitLab merge requests",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one merged merge request: its author, branch and title",
)
