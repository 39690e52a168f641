"""Which lanes two stacked timelines show: fewer than one alone, so that each is still high enough to be compared."""

from collections.abc import Sequence
from dataclasses import replace

from auditor.gui.timeline.lane_choice import Lanes, usual
from auditor.records import UNKNOWN, Activity

FIRST = ("tokens", "hours", "families")
ROOM = (0, 185, 290)
"""px of a half from which on there is room for one lane, two, three."""


def fewer(lanes: Lanes, height: int, activities: Sequence[Activity]) -> Lanes:
    """Those of the lanes chosen that have room: tokens, hours, families, then what is not there unless asked for.

    Families give way where none of these activities has any known. At least one lane stays.
    """
    first = [name for name in FIRST if name in lanes.names]
    if "families" in first and not any((activity.family != UNKNOWN).any() for activity in activities):
        first.remove("families")
    asked = [name for name in lanes.names if name not in usual().names]
    most = sum(height >= room for room in ROOM)
    return replace(lanes, names=tuple((first + asked)[:most]) or lanes.names[:most])
