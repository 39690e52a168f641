"""Which columns a table shows and how wide: as a person chose, and as the room allows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from auditor.table.columns import COLUMNS, GIVE_WAY, NAMES, column_named

PROMPT_LEAST = 150
"""Width in px below which the prompt tells nothing."""

PROMPT_SHARE = 0.32
"""Of the room, which the prompt has before other columns are shown."""

NARROWEST, WIDEST = 40, 2_000


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """`shown` names columns in their order; `widths` in px where a person set them. `own`: she chose what is shown."""

    shown: tuple[str, ...] = tuple(column.name for column in COLUMNS if column.first)
    widths: Mapping[str, int] = field(default_factory=dict[str, int])
    own: bool = False

    def width(self, name: str) -> int:
        """The width of a column, px; 0 for the prompt, which takes what is left."""
        return self.widths.get(name, column_named(name).width)

    def switched(self, name: str) -> "ColumnChoice":
        """With a column more, or without it; the last one stays."""
        wanted = set(self.shown) ^ {name}
        return replace(self, shown=tuple(n for n in NAMES if n in wanted), own=True) if wanted else self

    def widened(self, name: str, width: int) -> "ColumnChoice":
        """With a column of another width, px."""
        return replace(self, widths={**self.widths, name: width})

    def fitting(self, room: int, absent: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """The columns that fit into `room` px beside a legible prompt; all of them where a person chose them herself.

        `absent`: columns of which this agent has nothing; they are not shown unless chosen.
        """
        if self.own:
            return self.shown
        left = [name for name in self.shown if name not in absent]
        prompt = max(PROMPT_LEAST, round(room * PROMPT_SHARE))
        for name in GIVE_WAY:
            if sum(self.width(n) or prompt for n in left) <= room:
                break
            left = [n for n in left if n != name]
        return tuple(left)

    def stored(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {"shown": list(self.shown) if self.own else None, "widths": dict(self.widths)}


def choice_from(stored: object) -> ColumnChoice:
    """What `stored` gave; names it does not know any more and odd widths are left out."""
    if not isinstance(stored, dict):
        return ColumnChoice()
    told: dict[str, Any] = stored
    shown, widths = told.get("shown"), told.get("widths")
    known = tuple(name for name in NAMES if isinstance(shown, list) and name in shown)
    sizes = widths.items() if isinstance(widths, dict) else ()
    fair = {name: width for name, width in sizes if name in NAMES and _fair(width)}
    return ColumnChoice(known, fair, own=True) if known else ColumnChoice(widths=fair)


def _fair(width: object) -> bool:
    return isinstance(width, int) and NARROWEST <= width <= WIDEST
