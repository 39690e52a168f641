"""What speaks against an outcome by what is told of it: trivial, reverted or rejected, approved by its own author."""

import re
from collections.abc import Sequence

from auditor.indicators.material import HOLLOW
from auditor.records import Outcome
from auditor.said.references import NUMBER, TICKET

TRIVIAL, REVERTED, SELF_APPROVED, WITHOUT_CHANGE = (HOLLOW.index(word) for word in HOLLOW[1:])

_PREFIX = re.compile(r"^(?:(?:chore|docs?|style|fix|ci|build|test|refactor|feat|perf)(?:\([^)]*\))?!?: *)+", re.I)
"""What conventional commits begin with: it says the kind of change, not whether it is small."""

_TIDY = r"(?:fix(?:e[sd]|ing)?|correct(?:s|ed)?|adjusts?|tweaks?|removes?|cleans? up|polish|formats?|korrigiere?)"
_FORM = (
    r"(?:typos?|wording|spacing|whitespaces?|white space|blank lines?|formatting|spelling|punctuation|indent\w*|lint\w*"
    r"|capitali[sz]ation|comments?|unused imports?|tippfehler)"
)
_TURN = r"(?:updates?|touch|rewords?|rephrases?|renames?|bumps?)"
_ASIDE = (
    r"(?:typos?|wording|spacing|formatting|readme|changelog|notes?|comments?|headings?|docstrings?|variables?|copyright"
    r"|year|date|version(?: number)?)"
)
_FEW = r"(?:(?:a|an|the|some|more|one|trailing|minor|small|code) )*"
_PETTY = re.compile(
    r"(?:wip|bump(?:s|ed)?)\b"
    r"|(?:nits?|typos?|tippfehler|whitespace|leerzeichen|reformat\w*|formatting|lint\w*|prettier|placeholder|dummy|tmp"
    r"|temp|touch|noop|no-op|empty commit)(?: (?:fix\w*|pass|run|only|again|in\b.*))?\W*$"
    r"|(?:minor|small|tiny|trivial|cosmetic|kleine\w*) (?:\w+ )?(?:fix|change|tweak|edit|update|cleanup|änderung)\w*\b"
    rf"|(?:{_TIDY} {_FEW}{_FORM}|{_TURN} {_FEW}{_ASIDE})(?: wording)?(?: (?:in|of|for|at|on) (?:the )?\S+)?\W*$"
    r"|(?:update|fix|change|test|commit|edit|stuff|misc|changes|updates|fixes|work|asdf|\.+)\W*$",
    re.I,
)
_REJECTED = re.compile(
    r"\b(?:revert(?:ed)?|rejected|abandoned|declined|discarded|withdrawn|cancell?ed|closed without merg\w+|unmerged"
    r"|not merged)\b",
    re.I,
)
_RESOLVED_SO = re.compile(
    r" – (?:won['’]?t (?:do|fix)|wontfix|duplicate|cannot reproduce|not planned|not a bug|invalid|obsolete|superseded"
    r"|declined|rejected|abandoned|cancell?ed|duplikat|abgelehnt|hinfällig)\b[^–]*$",
    re.I,
)
_BY_ITSELF = re.compile(r"\bself[- _](?:approved|merged|reviewed)\b", re.I)
_REVERT = re.compile(r"^Revert [\"“](.+)[\"”]$")
_NUMBERED = re.compile(r"(?: \([#!]\d+\))+$")


def hollow(outcomes: Sequence[Outcome]) -> list[int]:
    """For each outcome, in order of time, which of HOLLOW speaks against it; 0: nothing."""
    back = _taken_back(outcomes)
    kinds = {kind: _of_kind(kind) for kind in {outcome.kind for outcome in outcomes}}
    titles = {title: _of_title(title) for title in {outcome.title for outcome in outcomes}}
    return [
        REVERTED if place in back else kinds[outcome.kind] or titles[outcome.title]
        for place, outcome in enumerate(outcomes)
    ]


def _of_kind(kind: str) -> int:
    if _REJECTED.search(re.sub(r"[_-]+", " ", kind)):
        return REVERTED
    return SELF_APPROVED if _BY_ITSELF.search(kind) else 0


def _of_title(title: str) -> int:
    if " – " in title and _RESOLVED_SO.search(title):
        return REVERTED
    return TRIVIAL if is_trivial(title) else 0


def is_trivial(title: str) -> bool:
    """Whether a title says that next to nothing was done. No title says nothing."""
    plain = _plain(title)
    return bool(_PETTY.match(_PREFIX.sub("", plain) if ":" in plain else plain))


def names_change(outcome: Outcome) -> bool:
    """Whether a commit says to which ticket or change request it belongs, in its title or by its branch."""
    told = f"{outcome.title} {outcome.branch or ''}"
    return bool(TICKET.search(told) or NUMBER.search(told) or (outcome.branch and outcome.branch in outcome.title))


def _plain(title: str) -> str:
    """Without the numbers of change requests that tools put behind it."""
    return _NUMBERED.sub("", title.strip()) if title.endswith(")") else title.strip()


def _taken_back(outcomes: Sequence[Outcome]) -> set[int]:
    """Places of outcomes whose title a later, standing "Revert "…"" names: the latest of that title before it."""
    back: set[int] = set()
    if not any("Revert " in outcome.title for outcome in outcomes):
        return back
    places: dict[str, list[int]] = {}
    for place, outcome in enumerate(outcomes):
        title = _plain(outcome.title)
        if found := _REVERT.match(title):
            named = places.get(_plain(found[1]), [])
            if standing := [one for one in named if one not in back]:
                back.add(standing[-1])
                back -= _undone(outcomes[standing[-1]], places)
        places.setdefault(title, []).append(place)
    return back


def _undone(reverted: Outcome, places: dict[str, list[int]]) -> set[int]:
    """Where what was taken back took something back itself, that stands again."""
    found = _REVERT.match(_plain(reverted.title))
    return set(places.get(_plain(found[1]), [])[-1:]) if found else set()
