"""Traps of git logs in other layouts: whose separator, order and names are somebody's own."""

import json

import pytest

from auditor.errors import PassedOver
from auditor.importers.files.export_file import Peek, PurePosixPath
from auditor.importers.outcomes.git_log import IMPORTER, matches
from auditor.records import ImportIssue, Outcome, Severity

from .conftest import Read

SHA, OTHER = "a1" * 20, "b2" * 20
AT = 1_767_323_045_000_000
ISO = "2026-01-02T04:04:05+01:00"


def peek(text: str) -> Peek:
    return Peek(PurePosixPath("log.txt"), text.encode())


def outcomes(read: Read, text: str) -> list[Outcome]:
    assert matches(peek(text))
    return [one for one in read(IMPORTER, text) if isinstance(one, Outcome)]


@pytest.mark.parametrize(
    "line",
    [
        f"{SHA},Ann,ann@example.com,{ISO},fix it",
        f"{SHA}|Ann|ann@example.com|Fri Jan 2 04:04:05 2026 +0100|fix it",
        f"{SHA};ann@example.com;1767323045;fix it",
        f"{SHA}\t{ISO}\tann@example.com\tfix it",
        f"{SHA}|{OTHER[:9]}|Ann|<ann@example.com>|{ISO}|2 hours ago|fix it",
        f'"{SHA}","Ann","ann@example.com","{ISO}","fix it"',
        f"{SHA}|HEAD -> main|ann@example.com|fix it|{ISO}",
        f"commit {SHA}|Ann|ann@example.com|{ISO}|fix it",
    ],
)
def test_a_line_tells_the_same_commit_in_every_order_and_between_every_separator(read: Read, line: str) -> None:
    (outcome,) = outcomes(read, line + "\n\n3\t1\tsrc/a.py\n")
    assert (outcome.at, outcome.person, outcome.title) == (AT, "ann@example.com", "fix it")
    assert (outcome.reference, outcome.key) == (SHA, f"git:{SHA}")


def test_a_subject_may_hold_the_separator(read: Read) -> None:
    text = f"{SHA}|Ann|{ISO}|a | b\n{OTHER}|Bob|{ISO}|c\n"
    assert [(one.person, one.title) for one in outcomes(read, text)] == [("Ann", "a | b"), ("Bob", "c")]


def test_an_abbreviated_hash_is_told_from_another_repository_s_by_its_time(read: Read) -> None:
    (outcome,) = outcomes(read, f"{SHA[:7]}|Ann|{ISO}|fix it\n")
    assert outcome.key == f"git:{SHA[:7]}:{AT}"


def test_a_committer_s_name_and_address_are_no_subject_and_no_branch(read: Read) -> None:
    who = f"Ann\x1fann@example.com\x1f{ISO}\x1fBob\x1fbob@example.com\x1f2026-02-01T00:00:00Z"
    (outcome,) = outcomes(read, f"\n\x1e{SHA}\x1f{who}\x1fmain\x1ffix it\x1f\n")
    assert (outcome.person, outcome.title, outcome.branch) == ("ann@example.com", "fix it", "main")


def test_a_drawn_graph_is_read_as_without_it(read: Read) -> None:
    body = f"Author: Ann <ann@example.com>\n~Date:   {ISO}\n~\n~    fix it\n~\n~    more: of it\n~\n"
    text = f"* commit {SHA} (HEAD -> main)\n| {body.replace('~', '| ')}* | commit {OTHER}\n  {body.replace('~', '  ')}"
    first, second = outcomes(read, text)
    assert (first.at, first.person, first.title, first.branch) == (AT, "ann@example.com", "fix it", "main")
    assert (second.reference, second.title) == (OTHER, "fix it")


@pytest.mark.parametrize("line", [f"commit {SHA[:9]}", f"commit {SHA[:9]} {OTHER[:9]} (main)"])
def test_blocks_may_abbreviate_hashes_and_tell_parents(read: Read, line: str) -> None:
    (outcome,) = outcomes(read, f"{line}\nAuthor: Ann <ann@example.com>\nDate: {ISO}\n\n    fix it\n")
    assert (outcome.reference, outcome.title) == (SHA[:9], "fix it")


WHO = {"name": "Ann", "email": "ann@example.com", "date": ISO}


@pytest.mark.parametrize(
    "text",
    [
        f'hash,author,email,date,message\r\n{SHA},Ann,ann@example.com,{ISO},"fix it\n\nand more"\r\n',
        json.dumps([{"sha": SHA, "commit": {"author": WHO, "committer": {}, "message": "fix it\n\nmore"}}]),
        json.dumps([{"id": SHA, "short_id": SHA[:8], "title": "fix it", "author_name": "Ann", "message": "fix it\n",
                     "author_email": "ann@example.com", "authored_date": ISO, "committed_date": "2026-02-01"}]),
        json.dumps({"commit": SHA, "author": "Ann <ann@example.com>", "date": ISO, "message": "fix it"}),
    ],
    ids=["table", "GitHub", "GitLab", "own JSON"],
)  # fmt: skip
def test_commits_whose_fields_have_names_are_read(read: Read, text: str) -> None:
    (outcome,) = outcomes(read, text)
    told = outcome.at, outcome.person, outcome.title, outcome.key
    assert told == (AT, "ann@example.com", "fix it", f"git:{SHA}")


def test_a_log_without_times_is_passed_over_and_says_how_to_export_it(read: Read) -> None:
    text = f"{SHA[:7]} fix it\n{OTHER[:7]} (HEAD -> main) Merge\n"
    assert matches(peek(text))
    with pytest.raises(PassedOver, match="neither authors nor times") as raised:
        read(IMPORTER, text)
    assert "git log" in raised.value.hint


@pytest.mark.parametrize("bad", [f"{OTHER}|Bob|yesterday|x", f"{OTHER}|Bob", "not a commit|a|b|c"])
def test_a_line_that_cannot_be_taken_apart_is_reported_and_the_rest_is_read(read: Read, bad: str) -> None:
    records = read(IMPORTER, f"{SHA}|Ann|{ISO}|fix it\n{bad}\n{OTHER}|Bob|{ISO}|x\n")
    assert [type(one) for one in records] == [Outcome, ImportIssue, Outcome]


@pytest.mark.parametrize(
    "text",
    [
        "1234567,2026-01-02,5\n7654321,2026-01-03,6\n",
        "deadbee is a word and not a commit\n",
        '{"id": 1, "date": "2026-01-02", "message": "commit"}\n',
    ],
)
def test_other_tables_and_texts_are_not_claimed(text: str) -> None:
    assert matches(peek(text)) == ""


@pytest.mark.parametrize("separator", ["\x1f", "|"])
def test_names_of_files_alone_are_told_in_one_warning_and_half_a_hash_is_rejected(read: Read, separator: str) -> None:
    line = separator.join((SHA, "Ann", "ann@example.com", ISO, "fix it"))
    outcome, broken, note = read(IMPORTER, f"{line}\n\nsrc/a.py\nREADME.md\n{OTHER[:20]}")
    assert isinstance(outcome, Outcome) and isinstance(broken, ImportIssue) and isinstance(note, ImportIssue)
    assert (broken.line, broken.severity) == (5, Severity.REJECTED)
    assert (note.line, note.severity, note.reason[:7]) == (3, Severity.WARNING, "2 lines")
