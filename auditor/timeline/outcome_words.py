"""What to call outcomes: "ticket ATL-812 closed", "3 commits"; and how each is tied to an agent."""

import re
from collections.abc import Sequence

from auditor.records import Outcome
from auditor.timeline.lane import Link
from auditor.timeline.ties import How

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


def hows(outcomes: Sequence[Outcome], linked: Sequence[bool], links: Sequence[Link]) -> list[How]:
    """How each outcome is tied to the agent: by its source, where it is `linked`, else by what `links` tell.

    A prompt ties what came after it only. What is told of another agent is not tied to this one by time.
    """
    found = [_by_source(outcome, own) for outcome, own in zip(outcomes, linked, strict=True)]
    for link in links:
        if 0 <= link.outcome < len(found) and link.at <= outcomes[link.outcome].at:
            how = _by_link(link, of_other=outcomes[link.outcome].agent is not None)
            found[link.outcome] = min(found[link.outcome], how, key=_FIRMEST.index)
    return found


_FIRMEST = tuple(How)


def _by_source(outcome: Outcome, own: bool) -> How:
    if not own:
        return How.PERSON
    return How.BRANCH if outcome.agent is None else How.SOURCE


def _by_link(link: Link, *, of_other: bool) -> How:
    if of_other:
        return How.PROMPT_OF_OTHER if link.how is How.PROMPT else How.PERSON
    return link.how
