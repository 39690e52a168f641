"""What indicators said of agents comes back as it was written, strongest first."""

from dataclasses import replace

import pytest

from auditor.case.case_file import CaseFile
from auditor.case.findings import packed, unpacked
from auditor.errors import CaseError
from auditor.records import Aspect, Finding, Label, Measure

STEADY = Finding(
    *(1, "steady-interval", 3, Label.PADDING),
    measure=Measure(0.97, 18_204, events=(1, 2, 3)),
    percentile=0.992,
    peers=240,
    summary="Every 6 min ± 4 s, day and night.",
    benign="A watch of machines does the same.",
)
WEAK = replace(STEADY, indicator="repeats", percentile=0.4)
UNSURE = replace(
    STEADY, indicator="outcomes", measure=Measure(None, 3, "no outcomes"), percentile=None, summary="no outcomes"
)


def test_findings_come_back_as_they_were_written(filled: CaseFile) -> None:
    told = replace(STEADY.measure, p=0.03, parameters={"announced": "2026-09-28", "target": 4_000_000})
    whole = replace(STEADY, measure=told, aspect=Aspect.SHAPE, title="Steady", weight=0.8, sources="c0ffee")
    filled.findings.replace(1, [whole])
    filled.store.flush()
    assert filled.findings.of_agent(1) == [whole] and filled.findings.of_agent(2) == []


def test_damaged_events_are_said_to_be_so(filled: CaseFile) -> None:
    filled.findings.replace(1, [STEADY])
    filled.store.write(lambda c: c.execute("UPDATE findings SET events = x'00'"))
    with pytest.raises(CaseError, match="damaged"):
        filled.findings.of_agent(1)


def test_many_row_ids_take_little_room() -> None:
    ids = tuple(range(5, 300_005, 3))
    assert unpacked(packed(ids)) == ids and len(packed(ids)) < 20_000


def test_the_strongest_comes_first_and_what_could_not_be_measured_last(filled: CaseFile) -> None:
    usefulness = replace(STEADY, indicator="outcomes-per-token", leans=Label.USEFUL, percentile=0.999)
    filled.findings.replace(1, [UNSURE, WEAK, STEADY, usefulness])
    filled.store.flush()
    assert filled.findings.of_agent(1) == [usefulness, STEADY, WEAK, UNSURE]


def test_new_findings_take_the_place_of_the_old_ones_of_that_agent_only(filled: CaseFile) -> None:
    filled.findings.replace(1, [STEADY, WEAK])
    filled.findings.replace(2, [replace(STEADY, agent_id=2)])
    filled.findings.replace(1, [WEAK])
    filled.store.flush()
    assert filled.findings.all() == [replace(STEADY, agent_id=2), WEAK]


def test_findings_leave_no_line_in_the_log_and_no_trace_in_verdicts(filled: CaseFile) -> None:
    before = filled.log.lines()
    filled.findings.replace(1, [STEADY])
    assert filled.log.lines() == before and filled.verdicts.all() == []
