"""LiteLLM's spend log of calls that the Bedrock log tells too, under another id: one use, two systems.

Calls that failed stand only in Bedrock's log: the gateway was set not to keep errors. It keeps no texts.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.company.agent import Agent
from tests.company.archive import gzipped, iso, put
from tests.company.dice import Dice

PATH = "litellm/spend_logs.csv.gz"
AHEAD_MS = 45
"""A gateway sees a call before the provider does."""

HEADER = (
    "request_id", "call_type", "api_key", "spend", "total_tokens", "prompt_tokens", "completion_tokens", "startTime",
    "endTime", "request_duration_ms", "model", "model_group", "custom_llm_provider", "user", "metadata", "cache_hit",
    "request_tags", "team_id", "end_user", "messages", "response", "session_id", "status",
)  # fmt: skip


def rows(agent: Agent, since: int) -> Iterator[tuple[object, ...]]:
    """The calls of one agent that began at `since` (ms UTC) or later and did not fail, as columns in HEADER's order."""
    track, plan, dice = agent.track, agent.plan, Dice(*agent.key, "litellm")
    key, metadata = dice.hex(64), json.dumps({"user_api_key_alias": plan.name})
    columns = (track.at, track.input, track.output, agent.cost, track.failed)
    for row, (at, given, out, cost, failed) in enumerate(zip(*(column.tolist() for column in columns), strict=True)):
        if failed or at < since:
            continue
        start, took = at - AHEAD_MS, 500 + out * 16
        yield (
            *(f"chatcmpl-{dice.uuid()}", "acompletion", key, f"{cost // 1_000_000}.{cost % 1_000_000:06d}"),
            *(given + out, given, out, _time(start), _time(start + took), took),
            *(f"anthropic.{agent.model(row)}-v1:0", "sonnet", "bedrock", plan.person.email, metadata),
            *("None", "[]", "\\N", "\\N", "{}", "{}", "\\N", "success"),
        )


def write(folder: Path, told: Sequence[tuple[Agent, int]]) -> None:
    """The log of these agents, each from its day (ms UTC) on."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(HEADER)
    found: list[tuple[object, ...]] = [row for agent, since in told for row in rows(agent, since)]
    found.sort(key=lambda row: str(row[HEADER.index("startTime")]))
    table.writerows(found)
    put(folder / PATH, gzipped(out.getvalue().encode()))


def _time(ms: int) -> str:
    """As PostgreSQL writes a time without zone."""
    return iso(ms)[:23].replace("T", " ")
