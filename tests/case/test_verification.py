"""`verify` sees what was changed past the program, even by someone who put the guards back."""

from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.case.log import START, link
from auditor.case.verification import Check, verify
from auditor.records import Label
from auditor.review import Draft, give_verdict
from tests.case.raw import tamper
from tests.invented import event, events, import_file, outcome, write


@pytest.fixture
def closed(filled: CaseFile, tmp_path: Path) -> Path:
    """A closed case with two sources that overlap, and a verdict."""
    import_file(filled, write(tmp_path / "more.invented", [event(1, output_tokens=99), *events(2, first=8), outcome()]))
    give_verdict(filled, 1, Draft(Label.USEFUL))
    filled.close()
    return filled.path


def failed(path: Path) -> list[str]:
    with CaseFile.open(path, readonly=True) as case:
        return [check.title for check in verify(case) if check.ok is False]


SUMS = "Sums are those of the events"
TAMPERED = {
    "a changed verdict": (
        "UPDATE verdicts SET label = 'inconclusive'",
        "verdicts_keep_update",
        ["Verdicts are as they were given"],
    ),
    "a removed verdict": ("DELETE FROM verdicts", "verdicts_keep_delete", ["Verdicts are as they were given"]),
    "a removed log line": ("DELETE FROM log WHERE id = 2", "log_keep_delete", None),
    "a changed log line": ("UPDATE log SET who = 'X' WHERE id = 2", "log_keep_update", ["The activity log is whole"]),
    "changed tokens": (
        "UPDATE events SET input_tokens = 1 WHERE id = 2",
        "events_keep_update",
        ["Sources hold what was imported", SUMS],
    ),
    "a removed event": (
        "DELETE FROM events WHERE id = 2",
        "events_keep_delete",
        ["Sources hold what was imported", SUMS],
    ),
    "an added event": (
        "INSERT INTO events (source_id, line, at, agent_id) VALUES (1, 1, 1, 1)",
        "events_keep_insert",
        ["Sources hold what was imported", SUMS],
    ),
    "an added outcome": (
        "INSERT INTO outcomes (source_id, line, at, kind, reference, title) VALUES (1, 1, 1, 'ticket', 'T', '')",
        "outcomes_keep_insert",
        ["Sources hold what was imported"],
    ),
    "an added sum": (
        "INSERT INTO aggregates (source_id, line, start, \"end\", unit, quantity) VALUES (1, 1, 1, 2, 'usd', 5)",
        "aggregates_keep_insert",
        ["Sources hold what was imported"],
    ),
    "an added rejected line": (
        "INSERT INTO import_issues (source_id, line, severity, reason, excerpt) VALUES (1, 1, 'rejected', '', '')",
        "import_issues_keep_insert",
        ["Sources hold what was imported"],
    ),
    "an event taken out of the count": (
        "UPDATE events SET dropped_by = 'fuller-copy' WHERE id = 2",
        "events_keep_update",
        ["Dropped events were dropped by a rule", SUMS],
    ),
    "an event dropped by an invented rule": (
        "UPDATE events SET dropped_by = 'unwanted' WHERE id = 2",
        "events_keep_update",
        ["Dropped events were dropped by a rule", SUMS],
    ),
    "an outcome taken out of the count": (
        "UPDATE outcomes SET dropped_by = 'fuller-copy'",
        "outcomes_keep_update",
        ["Dropped events were dropped by a rule"],
    ),
    "forged sums": ("UPDATE agent_totals SET input_tokens = 999", "", [SUMS]),
    "an added exhibit": (
        "INSERT INTO exhibits (agent_id, kind, reference, title, pinned_by, pinned_at)"
        " VALUES (1, 'span', '', '', '', 1)",
        "",
        ["Exhibits, prices and description are as logged"],
    ),
    "another case name": (
        "UPDATE properties SET value = 'X' WHERE key = 'name'",
        "",
        ["Exhibits, prices and description are as logged"],
    ),
    "a log cut off after the import": (
        "DELETE FROM log WHERE id > 2",
        "log_keep_delete",
        ["Verdicts are as they were given", "Sources hold what was imported"],
    ),
    "a changed text": ("UPDATE texts SET text = ''", "texts_keep_update", ["Texts are as they were read"]),
    "a lost text": ("DELETE FROM texts WHERE id = 2", "texts_keep_delete", ["Texts are as they were read"]),
    "a missing guard": ("DROP TRIGGER log_keep_update", "", ["Guards against changes stand"]),
}


def test_an_untouched_case_passes_every_check(closed: Path) -> None:
    assert failed(closed) == []


@pytest.mark.parametrize("what", TAMPERED)
def test_tampering_shows(closed: Path, what: str) -> None:
    statement, guard, titles = TAMPERED[what]
    tamper(closed, statement, past=guard)
    found = failed(closed)
    assert found == titles if titles else "The activity log is whole" in found


def test_an_original_with_other_bytes_shows(closed: Path) -> None:
    original = closed.parent / "use.invented"
    original.write_text(original.read_text() + "\n")
    assert failed(closed) == [f"Original {original}"]


def test_an_original_that_lies_elsewhere_now_is_told_but_no_failure(closed: Path) -> None:
    (closed.parent / "use.invented").unlink()
    with CaseFile.open(closed, readonly=True) as case:
        assert [check for check in verify(case) if check.ok is not True] == [
            Check(f"Original {closed.parent / 'use.invented'}", None, "not at its place any more")
        ]


def test_an_original_known_by_a_relative_path_is_not_looked_for_in_the_current_folder(
    case: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "near.invented", [event()])
    monkeypatch.chdir(tmp_path)
    intake = case.sources.begin("near.invented", 1, "invented", 1)
    intake.complete(sha256="other", lines=1)
    assert verify(case)[-1] == Check("Original near.invented", None, "relative path")


def test_a_log_line_does_not_pass_for_two_with_the_words_moved_between_them() -> None:
    assert link(START, 1, "a\nb", "c", "d") != link(START, 1, "a", "b\nc", "d")
