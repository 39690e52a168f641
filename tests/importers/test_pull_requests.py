"""Traps of pull request lists: two ways to name everything, what was never merged, bots, gh's limit."""

import json
from typing import Any

import pytest

from auditor.importers.files.export_file import Peek
from auditor.importers.outcomes.pull_requests import CUT, IMPORTER
from auditor.records import ImportIssue, Outcome

from .conftest import Read

GH: dict[str, Any] = {
    "number": 41,
    "title": "Sort",
    "state": "MERGED",
    "author": {"login": "nlind", "is_bot": False},
    "mergedAt": "2026-03-03T10:30:00Z",
    "closedAt": "2026-03-03T10:30:00Z",
    "headRefName": "tide-7",
}
REST: dict[str, Any] = {
    "url": "https://api.github.com/repos/birchwood/tides/pulls/41",
    "html_url": "https://github.com/birchwood/tides/pull/41",
    "number": 41,
    "state": "closed",
    "title": "Sort",
    "user": {"login": "nlind", "type": "User"},
    "merged_at": "2026-03-03T10:30:00Z",
    "head": {"ref": "tide-7", "label": "birchwood:tide-7"},
}


def outcomes(read: Read, *requests: dict[str, Any]) -> list[Outcome]:
    return [one for one in read(IMPORTER, json.dumps(requests)) if isinstance(one, Outcome)]


def test_both_lists_tell_the_same_outcome(read: Read) -> None:
    (by_gh,), (by_rest,) = outcomes(read, GH), outcomes(read, REST)
    assert (by_gh.at, by_gh.person, by_gh.branch, by_gh.key) == (
        1_772_533_800_000_000,
        "nlind",
        "tide-7",
        "github-pr:41@1772533800000000",
    )
    assert (by_rest.at, by_rest.person, by_rest.branch, by_rest.key) == (by_gh.at, "nlind", "tide-7", by_gh.key)
    assert (by_gh.reference, by_rest.reference) == ("#41", "birchwood/tides#41")


@pytest.mark.parametrize(
    "write",
    [
        lambda ones: json.dumps(ones),
        lambda ones: json.dumps(ones, indent=2),
        lambda ones: "\n".join(map(json.dumps, ones)) + "\n",
        lambda ones: "\ufeff" + json.dumps(ones, indent=1).replace("\n", "\r\n"),
        lambda ones: json.dumps({"total_count": 2, "items": ones}),
    ],
)
def test_a_list_is_known_and_read_however_it_was_saved(read: Read, write: Any) -> None:
    text = write([GH, GH | {"number": 42}])
    assert IMPORTER.matches(Peek(path=None, head=text.encode()))  # type: ignore[arg-type]
    assert len([one for one in read(IMPORTER, text) if isinstance(one, Outcome)]) == 2


def test_what_was_not_merged_is_counted_in_one_warning(read: Read) -> None:
    still_open = GH | {"state": "OPEN", "mergedAt": None}
    closed = GH | {"state": "CLOSED", "mergedAt": None}
    (issue,) = read(IMPORTER, json.dumps([still_open, closed, closed]))
    assert isinstance(issue, ImportIssue) and issue.severity == "warning"
    assert issue.reason == "pull requests that are no outcomes: 2 closed without merging, 1 open"


def test_a_state_tells_merging_where_no_time_does(read: Read) -> None:
    request = {name: value for name, value in GH.items() if name != "mergedAt"} | {"state": "merged"}
    assert [one.at for one in outcomes(read, request)] == [1_772_533_800_000_000]


@pytest.mark.parametrize(
    ("author", "person", "agent"),
    [
        ({"login": "app/renovate", "is_bot": True}, None, "renovate"),
        ({"login": "renovate[bot]", "type": "Bot"}, None, "renovate"),
        ({"login": "Copilot", "type": "Bot"}, None, "Copilot"),
        ({"login": "nlind"}, "nlind", None),
        ({"login": ""}, None, None),
        (None, None, None),
    ],
)
def test_a_bot_is_an_agent_and_no_person(read: Read, author: object, person: str | None, agent: str | None) -> None:
    (outcome,) = outcomes(read, GH | {"author": author})
    assert (outcome.person, outcome.agent) == (person, agent)


def test_gh_stops_at_thirty_and_the_reader_is_told(read: Read) -> None:
    many = [GH | {"number": number} for number in range(30)]
    assert [one.reason for one in read(IMPORTER, json.dumps(many)) if isinstance(one, ImportIssue)] == [CUT]
    assert not [one for one in read(IMPORTER, json.dumps(many[1:])) if isinstance(one, ImportIssue)]


@pytest.mark.parametrize("wrong", [{"mergedAt": "soon"}, {"mergedAt": 7}, {"number": "x"}, {"number": None}])
def test_a_broken_request_costs_itself_only(read: Read, wrong: dict[str, Any]) -> None:
    first, issue = read(IMPORTER, json.dumps([GH, GH | wrong]))
    assert isinstance(first, Outcome) and isinstance(issue, ImportIssue) and issue.severity == "rejected"
