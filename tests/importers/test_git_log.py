"""Traps of git logs: field variants, separators that look like line ends, dates, branches."""

import json

import pytest

from auditor.importers.files.export_file import ExportFile
from auditor.importers.outcomes.git_log import IMPORTER
from auditor.records import ImportIssue, Outcome

from .conftest import Read
from .samples import sample_of

SHA, OTHER = "a" * 40, "b" * 40
DATES = "2026-01-02T04:04:05+01:00\x1f2026-02-01T00:00:00Z"
WHO = "Ann\x1fann@example.com"


def one(read: Read, text: str) -> Outcome:
    (outcome,) = read(IMPORTER, text)
    assert isinstance(outcome, Outcome)
    return outcome


@pytest.mark.parametrize(
    "line",
    [
        f"{SHA}\x1f{WHO}\x1f{DATES}\x1f\x1ffix it\x1f",
        f"{SHA}\x1f{WHO}\x1f{DATES}\x1fHEAD -> main\x1ffix it\x1fBot <b@x.org>\x1eCat <c@x.org>",
        f"{SHA}\x1f{OTHER}\x1f{WHO}\x1f{DATES}\x1ffix it\x1fBot <b@x.org>\x1e",
        f"{SHA}\x1f{OTHER} {OTHER}\x1f{WHO}\x1f{DATES}\x1ffix it\x1f\x1e",
        f"{SHA}\x1f{WHO}\x1f{DATES}\x1ffix it",
        f"\x1e{SHA}\x1f{WHO}\x1f2026-01-02 04:04:05 +0100\x1ffix it",
    ],
)
def test_every_variant_gives_the_same_commit(read: Read, line: str) -> None:
    outcome = one(read, line + "\n")
    assert (outcome.title, outcome.person, outcome.key) == ("fix it", "ann@example.com", f"git:{SHA}")
    assert outcome.at == 1_767_323_045_000_000


def test_separators_and_numstat_lines_are_no_commits(read: Read) -> None:
    text = f"{SHA}\x1f{WHO}\x1f{DATES}\x1f\x1fa\u2028b\x1fX <x@y>\x1eZ <z@y>\n\n3\t1\ta => b\n-\t-\tlogo.png\n"
    assert one(read, text).title == "a\u2028b"


@pytest.mark.parametrize(
    ("decorations", "subject", "branch"),
    [
        ("", "feat: x (shop-12)", "shop-12"),
        ("", "feat: x (shop-12) (#4)", "shop-12"),
        ("HEAD -> main, tag: v1", "feat(web-ui): x", "main"),
        ("tag: v1, origin/dev", "x", "origin/dev"),
        ("", "x (see notes)", None),
    ],
)
def test_the_branch_is_the_ticket_or_a_decoration(read: Read, decorations: str, subject: str, branch: str) -> None:
    assert one(read, f"{SHA}\x1f{WHO}\x1f{DATES}\x1f{decorations}\x1f{subject}\x1f\n").branch == branch


@pytest.mark.parametrize("date", ["AuthorDate: 2026-01-02T04:04:05+01:00", "Date:   Fri Jan 2 04:04:05 2026 +0100"])
def test_git_s_own_layout_is_read(read: Read, date: str) -> None:
    block = f"commit {SHA}\nAuthor: Ann <ann@example.com>\n{date}\n\n    fix it\n\n    commit {OTHER}\n\n1\t2\tf\n"
    outcome = one(read, block)
    assert (outcome.title, outcome.person, outcome.at) == ("fix it", "ann@example.com", 1_767_323_045_000_000)


def test_what_git_says_of_files_is_passed_over(read: Read) -> None:
    files = ["3\t1\ta => b", "-\t-\tlogo.png", "R100\ta\tb", " a/{b => c}.py | 24 +++--", " x.png | Bin 0 -> 9 bytes",
             " 2 files changed, 3 insertions(+)", " create mode 100644 x", " rename a => b (98%)"]  # fmt: skip
    assert one(read, f"{SHA}\x1f{WHO}\x1f{DATES}\x1f\x1fok\x1f\n\n" + "\n".join(files) + "\n").title == "ok"


@pytest.mark.parametrize("word", ["Co-Authored-By", "Co-authored-by"])
def test_a_co_author_is_no_author(read: Read, word: str) -> None:
    block = f"commit {SHA}\nAuthor: Ann <ann@example.com>\nDate: 2026-01-02T04:04:05+01:00\n\n    fix it\n    \n"
    assert one(read, block + f"    {word}: Claude <noreply@anthropic.com>\n").person == "ann@example.com"


@pytest.mark.parametrize(
    "lines",
    [
        "Author: Ann <ann@example.com>\nDate:   Fri, 2 Jan 2026 04:04:05 +0100",
        "Author: Ann <ann@example.com>\nDate:   1767323045",
        "tree 4b\nparent 5c\nauthor Ann <ann@example.com> 1767323045 +0100\ncommitter Bob <b@x.org> 1 +0000",
    ],
)
def test_every_way_git_writes_dates_is_read(read: Read, lines: str) -> None:
    outcome = one(read, f"commit {SHA}\n{lines}\n\n    fix it\n")
    assert (outcome.at, outcome.person) == (1_767_323_045_000_000, "ann@example.com")


def test_a_date_without_a_zone_is_of_the_file_s_zone_and_the_reader_is_told(read: Read) -> None:
    block = f"commit {SHA}\nAuthor: Ann <ann@example.com>\nDate:   Fri Jan 2 04:04:05 2026\n\n    fix it\n"
    outcome, note = read(IMPORTER, block, zone="Europe/Berlin")
    assert isinstance(outcome, Outcome) and outcome.at == 1_767_323_045_000_000
    assert isinstance(note, ImportIssue) and "read as Europe/Berlin" in note.reason


def test_a_log_separated_by_nul_is_reported(read: Read) -> None:
    (issue,) = read(IMPORTER, f"{SHA}\x1f{WHO}\x1f{DATES}\x1f\x1fa\x1f\0{OTHER}\x1f{WHO}\x1f{DATES}\x1f\x1fb\x1f\0")
    assert isinstance(issue, ImportIssue) and "without -z" in issue.reason


@pytest.mark.parametrize("line", [f"{SHA}\x1fAnn\x1fann@x\x1fyesterday\x1fx", "zz\x1fa\x1fb\x1fc", "nonsense"])
def test_a_line_that_is_no_commit_is_reported(read: Read, line: str) -> None:
    first, second = read(IMPORTER, f"{SHA}\x1f{WHO}\x1f{DATES}\x1f\x1fok\x1f\n{line}\n")
    assert isinstance(first, Outcome)
    assert isinstance(second, ImportIssue) and second.line == 2


def test_a_subject_of_several_lines_is_one(read: Read) -> None:
    head = f"commit {SHA}\nAuthor: Ann <ann@example.com>\nDate: 2026-01-02T04:04:05+01:00\n\n"
    outcome = one(read, head + "    feat: sort\n      the shelf (shop-12)\n    \n    body\n")
    assert (outcome.title, outcome.branch) == ("feat: sort   the shelf (shop-12)", "shop-12")


CLAUDE, OPUS = "Claude <noreply@anthropic.com>", "Claude Opus 4.6 <noreply@anthropic.com>"


@pytest.mark.parametrize(
    ("trailers", "helper"),
    [
        (CLAUDE, CLAUDE),
        (f"Tomas Rey <tomas@birchwood.example>\x1e{OPUS}\x1e{CLAUDE}", OPUS),
        (f"{CLAUDE}\x1eCursor <cursoragent@cursor.com>", f"{CLAUDE}, Cursor <cursoragent@cursor.com>"),
        (f"Co-Authored-By: {CLAUDE}", CLAUDE),
        ("Copilot <198982749+Copilot@users.noreply.github.com>",) * 2,
        ("Devin AI <158243242+devin-ai-integration[bot]@users.noreply.github.com>",) * 2,
        ("Codex <noreply@openai.com>",) * 2,
        ("gemini-code-assist[bot] <176961590+gemini-code-assist[bot]@users.noreply.github.com>",) * 2,
        ("Kiro <noreply@kiro.dev>",) * 2,
        ("Amazon Q <noreply@aws.amazon.com>",) * 2,
        ("claude <81847+claude@users.noreply.github.com>",) * 2,
        ("", None),
        ("Claude Monet <claude.monet@birchwood.example>", None),
        ("Ann Reyes <ann@anthropic.com>\x1eBo <4711+bo-copilot@users.noreply.github.com>", None),
        ("claude <555+claude@users.noreply.github.com>", None),
        (f"Reviewed-by: {CLAUDE}", None),
    ],
)
def test_a_trailer_names_the_tool_that_helped_and_people_are_none(read: Read, trailers: str, helper: str) -> None:
    assert one(read, f"{SHA}\x1f{WHO}\x1f{DATES}\x1f\x1ffix it\x1f{trailers}\n").helper == helper


def test_a_log_of_four_fields_with_trailers_tells_the_tool_too(read: Read) -> None:
    outcome = one(read, f"{SHA}\x1f{WHO}\x1f{DATES}\x1ffix it\x1f{CLAUDE}\n")
    assert (outcome.title, outcome.helper) == ("fix it", CLAUDE)


def test_git_s_own_layout_tells_the_tool_in_the_body_only(read: Read) -> None:
    head = f"commit {SHA}\nAuthor: Ann <ann@example.com>\nDate: 2026-01-02T04:04:05+01:00\n\n    fix it\n    \n"
    assert one(read, head + f"    See {CLAUDE}\n    \n    co-authored-by: {OPUS}\n").helper == OPUS
    assert one(read, head + f"    Signed-off-by: {CLAUDE}\n").helper is None


def test_commits_of_an_api_tell_the_tool_at_the_end_of_the_message(read: Read) -> None:
    author = {"name": "Ann", "email": "ann@example.com", "date": "2026-01-02T03:04:05Z"}
    told = [{"sha": SHA, "commit": {"author": author, "message": f"fix it\n\nCo-authored-by: {CLAUDE}"}}]
    outcome = one(read, json.dumps(told))
    assert (outcome.title, outcome.helper) == ("fix it", CLAUDE)


def test_the_sample_s_first_commit_was_made_with_a_tool_and_a_person() -> None:
    records = IMPORTER.read(ExportFile.at(sample_of(IMPORTER)))
    assert [outcome.helper for outcome in records if isinstance(outcome, Outcome)] == [CLAUDE, None]
