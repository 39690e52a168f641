"""What to call outcomes: "ticket ATL-812 closed", "3 commits"."""

import re

from auditor.records import Outcome

_HASH = re.compile(r"[0-9a-f]{12,64}")


def words(outcome: Outcome) -> str:
    """What to call it: "ticket ATL-812 closed" of the kind "ticket closed", "merged change #7" of "merged_change".

    Commit hashes are cut to 8 digits.
    """
    first, _, rest = re.sub(r"[_-]+", " ", outcome.kind).partition(" ")
    reference = outcome.reference[:8] if _HASH.fullmatch(outcome.reference) else outcome.reference
    parts = (first, rest, reference) if first.endswith("ed") else (first, reference, rest)
    return " ".join(part for part in parts if part)


def noun_of(kind: str) -> str:
    """The thing, without what happened to it: "merged_change" is a change, "ticket closed" a ticket."""
    parts = re.split(r"[ _-]+", kind)
    return next((part for part in parts if not part.endswith("ed")), parts[0])


def plural_of(noun: str) -> str:
    """Commits, branches, stories."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return noun[:-1] + "ies" if re.search(r"[^aeiou]y$", noun) else noun + "s"
