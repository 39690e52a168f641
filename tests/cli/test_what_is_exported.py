"""What leaves the program as a table tells no names unasked, and no spreadsheet runs it; and what counts as failed."""

import csv
from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.exports.bundle import chosen, export
from auditor.exports.table import harmless
from tests.invented import event, import_file, write


@pytest.mark.parametrize("names", [False, True])
def test_sessions_branches_and_statuses_that_name_people_need_names_revealed(
    case: CaseFile, tmp_path: Path, names: bool
) -> None:
    told = event(session="mira/desk", branch="mira-fix", status="asked mira")
    import_file(case, write(tmp_path / "use.invented", [told, event(2, session=None, status="ok")]))
    path, _ = export(case, tmp_path / "out", chosen("events"), names=names)
    with path.open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    cells = [first[name] for name in ("session", "branch", "status")]
    assert cells == (["mira/desk", "mira-fix", "asked mira"] if names else ["1", "", "error"])
    assert (second["session"], second["status"]) == ("", "ok")


@pytest.mark.parametrize("cell", ["\nx", "\uff1d1", "\uff0b1", "\uff0dx", "\uff20x", "  =1", " \t@x", "\u3000=1"])
def test_no_sign_runs_behind_spaces_on_a_new_line_or_in_full_width(cell: str) -> None:
    assert harmless(cell) == "'" + cell


def test_a_call_has_failed_when_its_status_is_told_and_not_ok(case: CaseFile, tmp_path: Path) -> None:
    told = [event(n, status=status) for n, status in enumerate(("ok", "error", "aborted", "429", None))]
    import_file(case, write(tmp_path / "use.invented", told))
    assert case.events.activity(1).failed.tolist() == [False, True, True, True, False]
