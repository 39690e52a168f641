"""The days of an agent and its person: time zone, holidays, part-time, days off, and the company's outage."""

from dataclasses import dataclass
from datetime import date, timedelta

from tests.company.dice import Dice
from tests.company.hard.vocabulary import TEAMS
from tests.company.people import Person
from tests.company.rhythm import DAY, HOUR, WORKWEEK, Span

FIRST_DAY = date(2026, 3, 2)
"""A Monday; within sixty days clocks change in America, Europe and Australia, and Easter falls."""

ZONES = (
    "Europe/Berlin", "Europe/Berlin", "Europe/Berlin", "Europe/Berlin", "Europe/Helsinki", "America/Toronto",
    "America/Los_Angeles", "Asia/Kolkata", "Australia/Sydney",
)  # fmt: skip
"""Nearly half of the company sits in Berlin."""

HOLIDAYS = {
    "Europe": (date(2026, 4, 3), date(2026, 4, 6)),
    "America": (date(2026, 4, 3),),
    "Asia": (date(2026, 3, 4), date(2026, 3, 20), date(2026, 4, 3), date(2026, 4, 14)),
    "Australia": (date(2026, 3, 9), date(2026, 4, 3), date(2026, 4, 6)),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds for the whole company. `announced`: days after the first; `outage`: from, until in ms UTC."""

    seed: int
    days: int
    announced: int
    report_weekday: int
    outage: tuple[int, int]
    silent_teams: frozenset[str]

    @property
    def start(self) -> int:
        """Midnight UTC of the first day, in milliseconds."""
        return Span(FIRST_DAY, self.days, "UTC").start


@dataclass(frozen=True, slots=True)
class Life:
    """An agent's days and how much its person works on each: 0 where she is off."""

    span: Span
    weights: list[float]
    facts: Facts


def facts_of(seed: int, days: int) -> Facts:
    """When the target was told, when it is reported on, when nothing answered, which teams deliver no outcomes."""
    dice = Dice(seed, "facts")
    early = range(days * 3 // 10, days * 9 // 20 + 1)
    announced = dice.pick([day for day in early if day % 7 < 4] or early)
    begin = (dice.between(days // 3, days * 4 // 5) // 7 * 7 + dice.between(0, 4)) * DAY + dice.between(7, 13) * HOUR
    start = Span(FIRST_DAY, days, "UTC").start
    silent = {dice.pick(TEAMS).team for _ in range(2)}
    outage = (start + begin, start + begin + dice.between(3, 7) * HOUR)
    return Facts(seed, days, announced, dice.pick((0, 2, 3, 4)), outage, frozenset(silent))


def life_of(facts: Facts, person: Person, since: int, dice: Dice) -> Life:
    """From day `since` on: what the person's calendar leaves of it, some days busier than others."""
    first = FIRST_DAY + timedelta(days=since)
    span = Span(first, facts.days - since, person.zone, person.shift)
    calendar = working_days_of(facts, person)[since:]
    return Life(span, [weight * (0.3 + 1.4 * dice.random()) for weight in calendar], facts)


def working_days_of(facts: Facts, person: Person) -> list[float]:
    """How much a person works on each day of the company: the same for all her agents."""
    dice = Dice(facts.seed, person.home, "calendar")
    off = {dice.between(0, 4)} if dice.chance(0.2) else set[int]()
    off |= {4} if off and dice.chance(0.4) else set[int]()
    away, length = dice.between(0, facts.days - 1), dice.pick((0, 0, 3, 5, 12))
    sundays = person.zone == "Asia/Kolkata" and dice.chance(0.3)
    days: list[float] = []
    for number in range(facts.days):
        day = FIRST_DAY + timedelta(days=number)
        weekday = (day.weekday() - sundays) % 7
        free = weekday in off or away <= number < away + length or day in HOLIDAYS[person.zone.partition("/")[0]]
        days.append(0.0 if free else WORKWEEK[weekday])
    return days
