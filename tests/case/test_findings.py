"""What indicators said of agents comes back as it was written, strongest first."""

import json
from dataclasses import replace

from auditor.case.case_file import CaseFile
from auditor.records import Finding, Label, Measure

STEADY = Finding(
    *(1, "steady-interval", 3, Label.PADDING),
    measure=Measure(0.97, 18_204, events=(2, 1, 3)),
    percentile=99.2,
    peers=240,
    summary="Every 6 min ± 4 s, day and night.",
    benign="A watch of machines does the same.",
)
WEAK = replace(STEADY, indicator="repeats", percentile=40.0)
UNSURE = replace(
    STEADY, indicator="outcomes", measure=Measure(None, 3, "no outcomes"), percentile=None, summary="no outcomes"
)


def test_a_row_written_by_hand_is_read_as_a_finding(filled: CaseFile) -> None:
    row = (1, "steady-interval", 3, 1_790_000_000_000_000, "token-padding", 0.97, 18_204, 99.2, 240)
    words = ("Every 6 min ± 4 s, day and night.", "A watch of machines does the same.", json.dumps([2, 1, 3]))
    names = "agent_id, indicator, version, computed_at, leans, value, n, percentile, peers, summary, benign, events"
    filled.store.write(
        lambda c: c.execute(f"INSERT INTO findings ({names}) VALUES ({', '.join('?' * 12)})", (*row, *words))
    )
    assert filled.findings.of_agent(1) == [STEADY] and filled.findings.of_agent(2) == []


def test_the_strongest_comes_first_and_what_could_not_be_measured_last(filled: CaseFile) -> None:
    usefulness = replace(STEADY, indicator="outcomes-per-token", leans=Label.USEFUL, percentile=99.9)
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
