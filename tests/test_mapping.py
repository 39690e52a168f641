"""Guesses at unknown tables: the column, the reason, what a person must confirm; and mappings kept for next time."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.case.case_file import CaseFile
from auditor.errors import AuditorError, ImportFailed
from auditor.find import Options, find_files
from auditor.importers.files.export_file import ExportFile
from auditor.importers.mapping import Mapping
from auditor.importers.tables.mapping_json import mapping_from, read_mapping
from auditor.ingest import ingest
from auditor.mapping.guess import Draft, draft, draft_of, guess_for
from auditor.mapping.header_words import header_fits, words_of
from auditor.mapping.saved import SavedMappings, fingerprint, write_mapping
from tests.invented import events, write

T = "2026-11-03T09:14:22Z"


def guessed(header: str, *rows: str, grain: str = "") -> Draft:
    return draft_of(header.split("|"), [row.split("|") for row in rows], grain)


GATEWAY = guessed(
    "created|user_id|app_label|tok_in|tok_out|tok_sum|usd|body|took",
    f"{T}|u-88213|standup-writer|21904|212|22116|0.069|Summarise the inbox|1.5",
    f"{T}|u-88214|inbox-digest|210|12|222|0|Summarise|0.5",
)


def test_each_field_gets_its_column_and_the_rest_none():
    assert GATEWAY.mapping.columns == {
        "timestamp": "created", "agent": "app_label", "person": "user_id", "input_tokens": "tok_in",
        "output_tokens": "tok_out", "cost_usd": "usd", "latency_ms": "took", "prompt": "body",
    }  # fmt: skip
    assert GATEWAY.guesses["cache_read_tokens"].reason == "no column looks like it"


def test_a_guess_tells_its_reason_and_a_value():
    guess = GATEWAY.guesses["input_tokens"]
    assert guess.reason == "header says “tok_in”; whole numbers in 2 of 2 rows; adds up to “tok_sum”"
    assert guess.sample == "21904"


def test_guesses_for_tokens_are_not_confirmed():
    assert GATEWAY.mapping.unconfirmed == ("input_tokens", "output_tokens")


@pytest.mark.parametrize(
    "header", ["promptTokens", "Prompt Tokens", "prompt-tokens", "usage.prompt_tokens", "PROMPT_TOKENS"]
)
def test_a_header_may_be_written_in_any_way(header):
    assert guessed(f"ts|{header}", f"{T}|5").mapping.columns["input_tokens"] == header


@pytest.mark.parametrize(
    ("field", "header"),
    [
        ("input_tokens", "ContextTokens"), ("output_tokens", "GeneratedTokens"), ("input_tokens", "Total Input"),
        ("input_tokens", "Eingabe-Tokens"), ("output_tokens", "Ausgabe-Tokens"), ("person", "Benutzer"),
        ("latency_ms", "Dauer (ms)"), ("cost_usd", "Kosten (USD)"), ("model", "gen_ai.request.model"),
        ("agent", "api_key_name"), ("session", "conversationId"), ("cache_read_tokens", "cached_input_tokens"),
    ],
)  # fmt: skip
def test_the_words_of_other_systems_are_known(field, header):
    assert header_fits(header, field)


@pytest.mark.parametrize(
    ("field", "header"), [("cost_usd", "cost_eur"), ("cost_usd", "unit_price"), ("person", "userAgent")]
)
def test_a_word_in_a_header_is_not_enough(field, header):
    assert not header_fits(header, field)


def test_words_are_parted_at_capitals_and_signs():
    assert words_of("HTTPStatusCode / µs (größe)") == ("http", "status", "code", "us", "groesse")


def test_a_column_whose_values_do_not_fit_is_not_guessed():
    assert "input_tokens" not in guessed("ts|input_tokens", f"{T}|many", f"{T}|more").mapping.columns


def test_a_time_addresses_and_models_are_known_by_their_values():
    found = guessed("c1|c2|c3", f"{T}|ann@x.example|gpt-5", f"{T}|bo@x.example|claude-sonnet-5")
    assert found.mapping.columns == {"timestamp": "c1", "person": "c2", "model": "c3"}
    assert found.guesses["person"].reason == "e-mail addresses in 2 of 2 rows"


def test_tokens_are_never_guessed_by_their_values():
    assert guessed("ts|c1", f"{T}|500", f"{T}|600").mapping.columns == {"timestamp": "ts"}


@pytest.mark.parametrize(
    ("header", "value", "field", "unit"),
    [
        ("latency_s", "1", "latency_ms", "s"), ("duration (µs)", "1500", "latency_ms", "us"),
        ("took", "0.25", "latency_ms", "s"), ("cost_cents", "12", "cost_usd", "cents"),
        ("input tokens (k)", "1.5", "input_tokens", "thousands"),
    ],
)  # fmt: skip
def test_a_unit_is_taken_from_the_header_or_the_size_of_the_values(header, value, field, unit):
    assert guessed(f"ts|{header}", f"{T}|{value}").mapping.units == {field: unit}


@pytest.mark.parametrize("value", ["350", "1250.5"])
def test_latencies_that_need_not_be_seconds_are_read_as_milliseconds(value):
    assert guessed("ts|latency", f"{T}|{value}").mapping.units == {}


@pytest.mark.parametrize(
    ("dates", "order"),
    [(("13/04/2026", "03/04/2026"), "day-first"), (("04/13/2026",), "month-first"), (("03/04/2026",), "")],
)
def test_the_order_of_dates_is_known_only_from_a_number_beyond_12(dates: Sequence[str], order: str):
    found = guessed("ts|agent", *(f"{date} 10:30|bot" for date in dates))
    assert found.mapping.dates == order
    assert ("dates" in found.mapping.unconfirmed) == (order == "")


def test_dates_of_both_orders_are_told():
    found = guessed("ts|agent", "13/04/2026 10:30|bot", "04/13/2026 10:30|bot")
    assert "cannot be read" in found.about["dates"] and "dates" in found.mapping.unconfirmed


@pytest.mark.parametrize(
    ("row", "numbers"),
    [("1,204|0.25", "1,234.5"), ("1.204|0,25", "1.234,5"), ("1204|0.25", ""), ("1.204|12,5", "1.234,5")],
)
def test_the_marks_of_numbers_are_known_from_the_figures(row, numbers):
    assert guessed("ts|input tokens|cost", f"{T}|{row}").mapping.numbers == numbers


CACHE = "ts|input_tokens|output_tokens|cached_tokens|total_tokens"


@pytest.mark.parametrize(
    ("rows", "cached"),
    [
        ((f"{T}|100|10|90|110",), "inside"),
        ((f"{T}|100|10|90|200",), "outside"),
        ((f"{T}|100|10|900|",), "outside"),
        ((f"{T}|100|10|0|110",), ""),
        ((f"{T}|100|10|90|999",), ""),
    ],
)
def test_sums_tell_whether_the_input_includes_what_was_cached(rows, cached):
    found = guessed(CACHE, *rows)
    assert found.mapping.cached_input == cached
    assert ("cached_input" in found.mapping.unconfirmed) == (cached == "")


def test_the_sums_that_tell_it_are_told():
    reason = guessed(CACHE, f"{T}|100|10|90|110").about["cached_input"]
    assert reason == "“input_tokens” + “output_tokens” = “total_tokens” in 1 of 1 rows"


@pytest.mark.parametrize(
    ("header", "row", "grain", "period"),
    [
        ("date|user|input_tokens", "2026-11-03|ann|5", "aggregate", "day"),
        ("month|user|requests", "2026-11|ann|5", "aggregate", "month"),
        ("hour|user|requests", f"{T}|ann|5", "aggregate", "hour"),
        ("created|kind|reference|user", f"{T}|ticket|X-1|ann", "outcome", ""),
        ("created|user|prompt|input_tokens", f"{T}|ann|hi|5", "event", ""),
    ],
)
def test_what_one_row_is_is_guessed(header, row, grain, period):
    mapping = guessed(header, row).mapping
    assert (mapping.grain, mapping.period) == (grain, period)


def test_another_grain_gives_other_fields():
    found = guessed("date|user|input_tokens", "2026-11-03|ann|5", grain="event")
    assert (found.mapping.grain, found.mapping.period, "requests" in found.guesses) == ("event", "", False)


@pytest.mark.parametrize(
    ("header", "time", "zone", "about"),
    [
        ("ts", "2026-11-03 09:14", "", "no zone in 1 of 1 times"),
        ("time_utc", "2026-11-03 09:14", "UTC", "header says “time_utc”"),
        ("ts", T, "", None),
    ],
)
def test_times_without_a_zone_are_told(header, time, zone, about):
    found = guessed(f"{header}|agent", f"{time}|bot")
    assert (found.mapping.timezone, found.about.get("timezone")) == (zone, about)


def test_a_column_chosen_by_hand_is_doubted_where_its_values_do_not_fit():
    wrong = guess_for(GATEWAY.looks, "input_tokens", "body")
    assert (wrong.doubt, wrong.reason) == (True, "whole numbers in 0 of 2 rows")
    assert not guess_for(GATEWAY.looks, "input_tokens", "tok_out").doubt
    assert not guess_for(GATEWAY.looks, "input_tokens", None).doubt


def test_every_value_of_a_draft_can_be_read_back_as_a_mapping():
    from_file = mapping_from({"columns": dict(GATEWAY.mapping.columns), "unconfirmed": ["input_tokens"]}, "x")
    assert from_file.unconfirmed == ("input_tokens",)


@pytest.mark.parametrize("content", ["sun and sea\n", "", "a,b\n", "<xml>\n<a/>\n", "\x00\x01,\x02\n1,2\n"])
def test_what_is_no_table_is_refused(tmp_path: Path, content: str):
    (tmp_path / "x").write_text(content)
    with pytest.raises(ImportFailed, match="no table"):
        draft(ExportFile.at(tmp_path / "x"))


def test_a_draft_leaves_the_file_unread(tmp_path: Path):
    (tmp_path / "x").write_text("a,b\n1,2\n")
    file = ExportFile.at(tmp_path / "x")
    draft(file)
    assert file.bytes_read == 0


def test_json_lines_are_guessed_with_their_inner_objects(tmp_path: Path):
    (tmp_path / "x").write_text(f'{{"ts":"{T}","usage":{{"prompt_tokens":5}},"meta":{{"app":"x"}}}}\n')
    columns = draft(ExportFile.at(tmp_path / "x")).mapping.columns
    assert columns == {"timestamp": "ts", "agent": "meta.app", "input_tokens": "usage.prompt_tokens"}


def test_a_fingerprint_is_the_same_however_headers_are_ordered_spaced_and_cased():
    assert fingerprint(["A b", "c"]) == fingerprint(["C ", " a  B"]) != fingerprint(["ab", "c"])


def test_a_confirmed_mapping_is_found_again_by_its_headers(tmp_path: Path):
    saved = SavedMappings(tmp_path / "mappings")
    saved.keep(GATEWAY.mapping.confirmed(), GATEWAY.headers, by="R. Okafor", on="2026-11-03")
    found = saved.find(reversed(GATEWAY.headers))
    assert found and found.origin == "mapped as on 3 Nov 2026 by R. Okafor"
    assert saved.find(["other", "headers"]) is None


@pytest.mark.parametrize("content", ["{", '{"columns": {}, "colour": 1}', '{"columns": {}, "unconfirmed": ["x"]}'])
def test_a_kept_mapping_that_is_broken_or_unconfirmed_is_none(tmp_path: Path, content: str):
    (tmp_path / f"{fingerprint(['a', 'b'])}.json").write_text(content)
    assert SavedMappings(tmp_path).find(["a", "b"]) is None


def test_a_mapping_that_cannot_be_written_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(AuditorError, match="cannot be written"):
        write_mapping(GATEWAY.mapping, tmp_path / "file" / "map.json")


def test_the_case_tells_which_mapping_was_used(case: CaseFile, tmp_path: Path):
    (tmp_path / "use.csv").write_text(f"when,app,in\n{T},night-triage,7\n")
    write_mapping(
        Mapping({"timestamp": "when", "agent": "app", "input_tokens": "in"}, made_by="R. Okafor"), tmp_path / "m.json"
    )
    options = Options(mapping=read_mapping(tmp_path / "m.json"))
    (one,) = ingest(case, find_files([tmp_path / "use.csv"], options), options)
    assert one.source and one.source.warnings == (
        "mapped by R. Okafor: timestamp from “when”; agent from “app”; input_tokens from “in”",
    )
    assert [line.detail for line in case.log.lines() if line.action == "mapping used"] == [
        '{"mapping":{"columns":{"agent":"app","input_tokens":"in","timestamp":"when"},"grain":"event",'
        '"made_by":"R. Okafor","version":1},"source":1}'
    ]


def test_a_file_with_a_mapping_of_its_own_is_read_by_it(case: CaseFile, tmp_path: Path):
    (tmp_path / "use.csv").write_text(f"when,app,in\n{T},night-triage,7\n")
    (file,) = find_files([tmp_path / "use.csv"])
    file.mapping = Mapping({"timestamp": "when", "agent": "app", "input_tokens": "in"})
    (one,) = ingest(case, [file])
    assert one.source and one.source.totals.input_tokens == 7


def test_a_mapping_that_another_reader_did_not_use_is_not_told(case: CaseFile, tmp_path: Path):
    write(tmp_path / "use.invented", events(2))
    options = Options(importer="invented", mapping=Mapping({"timestamp": "when"}))
    (one,) = ingest(case, find_files([tmp_path / "use.invented"], options), options)
    assert one.source and one.source.warnings == ()
    assert not [line for line in case.log.lines() if line.action == "mapping used"]


TABLES = st.integers(2, 6).flatmap(
    lambda width: st.lists(st.lists(st.text(max_size=12), min_size=width, max_size=width), min_size=1, max_size=5)
)


@settings(max_examples=100, deadline=None)
@given(TABLES)
def test_any_table_gets_a_draft_that_names_only_its_columns(table: list[list[str]]):
    headers, *rows = table
    for grain in ("", "event", "aggregate", "outcome"):
        assert set(draft_of(headers, rows, grain).mapping.columns.values()) <= set(headers)


def test_the_example_in_the_readme_is_a_mapping():
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    (example,) = [part for part in readme.split("```json\n")[1:] if part.lstrip("{\n ").startswith('"columns"')]
    mapping = mapping_from(json.loads(example.split("```")[0]), "README.md")
    assert mapping.units == {"latency_ms": "s"} and "latency_ms" in mapping.columns
