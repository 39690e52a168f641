"""OpenClaw sessions: one archive a person, one JSONL file a session below the agent's folder."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.company.agent import Agent, Call
from tests.company.archive import iso, put, zipped
from tests.company.dice import Dice

CLASSES = ("input", "cacheRead", "cacheWrite", "output")


def write(folder: Path, agents: Sequence[Agent]) -> None:
    """`openclaw/<person>.zip` for everybody who has such agents."""
    people = sorted({agent.plan.person.home for agent in agents})
    for home in people:
        members: dict[str, bytes] = {}
        for agent in agents:
            if agent.plan.person.home == home:
                members |= files(agent)
        put(folder / "openclaw" / f"{home}.zip", zipped(members))


def files(agent: Agent) -> dict[str, bytes]:
    """Path and content of every session of one agent."""
    base = f"home/{agent.plan.person.home}/.openclaw/agents/{agent.plan.name}/sessions"
    found: dict[str, list[str]] = {}
    writer = SessionLines(agent)
    for call in agent.calls():
        path = f"{base}/{agent.session_id(int(agent.track.session[call.row]))}.jsonl"
        found.setdefault(path, []).extend(writer.lines(call))
    return {path: ("\n".join(lines) + "\n").encode() for path, lines in found.items()}


class SessionLines:
    """Lines of an agent's sessions, each message pointing at the one before."""

    def __init__(self, agent: Agent) -> None:
        self.agent, self.dice = agent, Dice(*agent.key, "lines")
        self.last: str | None = None
        self.costs = [column.tolist() for column in agent.costs()]

    def lines(self, call: Call) -> Iterator[str]:
        """What one call leaves in the file."""
        track, turn, at = self.agent.track, call.turn, int(self.agent.track.at[call.row])
        if track.turn[call.row] == 0:
            yield self._header(call, at)
        if turn.prompt:
            yield self._message(at - 1900, {"role": "user", "content": [{"type": "text", "text": turn.prompt}]})
        yield self._message(at, self._answer(call))
        if turn.tool and not track.failed[call.row]:
            content = [{"type": "text", "text": turn.result}]
            told = {
                "role": "toolResult",
                "toolCallId": self._tool(call.row),
                "toolName": turn.tool,
                "content": content,
                "isError": False,
            }
            yield self._message(at + 240, told)

    def _header(self, call: Call, at: int) -> str:
        self.last = None
        session = self.agent.session_id(int(self.agent.track.session[call.row]))
        cwd = f"/home/{self.agent.plan.person.home}/.openclaw/workspace"
        return _json({"type": "session", "version": 3, "id": session, "timestamp": iso(at - 2500), "cwd": cwd})

    def _message(self, at: int, message: dict[str, object]) -> str:
        parent, self.last = self.last, self.dice.hex(8)
        message = message | {"timestamp": at}
        return _json({"type": "message", "id": self.last, "parentId": parent, "timestamp": iso(at), "message": message})

    def _tool(self, row: int) -> str:
        return f"toolu_{self.agent.plan.name[:3]}{row:06d}"

    def _answer(self, call: Call) -> dict[str, object]:
        turn, row, failed = call.turn, call.row, bool(self.agent.track.failed[call.row])
        content: list[dict[str, object]] = [] if failed else [{"type": "text", "text": turn.response}]
        if turn.tool and not failed:
            key = "command" if turn.tool == "exec" else "path"
            content.append(
                {"type": "toolCall", "id": self._tool(row), "name": turn.tool, "arguments": {key: turn.command}}
            )
        answer: dict[str, object] = {
            "role": "assistant",
            "content": content,
            "api": "anthropic-messages",
            "provider": "anthropic",
        }
        answer |= {"model": self.agent.model(row), "usage": self._usage(row)}
        if failed:
            return answer | {"stopReason": "error", "errorMessage": "fetch failed"}
        return answer | {"stopReason": "toolUse" if turn.tool else "stop"}

    def _usage(self, row: int) -> dict[str, object]:
        track = self.agent.track
        counts = [int(column[row]) for column in (track.fresh, track.cache_read, track.cache_creation, track.output)]
        costs = [column[row] for column in self.costs]
        cost = {name: micro / 1_000_000 for name, micro in zip((*CLASSES, "total"), (*costs, sum(costs)), strict=True)}
        return dict(zip(CLASSES, counts, strict=True)) | {"totalTokens": sum(counts), "cost": cost}


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
