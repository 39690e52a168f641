"""The commands as scripts rely on them: shapes of the JSON, exit codes, aliases unless names are asked for."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from auditor import __version__
from auditor.case.case_file import CaseFile
from auditor.cli.doors import Doors, PictureRequest
from auditor.cli.main import cli
from auditor.importers import IMPORTERS

Auditor = Callable[..., Result]

TABLE = """timestamp,employee,team,agent,request_id,input_tokens,output_tokens,cache_read_tokens,cost_usd,status
2026-09-01T08:00:00Z,mira.holt,Depot,night-triage,a,100,10,40,0.25,ok
2026-09-01T09:00:00Z,mira.holt,Depot,night-triage,b,100,10,40,0.25,ok
2026-09-02T08:00:00Z,tom.wiik,Desk,draft-retry,c,50,5,,0.10,error
2026-09-02T08:00:00Z,tom.wiik,Desk,draft-retry,c,50,5,,0.10,error
yesterday,tom.wiik,Desk,draft-retry,d,50,5,,0.10,error
"""


@pytest.fixture
def case(tmp_path: Path, auditor: Auditor) -> Path:
    """A case made by importing into a path that does not exist."""
    (tmp_path / "use.csv").write_text(TABLE)
    assert auditor("import", tmp_path / "a.auditcase", tmp_path / "use.csv").exit_code == 0
    return tmp_path / "a.auditcase"


def told(result: Result) -> Any:
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_new_makes_a_case_with_its_properties(auditor: Auditor, tmp_path: Path) -> None:
    words = ("--name", "Autumn", "--reviewer", "R. Okafor", "--timezone", "Europe/Berlin", "--purpose", "tokens")
    assert auditor("new", tmp_path / "a.auditcase", *words, "--retain-until", "2027-11-30").exit_code == 0
    with CaseFile.open(tmp_path / "a.auditcase") as opened:
        properties = opened.properties.get()
    assert (properties.name, properties.reviewer, properties.timezone) == ("Autumn", "R. Okafor", "Europe/Berlin")
    assert (properties.purpose, properties.retain_until, len(properties.case_id)) == ("tokens", "2027-11-30", 36)


def test_import_json_is_a_receipt_a_source(auditor: Auditor, tmp_path: Path) -> None:
    (tmp_path / "use.csv").write_text(TABLE)
    (source,) = told(auditor("import", tmp_path / "a.auditcase", tmp_path / "use.csv", "--json"))["sources"]
    assert source.pop("path").endswith("use.csv")
    assert len(source.pop("sha256")) == 64
    assert source == {
        "importer": "generic-table",
        "events": 3,
        "aggregates": 0,
        "outcomes": 0,
        "duplicates": 1,
        "rejected": 1,
        "first": "2026-09-01T08:00:00Z",
        "last": "2026-09-02T08:00:00Z",
        "tokens": {
            "input": 250,
            "cache_read_input": 80,
            "cache_creation_input": None,
            "output": 25,
            "reasoning_output": None,
        },
        "lower_bound": False,
        "warnings": [],
    }


def test_importing_the_same_bytes_again_says_so_and_succeeds(case: Path, auditor: Auditor, tmp_path: Path) -> None:
    (source,) = told(auditor("import", case, tmp_path / "use.csv", "--json"))["sources"]
    assert (source["events"], source["duplicates"]) == (0, 0)
    assert "already in this case as source 1" in source["warnings"][0]


def test_import_tells_a_table(auditor: Auditor, tmp_path: Path) -> None:
    (tmp_path / "use.csv").write_text(TABLE)
    result = auditor("import", tmp_path / "a.auditcase", tmp_path / "use.csv")
    assert result.stderr == ""
    assert result.stdout.splitlines()[1].split()[:6] == ["generic-table", "3", "0", "0", "1", "1"]


def test_a_file_of_sums_shows_what_it_brought(auditor: Auditor, tmp_path: Path) -> None:
    (tmp_path / "days.csv").write_text("start,end,user,credits\n2026-09-01,2026-09-02,mira.holt,4\n")
    mapping = {"start": "timestamp", "end": "end", "user": "person", "credits": "credits"}
    columns = {ours: theirs for theirs, ours in mapping.items()}
    (tmp_path / "m.json").write_text(json.dumps({"columns": columns, "grain": "aggregate"}))
    words = ("import", tmp_path / "a.auditcase", tmp_path / "days.csv", "--mapping", tmp_path / "m.json")
    head, line, *_ = auditor(*words).stdout.splitlines()
    assert dict(zip(head.split(), line.split(), strict=True))["sums"] == "1"


def test_a_folder_with_an_unknown_table_says_how_to_map_it(auditor: Auditor, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "use.csv").write_text(TABLE)
    (tmp_path / "in" / "bots.csv").write_text("Wann;Was\n03/04/2026;7\n")
    *_, passed, hint = auditor("import", tmp_path / "a.auditcase", tmp_path / "in").stdout.splitlines()
    assert "bots.csv" in passed and "auditor mapping FILE" in hint


def test_agents_json_has_the_promised_fields(case: Path, auditor: Auditor) -> None:
    first, second = told(auditor("agents", case, "--json"))
    assert first == {
        "agent": "night-triage",
        "person": "Person 01",
        "team": "Depot",
        "events": 2,
        "input_tokens": 200,
        "cache_read_input_tokens": 80,
        "cache_creation_input_tokens": None,
        "output_tokens": 20,
        "reasoning_output_tokens": None,
        "cost_usd": 0.5,
        "outcomes": None,
        "first": "2026-09-01T08:00:00Z",
        "last": "2026-09-01T09:00:00Z",
        "rhythm": None,
        "priority": None,
        "top": None,
        "reason": None,
        "label": None,
        "reviewers": [],
    } | {"id": first["id"]}
    assert second["agent"] == "draft-retry"


def test_names_are_aliases_unless_asked_for_and_asking_is_logged(case: Path, auditor: Auditor) -> None:
    assert "mira.holt" not in auditor("agents", case).stdout
    assert "mira.holt" in auditor("agents", case, "--names").stdout
    with CaseFile.open(case) as opened:
        assert opened.log.lines()[-1].action == "names shown"


def test_sources_lists_receipts(case: Path, auditor: Auditor) -> None:
    (source,) = told(auditor("sources", case, "--json"))
    assert (source["events"], source["rejected"], source["lines"]) == (3, 1, 6)
    assert source["duplicates_by_rule"] == {"replayed-history": 1}
    assert "generic-table" in auditor("sources", case).stdout


def test_a_label_is_given_and_listed(case: Path, auditor: Auditor) -> None:
    words = ("--reviewer", "R. Okafor", "--reason", "no-outcome", "--note", "Never read.", "--exhibit", "event:1")
    assert auditor("label", case, "night-triage", "token-padding", *words).exit_code == 0
    assert auditor("label", case, "night-triage", "useful", "--reviewer", "R. Okafor").exit_code == 0
    first, second = told(auditor("verdicts", case, "--json"))
    assert first.pop("recorded_at").endswith("Z")
    assert first == {
        "id": 1,
        "agent": "night-triage",
        "person": "Person 01",
        "label": "token-padding",
        "reasons": ["no outcome"],
        "confidence": None,
        "note": "Never read.",
        "reviewer": "R. Okafor",
        "supersedes": None,
        "exhibits": ["1"],
        "undoes": None,
    }
    assert (second["label"], second["supersedes"]) == ("useful", 1)


def test_a_label_for_an_unknown_agent_is_refused_with_one_line(case: Path, auditor: Auditor) -> None:
    result = auditor("label", case, "nobody", "useful", "--reviewer", "R. Okafor")
    assert result.exit_code == 1
    assert result.stderr == "auditor: There is no agent “nobody” in this case. List them with: auditor agents CASE\n"


@pytest.mark.parametrize(
    "words", [("label", "a", "b", "bad", "--reviewer", "x"), ("new", "a"), ("import", "a"), ("agents", "a", "--order")]
)
def test_wrong_usage_exits_with_2(auditor: Auditor, words: tuple[str, ...]) -> None:
    assert auditor(*words).exit_code == 2


def test_export_writes_the_tables_asked_for(case: Path, auditor: Auditor, tmp_path: Path) -> None:
    assert auditor("export", case, tmp_path / "out", "--what", "labels").exit_code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"labels.csv", "data-dictionary.csv"}
    assert auditor("export", case, tmp_path / "all").exit_code == 0
    assert len(list((tmp_path / "all").iterdir())) == 4


def test_verify_tells_ok_and_failure(case: Path, auditor: Auditor, tmp_path: Path) -> None:
    assert auditor("verify", case).exit_code == 0
    (tmp_path / "use.csv").write_text(TABLE + "\n")
    result = auditor("verify", case)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "use.csv" in result.stderr


def test_formats_lists_every_importer(auditor: Auditor) -> None:
    lines = auditor("formats").stdout.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [importer.name for importer in IMPORTERS]


def test_a_mapping_names_their_columns(auditor: Auditor, tmp_path: Path) -> None:
    (tmp_path / "use.csv").write_text("when,app,in\n2026-09-01 08:00,night-triage,7\n")
    (tmp_path / "map.json").write_text('{"timestamp": "when", "agent": "app", "input_tokens": "in"}')
    words = ("--mapping", tmp_path / "map.json", "--timezone", "Europe/Berlin", "--json")
    (source,) = told(auditor("import", tmp_path / "a.auditcase", tmp_path / "use.csv", *words))["sources"]
    assert (source["first"], source["tokens"]["input"]) == ("2026-09-01T06:00:00Z", 7)


def test_the_version_is_told(auditor: Auditor) -> None:
    assert __version__ in auditor("--version").stdout


def doors(seen: list[Any]) -> Doors:
    def open_window(path: Path | None) -> int:
        seen.append(path)
        return 0

    def take(request: PictureRequest) -> None:
        seen.append(request)

    return Doors(open_window, take, lambda: ("review", "sources"), lambda: [("U", "Useful", "review")])


def test_a_word_that_is_no_command_opens_the_window_on_that_case(tmp_path: Path) -> None:
    seen: list[Any] = []
    for words in ([], [str(tmp_path / "a.auditcase")]):
        assert CliRunner().invoke(cli, words, obj=doors(seen)).exit_code == 0
    assert seen == [None, tmp_path / "a.auditcase"]


def test_a_picture_is_asked_for_with_its_size() -> None:
    seen: list[Any] = []
    words = ["picture", "a.auditcase", "a.png", "--screen", "sources", "--size", "800x600", "--dark"]
    assert CliRunner().invoke(cli, words, obj=doors(seen)).exit_code == 0
    assert seen == [PictureRequest(Path("a.auditcase"), Path("a.png"), "sources", None, (800, 600), dark=True)]


@pytest.mark.parametrize(("words", "code"), [(["--size", "wide"], 2), (["--screen", "none"], 1)])
def test_a_picture_of_nothing_known_is_refused(words: list[str], code: int) -> None:
    result = CliRunner().invoke(cli, ["picture", "a.auditcase", "a.png", *words], obj=doors([]))
    assert result.exit_code == code


def test_keys_are_listed() -> None:
    assert "Useful" in CliRunner().invoke(cli, ["keys"], obj=doors([])).stdout


def test_files_passed_over_stand_in_the_json_document(auditor: Auditor, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "use.csv").write_text(TABLE)
    (tmp_path / "in" / "README").write_text("Dear all,\n")
    answer = told(auditor("import", tmp_path / "a.auditcase", tmp_path / "in", "--json"))
    assert len(answer["sources"]) == 1
    reason = "no importer knows this format."
    assert answer["passed_over"] == [{"path": (tmp_path / "in" / "README").as_posix(), "reason": reason}]


def test_a_path_is_told_as_it_was_typed_and_stored_absolute(
    auditor: Auditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "use.csv").write_text(TABLE)
    with ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("in/more.csv", TABLE.replace("2026", "2025"))
    answer = told(auditor("import", "a.auditcase", "use.csv", "all.zip", "--json"))
    assert [source["path"] for source in answer["sources"]] == ["use.csv", "all.zip/in/more.csv"]
    stored = [source["path"] for source in told(auditor("sources", "a.auditcase", "--json"))]
    assert stored == [(tmp_path / name).as_posix() for name in ("use.csv", "all.zip/in/more.csv")]
    monkeypatch.chdir("/")
    assert "use.csv: same bytes" in auditor("verify", tmp_path / "a.auditcase").stdout


def test_many_files_are_summed_and_those_with_rejected_lines_are_marked_as_of_these(
    auditor: Auditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.cli.import_command.LISTED", 0)
    (tmp_path / "use.csv").write_text(TABLE)
    _, sums, part, *_ = auditor("import", tmp_path / "a.auditcase", tmp_path / "use.csv").stdout.splitlines()
    assert sums.endswith("  1 file")
    assert part.endswith(f"    of these: {tmp_path / 'use.csv'}")


def test_a_name_cannot_move_the_cursor_or_turn_the_line(auditor: Auditor, tmp_path: Path) -> None:
    bad = "bot\x1b[31m\u202e"
    (tmp_path / "use.csv").write_text(f'timestamp,user,agent,cost\n2026-09-01T08:00Z,ann,"{bad}\nx",1\n')
    assert auditor("import", tmp_path / "a.auditcase", tmp_path / "use.csv").exit_code == 0
    _, row = auditor("agents", tmp_path / "a.auditcase").stdout.splitlines()
    assert "bot\\x1b[31m\\u202e\\nx" in row
    result = auditor("import", tmp_path / "a.auditcase", tmp_path / bad)
    assert len(result.stderr.splitlines()) == 1
    assert "\\x1b[31m\\u202e: there is no such file." in result.stderr


def test_an_account_without_a_name_can_import(
    auditor: Auditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    (tmp_path / "use.csv").write_text(TABLE)
    assert auditor("import", tmp_path / "a.auditcase", tmp_path / "use.csv").exit_code == 0
    with CaseFile.open(tmp_path / "a.auditcase", readonly=True) as opened:
        assert opened.properties.get().reviewer == "unknown reviewer"
