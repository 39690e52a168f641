"""How fast a generic CSV with prompts comes into a case, beside bare readers of the same file in the same run."""

import csv
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.find import find_files
from auditor.importers.export_file import ExportFile
from auditor.ingest import importer_named, ingest
from tests.company import write_gateway_csv

pytestmark = pytest.mark.benchmark

EVENTS = 200_000


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("csv") / "gateway.csv"
    write_gateway_csv(path, EVENTS)
    return path


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def test_import_of_a_generic_csv(table: Path, tmp_path: Path):
    def bare() -> int:
        with table.open(encoding="utf-8", newline="") as file:
            return sum(1 for _ in csv.reader(file))

    def parsed() -> int:
        return sum(1 for _ in importer_named("generic-table").read(ExportFile.at(table)))

    with CaseFile.create(tmp_path / "speed.auditcase", Properties("Speed", "R. Okafor")) as case:
        whole = seconds(lambda: [one.source.events for one in ingest(case, find_files([table]))])
        assert case.sources.all()[0].events == EVENTS
    reader, importer = seconds(bare), seconds(parsed)
    size = table.stat().st_size / 1e6
    print(f"\n{EVENTS:,} events, {size:.0f} MB")
    for name, taken in (("csv.reader alone", reader), ("our parsing alone", importer), ("whole import", whole)):
        print(f"{name:20} {taken:6.2f} s  {EVENTS / taken:10,.0f} events/s  {taken / reader:5.1f} x csv.reader")
