"""Bedrock model invocation logs: one gzipped JSON-lines file a week, some records without bodies, some streamed."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.company.agent import Agent, Call, first_turn
from tests.company.archive import gzipped, iso, put
from tests.company.dice import Dice
from tests.company.kind import Turn
from tests.company.rhythm import DAY

ACCOUNT, REGION = "482910736655", "eu-central-1"
ROOT = f"bedrock/AWSLogs/{ACCOUNT}/BedrockModelInvocationLogs/{REGION}"


def write(folder: Path, agents: Sequence[Agent]) -> None:
    """The log folder, a file for every week with calls."""
    records = sorted((record for agent in agents for record in told(agent)), key=lambda r: (r[0], r[1]))
    weeks: dict[int, list[str]] = {}
    for at, _, line in records:
        weeks.setdefault((at // DAY + 3) // 7, []).append(line)  # 1970-01-01 was a Thursday
    for week, lines in weeks.items():
        day = iso((week * 7 - 3) * DAY)[:10]
        name = f"{ROOT}/{day.replace('-', '/')}/00/{day.replace('-', '')}T000000000Z_{week:08x}.json.gz"
        put(folder / name, gzipped(("\n".join(lines) + "\n").encode()))


def told(agent: Agent) -> Iterator[tuple[int, str, str]]:
    """Time, request id and log line of every call of one agent."""
    dice, before, at = Dice(*agent.key, "lines"), None, agent.track.at.tolist()
    for call in agent.calls():
        before = None if agent.track.turn[call.row] == 0 else before
        record = _record(agent, call, before, dice, at[call.row])
        before = call.turn
        yield at[call.row], str(record["requestId"]), json.dumps(record, separators=(",", ":"), ensure_ascii=False)


def _record(agent: Agent, call: Call, before: Turn | None, dice: Dice, at: int) -> dict[str, object]:
    track, row, plan = agent.track, call.row, agent.plan
    streamed, silent, failed = dice.chance(0.15), dice.chance(0.07), bool(track.failed[row])
    given: dict[str, object] = {"inputContentType": "application/json"}
    out: dict[str, object] = {"outputContentType": "application/json"}
    if not silent:
        given["inputBodyJson"] = _asked(call.turn, before, streamed)
    if not failed:
        given |= {"inputTokenCount": int(track.fresh[row]), "cacheReadInputTokenCount": int(track.cache_read[row])}
        given["cacheWriteInputTokenCount"] = int(track.cache_creation[row])
        out["outputTokenCount"] = int(track.output[row])
        if not silent:
            out["outputBodyJson"] = _streamed(call.turn) if streamed else _answered(agent, call)
    record: dict[str, object] = {
        "schemaType": "ModelInvocationLog",
        "schemaVersion": "1.0",
        "timestamp": iso(at)[:19] + "Z",
    }
    arn = f"arn:aws:sts::{ACCOUNT}:assumed-role/AiUser/{plan.person.email}"
    record |= {"accountId": ACCOUNT, "identity": {"arn": arn}, "region": REGION, "requestId": dice.uuid()}
    record |= {
        "operation": "InvokeModelWithResponseStream" if streamed else "Converse",
        "modelId": f"anthropic.{agent.model(row)}-v1:0",
    }
    record |= {"requestMetadata": {"agent": plan.name}, "input": given, "output": out}
    return record | ({"errorCode": "ThrottlingException"} if failed else {})


def _asked(turn: Turn, before: Turn | None, plain: bool) -> dict[str, object]:
    """The request body: the turn before it is repeated, as clients do."""
    said = [("user", first_turn(turn, before))]
    if before:
        said = [("user", before.prompt or "Continue."), ("assistant", before.response), *said]
    messages = [{"role": role, "content": text if plain else [{"text": text}]} for role, text in said]
    return (
        {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 2048, "messages": messages}
        if plain
        else {"messages": messages}
    )


def _answered(agent: Agent, call: Call) -> dict[str, object]:
    track, row = agent.track, call.row
    usage = {"inputTokens": int(track.fresh[row]), "outputTokens": int(track.output[row])}
    usage |= {"totalTokens": int(track.input[row] + track.output[row])}
    message = {"role": "assistant", "content": [{"text": call.turn.response}]}
    return {
        "output": {"message": message},
        "stopReason": "end_turn",
        "usage": usage,
        "metrics": {"latencyMs": 400 + usage["outputTokens"] * 16},
    }


def _streamed(turn: Turn) -> list[object]:
    half = len(turn.response) // 2
    pieces = [text for text in (turn.response[:half], turn.response[half:]) if text]
    deltas = [
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}} for text in pieces
    ]
    return [
        {"type": "message_start", "message": {"role": "assistant", "content": []}},
        *deltas,
        {"type": "message_stop"},
        "[DONE]",
    ]
