"""Vendors' pages in every form they are saved in, and heads of JSON files that end anywhere."""

import json
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_chunks import Found
from auditor.importers.files.pages import INCOMPLETE, bucket_keys, buckets, dimensions, key_paths
from auditor.records import ImportIssue, Severity

A, B = {"n": 1, "results": [1]}, {"n": 2, "results": []}
LAST = {"data": [B], "has_more": False, "next_page": None}
FIRST = {"data": [A], "has_more": True, "next_page": "p"}

Pages = Callable[[str], list[Found | ImportIssue]]


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    def run(text: str) -> list[Found | ImportIssue]:
        path = tmp_path / "pages.json"
        path.write_text(text)
        return list(buckets(ExportFile.at(path)))

    return run


def found(items: list[Found | ImportIssue]) -> list[dict[str, object]]:
    return [item[1] for item in items if not isinstance(item, ImportIssue)]


FORMS = {
    "single": json.dumps({"data": [A, B], "has_more": False}),
    "pretty": json.dumps({"data": [A, B], "has_more": False}, indent=2),
    "array of pages": json.dumps([FIRST, LAST]),
    "pretty array of pages": json.dumps([FIRST, LAST], indent=4),
    "page per line": json.dumps(FIRST) + "\n" + json.dumps(LAST) + "\n",
    "pretty pages one after the other": json.dumps(FIRST, indent=1) + "\n" + json.dumps(LAST, indent=1),
    "pages in an object": json.dumps({"pages": [FIRST, LAST]}),
    "merged list": json.dumps([A, B]),
    "merged list in lines": json.dumps(A) + "\n" + json.dumps(B),
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_every_form_gives_the_same_buckets_and_no_warning(pages: Pages, text: str) -> None:
    items = pages(text)
    assert found(items) == [A, B] and len(items) == 2


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_every_form_shows_the_keys_of_its_buckets(text: str) -> None:
    assert {"n", "results"} <= bucket_keys(Peek(PurePosixPath("x"), text.encode()), "results")


@pytest.mark.parametrize("last", [[FIRST], [LAST, FIRST], {"pages": [LAST, FIRST]}])
def test_a_last_page_that_promises_more_warns(pages: Pages, last: object) -> None:
    issue = pages(json.dumps(last))[-1]
    assert isinstance(issue, ImportIssue) and (issue.reason, issue.severity) == (INCOMPLETE, Severity.WARNING)


def test_an_error_instead_of_a_page_is_an_issue(pages: Pages) -> None:
    items = pages(json.dumps(LAST) + '\n{"type": "error", "error": {"message": "rate limited"}}\n')
    assert found(items) == [B]
    assert isinstance(items[1], ImportIssue) and items[1].line == 2 and "rate limited" in items[1].reason


def test_a_member_that_is_no_object_is_an_issue(pages: Pages) -> None:
    items = pages('{"data": [{"n": 1}, 7, null, [1]]}')
    assert len(found(items)) == 1
    assert sum(isinstance(item, ImportIssue) for item in items) == 3


def test_pages_nested_without_end_are_not_followed(pages: Pages) -> None:
    assert len(pages('{"data":[' * 150 + "{}" + "]}" * 150)) == 1


def test_keys_quoted_in_a_text_are_no_keys() -> None:
    head = json.dumps({"prompt": '{"data": {"results": 1}}', "list": [{"deep": {"er": 1}}, {"b": 2}]}).encode()
    expected = {"prompt", "list", "list/deep", "list/deep/er", "list/b"}
    assert key_paths(Peek(PurePosixPath("x"), head), "results") == expected
    assert key_paths(Peek(PurePosixPath("x"), head), "nothing of it") == frozenset()


def test_a_head_may_end_anywhere() -> None:
    head = json.dumps({"data": [{"a": {"b": "c d"}}], "has_more": True}).encode()
    for end in range(len(head)):
        assert key_paths(Peek(PurePosixPath("x"), head[:end]), "data") <= {"data", "data/a", "data/a/b", "has_more"}


def test_dimensions_are_texts_and_flags_in_the_order_of_their_names() -> None:
    result = {
        "model": "m",
        "batch": False,
        "api_key_id": None,
        "input_tokens": 5,
        "amount": "1",
        "note": "",
        "more": {},
    }
    assert dimensions(result, frozenset({"amount"})) == [("batch", False), ("model", "m")]
