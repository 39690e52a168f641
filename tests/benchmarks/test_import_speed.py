"""How fast exports come into a case, beside bare tools on the same file in the same run; memory, and who has to wait.

Wall time is what a person waits, processor time what the run took of a machine that may have had other work.
"""

import csv
import itertools
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QTimer

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.errors import Cancelled
from auditor.find import find_files
from auditor.gui.jobs import Jobs
from auditor.importers.cloud import bedrock
from auditor.importers.files.export_file import ExportFile
from auditor.importers.tables.generic_table import read_columns
from auditor.ingest import ingest
from auditor.progress import Progress
from auditor.reading import batches
from auditor.records import Label
from auditor.review import Draft, give_verdict
from tests.company import bedrock as bedrock_logs
from tests.company import write_gateway_csv
from tests.company.company import Company

pytestmark = pytest.mark.benchmark

REPOSITORY = Path(__file__).parents[2]
EVENTS = int(os.environ.get("IMPORT_EVENTS", "500000"))
CALLS = 100_000
SMALL_FILES = 1_643

IMPORT = """
import re, resource, sys
from pathlib import Path
from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.find import find_files
from auditor.ingest import ingest
with CaseFile.create(Path(sys.argv[1]), Properties("Speed", "R. Okafor")) as case:
    print(sum(one.source.events for one in ingest(case, find_files([Path(sys.argv[2])])) if one.source))
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("csv") / "gateway.csv"
    write_gateway_csv(path, EVENTS)
    return path


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bedrock") / "invocations.jsonl"
    company = Company(1, 20, 40, 30, CALLS, only="bedrock")
    with path.open("w", encoding="utf-8") as out:
        out.writelines(line + "\n" for agent in company.agents for _, _, line in bedrock_logs.told(agent))
    return path


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    with CaseFile.create(tmp_path / "speed.auditcase", Properties("Speed", "R. Okafor")) as opened:
        yield opened


def cpu() -> float:
    """Processor seconds of this process and of those it started that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor seconds."""
    wall, used = time.perf_counter(), cpu()
    work()
    return time.perf_counter() - wall, cpu() - used


def show(title: str, size: int, count: int, taken: dict[str, tuple[float, float]]) -> None:
    """A table of rates, and how often slower than the first each is."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"\n{title}: {count:,} events, {size / 1e6:.0f} MB; load {load} on {os.cpu_count()} processors")
    first = next(iter(taken.values()))[0]
    for name, (wall, used) in taken.items():
        rates = f"{count / wall:9,.0f} events/s {size / wall / 1e6:6.0f} MB/s"
        print(f"{name:34} {wall:6.2f} s, cpu {used:6.2f} s {rates} {first / wall:6.2f} x the first")


def everything(case: CaseFile, path: Path, progress: Progress | None = None) -> int:
    """Import one file."""
    return sum(one.source.events for one in ingest(case, find_files([path]), progress=progress) if one.source)


def test_a_generic_csv_with_prompts(table: Path, tmp_path: Path, case: CaseFile):
    def reader() -> int:
        with table.open(encoding="utf-8", newline="") as file:
            return sum(1 for _ in csv.reader(file))

    def command(*words: str) -> Callable[[], object]:
        return lambda: subprocess.run(words, check=True, capture_output=True)

    sqlite = shutil.which("sqlite3")
    taken: dict[str, tuple[float, float]] = {}
    if sqlite:
        statements = (".mode csv", f".import {table} t")
        taken["sqlite3 .import"] = measured(command(sqlite, str(tmp_path / "a.db"), *statements))
    taken["our import, complete"] = measured(lambda: everything(case, table))
    taken["our reading alone"] = measured(lambda: sum(map(len, batches(read_columns(ExportFile.at(table))))))
    taken["csv.reader alone"] = measured(reader)
    utils = (sys.executable, "-m", "sqlite_utils", "insert", str(tmp_path / "b.db"), "t", str(table), "--csv")
    taken["sqlite-utils insert --csv"] = measured(command(*utils))
    assert case.sources.all()[0].events == EVENTS
    show("Generic CSV with prompts", table.stat().st_size, EVENTS, taken)


def test_json_lines_with_bodies(log: Path, case: CaseFile):
    def loop(decode: Callable[[bytes], object]) -> Callable[[], object]:
        def run() -> int:
            with log.open("rb") as lines:
                return sum(1 for line in lines if decode(line))

        return run

    taken = {"msgspec decode loop": measured(loop(msgspec.json.decode))}
    try:
        import orjson
    except ImportError:
        pass
    else:
        taken["orjson decode loop"] = measured(loop(orjson.loads))
    taken["json decode loop"] = measured(loop(json.loads))
    read = bedrock.IMPORTER.read
    taken["our reading alone"] = measured(lambda: sum(1 for _ in read(ExportFile.at(log))))
    taken["our import, complete"] = measured(lambda: everything(case, log))
    show("Bedrock log with bodies", log.stat().st_size, case.sources.all()[0].events, taken)


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the most memory that was in use")
def test_memory_does_not_grow_with_the_file(table: Path, tmp_path: Path):
    longer = tmp_path / "longer.csv"
    write_gateway_csv(longer, 4 * EVENTS)
    for path in (table, longer):
        command = [sys.executable, "-c", IMPORT, str(tmp_path / f"{path.stem}.auditcase"), str(path)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=REPOSITORY)
        count, here, there = map(int, done.stdout.split())
        print(f"\n{path.stat().st_size / 1e6:5.0f} MB, {count:,} events: {here} MB, the reading process {there} MB")
        assert here + there < 500


def test_many_small_files(table: Path, tmp_path: Path, case: CaseFile):
    with table.open(encoding="utf-8") as lines:
        header, *rows = (line for line, _ in zip(lines, range(60 * SMALL_FILES), strict=False) if '"' not in line)
    for number in range(SMALL_FILES):
        (tmp_path / f"{number:04}.csv").write_text(header + "".join(rows[20 * number : 20 * number + 20]))
    files = find_files(sorted(tmp_path.glob("*.csv")))
    wall, used = measured(lambda: [one for one in ingest(case, files) if one.source])
    print(f"\n{SMALL_FILES:,} files: {wall:.2f} s, cpu {used:.2f} s, {wall / SMALL_FILES * 1000:.2f} ms each")


def beginning(table: Path, folder: Path) -> Path:
    """The first rows of a table, to have something to judge while the rest comes in."""
    path = folder / "beginning.csv"
    with table.open("rb") as lines:
        path.write_bytes(b"".join(line for line, _ in zip(lines, range(2_000), strict=False) if b'"' not in line))
    return path


def milliseconds(seconds: list[float]) -> str:
    """What a person notices of waits."""
    ordered = sorted(seconds)
    ninth = ordered[len(ordered) * 9 // 10]
    median = statistics.median(ordered)
    return f"median {median * 1000:.1f} ms, p90 {ninth * 1000:.1f}, longest {ordered[-1] * 1000:.1f}, n {len(ordered)}"


def test_a_verdict_given_during_an_import(table: Path, tmp_path: Path, case: CaseFile):
    everything(case, beginning(table, tmp_path))
    agent = case.agents.all()[0].id
    importing = threading.Thread(target=everything, args=(case, table))
    importing.start()
    waits: list[float] = []
    while importing.is_alive():
        begun = time.perf_counter()
        give_verdict(case, agent, Draft(Label.USEFUL))
        waits.append(time.perf_counter() - begun)
        time.sleep(0.05)
    print(f"\nA verdict during an import: {milliseconds(waits)}")


def test_the_window_during_an_import_and_after_cancel(table: Path, tmp_path: Path, case: CaseFile, qtbot):
    everything(case, beginning(table, tmp_path))
    jobs, ticks, ended = Jobs(), list[float](), list[object]()
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()
    job = jobs.start("import", lambda progress, _: everything(case, table, progress), ended.append, ended.append)
    qtbot.wait(6_000)
    begun = time.perf_counter()
    job.cancel()
    qtbot.waitUntil(lambda: bool(ended), timeout=20_000)
    answered = time.perf_counter() - begun
    stalls = [after - before for before, after in itertools.pairwise(ticks)]
    print(f"\nThe window's event loop: {milliseconds(stalls)}; cancel answered after {answered * 1000:.0f} ms")
    assert isinstance(ended[0], Cancelled)
    assert case.sources.count() == 1
    jobs.close()
