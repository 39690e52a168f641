"""How long it takes to assess many agents, one agent again, and nothing at all, beside plainly reading their texts.

`ASSESS_EVENTS=1000000 pytest tests/benchmarks/test_assess_speed.py -m benchmark -s` makes a case of that size.
"""

import os
import resource
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from auditor.assess.measuring import Asked, Measurer
from auditor.assess.run import assess, reference_of
from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.dates import enter_dates
from auditor.find import find_files
from auditor.indicators import INDICATORS
from auditor.indicators.material import Results
from auditor.ingest import ingest
from tests.company import outcomes
from tests.company.company import FIRST_DAY, write_gateway_csv
from tests.company.rhythm import Span

pytestmark = pytest.mark.benchmark

EVENTS = int(os.environ.get("ASSESS_EVENTS", "200000"))
AGENTS = 1_000


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseFile]:
    folder = tmp_path_factory.mktemp("assess")
    company = write_gateway_csv(folder / "use.csv", EVENTS, seed=5, agents=AGENTS, people=AGENTS // 4)
    spans = {person: Span(FIRST_DAY, company.days, person.zone, person.shift) for person in company.people}
    outcomes.write(folder, company.agents, spans, 5)
    with CaseFile.create(folder / "case.auditcase", Properties("Big", "R. Okafor")) as made:
        assert not [one for one in ingest(made, find_files([folder / "use.csv", folder / "outcomes"])) if one.problem]
        enter_dates(made, {"announced": "2026-10-01", "weekly_target": "4000000", "report_weekday": "fri"})
        yield made


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def plainly(path: Path) -> int:
    """What anybody could do: read every request's texts and split them into words."""
    with closing(sqlite3.connect(path)) as connection:
        texts = dict(connection.execute("SELECT id, text FROM texts"))
        asked = connection.execute("SELECT prompt_id, response_id FROM events ORDER BY agent_id, at")
        return sum(len(set(texts.get(id_, "").lower().split())) for row in asked for id_ in row)


def test_assessing_all_then_nothing_then_one(case: CaseFile):
    baseline = seconds(lambda: plainly(case.path))
    first = seconds(lambda: assess(case))
    again = seconds(lambda: assess(case))
    one = max(case.agents.all(), key=lambda agent: agent.totals.events)
    results, reference = reference_of(case)
    measurer = Measurer(case.store)

    def measure() -> None:
        measurer.sketch((one.id,))
        names = tuple(indicator.name for indicator in INDICATORS)
        found: Results = results[one.id].results
        measurer.measure((one.id,), [Asked(one.id, names, found, 0)], reference)

    alone = seconds(measure)
    here, beside = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"\n{EVENTS:,} requests of {AGENTS:,} agents, two processes")
    print(f"  assessed                      {first:8.1f} s   {first / EVENTS * 1e6:6.1f} µs a request")
    print(f"  texts read and split, plainly {baseline:8.1f} s   ratio {first / baseline:.1f}")
    print(f"  again, nothing changed        {again:8.2f} s")
    print(f"  one agent of {one.totals.events:,} requests   {alone:8.3f} s")
    print(f"  memory: {here:.0f} MB, and at most {beside:.0f} MB in each process beside")
    assert again < first / 10
