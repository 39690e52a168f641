"""Opening a case: what is no case of ours is refused with a sentence, and a crash costs nothing that was saved."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlite_utils import Database

from auditor import ingest as ingesting
from auditor.case import schema
from auditor.case.case_file import BEHIND, CaseFile
from auditor.case.properties import Properties, PropertiesTable
from auditor.case.sources import Sources
from auditor.errors import CaseError
from auditor.records import Label
from auditor.review import Draft, give_verdict
from tests.case.raw import raw, row_counts, tamper
from tests.invented import INVENTED, import_file, outcome, write

ELSEWHERE = """
import sys
from pathlib import Path
from auditor.case.case_file import CaseFile
with CaseFile.open(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""

HALF = """
import itertools, sys, time
from pathlib import Path
from auditor.case.case_file import CaseFile
from tests.invented import events
case = CaseFile.open(Path(sys.argv[1]))
intake = case.sources.begin("half.invented", 1, "invented", 1)
for start in itertools.count(1, 500):
    intake.add(events(500, first=start, agent="half", key=None))
    if start > 20_000:
        case.store.flush()
        print("half", flush=True)
        time.sleep(600)
"""


REPOSITORY = Path(__file__).parents[2]


def in_another_process(script: str, case: Path) -> "subprocess.Popen[bytes]":
    """The script at work on the case; it says one line once it has come to the point."""
    command = [sys.executable, "-c", script, str(case)]
    other = subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout and other.stdout.readline()
    return other


def refusal(path: Path) -> str:
    with pytest.raises(CaseError) as told:
        CaseFile.open(path)
    return str(told.value)


@pytest.fixture
def closed(filled: CaseFile) -> Path:
    """A closed case with a verdict."""
    give_verdict(filled, 1, Draft(Label.USEFUL, note="kept"))
    filled.close()
    return filled.path


def test_a_case_is_known_by_its_application_id(closed: Path) -> None:
    with raw(closed) as connection:
        assert connection.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_a_verdict_is_committed_with_a_full_sync(case: CaseFile) -> None:
    assert case.store.write(lambda c: c.execute("PRAGMA synchronous").fetchone()[0]) == 2
    assert case.store.bulk(lambda c: c.execute("PRAGMA synchronous").fetchone()[0]).result() == 1


def test_a_verdict_is_seen_by_others_as_soon_as_it_is_given(filled: CaseFile) -> None:
    give_verdict(filled, 1, Draft(Label.USEFUL))
    with raw(filled.path) as connection:
        assert connection.execute("SELECT label FROM verdicts").fetchall() == [("useful",)]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "There is no case file" in refusal(tmp_path / "none.auditcase")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


@pytest.mark.parametrize("content", [b"", b"timestamp,agent\n", b"SQLite format 3"])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.auditcase"
    path.write_bytes(content)
    assert "is not a case file. To bring in an export, import it" in refusal(path)


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with raw(tmp_path / "x.auditcase") as connection:
        connection.execute("CREATE TABLE bookmarks (id)")
    assert "a database of another program" in refusal(tmp_path / "x.auditcase")


def test_a_case_of_a_newer_version_is_refused(closed: Path) -> None:
    with raw(closed) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('auditor', 'm999_more', '')"
        )
    assert "written by a newer version of auditor (m999_more)" in refusal(closed)


def test_a_case_cut_short_is_refused(closed: Path) -> None:
    content = closed.read_bytes()
    closed.write_bytes(content[: len(content) // 2])
    assert "is damaged" in refusal(closed)


def test_a_garbled_case_is_refused(closed: Path) -> None:
    content = closed.read_bytes()
    closed.write_bytes(content[:100] + bytes(255 - byte for byte in content[100:]))
    assert "is damaged" in refusal(closed)


def test_a_case_open_elsewhere_is_refused_and_free_again_afterwards(closed: Path) -> None:
    with in_another_process(ELSEWHERE, closed) as other:
        assert "is open elsewhere. Close it in the other window" in refusal(closed)
        with CaseFile.open(closed, readonly=True) as looking:
            assert len(looking.verdicts.all()) == 1
        other.communicate()
    CaseFile.open(closed).close()


def test_a_read_only_opening_cannot_write(closed: Path) -> None:
    with CaseFile.open(closed, readonly=True) as case, pytest.raises(CaseError, match="open for reading only"):
        give_verdict(case, 1, Draft(Label.USEFUL))


def test_a_case_is_not_made_over_another_file(closed: Path) -> None:
    with pytest.raises(CaseError, match="exists already"):
        CaseFile.create(closed, Properties("Audit", "R. Okafor"))


def test_a_case_is_not_made_with_an_unknown_time_zone(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="There is no time zone “Mars/North”"):
        CaseFile.create(tmp_path / "x.auditcase", Properties("Audit", "R. Okafor", timezone="Mars/North"))
    assert not list(tmp_path.iterdir())


def test_a_case_is_not_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="There is no folder"):
        CaseFile.create(tmp_path / "none" / "x.auditcase", Properties("Audit", "R. Okafor"))
    assert not list(tmp_path.iterdir())


def test_closing_leaves_one_file(closed: Path) -> None:
    assert [path.name for path in closed.parent.glob("audit.auditcase*")] == [closed.name]


@pytest.fixture
def outdated(closed: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed case, older than the program by one migration."""
    monkeypatch.setattr(schema.migrations, "_migrations", list(schema.migrations._migrations))

    @schema.migrations()
    def m999_more(db: Database) -> None:
        db.conn.execute("ALTER TABLE exhibits ADD COLUMN colour TEXT")

    return closed


def test_a_copy_is_made_before_a_migration(outdated: Path) -> None:
    before = row_counts(outdated)
    CaseFile.open(outdated).close()
    copy = outdated.with_name("audit.before-m999_more.auditcase")
    assert row_counts(copy) == before
    with raw(outdated) as connection:
        assert "colour" in [row[1] for row in connection.execute("PRAGMA table_info(exhibits)")]


def test_the_copy_made_before_a_migration_is_a_case(outdated: Path) -> None:
    CaseFile.open(outdated).close()
    with raw(outdated.with_name("audit.before-m999_more.auditcase")) as connection:
        assert connection.execute("SELECT COUNT(*) FROM verdicts").fetchone()[0] == 1
        assert connection.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID


EARLIER = (
    "DROP TRIGGER sources_keep_insert",
    "DROP TRIGGER outcomes_keep_insert",
    "INSERT INTO sources (id, state, path, size, importer, importer_version, imported_at, imported_by, marks, outcomes)"
    " VALUES (1, 'complete', 'log.txt', 1, 'git-log', 2, 1, 'R. Okafor', '{}', 1)",
    "INSERT INTO outcomes (source_id, line, at, kind, reference, title) VALUES (1, 1, 1, 'commit', 'a1', 'Open it')",
)
"""A commit, imported before commits told which tool helped."""


def test_a_case_of_before_trailers_were_read_gets_their_column(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingesting, "IMPORTERS", (INVENTED,))
    path = tmp_path / "old.auditcase"
    with monkeypatch.context() as earlier:
        known = [one for one in schema.migrations._migrations if one.name < "m008"]
        earlier.setattr(schema.migrations, "_migrations", known)
        CaseFile.create(path, Properties("Audit", "R. Okafor")).close()
    tamper(path, *EARLIER)
    with CaseFile.open(path) as case:
        import_file(
            case, write(tmp_path / "new.invented", [outcome(5, kind="commit", helper="Kiro <noreply@kiro.dev>")])
        )
        assert [one.helper for one in case.outcomes.all().told] == [None, "Kiro <noreply@kiro.dev>"]
    with raw(path) as connection, pytest.raises(sqlite3.IntegrityError, match="outcomes are kept"):
        connection.execute("UPDATE outcomes SET helper = 'Claude <noreply@anthropic.com>'")


def test_a_copy_broken_off_is_made_anew(outdated: Path) -> None:
    copy = outdated.with_name("audit.before-m999_more.auditcase")
    copy.with_name(copy.name + ".part").write_bytes(b"half a copy")
    CaseFile.open(outdated).close()
    assert row_counts(copy)["verdicts"] == 1
    assert not list(outdated.parent.glob("*.part*"))


def test_a_case_that_fails_to_open_is_let_go(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Sources, "clear_leftovers", failing)
        with pytest.raises(CaseError, match="no luck"):
            CaseFile.open(closed)
    CaseFile.open(closed).close()


def test_a_case_that_fails_to_be_made_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PropertiesTable, "set", failing)
    with pytest.raises(CaseError, match="no luck"):
        CaseFile.create(tmp_path / "x.auditcase", Properties("Audit", "R. Okafor"))
    assert not list(tmp_path.iterdir())


def failing(*_: object, **__: object) -> None:
    raise CaseError("no luck", "Try again.")


def test_a_reviewer_is_named_without_blanks_around(tmp_path: Path) -> None:
    with CaseFile.create(tmp_path / "x.auditcase", Properties("Audit", " R. Okafor ")) as case:
        assert (case.reviewer, case.properties.get().reviewer) == ("R. Okafor", "R. Okafor")
        case.reviewer = " J. Doe\n"
        assert case.reviewer == "J. Doe"


FORGOTTEN = ("INSERT INTO stale_agents VALUES (1)", "UPDATE agent_totals SET events = 1 WHERE agent_id = 1")
"""What is left when the program ends between an import and its sums."""


def test_a_read_only_opening_shows_the_sums_of_all_that_was_imported(closed: Path) -> None:
    tamper(closed, *FORGOTTEN)
    with CaseFile.open(closed, readonly=True) as case:
        assert (case.agents.all()[0].totals.events, case.store.readonly, case.notice) == (3, True, "")


def test_a_read_only_opening_says_when_its_sums_may_be_behind(closed: Path) -> None:
    with in_another_process(ELSEWHERE, closed) as other:
        tamper(closed, *FORGOTTEN)
        with CaseFile.open(closed, readonly=True) as case:
            assert (case.agents.all()[0].totals.events, case.notice) == (1, BEHIND)
        other.communicate()


def test_a_broken_import_goes_but_for_the_agent_that_an_exhibit_names(closed: Path) -> None:
    with in_another_process(HALF, closed) as other:
        other.kill()
    tamper(
        closed,
        "INSERT INTO exhibits (agent_id, kind, reference, title, pinned_by, pinned_at)"
        " SELECT id, 'span', '0-1', '', '', 1 FROM agents WHERE name = 'half'",
    )
    with CaseFile.open(closed) as case:
        assert len(case.exhibits.all()) == 1
        assert case.store.read("SELECT COUNT(*) FROM sources") == [(1,)]


def test_a_killed_import_leaves_nothing_and_costs_no_verdict(closed: Path) -> None:
    before = row_counts(closed)
    with in_another_process(HALF, closed) as other:
        other.kill()
    assert row_counts(closed)["events"] > before["events"]
    with CaseFile.open(closed) as case:
        assert [verdict.note for verdict in case.verdicts.all()] == ["kept"]
        assert [agent.name for agent in case.agents.all()] == ["night-triage", "draft-retry"]
        assert case.log.lines()[-1].action == "broken import removed"
    assert row_counts(closed) == before | {"log": before["log"] + 1}


def test_half_an_import_is_not_seen_by_a_reader_of_the_killed_case(closed: Path) -> None:
    with in_another_process(HALF, closed) as other:
        other.kill()
    with CaseFile.open(closed, readonly=True) as case:
        assert [agent.name for agent in case.agents.all()] == ["night-triage", "draft-retry"]
        assert len(case.sources.all()) == 1


def test_a_database_error_that_is_our_own_flies(case: CaseFile) -> None:
    with pytest.raises(sqlite3.OperationalError):
        case.store.read("SELECT nothing FROM nowhere")


def test_a_case_deleted_while_it_is_open_saves_nothing_and_says_so(filled: CaseFile) -> None:
    agent = filled.agents.all()[0]
    filled.path.unlink()
    with pytest.raises(CaseError, match="moved, deleted or replaced while it was open"):
        give_verdict(filled, agent.id, Draft(Label.USEFUL))


@pytest.mark.parametrize("told", [{"name": " "}, {"reviewer": ""}, {"retain_until": "soon"}, {"timezone": "Mars"}])
def test_a_case_needs_a_name_a_reviewer_and_real_dates(tmp_path: Path, told: dict[str, str]) -> None:
    with pytest.raises(CaseError):
        CaseFile.create(tmp_path / "a.auditcase", Properties(**{"name": "A", "reviewer": "R"} | told))
    assert not (tmp_path / "a.auditcase").exists()


def test_a_case_closed_while_another_thread_reads_ends_the_reading_and_nothing_crashes(tmp_path):
    case = CaseFile.create(tmp_path / "busy.auditcase", Properties("Busy", "R. Okafor"))
    told: list[str] = []
    begun = threading.Event()

    def read() -> None:
        begun.set()
        try:
            case.store.read("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")
        except CaseError as error:
            told.append(str(error))

    thread = threading.Thread(target=read)
    thread.start()
    begun.wait()
    while not case.store._readers:
        pass
    case.close()
    thread.join()
    assert told == ["busy.auditcase is closed. Open the case again."]
