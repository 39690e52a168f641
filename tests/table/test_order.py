"""The order of rows by each column, against Python's own sort."""

import numpy as np
import pytest

from auditor.records import UNKNOWN
from auditor.table.columns import COLUMNS, column_named, values_of, word
from auditor.table.order import arranged
from tests.table.made import many, six

ALL = np.arange(6, dtype=np.int64)


def test_by_time_backwards():
    assert arranged(six(), ALL, "time", descending=True).tolist() == [5, 4, 3, 2, 1, 0]


def test_unknown_stands_last_in_both_directions():
    assert arranged(six(), ALL, "input").tolist() == [1, 4, 0, 2, 3, 5]
    assert arranged(six(), ALL, "input", descending=True).tolist() == [3, 0, 2, 4, 1, 5]


def test_a_negative_duration_comes_before_the_shortest():
    assert arranged(six(), ALL, "duration").tolist() == [1, 4, 5, 0, 3, 2]


def test_words_go_by_the_alphabet_not_by_their_place():
    names = [word(six(), column_named("model"), int(six().model[row])) for row in arranged(six(), ALL, "model")]
    assert names == ["Large-1", "Large-1", "Large-1", "small-2", "small-2", None]


def test_prompts_stand_by_family_and_in_it_by_text():
    assert arranged(six(), ALL, "prompt").tolist() == [0, 2, 3, 1, 4, 5]


def test_ranks_put_another_order_in_place_of_the_values():
    ranks = np.array([3, 2, 1, UNKNOWN, 0, 5])
    assert arranged(six(), ALL, "prompt", ranks=ranks).tolist() == [4, 2, 1, 0, 5, 3]


def test_only_the_rows_given_are_arranged():
    assert arranged(six(), np.array([2, 3, 4]), "input").tolist() == [4, 2, 3]
    assert arranged(six(), np.array([], np.int64), "input").tolist() == []


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("column", ["time", "family", "session", "input", "output", "cost", "duration"])
def test_the_order_is_that_of_a_stable_sort(column: str, descending: bool):
    activity = many(3_000)
    values = values_of(activity, column_named(column)).tolist()
    sign = -1 if descending else 1
    expected = sorted(range(3_000), key=lambda row: (values[row] == UNKNOWN, sign * values[row]))
    got = arranged(activity, np.arange(3_000, dtype=np.int64), column, descending=descending)
    assert [values[row] for row in got] == [values[row] for row in expected]
    assert got.tolist() == expected or column == "time"


def test_values_too_far_apart_to_pack_are_sorted_all_the_same():
    wide = six().cost.copy()
    wide[:] = [1 << 62, -(1 << 62), 5, UNKNOWN, 4, 5]
    assert arranged(six(), ALL, "cost", ranks=wide).tolist() == [1, 4, 2, 5, 0, 3]


def test_every_column_names_a_column_of_an_activity():
    assert all(len(values_of(six(), column)) == 6 for column in COLUMNS)
