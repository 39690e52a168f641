"""Reads merged pull requests as outcomes from what GitHub's command line or its REST API lists.

Source: `gh pr list --state all --limit 9999 --json number,title,author,createdAt,mergedAt,closedAt,headRefName,url` (an
array of objects, names in camelCase; `gh search prs --json` tells a state instead of the time of merging), and
`gh api /repos/OWNER/NAME/pulls?state=all` (names in snake_case, `user` instead of `author`, `head.ref` for the branch).
Known from the manual of gh and GitHub's REST description; not yet seen on a real file.

Token semantics: none; a merged pull request is an outcome at the time of merging. Open ones, and those closed without
being merged, are none: they are counted in one warning. The person is who opened it, not who merged it. One that a bot
opened ("renovate[bot]", "app/dependabot") belongs to the agent of the bot's name; no person is told.

Identity: number and time of merging. The address would tell the repository too, but not every export holds it, and the
same request told by both commands must be one.
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
from auditor.records import ImportIssue, Outcome, Record, Severity

PAGES = ("items",)
USUAL_LIMIT = 30
"""Requests that gh lists where it is not told a limit."""

_WORDS = ("mergedAt", "merged_at", "headRefName")
_ADDRESS = re.compile(r"https?://[^/]+/(?:repos/)?([^/]+/[^/]+)/pulls?/\d+")

CUT = f"exactly {USUAL_LIMIT} pull requests, which is where gh stops unless --limit says otherwise: more may be missing"


def matches(peek: Peek) -> str:
    """A number and a time of merging, beside a branch or an author as only GitHub names them."""
    if not is_json(peek):
        return ""
    names = names_in(peek, _WORDS, PAGES)
    if "number" in names and "mergedAt" in names and names & {"headRefName", "author", "title"}:
        return "“number” and “mergedAt” of a pull request, as gh lists them"
    rest = {"number", "merged_at", "user"} <= names and names & {"head", "pull_request", "diff_url"}
    return "“number”, “merged_at” and “user” of a pull request" if rest else ""


def read(file: ExportFile) -> Iterator[Record]:
    """The merged pull requests of one list."""
    requests = _PullRequests()
    yield from read_each(fields_in(file, PAGES), requests.outcome)
    yield from left_out("pull requests", requests.unmerged)
    if requests.seen == USUAL_LIMIT and requests.by_gh:
        yield ImportIssue(0, CUT, Severity.WARNING)


class _PullRequests:
    """Makes outcomes, and counts what is none."""

    def __init__(self) -> None:
        self.unmerged: Counter[str] = Counter()
        self.seen = 0
        self.by_gh = False

    def outcome(self, told: Fields) -> Iterator[Outcome]:
        """The outcome of one pull request, or none. Raises Unreadable."""
        number = told.count("number")
        if number is None:
            raise Unreadable("no number of a pull request")
        self.seen += 1
        self.by_gh = self.by_gh or "mergedAt" in told
        state = (told.told("state") or "").lower()
        merged = told.value("mergedAt", "merged_at")
        if merged is None and state == "merged":
            merged = told.value("closedAt", "closed_at")
            if merged is None:
                raise Unreadable("merged, but the time of merging is not told")
        if merged is None:
            tally(self.unmerged, "closed without merging" if state == "closed" else state or "not merged")
            return
        at = utc_time(merged)
        person, agent = _author(told)
        yield Outcome(
            at=at,
            kind="merged change",
            reference=_reference(told, number),
            line=told.line,
            title=told.told("title") or "",
            person=person,
            agent=agent,
            branch=told.told("headRefName") or as_text(as_dict(told.value("head")).get("ref")),
            key=f"github-pr:{number}@{at}",
        )


def _author(told: Fields) -> tuple[str | None, str | None]:
    """(person, agent): one of them is None. An account that was deleted is neither."""
    author = told.value("author", "user")
    account = as_dict(author)
    login = as_text(account.get("login")) or as_text(author)
    if login is None:
        return None, None
    plain = login.removeprefix("app/").removesuffix("[bot]")
    bot = plain != login or account.get("is_bot") is True or account.get("type") == "Bot"
    return (None, plain) if bot else (login, None)


def _reference(told: Fields, number: int) -> str:
    found = _ADDRESS.match(told.told("html_url", "url") or "")
    return f"{found[1]}#{number}" if found else f"#{number}"


IMPORTER = Importer(
    name="github-pull-requests",
    title="GitHub pull requests",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one merged pull request: who opened it, its branch and title",
)
