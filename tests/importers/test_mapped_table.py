"""Mapped tables: units, dates, number marks, cached input, fixed values, sums over a period; and what is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.errors import ImportFailed
from auditor.importers.files.export_file import ExportFile
from auditor.importers.tables.generic_table import IMPORTER, read_rows
from auditor.importers.tables.mapping_json import mapping_from, mapping_json
from auditor.records import ImportIssue, Outcome, Record, Severity, Unit, UsageAggregate, UsageEvent

from .conftest import Read

T = "2026-01-02T03:04:05Z"
DAY = 86_400_000_000
AZURE = Path(__file__).parents[3] / "shared" / "exports" / "traces" / "azure" / "AzureLLMInferenceTrace_code.csv"

Event = Callable[..., UsageEvent]


@pytest.fixture
def event(read: Read) -> Event:
    """`event(value, field="latency_ms", **more)`: the one event of a row whose column x is mapped to the field."""

    def run(value: str, field: str, **more: object) -> UsageEvent:
        mapping = {"columns": {"timestamp": "t", "agent": "a", field: "x"}, **more}
        records = read(IMPORTER, f't,a,x\n{T},bot,"{value}"\n', mapping=mapping)
        (found,) = [record for record in records if isinstance(record, UsageEvent)]
        return found

    return run


def events(records: list[Record]) -> list[UsageEvent]:
    return [record for record in records if isinstance(record, UsageEvent)]


def sums(records: list[Record]) -> list[UsageAggregate]:
    return [record for record in records if isinstance(record, UsageAggregate)]


def reasons(records: list[Record], severity: Severity = Severity.REJECTED) -> list[str]:
    return [one.reason for one in records if isinstance(one, ImportIssue) and one.severity is severity]


@pytest.mark.parametrize(
    ("value", "unit", "micros"),
    [("1.5", "s", 1_500_000), ("350", "ms", 350_000), ("350", "us", 350), ("2500", "ns", 2), ("", "s", None)],
)
def test_a_latency_is_read_in_its_unit(event: Event, value: str, unit: str, micros: int | None) -> None:
    assert event(value, "latency", units={"latency": unit}).duration_us == micros


@pytest.mark.parametrize(
    ("value", "unit", "micro"), [("12", "cents", 120_000), ("0.0123", "usd", 12_300), ("1500", "micro-dollars", 1_500)]
)
def test_a_cost_is_read_in_its_unit(event: Event, value: str, unit: str, micro: int) -> None:
    assert event(value, "cost_usd", units={"cost_usd": unit}).cost_microusd == micro


@pytest.mark.parametrize(("value", "unit", "count"), [("1.5", "thousands", 1500), ("0.000021", "millions", 21)])
def test_tokens_are_read_in_thousands_and_millions(event: Event, value: str, unit: str, count: int) -> None:
    assert event(value, "input_tokens", units={"input_tokens": unit}).input_tokens == count


def test_a_fraction_of_a_token_is_refused(read: Read) -> None:
    mapping = {"columns": {"timestamp": "t", "agent": "a", "input_tokens": "x"}, "units": {"input_tokens": "thousands"}}
    records = read(IMPORTER, f"t,a,x\n{T},bot,0.0005\n{T},bot,many\n", mapping=mapping)
    assert ["is not a whole number" in reason for reason in reasons(records)] == [True, True]


@pytest.mark.parametrize(
    ("written", "numbers", "count"),
    [("1,234", "1,234.5", 1234), ("1.234", "1.234,5", 1234), ("1.234.567", "1.234,5", 1234567), ("7", "1.234,5", 7)],
)
def test_thousands_are_marked_as_the_mapping_says(event: Event, written: str, numbers: str, count: int) -> None:
    assert event(written, "input_tokens", numbers=numbers).input_tokens == count


def test_a_decimal_comma_is_read(event: Event) -> None:
    assert event("1.204,25", "cost_usd", numbers="1.234,5").cost_microusd == 1_204_250_000


def test_a_number_marked_otherwise_is_refused_not_bent(read: Read) -> None:
    mapping = {"columns": {"timestamp": "t", "agent": "a", "input_tokens": "x"}, "numbers": "1,234.5"}
    assert reasons(read(IMPORTER, f't,a,x\n{T},bot,"12,34"\n', mapping=mapping)) == [
        "input_tokens “12,34” is not a whole number"
    ]


@pytest.mark.parametrize(
    ("written", "order", "iso"),
    [
        ("03/04/2026", "day-first", "2026-04-03T00:00"),
        ("03/04/2026", "month-first", "2026-03-04T00:00"),
        ("3.4.26 14:05", "day-first", "2026-04-03T14:05"),
        ("3/4/2026 12:05 AM", "month-first", "2026-03-04T00:05"),
        ("3/4/2026, 2:05:09 PM", "month-first", "2026-03-04T14:05:09"),
        ("3/4/2026 14:05:09.5 +0200", "month-first", "2026-03-04T12:05:09.500"),
        ("2026-03-04 14:05", "month-first", "2026-03-04T14:05"),
    ],
)
def test_a_date_is_read_in_the_order_the_mapping_says(read: Read, written: str, order: str, iso: str) -> None:
    mapping = {"columns": {"timestamp": "t", "agent": "a"}, "dates": order}
    text = f't,a\n"{written}",bot\n'
    plain = read(IMPORTER, f"timestamp,agent,cost\n{iso},bot,1\n")
    assert events(read(IMPORTER, text, mapping=mapping))[0].at == events(plain)[0].at


@pytest.mark.parametrize(("written", "order"), [("13/04/2026", "month-first"), ("3/4/2026 13:05 PM", "day-first")])
def test_an_impossible_date_is_refused(read: Read, written: str, order: str) -> None:
    mapping = {"columns": {"timestamp": "t", "agent": "a"}, "dates": order}
    assert len(reasons(read(IMPORTER, f"t,a\n{written},bot\n", mapping=mapping))) == 1


def test_the_day_in_a_date_is_never_guessed(read: Read) -> None:
    mapping = {"columns": {"timestamp": "t", "agent": "a"}, "timezone": "UTC"}
    (reason,) = reasons(read(IMPORTER, "t,a\n03/04/2026,bot\n", mapping=mapping))
    assert "“03/04/2026” does not tell which number is the day" in reason


def test_the_mapping_s_zone_is_that_of_times_without_one(read: Read) -> None:
    mapping = {"columns": {"timestamp": "t", "agent": "a"}, "timezone": "Europe/Berlin"}
    records = read(IMPORTER, "t,a\n2026-07-01 12:00:00,bot\n", zone="Asia/Tokyo", mapping=mapping)
    assert events(records)[0].at == 1_782_900_000_000_000
    assert reasons(records, Severity.WARNING) == ["times without a time zone were read as Europe/Berlin"]


CACHE = {"timestamp": "t", "agent": "a", "input_tokens": "i", "cache_read_tokens": "r", "cache_creation_tokens": "w"}


def test_cached_input_outside_is_added_and_inside_is_not(read: Read) -> None:
    text = f"t,a,i,r,w\n{T},bot,10,900,5\n"
    outside = read(IMPORTER, text, mapping={"columns": CACHE, "cached_input": "outside"})
    inside = read(IMPORTER, text, mapping={"columns": CACHE, "cached_input": "inside"})
    assert [(one.input_tokens, one.cache_read_input_tokens) for one in events(outside)] == [(915, 900)]
    assert reasons(outside, Severity.WARNING) == []
    assert events(inside)[0].input_tokens == 10
    assert "cache_read_tokens exceeds input_tokens" in reasons(inside, Severity.WARNING)[0]


def test_an_input_whose_cached_part_is_not_told_is_a_lower_bound(read: Read) -> None:
    text = f"t,a,i,r,w\n{T},bot,10,,5\n{T},bot,,900,5\n{T},bot,10,0,0\n"
    found = events(read(IMPORTER, text, mapping={"columns": CACHE, "cached_input": "outside"}))
    assert [(one.input_tokens, one.lower_bound) for one in found] == [(15, True), (None, False), (10, False)]


def test_input_without_its_cached_part_is_a_lower_bound_in_every_row(event: Event) -> None:
    assert event("10", "input_tokens", cached_input="outside").lower_bound


@pytest.mark.parametrize("told", [{}, {"cached_input": "unknown"}])
def test_cached_input_of_which_nothing_is_known_is_told(read: Read, told: dict[str, str]) -> None:
    records = read(IMPORTER, f"t,a,i,r,w\n{T},bot,10,9,0\n" * 1, mapping={"columns": CACHE, **told})
    assert events(records)[0].input_tokens == 10
    assert "is not known" in reasons(records, Severity.WARNING)[0]


def test_reasoning_outside_is_added_to_the_output(read: Read) -> None:
    columns = {"timestamp": "t", "agent": "a", "output_tokens": "o", "reasoning_tokens": "r"}
    (one,) = events(read(IMPORTER, f"t,a,o,r\n{T},bot,10,90\n", mapping={"columns": columns, "reasoning": "outside"}))
    assert (one.output_tokens, one.reasoning_output_tokens) == (100, 90)


def test_a_fixed_value_stands_in_every_row_and_credits_are_read(read: Read) -> None:
    mapping = {"columns": {"start": "t", "credits": "c"}, "fixed": {"agent": "gateway", "employee": "ann"}}
    (one,) = events(read(IMPORTER, f"t,c\n{T},0.25\n", mapping=mapping))
    assert (one.agent, one.person, one.microcredits) == ("gateway", "ann", 250_000)


def test_a_mapping_with_columns_says_all_and_the_short_form_adds(read: Read) -> None:
    text = f"t,agent,cost\n{T},bot,1\n"
    whole = {"columns": {"timestamp": "t", "agent": "agent"}}
    assert events(read(IMPORTER, text, mapping=whole))[0].cost_microusd is None
    assert events(read(IMPORTER, text, mapping={"timestamp": "t"}))[0].cost_microusd == 1_000_000


SUM = {"start": "day", "person": "who", "model": "m", "requests": "n", "input_tokens": "i", "cost_usd": "c"}


def test_a_sum_gives_one_aggregate_for_each_quantity_it_tells(read: Read) -> None:
    mapping = {"columns": SUM, "grain": "aggregate", "period": "day", "units": {"cost_usd": "cents"}}
    found = sums(read(IMPORTER, "day,who,m,n,i,c\n2026-03-04,ann,m1,2.5,,150\n", mapping=mapping))
    assert [(one.unit, one.quantity) for one in found] == [(Unit.USD, 1_500_000), (Unit.REQUESTS, 2_500_000)]
    assert {(one.end - one.start, one.person, one.model, one.agent) for one in found} == {(DAY, "ann", "m1", None)}
    assert len({one.key for one in found}) == 1


def test_sums_of_two_systems_are_never_the_same_sum(read: Read) -> None:
    mapping = {"columns": {"start": "day", "requests": "n"}, "grain": "aggregate", "period": "day"}
    other = {"columns": {"start": "Tag", "requests": "n"}, "grain": "aggregate", "period": "day"}
    row = "2026-03-04,2\n"
    (mine,) = sums(read(IMPORTER, f"day,n\n{row}", mapping=mapping))
    (wider,) = sums(read(IMPORTER, f"more,day,n\n9,{row}", mapping=mapping))
    (theirs,) = sums(read(IMPORTER, f"Tag,n\n{row}", mapping=other))
    assert mine.key == wider.key != theirs.key


def test_rows_alike_in_all_that_is_mapped_each_count_and_are_told(read: Read) -> None:
    mapping = {"columns": SUM, "grain": "aggregate", "period": "day"}
    rows = "2026-03-04,ann,m1,2,,\n" * 2
    records = read(IMPORTER, f"day,who,m,n,i,c\n{rows}", mapping=mapping)
    assert len({one.key for one in sums(records)}) == 2
    assert sums(records) == sums(read(IMPORTER, f"day,who,m,n,i,c\n{rows}", mapping=mapping))
    assert any("a column not mapped tells them apart" in reason for reason in reasons(records, Severity.WARNING))


@pytest.mark.parametrize(
    ("start", "period", "days"),
    [("2026-03-29", "day", 23 / 24), ("2026-02", "month", 28), ("2026-12", "month", 31), ("2026-03-02", "week", 7)],
)
def test_a_period_is_as_long_as_it_is_on_the_clocks_of_its_zone(
    read: Read, start: str, period: str, days: float
) -> None:
    columns = {"timestamp": "day", "requests": "n"}
    mapping = {"columns": columns, "grain": "aggregate", "period": period, "timezone": "Europe/Berlin"}
    (one,) = sums(read(IMPORTER, f"day,n\n{start},1\n", mapping=mapping))
    assert one.end - one.start == days * DAY


def test_a_last_day_belongs_to_its_period_and_an_end_before_its_start_is_refused(read: Read) -> None:
    mapping = {"columns": {"start": "a", "end": "b", "messages": "n"}, "grain": "aggregate"}
    records = read(
        IMPORTER, "a,b,n\n2026-03-01,2026-03-07,5\n2026-03-08,2026-03-01,5\n2026-03-08,,5\n", mapping=mapping
    )
    assert [one.end - one.start for one in sums(records)] == [7 * DAY]
    assert [reason[:15] for reason in reasons(records)] == ["the period ends", "no end of the p"]


def test_cached_input_outside_is_added_to_sums_too(read: Read) -> None:
    columns = {"timestamp": "t", "input_tokens": "i", "cache_read_tokens": "r"}
    mapping = {"columns": columns, "grain": "aggregate", "period": "day", "cached_input": "outside"}
    found = sums(read(IMPORTER, "t,i,r\n2026-03-01,10,90\n", mapping=mapping))
    assert [one.quantity for one in found] == [100_000_000, 90_000_000]


def test_a_sum_without_any_quantity_is_refused_and_a_stated_zero_is_kept(read: Read) -> None:
    mapping = {"columns": {"start": "d", "requests": "n"}, "grain": "aggregate", "period": "day"}
    records = read(IMPORTER, "d,n\n2026-03-01,0\n2026-03-02,-\n2026-03-03,-5\n", mapping=mapping)
    assert [one.quantity for one in sums(records)] == [0]
    assert len(reasons(records)) == 2


def test_outcomes_are_mapped(read: Read) -> None:
    columns = {"timestamp": "t", "reference": "k", "person": "p"}
    mapping = {"columns": columns, "fixed": {"kind": "ticket"}, "grain": "outcome"}
    (one,) = read(IMPORTER, f"t,k,p\n{T},X-1,ann\n", mapping=mapping)
    assert isinstance(one, Outcome) and (one.kind, one.reference) == ("ticket", "X-1")


def test_json_lines_are_mapped_with_their_inner_objects(read: Read) -> None:
    columns = {"timestamp": "ts", "agent": "meta.app", "input_tokens": "usage.in", "output_tokens": "nowhere"}
    text = f'{{"ts":"{T}","meta":{{"app":"bot"}},"usage":{{"in":5}}}}\n{{"ts":"{T}","meta":{{}}}}\n'
    records = read(IMPORTER, text, mapping={"columns": columns})
    assert [(one.agent, one.input_tokens) for one in events(records)] == [("bot", 5)]
    assert reasons(records) == ["neither an agent nor a person is named"]
    assert reasons(records, Severity.WARNING) == ["the mapped column “nowhere” occurs in no line"]


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        (
            {"columns": {"timestamp": "t", "agent": "zz"}},
            "a column “zz” that the file does not have. Columns: t, a, x.",
        ),
        ({"columns": {"timestamp": "t", "colour": "a"}}, "a field “colour” that does not exist. Fields: timestamp, "),
        ({"columns": {"timestamp": "t", "agent": "a", "requests": "x"}}, "only where the grain is aggregate"),
        ({"columns": {"agent": "a"}}, "no column for the time"),
        ({"columns": {"timestamp": "t"}, "timezone": "UTC"}, "names no column for agent or person"),
        ({"columns": {"timestamp": "t", "requests": "x"}, "grain": "aggregate"}, "how long a sum runs"),
        ({"columns": {"timestamp": "t", "agent": "a"}, "unconfirmed": ["input_tokens"]}, "has confirmed: input_tokens"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_why_and_what_there_is(
    read: Read, mapping: dict[str, object], sentence: str
) -> None:
    with pytest.raises(ImportFailed) as failed:
        read(IMPORTER, f"t,a,x\n{T},bot,1\n", mapping=mapping)
    assert sentence in str(failed.value)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ([1], "a mapping is one JSON object."),
        ({"timestamp": 3}, "a mapping is one JSON object."),
        ({"columns": {}, "version": 2}, "has version 2"),
        ({"columns": {}, "colour": "red"}, "has no “colour”"),
        ({"columns": ["t"]}, "“columns” must be an object"),
        ({"columns": {"timestamp": 5}}, "“columns” must be an object"),
        ({"columns": {}, "grain": "year"}, "“grain” cannot be “year”. Choose from: event, aggregate, outcome."),
        ({"columns": {}, "timezone": "Mars/North"}, "no time zone “Mars/North”"),
        (
            {"columns": {}, "units": {"latency": "h"}},
            "the unit of latency_ms cannot be “h”. Choose from: ms, s, us, ns.",
        ),
        ({"columns": {}, "units": {"prompt": "s"}}, "“prompt” has no choice of units"),
        ({"columns": {}, "dates": 5}, "“dates” must be a text"),
        ({"columns": {}, "unconfirmed": "yes"}, "“unconfirmed” must be a list"),
    ],
)
def test_a_mapping_file_that_is_wrong_is_named_with_what_is_wrong(told: object, sentence: str) -> None:
    with pytest.raises(ImportFailed) as failed:
        mapping_from(told, "map.json")
    assert str(failed.value).startswith("map.json: ") and sentence in str(failed.value)


def test_a_mapping_survives_its_file() -> None:
    told = {
        "version": 1, "columns": {"timestamp": "t"}, "fixed": {"agent": "x"}, "units": {"latency_ms": "s"},
        "cached_input": "outside", "reasoning": "inside", "timezone": "Europe/Berlin", "dates": "day-first",
        "numbers": "1.234,5", "grain": "aggregate", "period": "week", "unconfirmed": ["input_tokens"],
        "made_by": "R. Okafor", "made_on": "2026-11-03",
    }  # fmt: skip
    assert mapping_json(mapping_from(told, "map.json")) == told
    assert mapping_json(mapping_from({"timestamp": "t"}, "map.json")) == {"timestamp": "t"}


def test_the_words_for_the_receipt_name_no_person() -> None:
    told = {"columns": {"timestamp": "t"}, "fixed": {"person": "Ann Berg", "agent": "x"}, "made_by": "R. Okafor"}
    words = mapping_from(told, "").told()
    assert words == "mapped by R. Okafor: timestamp from “t”; person the same in every row; agent is “x” in every row"


def test_rows_of_any_table_are_read_by_one_door(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    issue = ImportIssue(9, "a sheet was passed over")
    rows = iter([(2, [T, "ann", "5"]), issue])
    found = list(read_rows(ExportFile.at(tmp_path / "x"), ["timestamp", "user", "input_tokens"], rows))
    assert isinstance(found[0], UsageEvent) and (found[0].input_tokens, found[1]) == (5, issue)


@pytest.mark.skipif(not AZURE.exists(), reason="the Azure trace is not here")
def test_a_real_trace_without_agents_is_mapped_with_a_fixed_one(read: Read) -> None:
    columns = {"timestamp": "TIMESTAMP", "input_tokens": "ContextTokens", "output_tokens": "GeneratedTokens"}
    found = read(IMPORTER, AZURE.read_bytes(), mapping={"columns": columns, "fixed": {"agent": "code service"}})
    assert len(events(found)) == 8_819 and not reasons(found)
    rows = [line.split(b",") for line in AZURE.read_bytes().split()[1:] if b"," in line and line.count(b",") == 2]
    assert sum(one.input_tokens or 0 for one in events(found)) == sum(int(row[1]) for row in rows)


CELLS = st.one_of(
    st.text(max_size=20).filter(lambda text: '"' not in text and "\n" not in text and "\r" not in text),
    st.sampled_from(
        ["", "-", "NULL", "1e400", "9" * 30, "1,234", "03/04/2026", "99/99/9999 99:99 PM", "2199-12-31", "-5"]
    ),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(cells=st.lists(CELLS, min_size=4, max_size=4), grain=st.sampled_from(["event", "aggregate"]))
def test_whatever_stands_in_a_row_it_becomes_records_or_an_issue(read: Read, cells: list[str], grain: str) -> None:
    mapping = {
        "columns": {"timestamp": "t", "person": "p", "input_tokens": "i", "cost_usd": "c"}, "grain": grain,
        "units": {"input_tokens": "thousands", "cost_usd": "cents"}, "numbers": "1,234.5", "dates": "day-first",
        "period": "month", "cached_input": "outside", "timezone": "America/New_York",
    }  # fmt: skip
    row = ",".join(f'"{cell}"' for cell in cells)
    records = read(IMPORTER, f"t,p,i,c\n{row}\n2026-01-02,ann,1,1\n", mapping=mapping)
    told = {record.line for record in records if reasons([record]) or not isinstance(record, ImportIssue)}
    assert told == {2, 3}
