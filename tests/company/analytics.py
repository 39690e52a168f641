"""Claude Code Analytics, the vendor's sums: one answer of the API a line, each a UTC day; a record a person, terminal.

It counts at the vendor, so it knows all Claude Code use, also that whose transcripts were not delivered.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.company.agent import Agent
from tests.company.archive import gzipped, iso, put
from tests.company.dice import Dice
from tests.company.rhythm import DAY, nightly

PATH = "usage-reports/claude_code_analytics.jsonl.gz"
TERMINALS = ("vscode", "iTerm.app", "tmux")
MICRO_A_CENT = 10_000


@dataclass(slots=True)
class Counts:
    """Tokens of one person, day and model (or more of them). `fresh` excludes both cache classes."""

    fresh: int = 0
    cache_read: int = 0
    cache_creation: int = 0
    output: int = 0
    microusd: int = 0

    @property
    def amounts(self) -> tuple[int, int, int, int, int]:
        """All of it, in order of the fields."""
        return self.fresh, self.cache_read, self.cache_creation, self.output, self.microusd

    @property
    def tokens(self) -> dict[str, int]:
        """As a reader counts: input holds both cache classes."""
        return {
            "input_tokens": self.fresh + self.cache_read + self.cache_creation,
            "cache_read_input_tokens": self.cache_read,
            "cache_creation_input_tokens": self.cache_creation,
            "output_tokens": self.output,
        }

    def add(self, fresh: int, cache_read: int, cache_creation: int, output: int, microusd: int) -> None:
        """Take some calls in."""
        self.fresh += fresh
        self.cache_read += cache_read
        self.cache_creation += cache_creation
        self.output += output
        self.microusd += microusd


def by_day(agent: Agent) -> dict[tuple[int, str], Counts]:
    """(UTC day, model) → what one agent used, in order of days."""
    track = agent.track
    found: dict[tuple[int, str], Counts] = defaultdict(Counts)
    columns = (track.at // DAY, track.fresh, track.cache_read, track.cache_creation, track.output, agent.cost)
    for row, (day, *counts) in enumerate(zip(*(column.tolist() for column in columns), strict=True)):
        found[day, agent.model(row)].add(*counts)
    return dict(sorted(found.items()))


def total(agent: Agent) -> Counts:
    """All that one agent used."""
    found = Counts()
    for told in by_day(agent).values():
        found.add(*told.amounts)
    return found


def write(folder: Path, agents: Sequence[Agent], seed: object) -> None:
    """The answers for all days with Claude Code use, of these agents."""
    models: dict[tuple[int, str, str], dict[str, Counts]] = defaultdict(lambda: defaultdict(Counts))
    sessions: dict[tuple[int, str, str], int] = defaultdict(int)
    for agent in agents:
        who = agent.plan.person.email, terminal(agent, seed)
        for (day, model), told in by_day(agent).items():
            models[day, *who][model].add(*told.amounts)
        for day, session in np.unique(np.stack([agent.track.at // DAY, agent.track.session]), axis=1).T.tolist():
            sessions[day, *who] += session >= 0
    dice = Dice(seed, "analytics")
    organization, days = dice.uuid(), defaultdict[int, list[object]](list)
    for key in sorted(models):
        days[key[0]].append(_record(key, models[key], sessions[key], organization, dice))
    pages = ({"data": data, "has_more": False, "next_page": None} for data in days.values())
    lines = "".join(json.dumps(page, separators=(",", ":")) + "\n" for page in pages)
    put(folder / PATH, gzipped(lines.encode()))


def terminal(agent: Agent, seed: object) -> str:
    """Where an agent runs: nobody sits before a nightly one; a person has one favourite."""
    if agent.plan.kind.starts is nightly:
        return "non-interactive"
    return Dice(seed, agent.plan.person.home, "terminal").pick(TERMINALS)


def _record(
    key: tuple[int, str, str], models: dict[str, Counts], sessions: int, organization: str, dice: Dice
) -> dict[str, object]:
    day, email, where = key
    edits, lines = dice.between(2, 30), dice.between(10, 900)
    metrics = {"num_sessions": sessions, "lines_of_code": {"added": lines, "removed": lines * dice.between(1, 8) // 10}}
    return {
        "date": iso(day * DAY)[:19] + "Z",
        "actor": {"type": "user_actor", "email_address": email},
        "organization_id": organization,
        "customer_type": "api",
        "terminal_type": where,
        "core_metrics": metrics | {"commits_by_claude_code": dice.between(0, 4), "pull_requests_by_claude_code": 0},
        "tool_actions": {"edit_tool": {"accepted": edits, "rejected": edits // dice.between(4, 9)}},
        "model_breakdown": [_model(model, models[model]) for model in sorted(models)],
    }


def _model(model: str, told: Counts) -> dict[str, object]:
    tokens = {"input": told.fresh, "output": told.output}
    tokens |= {"cache_read": told.cache_read, "cache_creation": told.cache_creation}
    cents = (told.microusd + MICRO_A_CENT // 2) // MICRO_A_CENT
    return {"model": model, "tokens": tokens, "estimated_cost": {"currency": "USD", "amount": cents}}
