"""What the program said at a verdict is kept with it, hangs on the log, and is never written again."""

import json
import sqlite3

import pytest

from auditor.case.case_file import CaseFile
from auditor.case.verification import verify
from auditor.records import Label
from auditor.review import Draft, give_verdict, undo
from tests.assess.made import finding, say
from tests.case.raw import tamper

USEFUL = Draft(Label.USEFUL)
KEPT = "What was said at each verdict is as it was kept"


def failed(case: CaseFile) -> list[str]:
    with CaseFile.open(case.path, readonly=True) as opened:
        return [check.title for check in verify(opened) if check.ok is False]


def test_a_verdict_keeps_what_was_said_when_it_was_given(filled: CaseFile) -> None:
    say(filled, [finding(), finding(2, value=0.2)])
    given = give_verdict(filled, 1, USEFUL)
    say(filled, [finding(value=0.1, sources="digest 2")], {1: 0.3})
    kept = filled.grounds.of_verdict(given.id)
    assert kept and not kept.sealed
    assert (kept.said["priority"], kept.said["rhythm"], kept.said["requests"]) == (2.1, "batch", 3)
    assert kept.said["findings"] == [
        {"indicator": "unread", "title": "Results unread", "version": 1, "value": 0.91, "percentile": 0.97}
        | {"weight": 0.8, "n": 40, "sources": "digest 1"}
    ]


def test_an_undo_keeps_its_own(filled: CaseFile) -> None:
    say(filled, [finding()])
    given = give_verdict(filled, 1, USEFUL)
    say(filled, [finding(), finding(indicator="hollow")])
    taken = undo(filled)
    assert taken
    kept = {id_: len(one.said["findings"]) for id_, one in filled.grounds.all().items()}
    assert kept == {given.id: 1, taken.id: 2}


def test_where_nothing_was_said_nothing_is_kept(filled: CaseFile) -> None:
    give_verdict(filled, 1, USEFUL)
    assert filled.grounds.all() == {} and "grounds" not in json.loads(filled.log.lines()[-1].detail)


def test_the_log_tells_their_digest_beside_the_verdict(filled: CaseFile) -> None:
    say(filled, [finding()])
    given = give_verdict(filled, 1, USEFUL)
    detail = json.loads(filled.log.lines()[-1].detail)
    assert (detail["verdict"], detail["grounds"]) == (given.id, filled.grounds.digests()[given.id])


@pytest.mark.parametrize(
    ("statement", "guard"),
    [
        ("UPDATE grounds SET said = replace(said, '0.91', '0.19')", "grounds_keep_update"),
        ("UPDATE grounds SET sealed = 1", "grounds_keep_update"),
        ("DELETE FROM grounds", "grounds_keep_delete"),
    ],
)
def test_verify_sees_what_was_changed_past_the_program(filled: CaseFile, statement: str, guard: str) -> None:
    say(filled, [finding()])
    give_verdict(filled, 1, USEFUL)
    filled.close()
    assert failed(filled) == []
    tamper(filled.path, statement, past=guard)
    assert failed(filled) == [KEPT]


def test_they_cannot_be_changed_within_the_program(filled: CaseFile) -> None:
    say(filled, [finding()])
    give_verdict(filled, 1, USEFUL)
    with pytest.raises(sqlite3.IntegrityError, match="grounds are kept"):
        filled.store.write(lambda c: c.execute("UPDATE grounds SET said = '{}'"))
