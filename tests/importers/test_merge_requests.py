"""Traps of merge request lists: pages, offsets, what was never merged, GitLab's own bots."""

import json
from typing import Any

import pytest

from auditor.importers.outcomes.merge_requests import IMPORTER
from auditor.records import ImportIssue, Outcome

from .conftest import Read

ONE: dict[str, Any] = {
    "id": 9001,
    "iid": 7,
    "project_id": 12,
    "title": "Sort",
    "state": "merged",
    "merged_at": "2026-03-03T11:30:00.000+01:00",
    "source_branch": "lend-3",
    "author": {"username": "nora.lind"},
    "web_url": "https://git.birchwood.example/birchwood/books/lending/-/merge_requests/7",
}


def outcomes(read: Read, *requests: dict[str, Any]) -> list[Outcome]:
    return [one for one in read(IMPORTER, json.dumps(requests)) if isinstance(one, Outcome)]


def test_a_merged_request_is_an_outcome_of_its_author(read: Read) -> None:
    (outcome,) = outcomes(read, ONE)
    assert (outcome.at, outcome.kind, outcome.person) == (1_772_533_800_000_000, "merged change", "nora.lind")
    assert (outcome.reference, outcome.branch) == ("birchwood/books/lending!7", "lend-3")


def test_requests_of_two_projects_are_not_one(read: Read) -> None:
    without = {name: value for name, value in ONE.items() if name != "web_url"}
    keys = [one.key for one in outcomes(read, without, without | {"project_id": 13})]
    assert keys == ["gitlab-mr:12!7", "gitlab-mr:13!7"]


def test_pages_may_stand_one_to_a_line(read: Read) -> None:
    pages = json.dumps([ONE]) + "\n" + json.dumps([ONE | {"iid": 8}]) + "\n"
    assert [one.line for one in read(IMPORTER, pages)] == [1, 2]


def test_what_was_not_merged_is_counted_in_one_warning(read: Read) -> None:
    states = [ONE | {"state": state, "merged_at": None} for state in ("opened", "closed", "locked", "opened")]
    (issue,) = read(IMPORTER, json.dumps(states))
    assert isinstance(issue, ImportIssue) and issue.severity == "warning"
    assert issue.reason == "merge requests that are no outcomes: 1 closed without merging, 1 locked, 2 open"


@pytest.mark.parametrize("name", ["project_12_bot", "group_3_bot_1f2e"])
def test_a_token_s_account_is_an_agent(read: Read, name: str) -> None:
    (outcome,) = outcomes(read, ONE | {"author": {"username": name}})
    assert (outcome.person, outcome.agent) == (None, name)


@pytest.mark.parametrize("wrong", [{"iid": None}, {"iid": -1}, {"merged_at": "soon"}, {"merged_at": None}])
def test_a_broken_request_costs_itself_only(read: Read, wrong: dict[str, Any]) -> None:
    first, issue = read(IMPORTER, json.dumps([ONE, ONE | wrong]))
    assert isinstance(first, Outcome) and isinstance(issue, ImportIssue) and issue.severity == "rejected"
