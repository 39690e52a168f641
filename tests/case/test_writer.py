"""The thread that writes: what is lost is told, and nobody waits for ever."""

import sqlite3
import threading
import time
from contextlib import suppress

import pytest

from auditor.case.case_file import CaseFile
from auditor.case.writer import TOGETHER_S, Writer
from auditor.errors import CaseError
from tests.invented import event, outcome

FULL = sqlite3.OperationalError("database or disk is full")


@pytest.fixture
def failing_commits(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Commits of bulk work fail until this is undone."""

    def fail(writer: Writer) -> None:
        if writer._bulk_since is not None:
            writer._roll_back()
            raise FULL

    monkeypatch.setattr(Writer, "_commit_bulk", fail)
    return monkeypatch


def test_an_import_fails_when_a_click_met_the_full_disk(case: CaseFile, failing_commits: pytest.MonkeyPatch) -> None:
    intake = case.sources.begin("git.log", 1, "git-log", 1)
    intake.add([outcome(number) for number in range(1, 11)])
    intake._waiting[-1].result()
    with pytest.raises(sqlite3.OperationalError, match="full"):
        case.log.note("a click")
    failing_commits.undo()
    intake.add([outcome(11)])
    with pytest.raises(sqlite3.OperationalError, match="full"):
        intake.complete(sha256="x", lines=11)
    intake.discard()
    assert case.sources.all() == []


def test_an_import_fails_when_a_pause_met_the_full_disk(case: CaseFile, failing_commits: pytest.MonkeyPatch) -> None:
    intake = case.sources.begin("git.log", 1, "git-log", 1)
    intake.add([outcome()])
    time.sleep(2 * TOGETHER_S)
    failing_commits.undo()
    intake.add([outcome(2)])
    with pytest.raises(sqlite3.OperationalError, match="full"):
        intake.complete(sha256="x", lines=2)


def test_an_import_does_not_fail_for_what_an_earlier_one_lost(
    case: CaseFile, failing_commits: pytest.MonkeyPatch
) -> None:
    intake = case.sources.begin("git.log", 1, "git-log", 1)
    intake.add([outcome()])
    time.sleep(2 * TOGETHER_S)
    failing_commits.undo()
    with suppress(sqlite3.OperationalError):
        intake.discard()
    intake = case.sources.begin("other", 1, "invented", 1)
    intake.add([event()])
    intake.complete(sha256="x", lines=1)
    assert [source.events for source in case.sources.all()] == [1]


def test_work_sent_while_the_case_is_closing_is_refused(case: CaseFile) -> None:
    go = threading.Event()
    slow = case.store.bulk(lambda _: go.wait(5))
    closing = threading.Thread(target=case.close)
    closing.start()
    time.sleep(0.1)
    with pytest.raises(CaseError, match="is closed"):
        case.store.bulk(lambda _: None)
    go.set()
    closing.join()
    assert slow.result()
