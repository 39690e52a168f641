"""Medians of many stretches at once, and stretches joined to pixels."""

import numpy as np
import pytest

from auditor.timeline.medians import medians_of
from auditor.timeline.packing import packed_rows
from auditor.timeline.spans import Stretches
from auditor.timeline.viewport import Viewport


def parts_of(n, count, seed=3):
    cuts = np.sort(np.random.default_rng(seed).integers(0, n + 1, count))
    return np.stack([cuts[:-1], cuts[1:]], axis=1)


def lower_median(values):
    return int(np.sort(values)[(len(values) - 1) // 2]) if len(values) else -1


@pytest.mark.parametrize(("n", "tolerance"), [(0, 0), (1, 0), (5_000, 0), (200_000, 0.016)])
def test_medians_are_exact_for_few_values_and_close_for_many(n, tolerance):
    values = np.random.default_rng(1).lognormal(15, 2, n).astype(np.int64)
    parts = parts_of(n, 80)
    expected = [lower_median(values[low:high]) for low, high in parts.tolist()]
    assert medians_of(values).between(parts).tolist() == pytest.approx(expected, rel=tolerance, abs=0)


def test_medians_of_equal_or_no_values_are_those():
    assert medians_of(np.zeros(20_000, dtype=np.int64)).between(np.array([[0, 15_000], [7, 7]])).tolist() == [0, -1]


def test_packed_rows_never_overlap_and_take_the_first_that_is_free():
    random = np.random.default_rng(2)
    starts = np.sort(random.integers(0, 10_000, 500))
    ends = starts + random.integers(0, 200, 500)
    row = packed_rows(starts, ends, most=100)
    for number in range(row.max() + 1):
        mine = row == number
        assert (starts[mine][1:] >= np.maximum(ends, starts + 1)[mine][:-1]).all()
    assert packed_rows(np.array([0, 1, 5]), np.array([3, 4, 9]), 9).tolist() == [0, 1, 0]


def test_what_no_row_is_free_for_has_none():
    assert packed_rows(np.zeros(4, dtype=np.int64), np.full(4, 5), most=3).tolist() == [0, 1, 2, -1]


@pytest.mark.parametrize("n", [50, 5_000, 200_000])
def test_joined_stretches_cover_the_same_pixels(n):
    starts = np.arange(n) * (10**9 // n)
    ends = starts + 10**9 // n // 3 + 1
    view = Viewport(10**8, 9 * 10**8, 400)
    found = Stretches(starts, ends).visible(view)
    assert len(found.starts) <= 400 and (found.starts[1:] >= found.ends[:-1]).all()
    held = np.zeros(400, dtype=bool)
    for low, high in np.clip(view.pixels(np.stack([starts, ends], axis=1)), 0, 400).tolist():
        held[low : max(high, low + 1)] = True
    seen = np.zeros(400, dtype=bool)
    for low, high in np.clip(view.pixels(np.stack([found.starts, found.ends], axis=1)), 0, 400).tolist():
        seen[low : max(high, low + 1)] = True
    assert (held != seen).sum() <= (0 if n == 50 else 2)


def test_short_stretches_within_a_long_one_are_part_of_it():
    starts, ends = np.array([0, 100, 500, 2_000]), np.array([1_000, 110, 510, 2_010])
    found, row = Stretches(starts, ends).joined(Viewport(0, 4_000, 400), np.zeros(4, dtype=np.int64))
    assert found.starts.tolist() == [0, 2_000] and found.ends.tolist() == [1_000, 2_010] and row.tolist() == [0, 0]


def test_stretches_of_different_rows_are_never_joined():
    found, row = Stretches(np.array([0, 0]), np.array([9, 9])).joined(Viewport(0, 10, 10), np.array([0, 1]))
    assert len(found.starts) == 2 and row.tolist() == [0, 1]
