"""Reading a large file in a process of its own: the same batches, the same problems, and no process left behind."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from auditor import reading
from auditor.case.case_file import CaseFile
from auditor.columns import EventColumns
from auditor.errors import Cancelled, ImportFailed
from auditor.find import Options, find_files
from auditor.importers.cloud import bedrock
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile
from auditor.importers.tables import generic_table
from auditor.ingest import ingest
from auditor.progress import Progress
from auditor.reading import Reading
from auditor.records import ImportIssue, Record
from tests.case.raw import row_counts
from tests.invented import events

HEADER = "timestamp,agent,session,input_tokens,prompt\n"
ROW = "2026-09-07T02:10:00.659Z,tidy-up,s{0},{0},What broke in run {0}?\n"


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file counts as a large one."""
    monkeypatch.setattr(reading, "APART_FROM", 0)


def table(folder: Path, rows: int = 5_000) -> Path:
    path = folder / "gateway.csv"
    path.write_text(HEADER + "".join(map(ROW.format, range(rows))) + "cut off\n", encoding="utf-8")
    return path


def told(path: Path, importer: Importer = generic_table.IMPORTER) -> tuple[object, ...]:
    file = ExportFile.at(path)
    read = Reading(file, importer)
    batches = list(read)
    events = [batch.events.event(at) for batch in batches for at in range(batch.events.length)]
    others = [record for batch in batches for record in batch.others]
    return events, others, read.sha256, file.lines_read, file.bytes_read, file.not_utf8, file.damage


def test_another_process_reads_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = table(tmp_path)
    here = told(path)
    monkeypatch.setattr(reading, "APART_FROM", 0)
    monkeypatch.setattr(reading, "batches", None)  # would be used, if it were read here
    assert told(path) == here
    assert len(here[0]) == 5_000  # type: ignore[arg-type]


@pytest.mark.usefixtures("apart")
def test_a_member_of_an_archive_is_read_there_too(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "exports.zip", "w") as archive:
        archive.write(table(tmp_path), "gateway.csv")
    (file,) = find_files([tmp_path / "exports.zip"])
    assert sum(batch.events.length for batch in Reading(file, generic_table.IMPORTER)) == 5_000


@pytest.mark.usefixtures("apart")
def test_what_goes_wrong_there_is_told_here(case: CaseFile, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("colour,agent\nred,tidy-up\n")
    (tmp_path / "b.json").write_text("[1, 2]")
    for name, importer, words in (
        ("a.csv", "generic-table", "no column for the time"),
        ("b.json", "bedrock-invocation-log", "line 1: not a JSON object"),
    ):
        (refused,) = ingest(case, find_files([tmp_path / name]), Options(importer=importer))
        assert isinstance(refused.problem, ImportFailed)
        assert words in str(refused.problem)
    assert case.agents.all() == []


def _bug(_: ExportFile) -> Iterator[Record]:
    yield from ()
    raise ZeroDivisionError("a bug of ours")


@pytest.mark.usefixtures("apart")
def test_a_bug_there_is_raised_here_with_its_traceback(tmp_path: Path) -> None:
    importer = Importer("bug", "Bug", 1, lambda peek: "", _bug)
    with pytest.raises(ZeroDivisionError) as raised:
        list(Reading(ExportFile.at(table(tmp_path)), importer))
    assert "in _bug" in raised.value.__notes__[0]


@pytest.mark.usefixtures("apart")
def test_a_reader_that_cannot_be_sent_reads_here(tmp_path: Path) -> None:
    importer = Importer("here", "Here", 1, lambda peek: "", lambda file: bedrock.IMPORTER.read(file))
    assert sum(len(batch) for batch in Reading(ExportFile.at(table(tmp_path, 3)), importer))


@pytest.mark.usefixtures("apart")
def test_a_strict_import_names_the_line(case: CaseFile, tmp_path: Path) -> None:
    (refused,) = ingest(case, find_files([table(tmp_path)]), Options(strict=True))
    assert "line 5002: the row has 1 cells, the header 5" in str(refused.problem)
    assert case.agents.all() == []


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> list["subprocess.Popen[bytes]"]:
    """The processes that were started."""
    started: list[subprocess.Popen[bytes]] = []

    class Popen(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *args: object, **more: object) -> None:
            super().__init__(*args, **more)  # type: ignore[call-overload]
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Popen)
    return started


@pytest.mark.usefixtures("apart")
def test_cancelling_ends_the_other_process_and_leaves_the_case_as_before(
    filled: CaseFile, tmp_path: Path, workers: list["subprocess.Popen[bytes]"]
) -> None:
    path = table(tmp_path, 100_000)
    before = row_counts(filled.path)
    progress = Progress(lambda step: progress.cancel() if step.events > 30_000 else None)
    with pytest.raises(Cancelled):
        list(ingest(filled, find_files([path]), progress=progress))
    assert [worker.poll() is None for worker in workers] == [False]
    assert [source.path for source in filled.sources.all()] == [filled.sources.all()[0].path]
    filled.sources.begin("next", 1, "invented", 1).discard()  # waits until it is all gone
    assert row_counts(filled.path) == before


@pytest.mark.usefixtures("apart")
def test_a_process_that_is_killed_is_told_and_nothing_stays(
    case: CaseFile, tmp_path: Path, workers: list["subprocess.Popen[bytes]"]
) -> None:
    before = row_counts(case.path)
    progress = Progress(lambda step: workers[-1].kill() if step.events else None)
    (refused,) = ingest(case, find_files([table(tmp_path, 60_000)]), progress=progress)
    assert "reading it ended unexpectedly" in str(refused.problem)
    case.sources.begin("next", 1, "invented", 1).discard()
    assert row_counts(case.path) == before


PARENT = """
import subprocess, sys, time
from pathlib import Path
from auditor import reading
from auditor.importers.tables import generic_table
from auditor.importers.files.export_file import ExportFile
reading.APART_FROM = 0
popen = subprocess.Popen.__init__
def note(self, *args, **more):
    popen(self, *args, **more)
    print(self.pid, flush=True)
subprocess.Popen.__init__ = note
for batch in reading.Reading(ExportFile.at(Path(sys.argv[1])), generic_table.IMPORTER):
    time.sleep(600)
"""


@pytest.mark.skipif(os.name != "posix", reason="asks the system by a signal whether the process lives")
def test_the_other_process_ends_when_the_program_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PARENT, str(table(tmp_path, 100_000))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent) as parent:
        assert parent.stdout
        worker = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 20
    while _lives(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _lives(worker)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


@pytest.mark.parametrize("block", [400, 4_000, 1_000_000])
def test_rows_read_one_by_one_between_blocks_are_all_stored(
    case: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    """A row of its own kind sends its block down the careful path: its events and the next block's all count."""
    monkeypatch.setattr("auditor.importers.files.csv_rows.BLOCK_BYTES", block)
    odd = ROW.replace("What", "Wh\u00e4t").replace("Z,", "+00:00,")
    lines = [(ROW if n % 97 else odd).format(n) for n in range(3_000)]
    lines[1500] = "cut off\n"
    (tmp_path / "mixed.csv").write_text(HEADER + "".join(lines), encoding="latin-1")
    (imported,) = ingest(case, find_files([tmp_path / "mixed.csv"]))
    assert imported.source and (imported.source.events, imported.source.rejected) == (2_999, 1)
    assert imported.source.totals.input_tokens == sum(range(3_000)) - 1500


def test_columns_and_records_that_come_in_turn_all_become_events() -> None:
    one, two = events(3), events(2)
    given = [*one, EventColumns.of(two), ImportIssue(9, "cut off"), *one, EventColumns.of(two)]
    found = list(reading.batches(iter(given)))
    assert sum(batch.events.length for batch in found) == 10
    assert [record for batch in found for record in batch.others] == [ImportIssue(9, "cut off")]
