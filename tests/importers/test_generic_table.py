"""Traps of plain tables: times, money, quotes, ids, and rows that must not be counted."""

import gzip

import pytest

from auditor.errors import ImportFailed
from auditor.importers.files.export_file import Peek, PurePosixPath
from auditor.importers.tables.generic_table import IMPORTER, matches
from auditor.records import ImportIssue, Outcome, Severity, UsageEvent

from .conftest import Read

HEAD = "timestamp,user,agent,id,input_tokens,output_tokens,cost,prompt\n"
T = "2026-01-02T03:04:05Z"
AT = 1_767_323_045_000_000


def only(records: list[object]) -> UsageEvent:
    assert len(records) == 1
    assert isinstance(records[0], UsageEvent)
    return records[0]


@pytest.mark.parametrize(
    "written",
    [
        "2026-01-02T03:04:05Z",
        "2026-01-02 03:04:05",
        "2026-01-02T04:04:05.000+01:00",
        "2026-01-02 04:04:05 +0100",
        "2026-01-02 03:04:05 UTC",
        "1767323045",
        "1767323045000",
        "1767323045000000",
        "1767323045000000000",
        "1767323045.0",
    ],
)
def test_a_time_is_read_in_every_usual_form(read: Read, written: str) -> None:
    event = read(IMPORTER, f"{HEAD}{written},ann,bot,1,5,6,,hi\n")[0]
    assert isinstance(event, UsageEvent) and event.at == AT


@pytest.mark.parametrize(
    "written", ["", "soon", "9999-01-01T00:00:00Z", "1200-01-01T00:00:00Z", "99999999999999", "NaN"]
)
def test_a_row_with_an_unreadable_time_is_rejected_with_its_line(read: Read, written: str) -> None:
    issue = read(IMPORTER, f"{HEAD}{T},a,b,1,1,1,,\n{written},a,b,1,1,1,,\n")[1]
    assert isinstance(issue, ImportIssue) and issue.line == 3 and "time" in issue.reason


def test_times_without_zone_take_the_file_s_zone_and_warn_once(read: Read) -> None:
    rows = "2026-07-01 12:00:00,ann,bot,1,1,1,,\n" * 3
    records = read(IMPORTER, HEAD + rows, zone="Europe/Berlin")
    warnings = [record for record in records if isinstance(record, ImportIssue)]
    assert [warning.severity for warning in warnings] == [Severity.WARNING]
    assert isinstance(records[0], UsageEvent) and records[0].at == 1_782_900_000_000_000


@pytest.mark.parametrize(
    ("written", "micro"),
    [("$0.11", 110_000), ("0.1", 100_000), ("0.0000015", 2), ("1e-3", 1000), ("", None), ("-", None), ("NaN", None)],
)
def test_cost_becomes_exact_micro_dollars_and_unknown_stays_unknown(read: Read, written: str, micro: int) -> None:
    assert only(read(IMPORTER, f"{HEAD}{T},ann,bot,1,1,1,{written},\n")).cost_microusd == micro


def test_many_costs_below_a_micro_dollar_do_not_vanish(read: Read) -> None:
    events = read(IMPORTER, HEAD + f"{T},ann,bot,1,1,1,0.0000001,\n" * 100)
    assert sum(event.cost_microusd or 0 for event in events if isinstance(event, UsageEvent)) == 10


@pytest.mark.parametrize("written", ["-1", "1.5", "true", "NaN", "Infinity", "many", "1,000", "9" * 25, "9" * 5000])
def test_a_count_that_is_none_rejects_the_row(read: Read, written: str) -> None:
    issue = read(IMPORTER, f'{HEAD}{T},ann,bot,1,"{written}",1,,\n')[0]
    assert isinstance(issue, ImportIssue) and "input_tokens" in issue.reason and len(issue.excerpt) <= 80


def test_unknown_counts_are_none_and_a_written_zero_is_zero(read: Read) -> None:
    event = only(read(IMPORTER, f"{HEAD}{T},ann,bot,1,,0,,\n"))
    assert (event.input_tokens, event.output_tokens) == (None, 0)


def test_whole_numbers_from_data_frames_are_read(read: Read) -> None:
    assert only(read(IMPORTER, f"{HEAD}{T},ann,bot,1,12.0,1,,\n")).input_tokens == 12


def test_a_row_with_other_cells_than_the_header_is_rejected(read: Read) -> None:
    issue = read(IMPORTER, f"{HEAD}{T},ann,bot,1\n")[0]
    assert isinstance(issue, ImportIssue) and issue.reason == "the row has 4 cells, the header 8"


def test_a_row_needs_a_person_or_an_agent(read: Read) -> None:
    records = read(IMPORTER, f"{HEAD}{T},ann,,1,1,1,,\n{T},,,1,1,1,,\n")
    assert isinstance(records[0], UsageEvent) and records[0].agent == "(no agent named)"
    assert isinstance(records[1], ImportIssue)


def test_rows_without_an_id_have_no_identity_so_that_identical_ones_count(read: Read) -> None:
    events = read(IMPORTER, HEAD + f"{T},ann,bot,,1,1,,\n" * 2)
    assert [event.key for event in events if isinstance(event, UsageEvent)] == [None, None]


def test_an_id_identifies_only_together_with_its_time(read: Read) -> None:
    events = read(IMPORTER, f"{HEAD}{T},a,b,7,1,1,,\n1767323046,a,b,7,1,1,,\n")
    assert len({event.key for event in events if isinstance(event, UsageEvent)}) == 2


def test_an_unclosed_quote_costs_one_row_and_never_counts_a_prompt(read: Read) -> None:
    good = f"{T},ann,bot,1,1,1,,fine\n"
    records = read(IMPORTER, HEAD + good + f'{T},ann,bot,2,1,1,,"never closed\n' + good * 50)
    issues = [record for record in records if isinstance(record, ImportIssue)]
    assert [issue.line for issue in issues] == [3]
    assert len(records) == 52


def test_an_unclosed_quote_before_quoted_rows_costs_one_row(read: Read) -> None:
    good = f'{T},ann,bot,1,1,1,,"fine, really"\n'
    records = read(IMPORTER, HEAD + f'{T},ann,bot,2,1,1,,"never closed\n' + good * 5)
    assert [isinstance(record, ImportIssue) for record in records] == [True] + [False] * 5


def test_lines_and_blank_lines_inside_quotes_belong_to_the_prompt(read: Read) -> None:
    records = read(IMPORTER, HEAD + f'{T},ann,bot,1,1,1,,"one\n\n""two"""\n{T},ann,bot,2,1,1,,x\n')
    first, second = records
    assert isinstance(first, UsageEvent) and first.prompt == 'one\n\n"two"'
    assert isinstance(second, UsageEvent) and second.line == 5


def test_prompts_longer_than_csv_s_own_limit_are_read(read: Read) -> None:
    assert only(read(IMPORTER, f"{HEAD}{T},ann,bot,1,1,1,,{'x' * 300_000}\n")).prompt == "x" * 300_000


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_the_delimiter_is_found_in_the_header_and_case_does_not_matter(read: Read, mark: str) -> None:
    text = "\ufeff" + mark.join(["Timestamp", "USER", "Prompt_Tokens"]) + "\r\n" + mark.join([T, "ann", "5"]) + "\r\n"
    assert only(read(IMPORTER, text)).input_tokens == 5


def test_cache_reads_beyond_the_input_warn_that_the_table_counts_otherwise(read: Read) -> None:
    text = f"timestamp,user,input_tokens,cache_read_tokens\n{T},ann,5,900\n{T},ann,5,900\n"
    warnings = [record for record in read(IMPORTER, text) if isinstance(record, ImportIssue)]
    assert len(warnings) == 1 and warnings[0].severity is Severity.WARNING


def test_a_mapping_reads_unknown_headers(read: Read) -> None:
    text = f"Zeit,Wer,Ein\n{T},ann,5\n"
    event = only(read(IMPORTER, text, mapping={"timestamp": "Zeit", "employee": "Wer", "input_tokens": "Ein"}))
    assert (event.person, event.input_tokens) == ("ann", 5)


@pytest.mark.parametrize("mapping", [None, {"timestamp": "When"}, {"colour": "Zeit"}])
def test_a_wrong_or_missing_mapping_says_what_is_wrong(read: Read, mapping: dict[str, object] | None) -> None:
    with pytest.raises(ImportFailed):
        read(IMPORTER, "Zeit,Wer,Ein\n1,2,3\n", mapping=mapping)


def test_outcome_tables_give_outcomes_and_commits_share_git_s_identity(read: Read) -> None:
    sha = "AB" * 20
    rows = "".join(f"{T},ann,bot,{rest}\n" for rest in ("ticket,X-1", f"commit,{sha}", "ticket,"))
    ticket, commit, issue = read(IMPORTER, f"timestamp,employee,agent,kind,reference\n{rows}")
    assert isinstance(ticket, Outcome) and ticket.reference == "X-1"
    assert isinstance(commit, Outcome) and commit.key == f"git:{sha.lower()}"
    assert isinstance(issue, ImportIssue)


def test_json_lines_are_read_like_rows(read: Read) -> None:
    lines = f'{{"timestamp":"{T}","user":"ann","input_tokens":5,"prompt":"a\u2028b"}}\n'
    first, second = read(IMPORTER, lines + '{"timestamp":1788220801,"user":"x","cost":1e-3}\n')
    assert isinstance(first, UsageEvent) and (first.input_tokens, first.prompt) == (5, "a\u2028b")
    assert isinstance(second, UsageEvent) and (second.cost_microusd, second.input_tokens) == (1000, None)


def test_a_cut_off_gzip_file_gives_its_beginning_and_says_so(read: Read) -> None:
    rows = "".join(f"{T},ann,bot,{n},1,1,,{hash(str(n))}\n" for n in range(5000))
    packed = gzip.compress((HEAD + rows).encode())
    records = read(IMPORTER, packed[: len(packed) // 2])
    assert sum(isinstance(record, UsageEvent) for record in records) > 100
    assert any(isinstance(record, ImportIssue) and "damaged" in record.reason for record in records)


@pytest.mark.parametrize(
    "header", ["Timestamp,User,Model,Requests Used", "date,username,product", "TIMESTAMP,ContextTokens", "a,b", ""]
)
def test_tables_of_other_systems_are_left_to_the_mapping(header: str) -> None:
    assert matches(Peek(PurePosixPath("x.csv"), f"{header}\n1,2\n".encode())) == ""


def test_a_row_that_outgrows_the_limit_is_given_up_and_the_next_ones_are_read(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.importers.files.csv_rows.LONGEST_LINE", 2000)
    good = f"{T},ann,bot,1,1,1,,fine\n"
    records = read(IMPORTER, HEAD + f'{T},ann,bot,2,1,1,,"never closed\n' + good * 500)
    assert [isinstance(record, UsageEvent) for record in records] == [False] + [True] * 500


@pytest.mark.parametrize("written", ["200", "201", "200.0", "200 OK", "ok", "Success", "SUCCEEDED", "completed"])
def test_every_word_for_done_is_ok(read: Read, written: str) -> None:
    assert only(read(IMPORTER, f"timestamp,user,cost,status\n{T},ann,1,{written}\n")).status == "ok"


@pytest.mark.parametrize(("written", "status"), [("429", "429"), ("Failed", "Failed"), ("", None), ("null", None)])
def test_any_other_status_stays_as_it_is_written(read: Read, written: str, status: str | None) -> None:
    assert only(read(IMPORTER, f"timestamp,user,cost,status\n{T},ann,1,{written}\n")).status == status


def test_a_json_key_without_a_name_fills_no_field(read: Read) -> None:
    event = only(read(IMPORTER, f'{{"timestamp":"{T}","user":"ann","input_tokens":5,"":7}}\n'))
    assert (event.input_tokens, event.output_tokens, event.team, event.key) == (5, None, None, None)


def test_a_day_number_of_a_spreadsheet_is_no_time(read: Read) -> None:
    (issue,) = read(IMPORTER, "timestamp,user,input_tokens\n46095,ann,5\n")
    assert isinstance(issue, ImportIssue) and "not a plausible time" in issue.reason


def test_columns_nobody_reads_are_told(read: Read) -> None:
    first, _ = read(IMPORTER, f"timestamp,user,input_tokens,Output Tokens,mood\n{T},ann,5,7,fine\n")
    assert isinstance(first, ImportIssue) and first.severity is Severity.WARNING
    assert first.reason == "columns not used: “Output Tokens”, “mood”"
