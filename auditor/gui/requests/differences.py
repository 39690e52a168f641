"""What of a request is compared with what: its family's template, or the request before it."""

from enum import StrEnum

import numpy as np

from auditor.families.differing import against_template, parts
from auditor.gui.requests.marked_page import Spans
from auditor.records import UNKNOWN, Activity


class Against(StrEnum):
    """How a request is read; the words are those of the switch."""

    NOTHING = "as is"
    FAMILY = "against family"
    PREVIOUS = "against previous"


def before(activity: Activity, place: int) -> int | None:
    """The request before one, of its family; where none is known, of the agent. None for the first."""
    number = int(activity.family[place])
    same = activity.prompt[:place] != UNKNOWN if number == UNKNOWN else activity.family[:place] == number
    earlier = np.flatnonzero(same)
    return int(earlier[-1]) if len(earlier) else None


def changed(text: str | None, other: str | None) -> Spans:
    """What of a text is not as in the other."""
    return [(part.start, part.end) for part in parts(text or "", other or "") if part.changed]


def not_in_template(text: str | None, template: str) -> Spans:
    """What of a text its family's template has a placeholder for."""
    return [(part.start, part.end) for part in against_template(text or "", template) if part.changed]
