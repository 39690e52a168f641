"""What must not move an agent's place: zones, the order of rows, names, how files are cut, outcomes that are hers."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.records import Aspect
from tests.assess.small import Row, Tables, Told, Who, small, told


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(tmp_path_factory.mktemp("plain"), small())


def test_there_is_something_to_move(plain: Told):
    assert len(plain.priorities) == 24 and len(set(plain.priorities.values())) > 12


def test_another_zone_changes_nothing(plain: Told, tmp_path: Path):
    assert told(tmp_path, small().shifted(-7, "Etc/GMT-7")).priorities == plain.priorities


def test_the_order_of_rows_changes_nothing_not_even_among_those_of_one_moment(tmp_path: Path):
    coarse = replace(small(), usage=[row | {"timestamp": row["timestamp"][:16] + ":00Z"} for row in small().usage])
    mixed = replace(coarse, usage=random.Random(5).sample(coarse.usage, len(coarse.usage)))
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    assert told(tmp_path / "a", coarse).priorities == told(tmp_path / "b", mixed).priorities


def test_a_source_cut_in_two_changes_nothing(plain: Told, tmp_path: Path):
    assert told(tmp_path, replace(small(), files=2)).priorities == plain.priorities


def test_names_change_nothing(plain: Told, tmp_path: Path):
    def other(row: Row) -> Row:
        return row | {"employee": "x" + row["employee"][::-1] + "@example.org", "agent": row["agent"][::-1]}

    renamed = replace(small(), usage=[*map(other, small().usage)], outcomes=[*map(other, small().outcomes)])
    found = told(tmp_path, renamed).priorities
    expected = {
        (f"x{person[::-1]}@example.org", agent[::-1]): told for (person, agent), told in plain.priorities.items()
    }
    assert found == expected


def test_without_outcomes_nobody_has_anything_to_answer_for(plain: Told, tmp_path: Path):
    bare = told(tmp_path, replace(small(), outcomes=[]))
    assert {one.aspects[Aspect.CONSUMPTION] for one in bare.assessments.values()} == {0.0}
    for who, one in bare.assessments.items():  # and what was said beside stays as it was
        beside = {aspect: sum_ for aspect, sum_ in plain.assessments[who].aspects.items() if aspect in ALONE}
        assert {aspect: one.aspects[aspect] for aspect in ALONE} == beside


ALONE = (Aspect.REPETITION, Aspect.LOOPS, Aspect.SHAPE, Aspect.CONTEXT)
"""What no outcome has a part in."""


@pytest.mark.parametrize("place", [0, 5, 11, 17])
def test_outcomes_of_an_agent_never_raise_it(plain: Told, tmp_path: Path, place: int):
    who = sorted(plain.priorities)[place]
    more = replace(small(), outcomes=[*small().outcomes, *_outcomes_of(who, small(), 12)])
    assert told(tmp_path, more).priorities[who] <= plain.priorities[who]


def _outcomes_of(who: Who, tables: Tables, count: int) -> list[Row]:
    """Tickets closed ten minutes after some of the agent's requests, which name it."""
    mine = [row for row in tables.usage if (row["employee"], row["agent"]) == who]
    chosen = random.Random(3).sample(mine, count)
    made = {"employee": who[0], "agent": who[1], "kind": "ticket closed", "title": "Checked and handed over"}
    return [
        {"timestamp": row["timestamp"], **made, "reference": f"EXTRA-{number}"} for number, row in enumerate(chosen)
    ]
