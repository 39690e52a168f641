"""Commits whose fields have names: a table or JSON made from a log, or the answer of GitHub's or GitLab's API."""

import re

from auditor.importers.files.export_file import Peek
from auditor.importers.files.json_lines import as_dict, as_text
from auditor.importers.files.told_fields import Fields, is_json, names_in
from auditor.importers.outcomes.co_authors import helper_in
from auditor.importers.outcomes.git_blocks import iso
from auditor.importers.outcomes.git_lines import HASH
from auditor.importers.values.quantities import Unreadable, shown

SHA = ("sha", "hash", "commit_hash", "commit_sha", "commit_id", "commit", "id")
DATE = ("authored_date", "author_date", "date", "commit_date", "committed_date", "timestamp")
EMAIL = ("author_email", "email")
NAME = ("author_name", "author")
SUBJECT = ("subject", "title", "message", "commit_message")
BODY = ("body", "trailers")
REFS = ("refs", "branch")

_QUOTED = tuple(f'"{name}"' for name in (*SHA[:-1], "short_id"))
"""As keys stand in JSON: transcripts speak of commits on every page."""

_ADDRESS = re.compile(r"<([^<>]+)>\s*$")
_HASH_CELL = re.compile(rf"(?:^|[\",;\t]){HASH.pattern}(?=[\",;\t])", re.MULTILINE)


def named_commits(peek: Peek) -> str:
    """By which names the file is known; "" if it has not a commit's."""
    if is_json(peek):
        text = peek.text.lower()
        if not any(name in text for name in _QUOTED):
            return ""
    names = names_in(peek, ("sha", "hash", "commit", "short_id"))
    lower = {name.lower() for name in names}
    if {"sha", "commit"} <= lower and is_json(peek):
        return "“sha” and “commit” of GitHub's commits" if _HASH_CELL.search(peek.text) else ""
    sha = next((name for name in SHA if name in lower and (name != "id" or "short_id" in lower)), "")
    date = next((name for name in DATE if name in lower), "")
    known = sha and date and lower & {*SUBJECT} and lower & {*EMAIL, *NAME} and _HASH_CELL.search(peek.text)
    return f"commits with “{sha}” and “{date}”" if known else ""


def commit_of(fields: Fields) -> tuple[int, str, str, str, str, str, str | None]:
    """(line, hash, date, person, subject, decorations, helper). Raises Unreadable."""
    plain = Fields(fields.line, {name.lower(): fields.value(name) for name in fields.names})
    told = as_dict(plain.value("commit"))
    if told:
        author = as_dict(told.get("author"))
        who = Fields(fields.line, {**{f"author_{name}": author.get(name) for name in ("email", "name")}, **author})
    else:
        told, who = {name: plain.value(name) for name in (*SUBJECT, *BODY)}, plain
    sha = plain.told(*SHA) or ""
    if not HASH.fullmatch(sha):
        raise Unreadable(f"{shown(sha)} is not a commit hash")
    date = who.told(*DATE)
    if date is None:
        raise Unreadable("no author date")
    subject = next(filter(None, (as_text(told.get(name)) for name in SUBJECT)), "")
    message = "\n".join(filter(None, (as_text(told.get(name)) for name in (*SUBJECT, *BODY))))
    return (
        *(fields.line, sha, iso(date), _person(who), subject.partition("\n")[0], plain.told(*REFS) or ""),
        helper_in(message),
    )


def _person(who: Fields) -> str:
    """The address, also of "Ann <ann@example.com>", else the name."""
    name = who.told(*EMAIL) or who.told(*NAME) or ""
    found = _ADDRESS.search(name)
    return found[1] if found else name
