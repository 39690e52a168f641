"""Use case: hold what others say against what was counted: dashboards' sums, invoices, a sender's letter.

Sums are never added to events. A difference is not yet a fault: it is split by what can cause it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import combinations, pairwise

from auditor.case.case_file import CaseFile
from auditor.case.controls import AMOUNT, MILLIONTHS, Scope
from auditor.errors import ReviewError
from auditor.importers import IMPORTERS
from auditor.prices import plain_model
from auditor.records import TOKEN_CLASSES, ControlTotal, Unit
from auditor.rules import rule_named

HOUR = 3_600_000_000
EDGE = 14 * HOUR
"""A day of another time zone begins or ends at most this much apart from a UTC day."""

CLOSE = 200
"""One part in so many: sums nearer than half a percent agree."""

ALL = "tokens"
"""The unit of input and output together, as most dashboards count."""


class Agreement(StrEnum):
    """How a sum stands to the counted events of the exports that tell the single calls."""

    AGREES = "agrees"
    EVENTS_MISSING = "events missing"
    EVENTS_EXCEED = "events exceed the sum"
    NO_EVENTS = "no events"
    UNTOLD = "events do not tell it"
    ONLY_SUMS = "only sums tell it"


GRAVEST = (
    *(Agreement.EVENTS_EXCEED, Agreement.EVENTS_MISSING, Agreement.NO_EVENTS),
    *(Agreement.UNTOLD, Agreement.ONLY_SUMS, Agreement.AGREES),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A sum of one kind of export beside the counted events of the same person, day, model and unit.

    Millionths of `unit`. `days`: first and last UTC day number, None: all days; `person_id`, `model` None: all of them.
    `counted` is None where no event tells the unit; `events` how many there are; `delivered`: whether the case holds
    any export that tells the single calls. Over all days, `unequal` of `of_days` differ.
    """

    importer: str
    unit: str
    person_id: int | None
    days: tuple[int, int] | None
    model: str | None
    stated: int
    counted: int | None
    events: int
    delivered: bool
    unequal: int = 0
    of_days: int = 0

    @property
    def difference(self) -> int | None:
        """Stated minus counted; None where no event tells the unit."""
        return None if self.counted is None else self.stated - self.counted

    @property
    def agreement(self) -> Agreement:
        """Half a percent apart still agrees; what is not told is no disagreement."""
        if not self.delivered:
            return Agreement.ONLY_SUMS
        if self.events and self.counted is None:
            return Agreement.UNTOLD
        if agree(self.stated, self.counted or 0):
            return Agreement.AGREES
        if not self.events:
            return Agreement.NO_EVENTS
        return Agreement.EVENTS_MISSING if self.stated > (self.counted or 0) else Agreement.EVENTS_EXCEED


@dataclass(frozen=True, slots=True)
class Cause:
    """What a difference may come from: `amount` millionths of the unit, signed; None where it cannot be known."""

    text: str
    amount: int | None


@dataclass(frozen=True, slots=True)
class Controlled:
    """A control total beside what was counted, in millionths of its unit.

    `causes`: everything that can make the two differ. `explained_by`: those of them that together make the difference
    (to half a percent of the total); `unexplained`: what is left without them.
    """

    control: ControlTotal
    counted: int
    causes: tuple[Cause, ...] = ()
    explained_by: tuple[Cause, ...] = ()
    unexplained: int = 0

    @property
    def difference(self) -> int:
        """Stated minus counted."""
        return self.control.quantity - self.counted


@dataclass(frozen=True, slots=True)
class Told:
    """On which days one kind of export tells of anything: UTC day numbers; `gaps`: days without, first to last."""

    importer: str
    first: int
    last: int
    days: int
    gaps: tuple[tuple[int, int], ...] = field(default=())


def agree(one: int, other: int) -> bool:
    """Whether two sums are the same to half a percent."""
    return abs(one - other) * CLOSE <= max(abs(one), abs(other))


def differences(case: CaseFile) -> list[Difference]:
    """Sums beside events: per person and unit over all days (`days` None), then by day; what differs comes first.

    A sum stands only beside events of those exports that tell its single calls (`Importer.sums_of`). Where an export
    tells a sum by model, models are compared too. Messages are no property of events. Sums that name neither person nor
    model stand beside all use.
    """
    used = _Used(case)
    stated: dict[tuple[str, str, int | None, tuple[int, int], str | None], int] = defaultdict(int)
    for importer, person, first, last, model, unit, quantity in case.controls.sums():
        if unit in AMOUNT:
            stated[importer, unit, person, (first, last), plain_model(model) if model else None] += quantity
    by_day = [
        Difference(importer, unit, person, days, model, quantity, *used.of(importer, unit, person, days, model))
        for (importer, unit, person, days, model), quantity in stated.items()
    ]
    totals: dict[tuple[str, str, int | None], list[Difference]] = defaultdict(list)
    for one in by_day:
        totals[one.importer, one.unit, one.person_id].append(one)
    return sorted([*map(_over_all_days, totals.values()), *by_day], key=_order)


def _over_all_days(days: Sequence[Difference]) -> Difference:
    counted = [one.counted for one in days if one.counted is not None]
    unequal = {one.days for one in days if one.agreement in GRAVEST[:3]}
    return replace(
        days[0],
        days=None,
        model=None,
        stated=sum(one.stated for one in days),
        counted=sum(counted) if counted else None,
        events=sum(one.events for one in days),
        unequal=len(unequal),
        of_days=len({one.days for one in days}),
    )


def _order(one: Difference) -> tuple[object, ...]:
    off = abs(one.stated - (one.counted or 0)) / max(abs(one.stated), 1)
    return (
        *(one.days is not None, GRAVEST.index(one.agreement), one.importer),
        *(-off, one.person_id or 0, one.unit, one.days or (0, 0), one.model or ""),
    )


Place = tuple[str, int | None, int, str | None]
"""Importer, person (None: of all), day, plain model (None: of all)."""


class _Used:
    """Counted events by where they were told, as sums are asked for."""

    def __init__(self, case: CaseFile) -> None:
        self._amounts: dict[tuple[str, Place], int] = defaultdict(int)
        self._events: dict[Place, int] = defaultdict(int)
        self._related = {importer.name: importer.sums_of for importer in IMPORTERS}
        for importer, person, day, model, events, *sums in case.controls.days_used():
            *tokens, cost, credits = sums
            told = {str(name): value for name, value in zip(TOKEN_CLASSES, tokens, strict=True)}
            amounts = {unit: value * 1_000_000 for unit, value in told.items() if value is not None}
            amounts[Unit.REQUESTS] = events * 1_000_000
            amounts |= {unit: value for unit, value in ((Unit.USD, cost), (Unit.CREDITS, credits)) if value is not None}
            for place in [
                (importer, who, day, which) for who in (person, None) for which in (plain_model(model), None)
            ]:
                self._events[place] += events
                for unit, amount in amounts.items():
                    self._amounts[str(unit), place] += amount
        self._delivered = {place[0] for place in self._events}

    def of(
        self, importer: str, unit: str, person: int | None, days: tuple[int, int], model: str | None
    ) -> tuple[int | None, int, bool]:
        """Millionths (None: not told), events, and whether any export that could tell was delivered.

        A sum of nobody's and no model's, of which nobody says whose calls it sums up, can stand beside nothing.
        """
        if not (person or model or self._related.get(importer)):
            return None, 0, False
        related = [name for name in self._related.get(importer) or self._delivered if name in self._delivered]
        places = [(name, person, day, model) for name in related for day in range(days[0], days[1] + 1)]
        told = [self._amounts[unit, place] for place in places if (unit, place) in self._amounts]
        return sum(told) if told else None, sum(self._events.get(place, 0) for place in places), bool(related)


def control(case: CaseFile, told: ControlTotal) -> ControlTotal:
    """Keep a control total typed by the auditor. Raises ReviewError for one that says too little."""
    if told.unit not in AMOUNT:
        raise ReviewError(f"“{told.unit}” cannot be counted.", f"Choose from: {', '.join(AMOUNT)}.")
    if told.start >= told.end:
        raise ReviewError("The period is empty.", "Its end must be later than its beginning.")
    if not told.kind.strip():
        raise ReviewError("A control total needs to say where it is from.", "Name the invoice, dashboard or letter.")
    if told.quantity < 0:
        raise ReviewError("A control total cannot be negative.", "Write the amount as it stands on the paper.")
    return case.controls.append(replace(told, kind=told.kind.strip(), note=told.note.strip()))


def withdraw_control(case: CaseFile, id_: int) -> ControlTotal:
    """Take a control total back, by a new line. Raises ReviewError for one that does not stand."""
    for standing in case.controls.standing():
        if standing.id == id_:
            return case.controls.append(replace(standing, withdraws=id_))
    raise ReviewError(f"There is no control total {id_}.", "See the list of control totals.")


def controlled(case: CaseFile) -> list[Controlled]:
    """Every standing control total beside what was counted, with what may cause the difference."""
    return [compare(case, standing) for standing in case.controls.standing()]


def compare(case: CaseFile, told: ControlTotal) -> Controlled:
    """One control total beside what was counted."""
    scope = Scope(told.start, told.end, told.person_id, told.model, told.source_id)
    by_rule = case.controls.by_rule(told.unit, scope)
    counted = by_rule.pop(None, 0)
    causes = [
        *_dropped(by_rule),
        *_classes(case, told.unit, scope),
        *_edges(case, told.unit, scope),
        *_unknown(case, told.unit, scope),
    ]
    causes = [cause for cause in causes if cause.amount != 0]
    difference = told.quantity - counted
    explained = () if agree(told.quantity, counted) else _explanation(difference, told.quantity, causes)
    rest = difference - sum(cause.amount or 0 for cause in explained)
    return Controlled(told, counted, tuple(causes), explained, rest)


def _dropped(by_rule: Mapping[str | None, int]) -> list[Cause]:
    return [
        Cause(
            f"told twice and counted once ({rule_named(rule or '').brief}): a plain sum of all lines holds it", amount
        )
        for rule, amount in by_rule.items()
    ]


def _classes(case: CaseFile, unit: str, scope: Scope) -> list[Cause]:
    """What another way of counting tokens leaves out or adds."""

    def counted(which: str) -> int:
        return case.controls.by_rule(which, scope).get(None, 0)

    causes: list[Cause] = []
    if unit in (ALL, Unit.INPUT_TOKENS):
        read, created = counted(Unit.CACHE_READ_INPUT_TOKENS), counted(Unit.CACHE_CREATION_INPUT_TOKENS)
        causes += [
            Cause("cached input, if their figure leaves it out", -read),
            Cause("input written to the cache, if their figure leaves it out", -created),
        ]
    if unit in (ALL, Unit.OUTPUT_TOKENS):
        reasoning = counted(Unit.REASONING_OUTPUT_TOKENS)
        causes += [
            Cause("reasoning, if their figure adds it to the output once more", reasoning),
            Cause("reasoning, if their figure leaves it out", -reasoning),
        ]
    return causes


def _edges(case: CaseFile, unit: str, scope: Scope) -> list[Cause]:
    """Use near the ends of the period, which a day of another time zone puts inside or outside."""

    def near(start: int, end: int) -> int:
        return case.controls.by_rule(unit, replace(scope, start=start, end=end)).get(None, 0)

    middle = (scope.start + scope.end) // 2
    return [
        Cause("use up to 14 h before the period, if theirs begins earlier", near(scope.start - EDGE, scope.start)),
        Cause("use in the first 14 h, if theirs begins later", -near(scope.start, min(scope.start + EDGE, middle))),
        Cause("use in the last 14 h, if theirs ends earlier", -near(max(scope.end - EDGE, middle), scope.end)),
        Cause("use up to 14 h after the period, if theirs ends later", near(scope.end, scope.end + EDGE)),
    ]


def _unknown(case: CaseFile, unit: str, scope: Scope) -> list[Cause]:
    """What makes the counted sum too low by an amount that nobody can know."""
    _, untold, bounds = case.controls.doubtful(unit, scope)
    rejected = sum(
        source.rejected
        for source in case.sources.all()
        if scope.source_id in (None, source.id) and _touches(source.covers, scope)
    )
    causes = [
        (untold, "request that does not tell this unit", "requests that do not tell this unit"),
        (bounds, "request of which only a lower bound is known", "requests of which only a lower bound is known"),
        (rejected, "line of this time that could not be read", "lines of this time that could not be read"),
    ]
    return [Cause(f"{count:,} {one if count == 1 else many}", None) for count, one, many in causes if count]


def _touches(covers: tuple[int, int] | None, scope: Scope) -> bool:
    return covers is not None and covers[0] < scope.end and covers[1] >= scope.start


def _explanation(difference: int, stated: int, causes: Iterable[Cause]) -> tuple[Cause, ...]:
    """The fewest causes, three at most, that together make the difference; of equally few the closest."""
    known = [cause for cause in causes if cause.amount]
    tolerance = max(abs(stated) // CLOSE, 1)
    for size in (1, 2, 3):
        fitting = [
            (abs(difference - sum(cause.amount or 0 for cause in some)), some) for some in combinations(known, size)
        ]
        best = min(fitting, default=None, key=lambda one: one[0])
        if best and best[0] <= tolerance:
            return best[1]
    return ()


def coverage(case: CaseFile) -> list[Told]:
    """On which days each kind of export tells of anything, and its gaps: runs of days without that are unusual for it.

    A gap is more than twice as long as a usual run of silent days, and longer than a long weekend.
    """
    days: dict[str, list[int]] = defaultdict(list)
    for importer, day, _ in case.controls.days_told():
        days[importer].append(day)
    return [_told(importer, sorted(mine)) for importer, mine in sorted(days.items())]


LONG_WEEKEND = 4


def _told(importer: str, days: list[int]) -> Told:
    runs = [(before + 1, after - 1) for before, after in pairwise(days) if after - before > 1]
    lengths = sorted(end - start + 1 for start, end in runs)[:-1]
    usual = lengths[len(lengths) // 2] if lengths else 0  # of all but the longest, which may be the gap
    gaps = tuple((start, end) for start, end in runs if end - start + 1 > max(LONG_WEEKEND, 2 * usual))
    return Told(importer, days[0], days[-1], len(days), gaps)


def amount_written(text: str, unit: str) -> int:
    """An amount as typed ("412.6 M", "1,204,300", "$2,318.40") in millionths of its unit. Raises ReviewError."""
    from_text = re.sub(r"(?<=\d)[, \u202f](?=\d{3}(?!\d))", "", text.strip().removeprefix("$")).replace(" ", "")
    factor = {"k": 10**3, "m": 10**6, "b": 10**9}.get(from_text[-1:].lower(), 1)
    digits = from_text[:-1] if factor > 1 else from_text
    whole, _, fraction = digits.partition(".")
    if not (whole + fraction).isascii() or not (whole + fraction).isdigit() or len(whole) > 15:
        raise ReviewError(
            f"“{text}” is no amount.", "Write it like 1,204,300 or 412.6 M (a point before the fraction)."
        )
    exact = int(whole or 0) * factor * 1_000_000 + int((fraction + "0" * 15)[:15]) * factor * 1_000_000 // 10**15
    if unit not in MILLIONTHS and exact % 1_000_000:
        raise ReviewError(f"“{text}” has a fraction.", f"Amounts of {unit} are whole.")
    return exact
