"""Input nobody thought of: what is broken costs itself, is reported, and changes nothing else; nothing counts twice.

A line that cannot be read must leave all others as if it were not there: that holds for every format, however one
line of it depends on others.
"""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.importers import IMPORTERS
from auditor.importers.contract import Importer
from auditor.importers.values.swift_event import swift_event
from auditor.records import ImportIssue, Outcome, Record, UsageAggregate, UsageEvent

from .samples import records_of, sample_of, text_of

Told = UsageEvent | UsageAggregate | Outcome
PIECES = [
    b'"',
    b"\n",
    b"\x00",
    b"\xff",
    b"{",
    b"]",
    b"-",
    b"9" * 30,
    b"NaN",
    b"\xe2\x80\xa8",
    b"\\ud800",
    b",",
    b"null",
]
TYPES = [None, True, -1, 1e300, 10**25, "x", "", [], {}, [[]], {"x": 1}, "9" * 400, "2026-13-45T99:00:00Z"]
TOKENS = ("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens", "output_tokens", "cost_microusd")

each = pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.name)
rarely = settings(max_examples=12, deadline=None, database=None, derandomize=True)


@cache
def lines_of(importer: Importer) -> list[str]:
    return text_of(sample_of(importer).read_bytes()).replace("\r\n", "\n").removesuffix("\n").split("\n")


def is_record(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def by_lines(importer: Importer) -> bool:
    """Whether a sample is JSON lines; one is enough that is no object by itself, but for a broken one."""
    lines = lines_of(importer)
    return sample_of(importer).suffix == ".jsonl" and sum(map(is_record, lines)) >= len(lines) - 2


def by_rows(importer: Importer) -> bool:
    return sample_of(importer).suffix == ".csv"


def cells_of(line: str) -> list[str]:
    return next(csv.reader([line]), [])


@cache
def starts_of(importer: Importer) -> list[int]:
    """Lines below the first that are a record by themselves."""
    lines = lines_of(importer)
    if by_lines(importer):
        return [n for n, line in enumerate(lines) if n and is_record(line)]
    width = len(cells_of(lines[0]))
    return [n for n, line in enumerate(lines) if n and line.count('"') % 2 == 0 and len(cells_of(line)) == width]


LINES = [importer for importer in IMPORTERS if by_lines(importer)]
ROWS = [importer for importer in IMPORTERS if by_rows(importer)]
of_lines = pytest.mark.parametrize("importer", LINES, ids=lambda importer: importer.name)
of_rows = pytest.mark.parametrize("importer", ROWS, ids=lambda importer: importer.name)
of_records = pytest.mark.parametrize("importer", LINES + ROWS, ids=lambda importer: importer.name)


def read(importer: Importer, lines: list[str]) -> list[Record] | str:
    return records_of(importer, ("\n".join(lines) + "\n").encode("utf-8", "surrogatepass"))


def told(records: list[Record] | str) -> list[Told] | str:
    """What counts, or would count, of it; a refusal as it is."""
    return records if isinstance(records, str) else [one for one in records if not isinstance(one, ImportIssue)]


def moved(records: list[Record] | str, after: int) -> list[Told] | str:
    """`told`, as if a line had not been inserted before line `after`."""
    found = told(records)
    if isinstance(found, str):
        return found
    return [replace(one, line=one.line - 1) if one.line > after else one for one in found]


def sums(records: list[Record] | str) -> dict[str, int]:
    """What a case would count: of several records with one key the greatest."""
    found = told(records)
    counted = [one for one in found if isinstance(one, Outcome) or (not isinstance(one, str) and not one.dropped_by)]
    best: dict[object, dict[str, int]] = {}
    for place, one in enumerate(counted):
        key = (one.key, one.unit if isinstance(one, UsageAggregate) else "") if one.key else place
        best[key] = {name: max(value, best.get(key, {}).get(name, 0)) for name, value in amounts(one).items()}
    total: dict[str, int] = {}
    for values in best.values():
        for name, value in values.items():
            total[name] = total.get(name, 0) + value
    return total


def amounts(one: Told) -> dict[str, int]:
    if isinstance(one, UsageEvent):
        return {"events": 1} | {name: getattr(one, name) or 0 for name in TOKENS}
    return {"outcomes": 1} if isinstance(one, Outcome) else {one.unit: one.quantity}


def reported(records: list[Record] | str, line: int) -> bool:
    return isinstance(records, str) or any(isinstance(one, ImportIssue) and one.line == line for one in records)


@each
@rarely
@given(data=st.data())
def test_a_changed_sample_never_crashes(importer: Importer, data: st.DataObject) -> None:
    content = sample_of(importer).read_bytes()
    for _ in range(data.draw(st.integers(1, 4))):
        at, until = sorted(data.draw(st.tuples(*[st.integers(0, len(content))] * 2)))
        content = content[:at] + data.draw(st.sampled_from(PIECES)) + content[min(until, at + 20) :]
    records_of(importer, content)


@each
@rarely
@given(data=st.data())
def test_a_cut_sample_tells_no_more_events_than_the_whole(importer: Importer, data: st.DataObject) -> None:
    content = sample_of(importer).read_bytes()
    cut = content[: data.draw(st.integers(0, len(content)))]
    whole, part = (
        [one for one in records_of(importer, c) if isinstance(one, UsageEvent)] if c else [] for c in (content, cut)
    )
    assert len(part) <= len(whole)


@of_lines
@rarely
@given(data=st.data())
def test_a_line_cut_off_is_reported_and_the_rest_is_as_without_it(importer: Importer, data: st.DataObject) -> None:
    lines = lines_of(importer)
    place = data.draw(st.sampled_from([n for n, line in enumerate(lines) if is_record(line)]))
    cut = lines[place].rstrip()[: data.draw(st.integers(1, len(lines[place].rstrip()) - 1))]
    broken, without = (read(importer, [*lines[:place], line, *lines[place + 1 :]]) for line in (cut, ""))
    assert told(broken) == told(without)
    assert reported(broken, place + 1)


@of_rows
@rarely
@given(data=st.data())
def test_a_row_cut_off_is_reported_and_the_rest_is_as_without_it(importer: Importer, data: st.DataObject) -> None:
    lines = lines_of(importer)
    place = data.draw(st.sampled_from(starts_of(importer)))
    cells = cells_of(lines[place])
    cut = ",".join(f'"{cell}"' for cell in cells[: data.draw(st.integers(1, len(cells) - 1))])
    broken, without = (read(importer, [*lines[:place], line, *lines[place + 1 :]]) for line in (cut, ""))
    assert told(broken) == told(without)
    assert reported(broken, place + 1)


@of_records
@rarely
@given(data=st.data())
def test_a_foreign_line_changes_nothing(importer: Importer, data: st.DataObject) -> None:
    lines = lines_of(importer)
    place = data.draw(st.sampled_from(starts_of(importer)))
    foreign = data.draw(st.sampled_from(["# a remark", "{}", '{"foreign": true}', "null", "[]"]))
    with_it = read(importer, [*lines[:place], foreign, *lines[place:]])
    assert moved(with_it, place) == told(read(importer, lines))


@of_records
@rarely
@given(data=st.data())
def test_records_in_another_order_never_crash(importer: Importer, data: st.DataObject) -> None:
    head, *rest = lines_of(importer)
    read(importer, [head, *data.draw(st.permutations(rest))])


@of_lines
def test_every_line_written_twice_counts_once(importer: Importer) -> None:
    lines = lines_of(importer)
    once, twice = read(importer, lines), read(importer, [line for line in lines for _ in range(2)])
    if all(one.key for one in told(once) if not isinstance(one, str)):
        assert sums(twice) == sums(once)


@of_lines
def test_a_file_appended_to_itself_counts_once(importer: Importer) -> None:
    lines = lines_of(importer)
    once, twice = read(importer, lines), read(importer, lines * 2)
    if all(one.key for one in told(once) if not isinstance(one, str)):
        assert sums(twice) == sums(once)


@of_lines
@rarely
@given(data=st.data())
def test_a_value_of_another_type_costs_no_more_than_its_line(importer: Importer, data: st.DataObject) -> None:
    lines = lines_of(importer)
    place = data.draw(st.sampled_from([n for n, line in enumerate(lines) if is_record(line)]))
    record = json.loads(lines[place])
    owner, name = data.draw(st.sampled_from(leaves(record)))
    owner[name] = data.draw(st.sampled_from(TYPES))  # type: ignore[index]
    as_it_was, without, found = (
        read(importer, [*lines[:place], line, *lines[place + 1 :]]) for line in (lines[place], "", json.dumps(record))
    )
    new = numbers(found, place + 1) - numbers(as_it_was, place + 1) - numbers(without, place + 1)
    assert not new or sums(found) in (sums(as_it_was), sums(without))  # a running total tells the rest a line later


def numbers(records: list[Record] | str, but: int) -> set[tuple[int, str]]:
    """The amounts of all lines but one."""
    found = told(records)
    return {(one.line, str(amounts(one))) for one in found if not isinstance(one, str) and one.line != but}


def leaves(value: object) -> list[tuple[dict[str, object] | list[object], object]]:
    """Every place in a JSON value that holds something, as (object or array, its key)."""
    if not isinstance(value, dict | list):
        return []
    inner = list(value.items() if isinstance(value, dict) else enumerate(value))
    return [*((value, key) for key, _ in inner), *(place for _, one in inner for place in leaves(one))]  # type: ignore[misc]


def test_the_swift_event_equals_the_slow_one() -> None:
    assert swift_event(1, "bot", 2, "ann") == UsageEvent(at=1, agent="bot", line=2, person="ann")
    assert type(swift_event(1, "bot", 2)) is UsageEvent


@pytest.mark.parametrize("spoil", [lambda text: text[:-3], lambda text: text.replace("}", "", 1)])
def test_the_control_of_these_tests_sees_a_change(spoil: Callable[[str], str]) -> None:
    importer = next(one for one in LINES if one.name == "bedrock-invocation-log")
    lines = lines_of(importer)
    assert told(read(importer, [spoil(lines[0]), *lines[1:]])) != told(read(importer, lines))
