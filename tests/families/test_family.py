"""The table of families: numbers, letters, shares."""

import numpy as np

from auditor.families.family import distinct_members, families_of
from auditor.families.numbering import letter, numbered
from tests.timeline.activities import made_up


def told() -> dict[str, np.ndarray | tuple[str, ...]]:
    return {
        "family": np.array([1, 0, 1, 0, 0, -1]),
        "families": ("Summarise", "Write"),
        "input_tokens": np.array([-1, 100, -1, 200, -1, 900]),
        "output_tokens": np.array([-1, 10, -1, -1, 5, -1]),
        "prompt": np.array([7, -1, 8, 4, 4, 5]),
    }


def test_families_tell_their_share_and_an_example():
    first, second = families_of(made_up([10, 20, 30, 40, 50, 60], **told()))
    assert (first.template, first.events, first.tokens, first.share_of_events) == ("Summarise", 3, 315, 0.5)
    assert (first.first, first.last, first.example, first.letter) == (20, 50, 4, "A")
    assert (second.letter, second.tokens, second.share_of_tokens, second.example) == ("B", None, None, 7)


def test_shares_of_tokens_are_of_all_tokens():
    first, _ = families_of(made_up([10, 20, 30, 40, 50, 60], **told()))
    assert first.share_of_tokens == 315 / 1215


def test_an_agent_without_families_has_none():
    assert families_of(made_up([10, 20])) == families_of(made_up([])) == ()


def test_members_are_one_event_for_each_prompt_from_beginning_to_end():
    activity = made_up(range(100), family=np.zeros(100, int), families=("x",), prompt=np.arange(100) // 2)
    assert distinct_members(activity, 0, 3).tolist() == [0, 48, 98]
    assert distinct_members(activity, 0, 500).tolist() == list(range(0, 100, 2))
    assert distinct_members(activity, 1, 5).tolist() == []


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
