"""A gateway's usage table as CSV with the plain headers, in order of time."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

import numpy as np

from tests.company.agent import Agent, first_turn
from tests.company.archive import gzipped, iso_column, put

HEADER = [
    "timestamp",
    "employee",
    "team",
    "agent",
    "session",
    "request_id",
    "model",
    "input_tokens",
    "output_tokens",
    "cache_read_tokens",
    "cost_usd",
    "latency_ms",
    "status",
    "prompt",
    "response",
]
BROKEN = (
    ("not recorded", "unknown", "", "", "", "rq-lost-1", "", "", "", "", "", "", "error", "", ""),
    ("2026-10-08T11:02:44.000Z", "unknown", "", "", "", "rq-lost-2", "", "12k", "??", "", "", "", "ok", "", ""),
)
"""Two rows no reader can use: no time, no numbers."""


def rows(agent: Agent, number: int) -> Iterator[tuple[object, ...]]:
    """All calls of one agent as table rows."""
    plan, track = agent.plan, agent.track
    person, cost = plan.person, agent.cost
    told = (track.session, track.input, track.output, track.cache_read, cost, track.failed, track.model)
    columns = zip(iso_column(track.at), *(column.tolist() for column in told), strict=True)
    session, before, name = -1, None, ""
    for call, (at, now, given, out, read, cost, failed, model) in zip(agent.calls(), columns, strict=True):
        if now != session:
            session, before, name = now, None, f"s{number:03x}-{now:05x}"
        head = (
            at,
            person.email,
            person.team,
            plan.name,
            name,
            f"rq-{number:03x}{call.row:07x}",
            plan.kind.models[model],
        )
        asked, latency = first_turn(call.turn, before), 340 + out * 17 + given // 90
        before = call.turn
        if failed:
            yield (*head, "", "", "", "", 30_000, "error", asked, "")
        else:
            yield (
                *head,
                given,
                out,
                read,
                f"{cost // 1_000_000}.{cost % 1_000_000:06d}",
                latency,
                "ok",
                asked,
                call.turn.response,
            )


def in_order(agents: Sequence[Agent]) -> Iterator[tuple[object, ...]]:
    """Rows of all agents by time; equal times in order of agents."""
    if not agents:
        return
    times = np.concatenate([agent.track.at for agent in agents])
    owner = np.repeat(np.arange(len(agents)), [len(agent.track.at) for agent in agents])
    if any(np.any(np.diff(agent.track.at) < 0) for agent in agents):
        streams = [iter(_sorted(rows(agent, number))) for number, agent in enumerate(agents)]
    else:
        streams = [rows(agent, number) for number, agent in enumerate(agents)]
    for number in owner[np.argsort(times, kind="stable")].tolist():
        yield next(streams[number])


def _sorted(lines: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return sorted(lines, key=lambda row: str(row[0]))


def write_rows(out: IO[str], agents: Sequence[Agent], broken: bool = False) -> None:
    """The table, header first; with `broken`, the two unusable rows at the end."""
    table = csv.writer(out, lineterminator="\n")
    table.writerow(HEADER)
    table.writerows(in_order(agents))
    if broken:
        table.writerows(BROKEN)


def write(folder: Path, agents: Sequence[Agent]) -> None:
    """`gateway_usage.csv.gz` below `folder`."""
    out = io.StringIO(newline="")
    write_rows(out, agents, broken=True)
    put(folder / "gateway_usage.csv.gz", gzipped(out.getvalue().encode()))
