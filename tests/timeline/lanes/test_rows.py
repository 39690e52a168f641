"""The lanes with one row a name: families, models, sub-agents."""

import numpy as np

from auditor.families.placeholders import OTHER
from auditor.timeline.clock import DAY
from auditor.timeline.lanes.families import FAMILIES, FINDING, NO_PROMPTS, letter
from auditor.timeline.lanes.models import MODELS
from auditor.timeline.lanes.sub_agents import SUB_AGENTS
from auditor.timeline.viewport import Viewport
from tests.timeline.activities import made_up, micros, subject

START = micros(2026, 9, 14)
VIEW = Viewport(START, START + 30 * DAY, 650)


def of_families(codes, **told):
    at = START + np.arange(len(codes)) * 1000
    names = tuple(f"Summarise the inbox of {code}" for code in range(max(codes, default=0) + 1))
    return subject(made_up(at, family=np.array(codes, dtype=np.int64), families=names, **told))


def drawn(lane, shown):
    return lane.bins(lane.prepare(shown), VIEW)


def test_the_biggest_family_is_on_top_and_the_small_ones_share_the_last_row():
    codes = [code for code in range(10) for _ in range(10 - code)]
    drawing = drawn(FAMILIES, of_families(codes))
    assert drawing.counts.sum(axis=1).tolist() == [10, 9, 8, 7, 6, 5, 4, 3 + 2 + 1]
    assert [text for _, text in drawing.rows] == ["A", "B", "C", "D", "E", "F", "G", "other"]
    assert drawing.scale == "7 of 10, per 12 h" and drawing.colors[:2] == ("families.0", "families.1")


def test_families_of_one_size_keep_their_order():
    assert drawn(FAMILIES, of_families([2, 1, 0])).counts.sum(axis=1).tolist() == [1, 1, 1]


def test_requests_whose_text_was_not_told_have_a_row():
    shown = of_families([0, 0, -1])
    prepared = FAMILIES.prepare(shown)
    drawing = FAMILIES.bins(prepared, VIEW)
    assert drawing.counts.sum(axis=1).tolist() == [2, 1] and drawing.scale.startswith("1 of 1")
    assert FAMILIES.describe(prepared, VIEW, START, 0.9).splitlines()[1] == "– · no text"


def test_families_not_found_out_yet_are_said_to_be_looked_for():
    assert drawn(FAMILIES, of_families([-1, -1])).empty == FINDING
    assert drawn(FAMILIES, of_families([-1], prompt=np.array([-1]))).empty == NO_PROMPTS
    assert drawn(FAMILIES, of_families([])).empty == ""


def test_the_tooltip_tells_the_template_and_its_share():
    prepared = FAMILIES.prepare(of_families([0, 0, 0, 1]))
    words = FAMILIES.describe(prepared, VIEW, START, 0.1).splitlines()
    assert words[1:] == ["A · Summarise the inbox of 0", "3 requests · 3 in all, 75 % of the requests"]


def test_letters_go_on_after_z():
    assert [letter(place) for place in (0, 25, 26, 52)] == ["A", "Z", "AA", "BA"]


def test_models_stand_by_tokens():
    at = START + np.arange(4)
    tokens = np.array([1, 1, 1, 900])
    shown = subject(made_up(at, model=np.array([0, 0, 0, 1]), models=("small-2", "large-5"), input_tokens=tokens))
    drawing = drawn(MODELS, shown)
    assert drawing.legend == ("large-5", "small-2") and drawing.counts.sum(axis=1).tolist() == [1, 3]


def test_the_agent_itself_is_a_row_beside_its_sub_agents():
    shown = subject(made_up(START + np.arange(3), sub_agent=np.array([-1, -1, 0]), sub_agents=("planner",)))
    drawing = drawn(SUB_AGENTS, shown)
    assert drawing.legend == ("planner", "the agent itself") and drawing.counts.sum(axis=1).tolist() == [1, 2]


def test_names_that_nobody_told_are_said_to_be_missing():
    shown = subject(made_up([START]))
    assert drawn(MODELS, shown).empty == "No models told"
    assert drawn(SUB_AGENTS, shown).empty == "No sub-agents told"


def test_a_family_keeps_its_letter_and_colour_where_only_a_part_of_the_agent_is_shown():
    prepared = FAMILIES.prepare(of_families([1, 1, 9, 9, 9]))
    told = [(row.label, row.name[-1], row.color) for row in prepared.rows.rows]
    assert told == [("J", "9", "muted"), ("B", "1", "families.1")]


def test_prompts_like_no_others_are_no_family():
    families = ("Summarise ‹…›", "Translate ‹…›", OTHER)
    shown = subject(made_up(START + np.arange(7), family=np.array([0, 1, 1, 2, 2, 2, 2]), families=families))
    drawing = drawn(FAMILIES, shown)
    assert [text for _, text in drawing.rows] == ["B", "A", "other"] and drawing.scale == "2 of 2, per 12 h"
    assert drawing.counts.sum(axis=1).tolist() == [2, 1, 4]
