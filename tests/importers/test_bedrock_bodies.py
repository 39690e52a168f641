"""Bodies that are decoded as what they usually are tell the same as those that are read as anything."""

import json
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.importers.cloud.bedrock import IMPORTER
from auditor.importers.cloud.bedrock_records import Unusual, Usual
from auditor.importers.files.export_file import ExportFile

from .conftest import Read
from .test_bedrock import call, events

FILE = ExportFile.at(Path(__file__))
usual, unusual = msgspec.json.Decoder(Usual).decode, msgspec.json.Decoder(Unusual).decode

JSON = st.sampled_from([None, "", "x", '{"a": 1}', "[1]", 0, 7, 1.5, True, [], ["x"], {}, {"text": "deep"}])


def mostly(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """What is expected, or once in a while something else."""
    return st.integers(0, 40).flatmap(lambda dice: JSON if dice == 17 else strategy)


def told(**fields: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """An object with some of these fields, or something else."""
    every: Mapping[str, st.SearchStrategy[object]] = {name.replace("__", "-"): field for name, field in fields.items()}
    return mostly(st.fixed_dictionaries({}, optional=dict(every)))


TEXT = mostly(st.sampled_from(["Hello", "", "[1]", '{"role": "user"}', "größer"]))
COUNT = st.sampled_from([0, 5, 12, -1, "5", None, 10**30])
COUNTS = told(input_tokens=COUNT, output_tokens=COUNT, cache_read_input_tokens=COUNT, cacheWriteInputTokens=COUNT)
TOOL = told(name=TEXT, toolUseId=TEXT)
PARTS = st.lists(told(type=st.sampled_from(["text", "tool_use"]), text=TEXT, name=TEXT, toolUse=TOOL), max_size=3)
CONTENT = st.one_of(PARTS, TEXT)
TURN = told(role=st.sampled_from(["user", "assistant"]), content=CONTENT)
ASKED = told(messages=st.lists(TURN, max_size=4), prompt=TEXT, inputText=TEXT, max_tokens=JSON)

ENDING = {"stopReason": TEXT, "stop_reason": TEXT, "amazon__bedrock__guardrailAction": TEXT}
DELTA = told(text=TEXT, type=TEXT, stop_reason=TEXT)
HOLDER = told(id=TEXT, usage=COUNTS)
EVENT = told(
    id=TEXT, message=HOLDER, metadata=HOLDER, usage=COUNTS, delta=DELTA, content_block=TOOL,
    contentBlockDelta=told(delta=DELTA), contentBlockStart=told(start=told(toolUse=TOOL)),
    messageStop=told(**ENDING), outputText=TEXT, generation=TEXT, **ENDING,
)  # fmt: skip
ANSWER = told(
    id=TEXT, message=HOLDER, output=told(message=told(content=CONTENT)), content=CONTENT, usage=COUNTS, delta=DELTA,
    messageStop=told(**ENDING), metrics=told(latencyMs=COUNT), completion=TEXT, generation=TEXT, outputText=TEXT,
    text=TEXT, results=mostly(st.none()), choices=mostly(st.none()), **ENDING,
)  # fmt: skip
STREAM = st.lists(st.one_of(EVENT, st.just("[DONE]")), max_size=4)


def line(asked: object, answered: object, as_text: bool = False) -> str:
    body = json.dumps(asked) if as_text else asked
    return json.dumps(call(input={"inputBodyJson": body}, output={"outputBodyJson": answered}))


@given(ASKED, st.one_of(ANSWER, STREAM), st.booleans())
def test_what_fits_the_usual_shapes_is_told_alike(asked: object, answered: object, as_text: bool):
    written = line(asked, answered, as_text)
    try:
        quick = usual(written)
    except msgspec.ValidationError:
        return  # such a record is read by the other path
    assert quick.event(1, FILE) == unusual(written).event(1, FILE)


CONVERSE = {"output": {"message": {"content": [{"text": "Hi"}, {"toolUse": {"name": "look"}}]}}, "stopReason": "end"}
CLAUDE = {"id": "msg_bdrk_01AbcdEfghIjkl", "content": [{"type": "tool_use", "name": "look", "input": {"a": 1}}]}
CHUNKS = [
    {"type": "message_start", "message": {"id": "msg_bdrk_01AbcdEfghIjkl", "usage": {"input_tokens": 4}}},
    {"type": "content_block_delta", "delta": {"type": "text_delta", "text": "Hi"}},
    {"type": "content_block_start", "content_block": {"type": "tool_use", "name": "look"}},
    {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 2}},
    "[DONE]",
]  # fmt: skip
TURNS = {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": [{"text": "b"}]}]}


@pytest.mark.parametrize("answered", [CONVERSE, CLAUDE, CHUNKS, {"embedding": [0.1]}, {"generation": "Hi"}, None])
@pytest.mark.parametrize("as_text", [True, False])
def test_what_models_write_fits_the_usual_shapes(answered: object, as_text: bool):
    written = line(TURNS, answered, as_text)
    assert usual(written).event(1, FILE) == unusual(written).event(1, FILE)


@pytest.mark.parametrize("said", ['{"order": 7}', "[1, 2]", '[{"text": "quoted"}]'])
def test_a_question_that_is_itself_json_is_the_prompt(read: Read, said: str):
    turns = [{"role": "user", "content": "before"}, {"role": "user", "content": said}]
    (event,) = events(read(IMPORTER, line({"messages": turns}, None)))
    assert event.prompt == said


@pytest.mark.parametrize(
    "body",
    [
        {"results": [{"outputText": "Hi", "completionReason": "FINISH"}]},
        {"outputs": [{"text": "Hi", "stop_reason": "stop"}]},
        {"choices": [{"message": {"role": "assistant", "content": "Hi"}}]},
        {"content": "Hi"},
        json.dumps({"output": {"message": {"content": [{"text": "Hi"}]}}}),
    ],
)
def test_an_answer_of_another_shape_is_read_beside_its_question(read: Read, body: object):
    (event,) = events(read(IMPORTER, line(TURNS, body)))
    assert (event.prompt, event.response) == ("a", "Hi")
