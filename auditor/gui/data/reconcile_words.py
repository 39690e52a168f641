"""How a sum stands to what was counted, in a glyph, a word and a colour; never red or green."""

from typing import NamedTuple
from zoneinfo import ZoneInfo

from auditor.gui.data.coverage_days import day_words
from auditor.gui.figures import day
from auditor.reconcile import Agreement, Controlled, Difference, agree
from auditor.records import ControlTotal, Person


class Standing(NamedTuple):
    """A glyph, a word, the theme token of their colour, and what it means."""

    glyph: str
    word: str
    token: str
    why: str

    @property
    def told(self) -> str:
        """Glyph and word."""
        return f"{self.glyph} {self.word}"


AGREEMENTS = {
    Agreement.AGREES: Standing("●", "agrees", "useful", "Both are the same to half a percent."),
    Agreement.EVENTS_MISSING: Standing(
        "◐", "events missing", "text", "The sum is larger: some of the use it states was not delivered as requests."
    ),
    Agreement.EVENTS_EXCEED: Standing(
        "◆", "events exceed the sum", "padding", "More was counted than the sum states: something may count twice."
    ),
    Agreement.NO_EVENTS: Standing(
        "○",
        "no events",
        "text",
        "No requests of this time, person and model were delivered, though of others there are.",
    ),
    Agreement.UNTOLD: Standing(
        "◌", "events do not tell it", "muted", "The requests are there, but their export does not tell this unit."
    ),
    Agreement.ONLY_SUMS: Standing(
        "Σ", "only sums tell it", "muted", "No export with the single requests behind this sum was delivered."
    ),
}


def whose(person_id: int | None, persons: dict[int, Person], *, names: bool) -> str:
    """The person's alias, or name where names are shown; all persons for None."""
    if person_id is None:
        return "all persons"
    person = persons.get(person_id)
    if person is None:
        return f"person {person_id}"
    return person.name if names else person.alias


def days_told(difference: Difference) -> str:
    """14 Sep 2026, or 14 Sep 2026 – 20 Sep 2026."""
    if difference.days is None:
        return "all days"
    first, last = difference.days
    return day_words(first) if first == last else f"{day_words(first)} – {day_words(last)}"


def period(told: ControlTotal, zone: ZoneInfo) -> str:
    """1 Sep – 30 Sep 2026: first and last day on the clocks of a zone."""
    first, last = day(told.start, zone, year=True), day(told.end - 1, zone, year=True)
    if first == last:
        return first
    same_year = first.split(" ")[-1] == last.split(" ")[-1]
    return f"{first.rsplit(' ', 1)[0] if same_year else first} – {last}"


def standing_of(one: Controlled) -> Standing:
    """How a control total stands to what was counted."""
    if agree(one.control.quantity, one.counted):
        return AGREEMENTS[Agreement.AGREES]
    if one.explained_by:
        return Standing("◐", "explained", "text", "Known causes together make the difference.")
    return Standing("◆", "unexplained", "padding", "No known cause, nor three together, makes the difference.")
