"""What indicators said of agents: machine findings, kept apart from what reviewers say."""

import json
import zlib
from collections.abc import Mapping, Sequence

import numpy as np

from auditor.case.store import Row, Store, now
from auditor.errors import CaseError
from auditor.records import Aspect, Finding, Label, Measure

COLUMNS = (
    "agent_id, indicator, version, leans, value, n, percentile, peers, summary, benign, aspect, title, weight, sources,"
    " p, parameters, events"
)
PUT = f"INSERT OR REPLACE INTO findings (computed_at, {COLUMNS}) VALUES ({', '.join('?' * 18)})"
PLACE = (
    "UPDATE findings SET leans = ?, title = ?, percentile = ?, peers = ?, weight = ?"
    " WHERE agent_id = ? AND indicator = ?"
)
AT_ONCE = 500
"""Findings written in one batch of bulk work, so that a verdict given meanwhile does not wait long."""


class Findings:
    """`case.findings`. In what it gives, `measure.events` are row ids of events: they stay true when others come."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_agent(self, agent_id: int) -> list[Finding]:
        """What is said of one agent, the heaviest first; what weighs nothing, then where data do not suffice, last."""
        return self._where("agent_id = ?", agent_id)

    def all(self, *, events: bool = True) -> list[Finding]:
        """What is said of all agents, the heaviest first; without the `events` that show it where nobody looks."""
        return self._where("1", events=events)

    def values(self, indicator: str) -> dict[int, float]:
        """What an indicator measured, by agent: those with enough data."""
        return dict(
            self._store.read(
                "SELECT agent_id, value FROM findings WHERE indicator = ? AND value IS NOT NULL ORDER BY agent_id",
                (indicator,),
            )
        )

    def sources(self) -> dict[tuple[int, str], str]:
        """Of which data each finding was made: (agent id, indicator) → digest."""
        rows = self._store.read("SELECT agent_id, indicator, sources FROM findings")
        return {(agent_id, indicator): digest for agent_id, indicator, digest in rows}

    def replace(self, agent_id: int, findings: Sequence[Finding]) -> None:
        """Put these in the place of all that was said of an agent; as bulk work, seen after the next flush or pause."""
        self.replace_all({agent_id: findings})

    def replace_all(self, findings: Mapping[int, Sequence[Finding]]) -> None:
        """The same for many agents, some at a time."""
        agents = [(agent_id,) for agent_id in findings]
        self._store.bulk(lambda c: c.executemany("DELETE FROM findings WHERE agent_id = ?", agents).close()).result()
        self.put([finding for told in findings.values() for finding in told])

    def put(self, findings: Sequence[Finding]) -> None:
        """Put each in the place of what the same indicator said of the same agent."""
        at = now()
        for start in range(0, len(findings), AT_ONCE):
            rows = [_row(finding.agent_id, at, finding) for finding in findings[start : start + AT_ONCE]]
            self._store.bulk(lambda connection, rows=rows: connection.executemany(PUT, rows).close()).result()

    def drop_others(self, indicators: Sequence[str]) -> None:
        """What other indicators than these said goes: they are no more."""
        names = json.dumps(indicators)
        statement = "DELETE FROM findings WHERE indicator NOT IN (SELECT value FROM json_each(?))"
        self._store.bulk(lambda connection: connection.execute(statement, (names,)).close()).result()

    def place(self, findings: Sequence[Finding]) -> None:
        """Keep where findings stand among the peers and how they are titled, what they measured being the same."""
        rows = [(f.leans, f.title, f.percentile, f.peers, f.weight, f.agent_id, f.indicator) for f in findings]
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            self._store.bulk(lambda connection, some=some: connection.executemany(PLACE, some).close()).result()

    def _where(self, condition: str, *parameters: object, events: bool = True) -> list[Finding]:
        columns = COLUMNS if events else COLUMNS.removesuffix("events") + "NULL"
        rows = self._store.read(
            f"SELECT {columns} FROM findings WHERE {condition}"
            " ORDER BY value IS NULL, abs(weight) DESC, percentile IS NULL, abs(percentile - 0.5) DESC, indicator,"
            " agent_id",
            parameters,
        )
        return [_finding(row) for row in rows]


def packed(ids: Sequence[int]) -> bytes:
    """Row ids, sorted, as the steps between them: a hundred thousand take some 20 KB."""
    return zlib.compress(np.diff(np.sort(np.asarray(ids, "<i8")), prepend=0).tobytes(), 1)


def unpacked(data: bytes | None) -> tuple[int, ...]:
    """The row ids; none for None. Raises CaseError where they are damaged."""
    if data is None:
        return ()
    try:
        return tuple(np.cumsum(np.frombuffer(zlib.decompress(data), "<i8")).tolist())
    except (zlib.error, ValueError) as error:
        raise CaseError("What an indicator said is damaged in this case.", "Assess it anew: auditor assess.") from error


def _row(agent_id: int, at: int, finding: Finding) -> Row:
    measure = finding.measure
    return (
        *(at, agent_id, finding.indicator, finding.version, finding.leans, measure.value, measure.n),
        *(finding.percentile, finding.peers, finding.summary, finding.benign, finding.aspect, finding.title),
        *(finding.weight, finding.sources, measure.p, json.dumps(dict(measure.parameters)), packed(measure.events)),
    )


def _finding(row: Row) -> Finding:
    agent_id, indicator, version, leans, value, n, percentile, peers, summary, benign = row[:10]
    aspect, title, weight, sources, p, parameters, events = row[10:]
    why, shown = summary if value is None else "", unpacked(events)
    measure = Measure(value, n, why, shown, p=p, parameters=json.loads(parameters))
    return Finding(
        *(agent_id, indicator, version, Label(leans), measure, percentile, peers, summary, benign),
        *(Aspect(aspect), title, weight, sources),
    )
