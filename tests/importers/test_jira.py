"""Traps of Jira's tables: repeated headers, dates in somebody's language without a zone, tickets not resolved."""

import json
from datetime import UTC, datetime

import pytest

from auditor.errors import ImportFailed
from auditor.importers.files.export_file import Peek, PurePosixPath
from auditor.importers.outcomes.jira import IMPORTER
from auditor.records import ImportIssue, Outcome

from .conftest import Read

HEAD = "Summary,Issue key,Status,Resolution,Assignee,Resolved,Labels,Labels\n"


def row(resolved: str, key: str = "TIDE-7", resolution: str = "Done") -> str:
    return f'Sort the chart,{key},Done,{resolution},Nora Lind,"{resolved}",a,b\n'


def outcomes(read: Read, text: str, zone: str = "UTC") -> list[Outcome]:
    return [one for one in read(IMPORTER, text, zone=zone) if isinstance(one, Outcome)]


def when(outcome: Outcome) -> str:
    return datetime.fromtimestamp(outcome.at / 1e6, UTC).isoformat()[:16]


@pytest.mark.parametrize(
    "written",
    [
        "03/Nov/26 4:15 PM",
        "03/Nov/2026 16:15",
        "3-Nov-2026 16:15:00",
        "Nov 03, 2026 4:15 PM",
        "03.11.26 16:15",
        "03. Nov. 2026 16:15",
        "2026-11-03 16:15",
        "2026-11-03T16:15:00.000+0000",
    ],
)
def test_a_date_is_read_as_it_was_meant(read: Read, written: str) -> None:
    assert [when(one) for one in outcomes(read, HEAD + row(written))] == ["2026-11-03T16:15"]


@pytest.mark.parametrize(("written", "hour"), [("03/Nov/26 12:05 AM", "00:05"), ("03/Nov/26 12:05 PM", "12:05")])
def test_midnight_and_noon_are_twelve(read: Read, written: str, hour: str) -> None:
    assert [when(one)[11:] for one in outcomes(read, HEAD + row(written))] == [hour]


@pytest.mark.parametrize("month", ["Mär", "Mrz", "März"])
def test_german_months_are_known(read: Read, month: str) -> None:
    assert [when(one) for one in outcomes(read, HEAD + row(f"05/{month}/26 08:00"))] == ["2026-03-05T08:00"]


def test_a_time_without_a_zone_is_of_the_file_s_zone_and_the_reader_is_told_once(read: Read) -> None:
    found = read(IMPORTER, HEAD + row("03/Nov/26 4:15 PM") + row("04/Nov/26 4:15 PM", "TIDE-8"), zone="Europe/Berlin")
    first, note, _ = found
    assert isinstance(first, Outcome) and when(first) == "2026-11-03T15:15"
    assert isinstance(note, ImportIssue) and "read as Europe/Berlin" in note.reason


def test_an_order_of_day_and_month_is_taken_from_the_whole_column(read: Read) -> None:
    day_first = HEAD + row("03/11/26 16:15") + row("13/11/26 16:15", "TIDE-8")
    month_first = HEAD + row("11/03/26 16:15") + row("11/13/26 16:15", "TIDE-8")
    assert [when(one)[:10] for one in outcomes(read, day_first)] == ["2026-11-03", "2026-11-13"]
    assert [when(one)[:10] for one in outcomes(read, month_first)] == ["2026-11-03", "2026-11-13"]


@pytest.mark.parametrize("written", ["03/11/26 16:15", "26-11-03", "05/Foo/26", "31/Feb/26", "03/Nov/26 14:15 PM"])
def test_a_date_that_cannot_be_told_is_reported(read: Read, written: str) -> None:
    (issue,) = read(IMPORTER, HEAD + row(written))
    assert isinstance(issue, ImportIssue) and issue.severity == "rejected" and issue.line == 2


def test_unresolved_tickets_are_counted_in_one_warning(read: Read) -> None:
    text = HEAD + 'a,TIDE-1,To Do,,,"",,\nb,TIDE-2,To Do,,,,,\nc,TIDE-3,In Review,,,,,\n'
    (issue,) = read(IMPORTER, text)
    assert isinstance(issue, ImportIssue) and issue.severity == "warning"
    assert issue.reason == "tickets that are no outcomes: 1 In Review, 2 To Do"


def test_a_resolution_that_says_more_stands_behind_the_title(read: Read) -> None:
    titles = [one.title for one in outcomes(read, HEAD + row("3/Nov/26", "A-1", "Won't Do") + row("3/Nov/26", "A-2"))]
    assert titles == ["Sort the chart – Won't Do", "Sort the chart"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_german_headers_and_every_separator_are_known(read: Read, delimiter: str) -> None:
    head = "Zusammenfassung,Vorgangsschlüssel,Status,Lösung,Zugewiesene Person,Erledigt,Stichwörter,Stichwörter\n"
    text = (head + row("03.11.26 16:15", resolution="Fertig")).replace(",", delimiter)
    assert IMPORTER.matches(Peek(path=None, head=text.encode()))  # type: ignore[arg-type]
    (outcome,) = outcomes(read, text)
    assert (outcome.person, outcome.reference, outcome.title) == ("Nora Lind", "TIDE-7", "Sort the chart")


def test_a_table_without_the_time_of_resolution_is_refused_with_a_way_out(read: Read) -> None:
    with pytest.raises(ImportFailed, match=r"no column “Resolved”.*Export all fields"):
        read(IMPORTER, "Summary,Issue key,Status\na,TIDE-1,Done\n")


def ticket(key: str, resolved: object) -> dict[str, object]:
    who = {"displayName": "Nora Lind", "emailAddress": "nora.lind@birchwood.example"}
    names = {"status": {"name": "Done"}, "resolution": {"name": "Done"}, "issuetype": {"name": "Bug"}}
    return {"key": key, "fields": {"summary": "Sort", "resolutiondate": resolved, "assignee": who, **names}}


def test_a_search_result_tells_the_same_ticket(read: Read) -> None:
    page = {"startAt": 0, "total": 2, "issues": [ticket("TIDE-7", "2026-11-03T17:15:00.000+0100"), ticket("A-1", None)]}
    text = json.dumps(page, indent=1)
    assert IMPORTER.matches(Peek(path=None, head=text.encode()))  # type: ignore[arg-type]
    outcome, warning = read(IMPORTER, text)
    assert isinstance(outcome, Outcome) and isinstance(warning, ImportIssue) and warning.severity == "warning"
    assert (when(outcome), outcome.person) == ("2026-11-03T16:15", "nora.lind@birchwood.example")
    assert outcome.key == outcomes(read, HEAD + row("03/Nov/26"))[0].key


def test_missing_pages_are_told(read: Read) -> None:
    page = {"total": 200, "issues": [ticket("TIDE-7", "2026-11-03T17:15:00.000+0100")]}
    issue = read(IMPORTER, json.dumps(page))[-1]
    assert isinstance(issue, ImportIssue) and "found 200 tickets, this file holds 1" in issue.reason


@pytest.mark.parametrize("wrong", ["soon", 7, [], {}])
def test_a_broken_ticket_costs_itself_only(read: Read, wrong: object) -> None:
    good = ticket("TIDE-7", "2026-11-03T17:15:00.000+0100")
    first, issue = read(IMPORTER, json.dumps({"issues": [good, ticket("TIDE-8", wrong)]}))
    assert isinstance(first, Outcome) and isinstance(issue, ImportIssue) and issue.severity == "rejected"


def test_a_header_key_is_jira_s_only_beside_an_issue_type(read: Read) -> None:
    head = "Key,Summary,Issue Type,Status,Assignee,Resolved\n"
    (outcome,) = outcomes(read, head + "TIDE-7,Sort the chart,Task,Done,Nora Lind,2026/11/03 4:15 PM\n")
    assert (outcome.reference, outcome.person, when(outcome)) == ("TIDE-7", "Nora Lind", "2026-11-03T16:15")
    assert IMPORTER.matches(Peek(PurePosixPath("x.csv"), head.encode()))
    assert not IMPORTER.matches(Peek(PurePosixPath("x.csv"), b"Key,Summary,Status\n"))


def test_repeated_headers_do_not_hide_each_other(read: Read) -> None:
    head = "Comment,Summary,Issue key,Status,Assignee,Resolved,Comment,Comment\n"
    (outcome,) = outcomes(read, head + '"2026;ann;a",Sort,TIDE-7,Done,Nora Lind,2026-11-03 16:15,"b, c",\n')
    assert (outcome.title, outcome.person, when(outcome)) == ("Sort", "Nora Lind", "2026-11-03T16:15")
