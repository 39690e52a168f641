"""What indicators said of agents: machine findings, kept apart from what reviewers say."""

import json
import sqlite3
from collections.abc import Sequence

from auditor.case.store import Row, Store, now
from auditor.records import Finding, Label, Measure

COLUMNS = "agent_id, indicator, version, leans, value, n, percentile, peers, summary, benign, events"


class Findings:
    """`case.findings`. In what it gives, `measure.events` are row ids of events: they stay true when others come."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_agent(self, agent_id: int) -> list[Finding]:
        """What is said of one agent, strongest first; where the data do not suffice comes last."""
        return self._where("agent_id = ?", agent_id)

    def all(self) -> list[Finding]:
        """What is said of all agents, strongest first."""
        return self._where("1")

    def replace(self, agent_id: int, findings: Sequence[Finding]) -> None:
        """Put these in the place of all that was said of an agent; as bulk work, seen after the next flush or pause."""
        at = now()
        rows = [_row(agent_id, at, finding) for finding in findings]

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM findings WHERE agent_id = ?", (agent_id,))
            connection.executemany(
                f"INSERT INTO findings (computed_at, {COLUMNS}) VALUES ({', '.join('?' * 12)})", rows
            )

        self._store.bulk(work).result()

    def _where(self, condition: str, *parameters: object) -> list[Finding]:
        rows = self._store.read(
            f"SELECT {COLUMNS} FROM findings WHERE {condition}"
            " ORDER BY value IS NULL, percentile IS NULL, percentile DESC, indicator, agent_id",
            parameters,
        )
        return [_finding(row) for row in rows]


def _row(agent_id: int, at: int, finding: Finding) -> tuple[object, ...]:
    measure = finding.measure
    return (
        *(at, agent_id, finding.indicator, finding.version, finding.leans, measure.value, measure.n),
        *(finding.percentile, finding.peers, finding.summary, finding.benign, json.dumps(measure.events)),
    )


def _finding(row: Row) -> Finding:
    agent_id, indicator, version, leans, value, n, percentile, peers, summary, benign, events = row
    measure = Measure(value, n, summary if value is None else "", tuple(map(int, json.loads(events))))
    return Finding(agent_id, indicator, version, Label(leans), measure, percentile, peers, summary, benign)
