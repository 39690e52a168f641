"""Traps of Beads: offsets with nanoseconds, tickets deleted rather than done, whose ticket it is."""

import json
from typing import Any

import pytest

from auditor.importers.outcomes.beads import IMPORTER
from auditor.records import ImportIssue, Outcome

from .conftest import Read

ONE: dict[str, Any] = {
    "id": "tide-7",
    "title": "Sort",
    "status": "closed",
    "issue_type": "task",
    "owner": "nora.lind@birchwood.example",
    "created_by": "Nora Lind",
    "created_at": "2026-03-02T09:00:00+01:00",
    "closed_at": "2026-03-03T11:30:00.123456789+01:00",
    "close_reason": "Closed",
}


def lines(*tickets: dict[str, Any]) -> str:
    return "".join(json.dumps(ticket) + "\n" for ticket in tickets)


def one(read: Read, ticket: dict[str, Any]) -> Outcome:
    (outcome,) = read(IMPORTER, lines(ticket))
    assert isinstance(outcome, Outcome)
    return outcome


def test_a_closed_ticket_is_an_outcome_on_the_branch_of_its_name(read: Read) -> None:
    outcome = one(read, ONE)
    assert (outcome.at, outcome.kind, outcome.title) == (1_772_533_800_123_456, "closed ticket", "Sort")
    assert (outcome.reference, outcome.branch, outcome.key) == ("tide-7", "tide-7", "beads:tide-7")


@pytest.mark.parametrize(
    ("told", "person"),
    [({"assignee": "tomas"}, "tomas"), ({}, ONE["owner"]), ({"owner": ""}, "Nora Lind")],
)
def test_the_person_is_the_assignee_else_the_owner_else_who_created_it(
    read: Read, told: dict[str, Any], person: str
) -> None:
    assert one(read, ONE | told).person == person


def test_a_reason_stands_behind_the_title(read: Read) -> None:
    assert one(read, ONE | {"close_reason": "Not needed"}).title == "Sort – Not needed"


def test_others_are_counted_in_one_warning(read: Read) -> None:
    states = [ONE | {"status": status} for status in ("open", "tombstone", "in_progress", "open")]
    (issue,) = read(IMPORTER, lines(*states))
    assert isinstance(issue, ImportIssue) and issue.severity == "warning"
    assert issue.reason == "tickets that are no outcomes: 1 in_progress, 2 open, 1 tombstone"


@pytest.mark.parametrize("wrong", [{"id": None}, {"status": 7}, {"closed_at": None}, {"closed_at": "soon"}])
def test_a_broken_ticket_is_no_outcome(read: Read, wrong: dict[str, Any]) -> None:
    first, *rest = read(IMPORTER, lines(ONE, ONE | wrong))
    assert isinstance(first, Outcome) and len(rest) == 1 and isinstance(rest[0], ImportIssue)
