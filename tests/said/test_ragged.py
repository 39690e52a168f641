"""Lists of different lengths in one array."""

import numpy as np

from auditor.said.pieces import gathered, pieces_of
from auditor.said.ragged import ragged


def test_lists_are_found_taken_and_filtered():
    lists = ragged([[3, 1], [], [2]])
    assert (lists.of(0).tolist(), lists.owners.tolist(), len(lists)) == ([3, 1], [0, 0, 2], 3)
    taken = lists.take(np.array([2, -1, 0]))
    assert [taken.of(place).tolist() for place in range(3)] == [[2], [], [3, 1]]
    assert lists.only(np.array([False, True, True])).lengths.tolist() == [1, 0, 1]


def test_pieces_are_numbered_as_they_come_and_gathered_distinct():
    pieces, spelled = pieces_of(["b a b", "", "a c"])
    assert (spelled, pieces.values.tolist(), pieces.lengths.tolist()) == (["b", "a", "c"], [0, 1, 0, 1, 2], [3, 0, 2])
    held = gathered(pieces, ragged([[5], [7, 5], [2**33]]), [(1, 9)])
    assert [held.of(place).tolist() for place in range(3)] == [[5, 7], [9], [5, 7, 2**33]]
