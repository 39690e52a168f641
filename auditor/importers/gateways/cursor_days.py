"""Cursor's daily usage of a team's members (`/teams/daily-usage-data`): how often each asked, without tokens."""

from collections.abc import Iterator, Set

from auditor.importers.files.told_fields import Fields
from auditor.importers.values.quantities import Unreadable
from auditor.importers.values.token_sums import DAY, Notes, Slot, added, day_of
from auditor.records import Unit, UsageAggregate

ASKED = ("composerRequests", "chatRequests", "agentRequests", "cmdkUsages", "bugbotUsages")
"""Tab completions come unasked; `subscriptionIncludedReqs` and its like tell the same requests again, by who pays."""

KNOWN = {"composerRequests", "chatRequests", "agentRequests"}
TOLD_AGAIN = "requests per day; Cursor's usage events tell the same use with tokens: do not add the two"


def is_day(names: Set[str]) -> bool:
    """Whether a record of these fields is a member's day."""
    return names >= KNOWN and bool(names & {"day", "date"})


class Days:
    """Makes the sums of one file; `notes` gathers what the reader must know."""

    def __init__(self) -> None:
        self.notes = Notes()

    def sums(self, fields: Fields) -> Iterator[UsageAggregate]:
        """The sum of a member's day. Raises Unreadable."""
        self.notes.add(fields.line, TOLD_AGAIN)
        start = day_of(fields.value("day", "date"))
        person = fields.told("email", "userId")
        if person is None:
            raise Unreadable("no person")
        slot = Slot.of("cursor-days", (start, start + DAY), fields.line, (person,), person=person, client="Cursor")
        yield from slot.counted(Unit.REQUESTS, added([fields.total(name) for name in ASKED]))
