"""How high bars stand."""

import numpy as np
import pytest

from auditor.timeline.lane import Bars, Steps
from auditor.timeline.scale import Scale, reach, scale_for, scale_of


@pytest.mark.parametrize("tallest", [0, 1, 7, 99, 1_234, 10**9, 987_654_321])
def test_the_top_is_a_round_number_just_over_the_tallest_bar(tallest):
    top = scale_for(np.array([[tallest, 0]])).top
    assert tallest <= top <= max(1, tallest * 1.26)


def test_linear_layers_stand_on_each_other():
    assert Scale(10).stack(np.array([[1], [4]])).ravel().tolist() == pytest.approx([0, 0.1, 0.5])


def test_a_logarithmic_top_tells_the_total_and_layers_split_it():
    borders = Scale(10_000, log=True).stack(np.array([[25], [75]])).ravel().tolist()
    assert borders == pytest.approx([0, 0.125, 0.5])


def test_logarithmic_lines_are_powers_of_ten():
    assert [text for _, text in Scale(20_000, log=True).lines()] == ["10", "100", "1,000"]


def test_a_linear_lane_has_one_line_about_half_way():
    assert Scale(4_000_000).lines() == ((0.5, "2 M"),)


@pytest.mark.parametrize("log", [False, True])
def test_no_bars_need_no_height(log):
    scale = scale_for(np.empty((3, 0), dtype=np.int64), log)
    assert scale.stack(np.empty((3, 0), dtype=np.int64)).shape == (4, 0)
    assert scale.lines() is not None


def test_agents_are_compared_on_one_scale():
    small, large = bars_of([[3, 5]]), bars_of([[2, 900], [1, 100]])
    assert reach(large) == 1_000 and scale_of(small, at_least=reach(large)) == scale_of(large)


def test_levels_reach_as_high_as_the_longest_of_them():
    steps = Steps(np.arange(3), np.array([[7_000_000, -1], [5, -1]]), ("a", "b"), ("a", "b"), "", unit="time")
    assert reach(steps) == 7_000_000 and [text for _, text in scale_of(steps).lines()] == ["2 s"]


def test_lines_are_told_in_the_lanes_unit():
    assert Scale(4_000_000, unit="dollars").lines() == ((0.5, "$2"),)
    assert Scale(75_000_000, unit="time").lines() == ((0.4, "30 s"),)


def bars_of(heights):
    made = np.array(heights)
    return Bars(np.arange(made.shape[1] + 1), made, ("input",) * len(made), ("",) * len(made), "")
