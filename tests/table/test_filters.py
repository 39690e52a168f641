"""Filters of the requests table, compared by the rows that are left."""

import numpy as np

from auditor.records import UNKNOWN
from auditor.table.filters import Filter, hits, joined, rows_within, words
from tests.table.made import HOUR, START, six


def left(*filters: Filter, **more) -> list[int]:
    return rows_within(six(), filters=filters, **more).tolist()


def test_without_filters_all_rows_are_shown_in_order_of_time():
    assert left() == [0, 1, 2, 3, 4, 5]


def test_only_this_and_without_this_share_the_rows_between_them():
    assert left(Filter("model", 0)) == [1, 4]
    assert left(Filter("model", 0, keep=False)) == [0, 2, 3, 5]


def test_what_was_not_told_can_be_kept_or_left_out():
    assert left(Filter("input", UNKNOWN)) == [5]
    assert left(Filter("output", UNKNOWN, keep=False)) == [0, 1, 3, 4]


def test_several_filters_must_all_be_passed():
    assert left(Filter("family", 0), Filter("status", 1, keep=False)) == [0, 3]


def test_a_filter_with_an_end_keeps_a_stretch_of_values():
    assert left(Filter("time", START + HOUR, end=START + 3 * HOUR)) == [1, 2]
    assert left(Filter("input", 100, keep=False, end=301)) == [1, 4, 5]


def test_a_span_excludes_its_end():
    assert left(Filter("family", 0), span=(START, START + 3 * HOUR)) == [0, 2]
    assert left(span=(START + 9 * HOUR, START + 10 * HOUR)) == []


def test_hits_are_requests_with_the_prompt_or_the_response():
    assert np.flatnonzero(hits(six(), np.array([10, 24]))).tolist() == [0, 2, 4]
    assert not hits(six(), np.array([], np.int64)).any()


def test_a_text_nobody_wrote_and_a_request_without_text_do_not_meet():
    assert not hits(six(), np.array([9, 99])).any()
    assert np.flatnonzero(hits(six(), np.array([10, 90_000_000]))).tolist() == [0, 2]


def test_a_search_narrows_what_filters_leave():
    assert left(Filter("status", 1, keep=False), texts=np.array([10, 11])) == [0, 1]


def test_a_filter_says_what_it_does():
    assert words(Filter("model", 0, shown="small-2")) == "only Model small-2"
    assert words(Filter("status", 1, keep=False, shown="error")) == "without Status error"


def test_the_opposite_of_a_filter_takes_its_place():
    first, other = Filter("model", 0), Filter("status", 0)
    assert joined([first, other], Filter("model", 0, keep=False)) == (other, Filter("model", 0, keep=False))
