"""Claude Code transcripts: one archive a person, one JSONL file a session, sub-agents in files of their own.

As the real ones do, they repeat a message id once per content block with growing output, echo sub-agents in
`agent_progress` lines, and one session in forty begins with copies of the session it resumes.
"""

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from tests.company.agent import Agent, Call
from tests.company.archive import put, zipped
from tests.company.dice import Dice
from tests.company.transcript import Transcript

SUB_AGENT_FROM, SUB_AGENT_CALLS = 5, 4
HALF_LINE = b'{"parentUuid":"0a0b2c4d-7e11-4f60-a2b0-5b1f0c9d8e7f","isSidechain":false,"type":"assistant","mess'


def write(folder: Path, agents: Sequence[Agent]) -> None:
    """`claude-code/<person>.zip` for everybody who codes; the first archive holds one file cut short."""
    for number, home in enumerate(sorted({agent.plan.person.home for agent in agents})):
        members: dict[str, bytes] = {}
        for agent in agents:
            if agent.plan.person.home == home:
                members |= files(agent)
        if number == 0:
            cut = next(name for name in sorted(members) if "/subagents/" not in name)
            members[cut] += HALF_LINE
        put(folder / "claude-code" / f"{home}.zip", zipped(members))


def files(agent: Agent) -> dict[str, bytes]:
    """Path and content of every session of one agent."""
    home, project = agent.plan.person.home, agent.plan.name
    base = f".claude/projects/-home-{home.replace('.', '-')}-{project}"
    found: dict[str, list[dict[str, object]]] = {}
    earlier: list[dict[str, object]] = []
    for session, calls in groupby(agent.calls(), key=lambda call: int(agent.track.session[call.row])):
        name = agent.session_id(session)
        earlier = _session(agent, list(calls), f"{base}/{name}", name, found, earlier if session % 40 == 5 else [])
    return {path: "".join(_json(line) + "\n" for line in lines).encode() for path, lines in found.items()}


def _session(
    agent: Agent,
    calls: list[Call],
    path: str,
    name: str,
    found: dict[str, list[dict[str, object]]],
    copied: list[dict[str, object]],
) -> list[dict[str, object]]:
    """Lines of one session into `found`; gives those of its main file."""
    dice = Dice(*agent.key, "lines", name)
    main = Transcript(agent, name, calls[0].topic, dice)
    main.lines += [line | {"sessionId": name} if "sessionId" in line else line for line in copied]
    main.opening(int(agent.track.at[calls[0].row]))
    helped = len(calls) >= SUB_AGENT_FROM + SUB_AGENT_CALLS + 3 and dice.chance(0.3)
    inner = range(SUB_AGENT_FROM + 1, SUB_AGENT_FROM + 1 + SUB_AGENT_CALLS) if helped else range(0)
    for turn, call in enumerate(calls):
        if helped and turn == SUB_AGENT_FROM:
            helper = dice.hex(7)
            found[f"{path}/subagents/agent-{helper}.jsonl"] = main.delegate(
                call, [calls[place] for place in inner], helper
            )
        elif turn not in inner:
            main.call(call)
    main.closing()
    found[f"{path}.jsonl"] = main.lines
    return main.lines


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
