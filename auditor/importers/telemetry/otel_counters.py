"""Claude Code's telemetry counters: sums of tokens and dollars for an interval, told as steps or as running totals."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b

from auditor.importers.files.json_lines import as_dict
from auditor.importers.telemetry.otel_values import PERSONS, TEAMS, Attributes, first_text
from auditor.importers.telemetry.otlp_values import attributes, field, members, nano_time, text
from auditor.importers.values.quantities import Dollars, Unreadable, count, excerpt, shown
from auditor.records import ImportIssue, Unit, UsageAggregate

TOKENS, COST = "token.usage", "cost.usage"
DELTA = (1, "1", "AGGREGATION_TEMPORALITY_DELTA")
MILLION = 1_000_000
MOST = 10**12
"""Whole units. More would, in millionths, not fit a 64-bit sum."""

CLASSES = {
    "input": Unit.INPUT_TOKENS,
    "cacheRead": Unit.CACHE_READ_INPUT_TOKENS,
    "cacheCreation": Unit.CACHE_CREATION_INPUT_TOKENS,
    "output": Unit.OUTPUT_TOKENS,
}
"""Their `type` → ours. Their "input" is the uncached part only: the total is put together from all three."""


@dataclass(frozen=True, slots=True)
class Point:
    """One data point: `quantity` in millionths, of the token class `kind` ("" for dollars).

    `series` stands for all its attributes, `told` are those we keep: person, team, agent, model, client.
    """

    start: int
    end: int
    line: int
    quantity: int
    kind: str
    series: str
    told: tuple[str | None, str | None, str | None, str | None, str | None]

    def sum_of(self, quantity: int, start: int, dropped_by: str | None = None) -> UsageAggregate:
        """The point as a sum since `start`."""
        unit = CLASSES.get(self.kind, Unit.USD)
        key = f"claude-code-otel:{start}:{self.series}"
        return UsageAggregate(start, self.end, quantity, unit, self.line, *self.told, key, dropped_by)


class Counters:
    """Turns data points into sums.

    Steps ("delta") stand for themselves. Of a running total only the last word counts, so it is held until the file
    ends, one point for each series; what came before is a "cumulative-counter". Its key holds the time the counter
    began, not when it was read: the same counter further on in a rotated file is the same sum, and the greater counts.
    """

    def __init__(self) -> None:
        self._running: dict[tuple[str, str, int], tuple[int, Point]] = {}
        self._ended: list[tuple[int, Point]] = []
        self._begun: Counter[tuple[str, str]] = Counter()
        self._dollars = Dollars()
        self.others: set[str] = set()

    def sums(
        self, number: int, name: str, metric: dict[str, object], resource: Attributes
    ) -> Iterator[UsageAggregate | ImportIssue]:
        """The sums one metric tells; counters of anything but tokens and dollars are named in `others`."""
        data = as_dict(field(metric, "sum"))
        is_step = field(data, "aggregationTemporality") in DELTA
        steps: list[Point] = []
        for raw in members(data, "dataPoints"):
            try:
                point = self._point(number, name, raw, resource | attributes(raw))
            except Unreadable as error:
                yield ImportIssue(number, f"{name}: {error}", excerpt=excerpt(str(raw)))
                continue
            if point is None:
                continue
            if is_step:
                steps.append(point)
            else:
                yield from self._run_on(point)
        yield from _grouped((point.end, point) for point in steps)

    def rest(self) -> Iterator[UsageAggregate]:
        """What the running totals had come to when the file ended, or when they began anew."""
        yield from _grouped([*self._ended, *self._running.values()])

    def _point(self, number: int, name: str, raw: dict[str, object], told: Attributes) -> Point | None:
        kind = (text(told.get("type")) or "") if name == TOKENS else ""
        value = field(raw, "asInt")
        value = field(raw, "asDouble") if value is None else value
        if name not in (TOKENS, COST) or (name == TOKENS and kind not in CLASSES):
            self.others.add(f"{name} {text(told.get('type')) or ''}".strip())
            return None
        end = nano_time(field(raw, "timeUnixNano"))
        if end is None:
            raise Unreadable("no time")
        start = min(nano_time(field(raw, "startTimeUnixNano")) or end, end)
        quantity = self._dollars.micro(value) if name == COST else _tokens(value)
        if quantity is None:
            raise Unreadable("no value")
        names = first_text(told, PERSONS), first_text(told, TEAMS), text(told.get("agent.name"))
        more = text(told.get("model")), text(told.get("terminal.type"))
        return Point(start, max(end, start + 1), number, quantity, kind, _series(told), (*names, *more))

    def _run_on(self, point: Point) -> Iterator[UsageAggregate]:
        """Hold the point in place of the one before it. A counter that falls has begun anew at its last reading."""
        place = point.series, point.kind, point.start
        run, before = self._running.get(place, (-1, None))
        if before is None or (point.quantity < before.quantity and point.end > before.end):
            if before is not None:
                self._ended.append((run, before))
                point = replace(point, start=before.end)
            run = self._begun[place[:2]]
            self._begun[place[:2]] += 1
        else:
            point = replace(point, start=before.start)
            earlier, point = (before, point) if before.end <= point.end else (point, before)
            yield earlier.sum_of(earlier.quantity, earlier.start, "cumulative-counter")
        self._running[place] = run, point


def _series(told: Attributes) -> str:
    """A short name for all attributes but the token class."""
    rest = sorted((key, str(value)) for key, value in told.items() if key != "type")
    return blake2b(repr(rest).encode("utf-8", "replace"), digest_size=12).hexdigest()


def _tokens(value: object) -> int | None:
    if value is None or isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Unreadable("no value" if value is None else f"{shown(value)} is not a count")
    number = count(str(value), "count")
    if number is not None and number > MOST:
        raise Unreadable(f"the count {shown(value)} is too large")
    return None if number is None else number * MILLION


def _grouped(points: Iterable[tuple[int, Point]]) -> Iterator[UsageAggregate]:
    """Sums of the points of a series that belong together (read at one time, or of the same run of a counter).

    Total input is put together only where the uncached part is told: cached input alone is no total.
    """
    groups: dict[tuple[str, int], dict[str, Point]] = {}
    for together, point in points:
        groups.setdefault((point.series, together), {})[point.kind] = point
    for kinds in groups.values():
        start = min(point.start for point in kinds.values())
        for kind, point in kinds.items():
            cached = [kinds[name].quantity for name in ("cacheRead", "cacheCreation") if name in kinds]
            yield point.sum_of(point.quantity + (sum(cached) if kind == "input" else 0), start)
