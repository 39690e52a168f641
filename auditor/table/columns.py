"""The columns the requests table can show, and where each has its values in an `Activity`."""

from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from auditor.records import UNKNOWN, Activity

Rows = NDArray[np.int64]
"""Places in an `Activity`, int64: which requests a table shows, in the order it shows them."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """`name` is stored with a case and never renamed; `field` is the column of `Activity` that it sorts and filters by.

    `names`: the field of `Activity` with the words that the values index, if they do. `figure`: set flush right.
    `width` in px where it has one; the prompt takes what is left. `first`: shown until a person chooses otherwise.
    """

    name: str
    title: str
    field: str
    names: str = ""
    figure: bool = False
    width: int = 0
    first: bool = True
    meaning: str = ""


COLUMNS = (
    TableColumn("time", "Time", "at", width=126, meaning="when the request was made"),
    TableColumn("family", "Family", "family", names="families", width=96, meaning="prompts alike but for a few words"),
    TableColumn("prompt", "Prompt", "prompt", meaning="what was asked; sorted, the same words stand together"),
    TableColumn("model", "Model", "model", names="models", width=132, meaning="model called"),
    TableColumn("session", "Session", "session", width=96, first=False, meaning="conversation or run, by first seen"),
    TableColumn("sub_agent", "Sub-agent", "sub_agent", names="sub_agents", width=96, first=False, meaning="within it"),
    TableColumn("input", "Input", "input_tokens", figure=True, width=80, meaning="tokens sent, cached ones included"),
    TableColumn("cached", "Cached", "cache_read_input_tokens", figure=True, width=86, meaning="input from a cache"),
    TableColumn(
        "cache_written", "Cache written", "cache_creation_input_tokens", figure=True, width=124, first=False,
        meaning="input written to a cache",
    ),
    TableColumn("output", "Output", "output_tokens", figure=True, width=84, meaning="tokens received"),
    TableColumn("cost", "Cost", "cost", figure=True, width=76, meaning="as the source tells it, US dollars"),
    TableColumn("duration", "Duration", "duration", figure=True, width=92, first=False, meaning="how long it took"),
    TableColumn("status", "Status", "status", names="statuses", width=78, first=False, meaning="ok, or what failed"),
)  # fmt: skip
"""In the order they are shown."""

NAMES = tuple(column.name for column in COLUMNS)

GIVE_WAY = ("cached", "model", "cost", "input", "output")
"""What of it is left out first where there is little room: the reader beside the table tells the rest."""


def column_named(name: str) -> TableColumn:
    """A column by its name. Raises StopIteration when there is none."""
    return next(column for column in COLUMNS if column.name == name)


def values_of(activity: Activity, column: TableColumn) -> Rows:
    """The column's values of all requests (n), int64; `UNKNOWN` where not told."""
    return cast(Rows, getattr(activity, column.field))


def words_of(activity: Activity, column: TableColumn) -> tuple[str, ...]:
    """The words that the column's values index; () when they are figures or ids."""
    return cast(tuple[str, ...], getattr(activity, column.names)) if column.names else ()


def word(activity: Activity, column: TableColumn, value: int) -> str | None:
    """The word a value stands for; None when unknown, or the column has no words."""
    words = words_of(activity, column)
    return words[value] if value != UNKNOWN and words else None
