"""`auditor mapping`: a draft that is confirmed by hand and given back with --mapping."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from auditor.mapping.guess import draft_of
from auditor.mapping.saved import SavedMappings

Auditor = Callable[..., Result]
TABLE = "created,app_label,tok_in,tok_out,took\n2026-11-03T09:14:22Z,standup,210,12,1.5\n"


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITOR_CONFIG_DIR", str(tmp_path / "config"))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "gateway.csv"
    path.write_text(TABLE)
    return path


def test_a_draft_tells_columns_reasons_samples_and_what_to_confirm(auditor: Auditor, table: Path):
    result = auditor("mapping", table)
    told = json.loads(result.stdout)
    assert (told["columns"]["input_tokens"], told["columns"]["person"]) == ("tok_in", None)
    assert told["reasons"]["output_tokens"] == "header says “tok_out”; whole numbers in 1 of 1 rows"
    assert (told["samples"]["agent"], told["units"]) == ("standup", {"latency_ms": "s"})
    assert told["unconfirmed"] == ["input_tokens", "output_tokens"]
    assert result.stderr == "auditor: to be confirmed by you: input_tokens, output_tokens\n"


def test_a_draft_is_refused_until_it_is_confirmed(auditor: Auditor, table: Path, tmp_path: Path):
    mapping = tmp_path / "map.json"
    mapping.write_text(auditor("mapping", table).stdout)
    refused = auditor("import", tmp_path / "a.auditcase", table, "--mapping", mapping)
    assert refused.exit_code == 1 and "nobody has confirmed: input_tokens, output_tokens" in refused.stderr
    mapping.write_text(json.dumps(json.loads(mapping.read_text()) | {"unconfirmed": []}))
    result = auditor("import", tmp_path / "a.auditcase", table, "--mapping", mapping, "--json")
    (source,) = json.loads(result.stdout)["sources"]
    assert (source["events"], source["tokens"]["input"], source["tokens"]["output"]) == (1, 210, 12)


def test_an_unknown_table_tells_of_the_command(auditor: Auditor, table: Path, tmp_path: Path):
    result = auditor("import", tmp_path / "a.auditcase", table)
    assert result.exit_code == 1
    assert "“auditor mapping FILE” drafts a mapping for --mapping" in result.stderr


def test_what_was_confirmed_for_these_headers_is_printed_instead_of_a_guess(auditor: Auditor, table: Path):
    headers, row = (line.split(",") for line in TABLE.splitlines())
    SavedMappings().keep(draft_of(headers, [row]).mapping.confirmed(), headers, by="R. Okafor", on="2026-11-03")
    result = auditor("mapping", table)
    assert result.stderr == "auditor: mapped as on 3 Nov 2026 by R. Okafor\n"
    assert "unconfirmed" not in json.loads(result.stdout)


def test_another_grain_is_drafted_on_demand(auditor: Auditor, table: Path):
    told = json.loads(auditor("mapping", table, "--grain", "aggregate").stdout)
    assert (told["grain"], "requests" in told["columns"]) == ("aggregate", True)


@pytest.mark.parametrize("words", [("nowhere.csv",), ()])
def test_what_cannot_be_guessed_is_told(auditor: Auditor, tmp_path: Path, words: tuple[str, ...]):
    (tmp_path / "notes.txt").write_text("sun and sea\n")
    result = auditor("mapping", tmp_path / words[0] if words else tmp_path / "notes.txt")
    assert result.exit_code == 1 and len(result.stderr.splitlines()) == 1
