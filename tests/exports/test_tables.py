"""What we write for others: exact, harmless, explained, the same every time, and never half."""

import csv
from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.errors import AuditorError, Cancelled
from auditor.exports import EXPORTERS
from auditor.exports.bundle import chosen, export
from auditor.exports.table import dollars, harmless
from auditor.progress import Progress
from auditor.records import Label
from auditor.review import Draft, give_verdict, pin_span, undo
from tests.gui.cases import small_case
from tests.invented import START, event, import_file, outcome, write

PROMISED = """case_id agent_id agent person team period_start period_end timezone events input_tokens
    cache_read_input_tokens cache_creation_input_tokens output_tokens cost_usd outcomes rhythm label confidence reasons
    exhibits note reviewer recorded_at second_reviewer second_label settled_by status findings schema_version"""
NOTE = 'Line one,\r\nline "two";\nüber – 用途'


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.fixture
def judged(filled: CaseFile) -> CaseFile:
    """Two agents, one judged by two reviewers, with an exhibit."""
    span = pin_span(filled, 1, START, START + 60_000_000, "a minute")
    give_verdict(filled, 1, Draft(Label.PADDING, ("no outcome", "own words"), 2, NOTE, (span.id,)))
    give_verdict(filled, 1, Draft(Label.USEFUL), reviewer="A. Second")
    return filled


def exported(case: CaseFile, folder: Path, *, names: bool = False) -> dict[str, list[dict[str, str]]]:
    return {path.stem: rows_of(path) for path in export(case, folder, EXPORTERS, names=names)}


def test_labels_have_exactly_the_columns_promised(judged: CaseFile, tmp_path: Path) -> None:
    export(judged, tmp_path, EXPORTERS)
    header = (tmp_path / "labels.csv").read_bytes().split(b"\r\n")[0].decode()
    assert header.split(",") == PROMISED.split()


def test_the_same_case_gives_the_same_bytes(judged: CaseFile, tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in export(judged, tmp_path / "a", EXPORTERS)}
    second = {path.name: path.read_bytes() for path in export(judged, tmp_path / "b", EXPORTERS)}
    assert first == second
    assert set(first) == {"labels.csv", "verdicts.csv", "events.csv", "data-dictionary.csv"}


def test_the_data_dictionary_explains_every_column(judged: CaseFile, tmp_path: Path) -> None:
    tables = exported(judged, tmp_path)
    explained = {(row["file"], row["column"]) for row in tables["data-dictionary"] if row["meaning"]}
    assert explained == {(f"{name}.csv", column) for name, rows in tables.items() for column in rows[0]}


def test_a_label_row_tells_the_verdicts_of_both_reviewers(judged: CaseFile, tmp_path: Path) -> None:
    _, row = exported(judged, tmp_path)["labels"]
    assert (row["agent"], row["label"], row["reviewer"]) == ("night-triage", "useful", "A. Second")
    assert (row["second_reviewer"], row["second_label"]) == ("R. Okafor", "token-padding")
    assert row["status"] == "disagreement"
    assert (row["cost_usd"], row["input_tokens"], row["cache_read_input_tokens"]) == ("0.007500", "3000", "")


def test_a_judged_agent_without_counted_requests_keeps_its_row_and_its_verdicts(
    judged: CaseFile, tmp_path: Path
) -> None:
    taken = [event(number, agent="renamed", output_tokens=99) for number in (1, 2, 3)]
    import_file(judged, write(tmp_path / "b.invented", taken))
    tables = exported(judged, tmp_path)
    row = next(row for row in tables["labels"] if row["agent"] == "night-triage")
    assert (row["label"], row["events"], row["period_start"], row["period_end"]) == ("useful", "0", "", "")
    assert [row["agent"] for row in tables["verdicts"]] == ["night-triage"] * 2


def test_the_label_that_stands_is_the_same_in_the_table_and_in_the_queue(judged: CaseFile, tmp_path: Path) -> None:
    give_verdict(judged, 1, Draft(Label.INCONCLUSIVE))
    undo(judged)
    row = next(row for row in exported(judged, tmp_path)["labels"] if row["agent"] == "night-triage")
    assert (row["label"], row["second_label"]) == ("useful", "token-padding")
    assert {agent.name: agent.label for agent in judged.agents.all()}["night-triage"] is Label.USEFUL


def test_an_agent_without_verdict_is_there_to_review(judged: CaseFile, tmp_path: Path) -> None:
    row, _ = exported(judged, tmp_path)["labels"]
    assert (row["agent"], row["label"], row["status"]) == ("draft-retry", "", "to-review")


def test_outcomes_are_empty_until_some_are_delivered_and_then_a_number(judged: CaseFile, tmp_path: Path) -> None:
    assert {row["outcomes"] for row in exported(judged, tmp_path)["labels"]} == {""}
    import_file(judged, write(tmp_path / "tickets.invented", [outcome()]))
    assert [row["outcomes"] for row in exported(judged, tmp_path)["labels"]] == ["0", "1"]


def test_verdicts_are_one_row_each_with_undo(judged: CaseFile, tmp_path: Path) -> None:
    undo(judged)
    rows = exported(judged, tmp_path)["verdicts"]
    assert [(row["verdict_id"], row["label"], row["undoes"]) for row in rows] == [
        ("1", "token-padding", ""), ("2", "useful", ""), ("3", "", "1"),
    ]  # fmt: skip
    assert rows[0]["reasons"] == "no outcome; own words"
    assert rows[0]["exhibits"] == "2026-09-21T14:13:20Z..2026-09-21T14:14:20Z"


def test_a_note_with_quotes_and_line_ends_comes_back_whole(judged: CaseFile, tmp_path: Path) -> None:
    assert exported(judged, tmp_path)["verdicts"][0]["note"] == NOTE


def test_events_carry_the_label_of_their_agent(judged: CaseFile, tmp_path: Path) -> None:
    rows = exported(judged, tmp_path)["events"]
    assert [row["label"] for row in rows] == ["", "", "useful", "useful", "useful"]
    assert rows[2]["time"] == "2026-09-21T14:14:20Z"


@pytest.mark.parametrize("names", [False, True])
def test_names_and_texts_appear_only_where_revealed(judged: CaseFile, tmp_path: Path, names: bool) -> None:
    paths = export(judged, tmp_path / "out", EXPORTERS, names=names)
    text = "".join(path.read_text(encoding="utf-8") for path in paths)
    assert ("mira.holt" in text) is names
    assert ("What broke in run" in text) is names
    assert ("Person 01" in text) is not names
    assert str(tmp_path) not in text


def test_an_export_is_logged_with_whether_names_were_shown(judged: CaseFile, tmp_path: Path) -> None:
    export(judged, tmp_path, chosen("labels"), names=True)
    line = judged.log.lines()[-1]
    assert line.action == "exported"
    assert line.detail == '{"files":["labels.csv","data-dictionary.csv"],"names":true}'


@pytest.mark.parametrize("name", ["=1+1", "+49 30", "-cmd", "@sum", "\tx", "\rx"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(case: CaseFile, tmp_path: Path, name: str) -> None:
    import_file(case, write(tmp_path / "use.invented", [event(agent=name, model=name)]))
    tables = exported(case, tmp_path)
    assert tables["labels"][0]["agent"] == tables["events"][0]["model"] == "'" + name


def test_numbers_stay_numbers() -> None:
    assert [harmless(cell) for cell in (-5, "-0.500000", None, "plain")] == [-5, "-0.500000", None, "plain"]


@pytest.mark.parametrize(
    ("micros", "text"),
    [(2_318_000_000, "2318.000000"), (1, "0.000001"), (0, "0.000000"), (-1_500_000, "-1.500000"), (None, None)],
)
def test_dollars_are_exact(micros: int | None, text: str | None) -> None:
    assert dollars(micros) == text


def test_dollars_are_exact_beyond_what_a_float_holds() -> None:
    assert dollars(9_007_199_254_740_993) == "9007199254.740993"


def test_an_unwritable_folder_is_told_and_the_old_file_stays(judged: CaseFile, tmp_path: Path) -> None:
    (tmp_path / "out" / "labels.csv.part").mkdir(parents=True)
    (tmp_path / "out" / "labels.csv").write_text("old")
    with pytest.raises(AuditorError, match=r"labels\.csv cannot be written .*\. Choose another folder, or free"):
        export(judged, tmp_path / "out", EXPORTERS)
    assert (tmp_path / "out" / "labels.csv").read_text() == "old"


def test_a_file_in_place_of_the_folder_is_told(judged: CaseFile, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(AuditorError, match="cannot be written"):
        export(judged, tmp_path / "out", EXPORTERS)


def test_a_cancelled_export_leaves_no_half_file(judged: CaseFile, tmp_path: Path) -> None:
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        export(judged, tmp_path / "out", EXPORTERS, progress=stopped)
    assert list((tmp_path / "out").iterdir()) == []


def test_an_unknown_export_is_told_with_those_there_are() -> None:
    with pytest.raises(AuditorError, match=r"There is no export “graphs”\. Choose from: labels, "):
        chosen("graphs")


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)
def test_every_exporter_writes_its_header_for_an_empty_case(case: CaseFile, tmp_path: Path, exporter) -> None:
    path, _ = export(case, tmp_path, [exporter])
    assert path.read_text(encoding="utf-8").split("\n")[1:] == [""]


def test_exporters_have_names_and_files_of_their_own() -> None:
    for field in ("name", "title", "file_name"):
        assert len({getattr(exporter, field) for exporter in EXPORTERS}) == len(EXPORTERS)


def test_labels_tell_the_rhythm_and_what_indicators_weigh(tmp_path: Path) -> None:
    with CaseFile.open(small_case(tmp_path)) as case:
        export(case, tmp_path / "out", chosen("labels"))
        known = {str(one.agent_id): one for one in case.assessments.all().values()}
        weighing = {str(finding.agent_id) for finding in case.findings.all() if finding.weight}
    with (tmp_path / "out" / "labels.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["agent_id"]: row["rhythm"] for row in rows} == {id_: one.rhythm or "" for id_, one in known.items()}
    assert {row["agent_id"] for row in rows if row["findings"]} == weighing
