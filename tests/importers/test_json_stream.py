"""JSON of any length in any number of lines: every member once, a page in slices, and what is broken costs itself."""

import gzip
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.importers.files import json_split, json_stream
from auditor.importers.files.export_file import PEEK_BYTES, ExportFile
from auditor.importers.files.json_chunks import objects
from auditor.importers.files.json_split import ARRAY_CUT_OFF, CUT_OFF, TOO_LARGE, Splitter
from auditor.importers.files.pages import INCOMPLETE, buckets
from auditor.records import ImportIssue

Json = dict[str, object]
Found = list[Json | str]

words = st.text("ab1 ü🙂\x1f/é", max_size=8) | st.sampled_from(['"', "\\", '\\"', "{", "]", "\n{"])
scalars = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | words
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4), max_leaves=10
)
records = st.dictionaries(words, values, max_size=4)
indents = st.sampled_from([None, 1, "\t"])
often = settings(max_examples=60, deadline=None, database=None, derandomize=True)


def decoded(line: int, text: bytes) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        return ImportIssue(line, str(error))


def split(text: bytes, size: int, slice_: int = 1 << 20, longest: int = 1 << 25) -> Found:
    """The values in a text that comes in blocks of one size; reasons stand for issues."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_split, "SLICE", slice_)
        patch.setattr(json_split, "LONGEST_LINE", longest)
        splitter = Splitter(decoded)
        items = [item for at in range(0, len(text), size) for item in splitter.take(text[at : at + size])]
        items += splitter.end()
    told = [item if isinstance(item, ImportIssue) else decoded(*item) for item in items]
    return [one.reason if isinstance(one, ImportIssue) else one for one in told]  # type: ignore[misc]


def members(found: Found, key: str = "data") -> list[object]:
    return [member for page in found if isinstance(page, dict) for member in page.get(key, [])]  # type: ignore[attr-defined]


@often
@given(st.lists(records, max_size=6), indents, st.integers(1, 60))
def test_members_of_an_array_are_those_json_loads_gives(found: list[Json], indent: str | None, size: int) -> None:
    assert split(json.dumps(found, indent=indent).encode(), size) == found


@often
@given(st.lists(records, max_size=6), indents, st.integers(1, 60), st.sampled_from(["\n", "\r\n", " ", ""]))
def test_values_one_after_the_other_are_told_apart(
    found: list[Json], indent: str | None, size: int, between: str
) -> None:
    text = between.join(json.dumps(one, indent=indent, ensure_ascii=False) for one in found)
    assert split(text.encode(), size) == found


@often
@given(st.lists(values, max_size=6), st.integers(1, 60))
def test_members_that_are_no_objects_are_given_too(found: list[object], size: int) -> None:
    assert split(json.dumps(found).encode(), size) == found


@often
@given(st.lists(records, max_size=5), indents, st.integers(1, 60), st.data())
def test_what_stands_before_a_cut_is_all_there(
    found: list[Json], indent: str | None, size: int, data: st.DataObject
) -> None:
    text = json.dumps(found, indent=indent, ensure_ascii=False).encode()
    cut = data.draw(st.integers(0, len(text) - 1))
    got = split(text[:cut], size)
    whole = [one for one in got if not isinstance(one, str)]
    ends = [len(json.dumps(found[: n + 1], indent=indent, ensure_ascii=False).encode()) for n in range(len(found))]
    closing = 1 if indent is None else 2
    assert whole == found[: sum(cut >= end - closing for end in ends)]
    assert got[len(whole) :] in ([CUT_OFF], [ARRAY_CUT_OFF] if cut else [])


@often
@given(st.lists(records, min_size=1, max_size=12), indents, st.integers(1, 60), st.integers(1, 40), st.booleans())
def test_slices_of_a_page_hold_its_members_once_and_the_last_tells_what_follows(
    found: list[Json], indent: str | None, size: int, slice_: int, nested: bool
) -> None:
    longest = max(len(json.dumps(one, indent=4)) for one in found) * 3 + 300
    page: Json = {"small": [1], "trace": {"id": "t", "tags": ["a"]}, "data": found, "has_more": True, "next": "p"}
    got = split(json.dumps([page, page] if nested else page, indent=indent).encode(), size, slice_, longest)
    assert members(got) == found * (1 + nested) and members(got, "small") == [1] * (1 + nested)
    assert isinstance(got[-1], dict) and (got[-1]["has_more"], got[-1]["next"]) == (True, "p")
    assert all(isinstance(one, dict) and one["trace"] == page["trace"] for one in got)


MANY: list[object] = [{"n": n, "text": "{[" * 20} for n in range(50)]


def test_a_page_is_sliced_where_it_must_be_only() -> None:
    text = json.dumps({"data": MANY}).encode()
    assert split(text, 100) == [{"data": MANY}]
    assert len(split(text, 100, 200, 1000)) > 5


def test_a_record_with_a_long_list_is_no_page() -> None:
    text = json.dumps([{"n": 1}, {"messages": MANY, "input_tokens": 5}, {"n": 2}]).encode()
    assert split(text, 100, 200, 1000) == [{"n": 1}, TOO_LARGE, {"n": 2}]


def test_export_requests_of_spans_are_sliced_at_their_spans() -> None:
    scope = {"scope": {"name": "s"}, "spans": MANY}
    small = {"resource": {"n": 0}, "scopeSpans": [{"spans": [{"n": -1}]}]}
    request = {"resourceSpans": [small, {"resource": {"n": 1}, "scopeSpans": [scope, scope]}, small]}
    got = split(json.dumps(request).encode(), 70, 200, 1000)
    spans = [
        (group["resource"]["n"], span)
        for one in got
        for group in one["resourceSpans"]  # type: ignore[index]
        for inner in group["scopeSpans"]
        for span in inner["spans"]
    ]
    assert spans == [(0, {"n": -1}), *((1, one) for one in MANY * 2), (0, {"n": -1})]


@pytest.mark.parametrize("place", [0, 1, 25, 50])
@pytest.mark.parametrize("large", [{"text": "x\\" * 900}, {"a": [{"b": "y" * 90}] * 30}, {"deep": [[[["z" * 2000]]]]}])
def test_a_member_that_is_too_large_is_one_issue_and_the_rest_goes_on(place: int, large: Json) -> None:
    page = {"data": [*MANY[:place], large, *MANY[place:]], "has_more": False}
    for size in (7, 64, 500):
        got = split(json.dumps(page).encode(), size, 200, 1000)
        assert members(got) == MANY and [one for one in got if isinstance(one, str)] == [TOO_LARGE]
        assert isinstance(got[-1], dict) and got[-1]["has_more"] is False


@pytest.mark.parametrize(
    "text", ['[{"a": "%s"}, {"b": 1}]', '{"a": "%s"}\n{"b": 1}', '{"a": {"data": ["%s"]}}{"b": 1}']
)
def test_an_object_that_is_too_large_costs_itself(text: str) -> None:
    assert split((text % ("\\\\x" * 3000)).encode(), 64, 200, 1000) == [TOO_LARGE, {"b": 1}]


@pytest.mark.parametrize(
    "cut",
    ['{"a": {"b": [1', '{"a": {"b": "open', '{"a": "back\\', '{"a":1,', "{", '{"a": {"b": 1}'],
)
@pytest.mark.parametrize("size", [1, 9, 500])
def test_a_line_that_is_cut_off_does_not_cost_the_next_ones(cut: str, size: int) -> None:
    got = split((cut + "\n" + '{"n": 1}\n' * 5).encode(), size)
    assert CUT_OFF in got and got[-3:] == [{"n": 1}] * 3 and len([one for one in got if isinstance(one, str)]) < 3


def test_members_in_lines_of_their_own_are_no_cut() -> None:
    text = '{"data":[\n{"n": 1},\n{"n": 2}\n],\n"one":\n{"m": 1}}\n{"n": 3}'
    assert split(text.encode(), 3) == [{"data": [{"n": 1}, {"n": 2}], "one": {"m": 1}}, {"n": 3}]


def test_a_missing_bracket_costs_the_member_that_lacks_it() -> None:
    assert split(b'[{"a": 1}, {"b": {"c": 1]\n', 4) == [{"a": 1}, CUT_OFF]


def test_nesting_without_end_is_gone_through() -> None:
    deep = '{"a":' * 3000 + "1" + "}" * 3000
    splitter = Splitter(decoded)
    text = f'[{deep},{{"b": 1}}]'.encode()
    found = [item for at in range(0, len(text), 999) for item in splitter.take(text[at : at + 999])]
    assert [item[1] for item in found if not isinstance(item, ImportIssue)] == [deep.encode(), b'{"b": 1}']


# ── files ──

ROWS: list[object] = [{"n": n, "text": "ü 🙂 " * 9, "in": {"x": [n]}} for n in range(1500)]


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], ExportFile]:
    def write(content: bytes) -> ExportFile:
        path = tmp_path / "export.json"
        path.write_bytes(content)
        return ExportFile.at(path)

    return write


def told(file: ExportFile) -> list[object]:
    return [item if isinstance(item, ImportIssue) else item[1] for item in objects(file)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("indent", [None, 1])
def test_every_encoding_is_read(file: Callable[[bytes], ExportFile], encoding: str, indent: int | None) -> None:
    export = file(json.dumps(ROWS, ensure_ascii=False, indent=indent).encode(encoding))
    assert json_stream.needed(export) and told(export) == ROWS


def test_stray_bytes_are_windows_1252_and_counted(file: Callable[[bytes], ExportFile]) -> None:
    export = file(json.dumps([*ROWS, {"text": "#"}]).encode().replace(b"#", b"caf\xe9"))
    assert told(export)[-1] == {"text": "café"} and export.not_utf8 == 1


def test_the_whole_file_is_hashed_and_its_lines_are_counted(file: Callable[[bytes], ExportFile]) -> None:
    content = gzip.compress(json.dumps(ROWS, indent=1).encode() + b"\n")
    export = file(content)
    lines = [item[0] for item in objects(export) if not isinstance(item, ImportIssue)]
    each = json.dumps(ROWS[0], indent=1).count("\n") + 1
    assert lines == [2 + each * n for n in range(len(ROWS))]
    assert (export.sha256, export.lines_read) == (hashlib.sha256(content).hexdigest(), each * len(ROWS) + 2)


def test_an_issue_in_a_file_of_one_line_tells_which_member(file: Callable[[bytes], ExportFile]) -> None:
    text = json.dumps(ROWS)
    issue = told(file(text.encode().replace(b'"n": 700', b'"n": nope')))[700]
    assert isinstance(issue, ImportIssue) and issue.line == 1 and issue.reason.endswith("(member 701)")


def test_half_an_emoji_costs_nothing_and_no_number_costs_its_record(file: Callable[[bytes], ExportFile]) -> None:
    *_, half, issue = told(file(json.dumps([*ROWS, {"text": "\ud83d"}, {"n": float("nan")}]).encode()))
    assert isinstance(half, dict) and isinstance(issue, ImportIssue) and "NaN" in issue.reason


def test_lines_that_were_cut_off_although_brackets_match_cost_themselves(file: Callable[[bytes], ExportFile]) -> None:
    lines = [json.dumps({"n": 0, "long": "x" * PEEK_BYTES}), '{"a": {"b": 5', '{"n": 1}', '{"n": 2}', "}", '{"n": 3}']
    found = told(file("\n".join(lines).encode()))
    assert [one for one in found if isinstance(one, dict)][1:] == [{"n": 1}, {"n": 2}, {"n": 3}]
    assert [one.line for one in found if isinstance(one, ImportIssue)] == [2, 5]


def test_a_long_first_line_is_no_reason_to_read_the_others_in_another_way(file: Callable[[bytes], ExportFile]) -> None:
    lines = [
        json.dumps({"n": 0, "long": "x" * PEEK_BYTES}),
        "# a remark, with commas",
        "",
        '{"n": 1}',
        "7",
        '[{"n": 2}]',
    ]
    found = told(file("\n".join(lines).encode()))
    assert [one["n"] for one in found if isinstance(one, dict)] == [0, 1, 2]
    assert [one.line for one in found if isinstance(one, ImportIssue)] == [2, 5]


def test_a_damaged_file_gives_what_can_be_read(file: Callable[[bytes], ExportFile]) -> None:
    text = json.dumps([{"n": n, "id": hashlib.sha256(b"%d" % n).hexdigest()} for n in range(5000)]).encode()
    export = file(gzip.compress(text)[:-60_000])
    found = told(export)
    assert [one["n"] for one in found if isinstance(one, dict)] == list(range(len(found) - 2)) and len(found) > 500
    assert "damaged" in str(found[-1]) and export.bytes_read == export.size


def test_vendors_pages_too_large_are_read_as_their_buckets(
    file: Callable[[bytes], ExportFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_stream, "BLOCK", 4096)
    monkeypatch.setattr(json_split, "SLICE", 2000)
    monkeypatch.setattr(json_split, "LONGEST_LINE", 50_000)
    found = list(buckets(file(json.dumps({"object": "page", "data": ROWS, "has_more": True}).encode())))
    assert [item[1] for item in found if not isinstance(item, ImportIssue)] == ROWS
    assert [item.reason for item in found if isinstance(item, ImportIssue)] == [INCOMPLETE]
