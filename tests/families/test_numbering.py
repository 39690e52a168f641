"""The numbers and letters of families."""

import numpy as np

from auditor.families.numbering import called, letter, numbered


def test_numbers_go_by_events():
    family, templates = numbered(np.array([2, 2, 0, -1, 2, 0]), ("b", "never", "a"))
    assert (family.tolist(), templates) == ([0, 0, 1, -1, 0, 1], ("a", "b"))


def test_equal_templates_are_one_and_other_prompts_come_last():
    family, templates = numbered(np.array([0, 1, 2, 2, 2]), ("a", "a", "‹other prompts›"))
    assert (family.tolist(), templates) == ([0, 0, 1, 1, 1], ("a", "‹other prompts›"))


def test_no_events_have_no_numbers():
    family, templates = numbered(np.empty(0, np.int64), ())
    assert (family.tolist(), templates) == ([], ())


def test_letters_go_on_after_z():
    assert [letter(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_prompts_like_no_others_have_no_letter():
    assert [called(number, ("a", "‹other prompts›")) for number in (0, 1)] == ["A", "other"]
