"""The lines of one Claude Code session, chained by uuid."""

from tests.company.agent import Agent, Call
from tests.company.archive import iso
from tests.company.dice import Dice
from tests.company.words import Topic

VERSION = "2.3.7"
INPUT_NAME = {"Bash": "command", "Grep": "pattern", "Read": "file_path", "Edit": "file_path", "Task": "prompt"}
Line = dict[str, object]


class Transcript:
    """Collects `lines`. With `helper`, it is the file of a sub-agent."""

    def __init__(self, agent: Agent, session: str, topic: Topic, dice: Dice, helper: str = "") -> None:
        self.agent, self.dice, self.helper = agent, dice, helper
        self.lines: list[Line] = []
        self._last: str | None = None
        self._common: Line = {
            "isSidechain": bool(helper),
            "userType": "external",
            "cwd": f"/home/{agent.plan.person.home}/{agent.plan.name}",
            "sessionId": session,
            "version": VERSION,
            "gitBranch": topic.reference,
        } | ({"agentId": helper} if helper else {})

    def opening(self, at: int) -> None:
        """A snapshot and a hook, as at every start."""
        snapshot = {"messageId": self.dice.uuid(), "trackedFileBackups": {}, "timestamp": iso(at - 9000)}
        self.lines.append(
            {
                "type": "file-history-snapshot",
                "messageId": snapshot["messageId"],
                "snapshot": snapshot,
                "isSnapshotUpdate": False,
            }
        )
        self._progress(
            at - 9000,
            {
                "type": "hook_progress",
                "hookEvent": "SessionStart",
                "hookName": "SessionStart:startup",
                "command": "tickets show",
            },
        )

    def closing(self) -> None:
        """How long it took."""
        at = str(self.lines[-1]["timestamp"])
        self._add(
            {
                "type": "system",
                "subtype": "turn_duration",
                "durationMs": self.dice.between(9_000, 900_000),
                "isMeta": False,
            },
            at,
        )

    def call(self, call: Call) -> None:
        """One model call: what was asked, the answer block by block, the tool's result."""
        at = int(self.agent.track.at[call.row])
        if call.turn.prompt:
            self.user(at - 4000, call.turn.prompt)
        tool = call.turn.tool
        self.answer(call, tool, call.turn.command)
        if tool:
            self._while_running(at, tool, call.turn.result)
            self._result(at + 1900, call.turn.result, {"stdout": call.turn.result, "stderr": "", "interrupted": False})

    def delegate(self, call: Call, inner: list[Call], helper: str) -> list[Line]:
        """A call that starts a sub-agent; gives the lines of its file. The parent echoes them as progress."""
        wish = f"Find every use of {call.topic.code} and tell what depends on it for {call.topic.reference}."
        at, last = int(self.agent.track.at[call.row]), int(self.agent.track.at[inner[-1].row])
        self.answer(call, "Task", wish)
        sub = Transcript(self.agent, str(self._common["sessionId"]), call.topic, self.dice, helper)
        sub.user(at + 700, wish)
        for each in inner:
            sub.call(each._replace(turn=each.turn._replace(prompt="")))
        for line in sub.lines:
            if line["type"] == "assistant":
                echo = {
                    "message": {key: line[key] for key in ("type", "message", "uuid", "timestamp")},
                    "normalizedMessages": [],
                }
                self._add(
                    {"type": "progress", "data": echo | {"type": "agent_progress", "prompt": wish, "agentId": helper}},
                    str(line["timestamp"]),
                )
        row = inner[-1].row
        usage = self._usage(row, int(self.agent.track.output[row]))
        told = {
            "status": "completed",
            "prompt": wish,
            "agentId": helper,
            "totalToolUseCount": len(inner),
            "usage": usage,
        }
        told["totalTokens"] = int(self.agent.track.input[row] + self.agent.track.output[row])
        self._result(last + 2500, inner[-1].turn.response, told)
        return sub.lines

    def user(self, at: int, text: str) -> None:
        """What a person wrote."""
        self._add({"type": "user", "message": {"role": "user", "content": text}}, iso(at))

    def answer(self, call: Call, tool: str, command: str) -> None:
        """The response, one line a content block: same id, output growing to its final count."""
        at, total = int(self.agent.track.at[call.row]), int(self.agent.track.output[call.row])
        blocks: list[Line] = [{"type": "text", "text": call.turn.response}]
        if tool:
            self._tool = f"toolu_01{self.dice.hex(16)}"
            blocks.append(
                {"type": "tool_use", "id": self._tool, "name": tool, "input": {INPUT_NAME.get(tool, "input"): command}}
            )
        elif self.dice.chance(0.4):
            blocks.insert(0, {"type": "text", "text": "\n\n"})
        request = {"requestId": f"req_011{self.dice.hex(16)}"}
        head = {
            "model": self.agent.model(call.row),
            "id": f"msg_01{self.dice.hex(18)}",
            "type": "message",
            "role": "assistant",
        }
        for place, block in enumerate(blocks):
            final = place == len(blocks) - 1
            message = head | {"content": [block], "stop_reason": None, "stop_sequence": None}
            usage = self._usage(call.row, total if final else max(1, total // 9))
            self._add({"message": message | {"usage": usage}} | request | {"type": "assistant"}, iso(at + 650 * place))

    def _usage(self, row: int, output: int) -> Line:
        track = self.agent.track
        created = int(track.cache_creation[row])
        return {
            "input_tokens": int(track.fresh[row]),
            "cache_creation_input_tokens": created,
            "cache_read_input_tokens": int(track.cache_read[row]),
            "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": created},
            "output_tokens": output,
            "service_tier": "standard",
        }

    def _while_running(self, at: int, tool: str, output: str) -> None:
        if self.dice.chance(0.25):
            self._progress(
                at + 700,
                {
                    "type": "hook_progress",
                    "hookEvent": "PreToolUse",
                    "hookName": f"PreToolUse:{tool}",
                    "command": "guard",
                },
            )
        if tool == "Bash" and self.dice.chance(0.5):
            self._progress(
                at + 1500,
                {
                    "type": "bash_progress",
                    "output": output,
                    "fullOutput": output,
                    "elapsedTimeSeconds": 2,
                    "totalLines": 2,
                },
            )

    def _progress(self, at: int, data: Line) -> None:
        self._add({"type": "progress", "data": data, "toolUseID": f"p{len(self.lines)}"}, iso(at))

    def _result(self, at: int, text: str, told: Line) -> None:
        content = [{"tool_use_id": self._tool, "type": "tool_result", "content": text, "is_error": False}]
        self._add({"type": "user", "message": {"role": "user", "content": content}, "toolUseResult": told}, iso(at))

    def _add(self, line: Line, at: str) -> None:
        parent, self._last = self._last, self.dice.uuid()
        self.lines.append({"parentUuid": parent} | self._common | line | {"uuid": self._last, "timestamp": at})
