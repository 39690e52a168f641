"""Records by field name, the labels on them, and the texts of gateways' requests and answers."""

import json
from collections import Counter
from pathlib import Path

import pytest

from auditor.importers.files.export_file import ExportFile
from auditor.importers.files.told_fields import NAMES_HELD, Fields, Page, fields_in, names_in, opened, tally
from auditor.importers.values.gateway_texts import prompt_in, response_in
from auditor.importers.values.labels import AGENT, PERSON, labels_of
from auditor.importers.values.quantities import Unreadable
from auditor.records import ImportIssue


def file_of(folder: Path, content: str) -> ExportFile:
    path = folder / "export"
    path.write_text(content, encoding="utf-8")
    return ExportFile.at(path)


@pytest.mark.parametrize("written", ["", " ", "NULL", "null", "\\N", "-", "n/a", None])
def test_words_for_unknown_are_not_told(written: object) -> None:
    fields = Fields(1, {"a": written, "b": 3})
    assert fields.value("a") is None and fields.told("a") is None and fields.count("a") is None
    assert fields.count("a", "b") == 3 and fields.told("missing") is None


@pytest.mark.parametrize("written", ["1,204", "1204", " 1204 ", "1204.0", 1204, 1204.0])
def test_counts_are_read_as_written(written: object) -> None:
    assert Fields(1, {"n": written}).count("n") == 1204


@pytest.mark.parametrize("written", ["1,2", "-1", -1, True, {"a": 1}, "1e99", 1.5, "9" * 20])
def test_what_is_no_count_is_unreadable(written: object) -> None:
    with pytest.raises(Unreadable):
        Fields(1, {"n": written}).count("n")


def test_a_sum_leaves_room_for_adding_in_millionths() -> None:
    assert Fields(1, {"n": 10**12}).total("n") == 10**12
    with pytest.raises(Unreadable):
        Fields(1, {"n": 10**12 + 1}).total("n")


@pytest.mark.parametrize("text", ['{"a": "b"}', '{""a"": ""b""}'])
def test_json_in_a_string_is_opened_even_with_quotes_escaped_twice(text: str) -> None:
    assert opened(text) == {"a": "b"}
    assert opened("{no JSON") == "{no JSON" and opened("[" * 9999) == "[" * 9999


def test_an_excerpt_shows_no_key() -> None:
    assert Fields(1, {"api_key": "sk-secret", "model": "m"}).excerpt() == "model=m"


@pytest.mark.parametrize(
    "content",
    ["a,b\n1,2\n", "a;b\n1;2\n", "a\tb\n1\t2\n", '{"a": 1, "b": 2}', '[{"a": 1, "b": 2}]',
     '{"page": {"a": 9}, "data": [{"a": 1, "b": 2}]}'],
)  # fmt: skip
def test_tables_and_json_have_the_same_names_and_counts(tmp_path: Path, content: str) -> None:
    file = file_of(tmp_path, content)
    assert names_in(file.peek(), ("b",), ("data",)) == {"a", "b"}
    assert names_in(file.peek(), ("absent",), ("data",)) == frozenset()
    (fields,) = fields_in(file, ("data",))
    assert isinstance(fields, Fields) and (fields.count("a"), fields.count("b")) == (1, 2)


def test_a_page_is_told_with_its_members_and_a_stray_one_is_an_issue(tmp_path: Path) -> None:
    pages: list[tuple[object, int]] = []

    def saw(page: Page, members: int) -> None:
        pages.append((page["page"], members))

    found = list(fields_in(file_of(tmp_path, json.dumps({"page": 7, "data": [{"a": 1}, "x"]})), ("data",), saw))
    assert pages == [(7, 2)] and [type(one) for one in found] == [Fields, ImportIssue]


def test_names_made_up_without_end_are_counted_as_one() -> None:
    others: Counter[str] = Counter()
    for number in range(NAMES_HELD + 50):
        tally(others, str(number))
    assert len(others) == NAMES_HELD + 1 and others["…"] == 50 and others.total() == NAMES_HELD + 50


def test_labels_are_found_in_many_spellings() -> None:
    labels = labels_of({"user:App-Name": "planner", "owner_": 1, "x/User Email": "ann", "bot": ""})
    assert (labels.first(AGENT), labels.first(PERSON)) == ("planner", "ann")
    assert labels_of("no object").first(AGENT) is None


@pytest.mark.parametrize(
    "request_",
    [
        {"messages": [{"role": "user", "content": "old"}, {"role": "user", "content": "q"}, {"role": "assistant"}]},
        {"messages": [{"role": "user", "content": [{"type": "text", "text": "q"}]}]},
        {"input": "q"},
        {"input": [{"role": "user", "content": [{"type": "input_text", "text": "q"}]}]},
        {"contents": [{"parts": [{"text": "q"}]}]},
        {"prompt": "q"},
    ],
)  # fmt: skip
def test_the_last_user_message_is_the_prompt(request_: object) -> None:
    assert prompt_in(request_) == "q"


@pytest.mark.parametrize(
    "answer",
    [
        "a",
        {"choices": [{"message": {"content": "a"}}]},
        {"choices": [{"text": "a"}]},
        {"content": [{"type": "text", "text": "a"}]},
        {"output": [{"type": "reasoning"}, {"type": "message", "content": [{"type": "output_text", "text": "a"}]}]},
        [{"choices": [{"delta": {"content": "a"}}]}, "[DONE]"],
    ],
)
def test_the_answer_s_text_is_the_response(answer: object) -> None:
    assert response_in(answer) == "a"


def test_tool_calls_are_short_lines_and_nothing_is_none() -> None:
    call = {"choices": [{"message": {"content": None, "tool_calls": [{"function": {"name": "find"}}]}}]}
    assert response_in(call) == "[tool: find]"
    assert response_in({"content": [{"type": "tool_use", "name": "find"}]}) == "[tool: find]"
    assert response_in({}) is None and response_in([]) is None and prompt_in({}) is None
