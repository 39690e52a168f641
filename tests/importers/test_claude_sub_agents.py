"""Sub-agents of Claude Code: files of their own, lines between others, teammates, and what their parents tell."""

import json
from pathlib import Path

import pytest

from auditor.importers.assistants.claude_code import IMPORTER
from auditor.importers.files.export_file import ExportFile
from auditor.records import ImportIssue, Severity, UsageEvent

from .conftest import Read
from .test_claude_code import answer, counted, line


def side(uuid: str, parent: str | None, **more: object) -> dict[str, object]:
    return {"isSidechain": True, "uuid": uuid, "parentUuid": parent} | more


def asked(prompt: str, **more: object) -> str:
    return line("user", message={"role": "user", "content": prompt}, **more)


def ordered(id: str, prompt: str, tool: str = "Task") -> str:
    call = {"description": "Find the slow query", "subagent_type": "Explore", "prompt": prompt}
    block = {"type": "tool_use", "id": "t", "name": tool, "input": call}
    message = {"id": id, "role": "assistant", "model": "m", "content": [block], "usage": {"output_tokens": 90}}
    return line(message=message)


def write(folder: Path, text: str, name: str = "agent-a1.jsonl", meta: object = None) -> ExportFile:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    if meta is not None:
        (folder / name.replace(".jsonl", ".meta.json")).write_text(json.dumps(meta))
    return ExportFile.at(folder / name)


def test_a_sub_agent_is_named_by_the_description_beside_its_file(tmp_path: Path) -> None:
    meta = {"agentType": "Explore", "description": "Find the slow query", "toolUseId": "t"}
    file = write(tmp_path, answer("m", 1, isSidechain=True, agentId="a1"), meta=meta)
    (event,) = counted(list(IMPORTER.read(file)))
    assert event.sub_agent == "Explore · Find the slow query · a1"


@pytest.mark.parametrize("meta", [None, [], {"agentType": 7}])
def test_without_a_readable_description_the_id_stands_alone(tmp_path: Path, meta: object) -> None:
    file = write(tmp_path, answer("m", 1, isSidechain=True, agentId="a1"), meta=meta)
    assert counted(list(IMPORTER.read(file)))[0].sub_agent == "a1"


def test_a_workflow_s_sub_agent_names_its_workflow(tmp_path: Path) -> None:
    folder = tmp_path / "s" / "subagents" / "workflows" / "wf_7"
    file = write(folder, answer("m", 1, isSidechain=True, agentId="a1"))
    assert counted(list(IMPORTER.read(file)))[0].sub_agent == "wf_7 · a1"


def test_a_teammate_is_known_by_name_and_team(read: Read) -> None:
    (event,) = counted(read(IMPORTER, answer("m", 1, agentName="tester", teamName="harbor")))
    assert event.sub_agent == "tester · harbor"


@pytest.mark.parametrize("tool", ["Task", "Agent"])
def test_sub_agents_between_the_other_lines_are_chains_of_parents(read: Read, tool: str) -> None:
    text = ordered("m1", "Look into the logs.", tool)
    text += asked("Look into the logs.", **side("u1", None)) + asked("Count the rows.", **side("u2", None))
    text += answer("m2", 1, **side("u3", "u1")) + answer("m3", 1, **side("u4", "u2")) + answer("m4", 1)
    found = {event.key: (event.sub_agent, event.prompt) for event in counted(read(IMPORTER, text))}
    assert found["anthropic:m2"] == ("Explore · Find the slow query · sidechain 1", "Look into the logs.")
    assert found["anthropic:m3"] == ("sidechain 2", "Count the rows.")
    assert found["anthropic:m4"] == (None, None)


@pytest.mark.parametrize(("told", "low"), [(900, True), (5, False)])
@pytest.mark.parametrize("agent", [{"agentId": "a1"}, {}])
def test_the_parent_s_figure_marks_a_lower_bound_and_is_never_added(
    read: Read, told: int, low: bool, agent: dict[str, str]
) -> None:
    usage = {"input_tokens": 1, "cache_creation_input_tokens": 10, "cache_read_input_tokens": 100}
    result = {"totalTokens": 111 + told, "usage": usage | {"output_tokens": told}} | agent
    text = answer("m", 5, isSidechain=True, **agent) + line("user", toolUseResult=result, message={"role": "user"})
    (event,) = counted(read(IMPORTER, text))
    assert (event.lower_bound, event.output_tokens) == (low, 5)


def test_sub_agents_whose_files_are_missing_are_named_once(tmp_path: Path) -> None:
    result = {"agentId": "a1", "totalTokens": 9, "usage": {"output_tokens": 3}}
    file = write(tmp_path, answer("m", 1) + line("user", toolUseResult=result, message={"role": "user"}), "s.jsonl")
    (issue,) = [record for record in IMPORTER.read(file) if isinstance(record, ImportIssue)]
    assert issue.severity is Severity.WARNING and "a1" in issue.reason
    write(tmp_path / "s" / "subagents", answer("m9", 1, agentId="a1", isSidechain=True))
    assert all(isinstance(record, UsageEvent) for record in IMPORTER.read(file))


def test_without_a_description_the_line_itself_tells_the_kind(tmp_path: Path) -> None:
    text = answer("m", 5, **side("u", None, agentId="a1", attributionAgent="Explore"))
    file = write(tmp_path / "subagents", text)
    (event,) = counted(list(IMPORTER.read(file)))
    assert event.sub_agent == "Explore · a1"
