"""Sub-agents of a Claude Code session: which lines are whose, what each was sent for, what its parent tells of it."""

from pathlib import Path, PurePosixPath

import msgspec

from auditor.importers.assistants.claude_lines import Line, Usage
from auditor.importers.assistants.claude_texts import SubAgentOrder
from auditor.importers.files.export_file import ExportFile
from auditor.importers.files.json_lines import NOT_DECODED

COMPANION_BYTES = 1 << 20
"""More than any description of a sub-agent takes."""

Inputs = tuple[int | None, int | None, int | None]
"""Uncached input, cache creation, cache read."""


class Told(msgspec.Struct, rename="camel"):
    """What a sub-agent's parent writes when it is done: its last request only, never a sum."""

    agent_id: str | None = None
    usage: Usage | None = None


_told = msgspec.json.Decoder(Told)
_meta = msgspec.json.Decoder(dict[str, object])


class SubAgents:
    """Follows the sub-agents of one file. A thread is one conversation: the main one (""), or a sub-agent's."""

    def __init__(self, file: ExportFile) -> None:
        path = PurePosixPath(file.name.replace("\\", "/"))
        self._stem = path.name.split(".")[0]
        self._path = file.path
        self._workflow = below(path, "workflows")
        self._described = _companion(file, self._stem)
        self._chains: dict[str, str] = {}
        self._chain_count = 0
        self._orders: dict[str, SubAgentOrder] = {}
        self._names: dict[str, str] = {}
        self._finished: dict[tuple[str, Inputs], int] = {}
        self._sent_out: dict[str, None] = {}

    def saw(self, line: Line) -> None:
        """Old versions write sub-agents between the other lines, without a name: each is a chain of parents."""
        if not line.is_sidechain or line.agent_id:
            return
        chain = self._chains.get(line.parent_uuid or "")
        if chain is None:
            self._chain_count += 1
            chain = f"sidechain {self._chain_count}"
        if line.uuid:
            self._chains[line.uuid] = chain

    def thread(self, line: Line) -> str:
        """Whose conversation the line belongs to."""
        if line.agent_id or not line.is_sidechain:
            return line.agent_id or ""
        return self._chains.get(line.uuid or "", "sidechain")

    def sent_out(self, orders: list[SubAgentOrder]) -> None:
        """Remember sub-agents by their prompt."""
        self._orders.update((order.prompt, order) for order in orders if order.prompt)

    def began(self, thread: str, prompt: str) -> None:
        """A thread's first prompt says which order it carries out."""
        if thread and (order := self._orders.get(prompt)):
            self._names[thread] = _joined(order.subagent_type, order.description, thread)

    def finished(self, line: Line) -> None:
        """Take note of a sub-agent's last request, as its parent tells it."""
        if b'"totalTokens"' not in bytes(line.tool_use_result):
            return
        try:
            told = _told.decode(line.tool_use_result)
        except NOT_DECODED:
            return
        if told.agent_id:
            self._sent_out[told.agent_id] = None
        if (usage := told.usage) and usage.output_tokens is not None:
            inputs = usage.input_tokens, usage.cache_creation_input_tokens, usage.cache_read_input_tokens
            self._finished[told.agent_id or "", inputs] = usage.output_tokens

    def output_by_parent(self, thread: str, inputs: Inputs) -> int:
        """Output tokens the parent tells of the sub-agent's request with these inputs; 0 where it tells none."""
        owner = "" if thread.startswith("sidechain") else thread
        return self._finished.get((owner, inputs), 0) if thread else 0

    def elsewhere(self, threads: set[str]) -> list[str]:
        """Sub-agents that were done, but whose requests stand neither in this file nor in one found beside it."""
        if not self._path.name.startswith(self._stem):
            return []  # a member of an archive: what lies beside it is not looked for
        folder = self._path.with_name(self._stem) / "subagents"
        return [id_ for id_ in self._sent_out if id_ not in threads and not _is_there(folder, id_)]

    def name(self, line: Line) -> str | None:
        """What kind of helper it was, what it was sent for, and its id; a teammate's name and team."""
        thread = self.thread(line)
        if line.agent_name:
            return _joined(line.agent_name, line.team_name, thread)
        if not thread:
            return None
        kind, task = self._described
        return self._names.get(thread) or _joined(kind or line.attribution_agent, task, self._workflow, thread)


def below(path: PurePosixPath, folder: str) -> str:
    """X of …/folder/X/…/file, or ""."""
    parts = path.parts[:-1]
    return parts[parts.index(folder) + 1] if folder in parts[:-1] else ""


def _joined(*parts: object) -> str:
    return " · ".join(part for part in parts if isinstance(part, str) and part)


def _companion(file: ExportFile, stem: str) -> tuple[object, object]:
    """(kind, task) of the sub-agent a file belongs to, from the `.meta.json` beside it."""
    beside = file.beside(f"{stem}.meta.json") if stem.startswith("agent-") else None
    if beside is None:
        return None, None
    try:
        with beside.opener() as stream:
            meta = _meta.decode(stream.read(COMPANION_BYTES))
    except (OSError, *NOT_DECODED):
        return None, None
    return meta.get("agentType"), meta.get("description") or meta.get("name")


def _is_there(folder: Path, agent: str) -> bool:
    return any((folder / f"agent-{agent}.jsonl{ending}").is_file() for ending in ("", ".gz"))
