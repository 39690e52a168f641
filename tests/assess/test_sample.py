"""On the sample case those that pad stand first, for reasons that are said; their honest twins do not."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.case.case_file import CaseFile
from auditor.records import Assessment
from auditor.sample import build_sample

TRUTH = Path(__file__).parents[1] / "company" / "truth.json"


@pytest.fixture(scope="module")
def queue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[Assessment, dict[str, Any]]]]:
    """The agents by priority, each with what is true of it."""
    truth = {(one["person"], one["agent"]): one for one in json.loads(TRUTH.read_text(encoding="utf-8"))["agents"]}
    with CaseFile.open(build_sample(tmp_path_factory.mktemp("sample"))) as case:
        agents = {agent.id: agent for agent in case.agents.all()}
        order = sorted(case.assessments.all().values(), key=lambda one: -one.priority)
        named = ((one, agents[one.agent_id]) for one in order)
        yield [(one, truth[agent.person.partition("@")[0], agent.name]) for one, agent in named]


def test_the_first_eight_all_pad(queue: list[tuple[Assessment, dict[str, Any]]]):
    assert [told["kind"] for _, told in queue[:8] if not told["padding"]] == []


def test_the_top_band_holds_nobody_who_works(queue: list[tuple[Assessment, dict[str, Any]]]):
    top = [told for one, told in queue if one.top]
    assert len(top) >= 7 and all(told["padding"] for told in top)


def test_of_those_that_pad_none_is_in_the_last_half(queue: list[tuple[Assessment, dict[str, Any]]]):
    assert not [told["kind"] for _, told in queue[len(queue) // 2 :] if told["padding"]]


def test_each_of_the_first_says_at_least_two_reasons(queue: list[tuple[Assessment, dict[str, Any]]]):
    assert all(" · " in one.reason for one, _ in queue[:8])
