"""Verdicts: only a person labels, nothing is overwritten, and an undo is a line of its own."""

import pytest

from auditor.case.case_file import CaseFile
from auditor.errors import ReviewError
from auditor.records import Agent, Assessment, Label, Totals
from auditor.review import (
    REASONS,
    Draft,
    Order,
    draft_of,
    exhibit_from,
    find_agent,
    give_verdict,
    ordered,
    pin_span,
    reason_from,
    standing,
    undo,
    vocabulary,
)
from tests.invented import START

USEFUL = Draft(Label.USEFUL)
PADDING = Draft(Label.PADDING, ("no outcome",), 3, "Says the same\nevery night.")


def labels(case: CaseFile) -> dict[str, Label | None]:
    return {agent.name: agent.label for agent in case.agents.all()}


def test_a_verdict_is_kept_with_all_it_says(filled: CaseFile) -> None:
    span = pin_span(filled, 1, START, START + 60_000_000, "the first night")
    given = give_verdict(filled, 1, Draft(Label.PADDING, ("no outcome", "own words"), 2, " a note ", (span.id,)))
    assert filled.verdicts.all() == [given]
    assert (given.note, given.reviewer, given.exhibits) == ("a note", "R. Okafor", (1,))
    assert draft_of(given) == Draft(Label.PADDING, ("no outcome", "own words"), 2, "a note", (1,))


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        (Draft(), "No label is chosen"),
        (Draft(Label.PADDING), "Padding needs at least one reason"),
        (Draft(Label.USEFUL, exhibits=(7,)), "Exhibit 7 is not one of this agent's"),
        (Draft(Label.USEFUL, confidence=5), "Confidence 5 is not known"),
    ],
)
def test_a_verdict_that_lacks_something_is_refused(filled: CaseFile, draft: Draft, sentence: str) -> None:
    with pytest.raises(ReviewError, match=sentence):
        give_verdict(filled, 1, draft)
    assert filled.verdicts.all() == []


def test_a_verdict_needs_a_reviewer(filled: CaseFile) -> None:
    with pytest.raises(ReviewError, match="needs the reviewer's name"):
        give_verdict(filled, 1, USEFUL, reviewer=" ")


def test_a_correction_is_a_new_line_that_names_the_one_before(filled: CaseFile) -> None:
    first, second = give_verdict(filled, 1, USEFUL), give_verdict(filled, 1, PADDING)
    assert filled.verdicts.all() == [first, second]
    assert (first.supersedes, second.supersedes) == (None, first.id)
    assert labels(filled)["night-triage"] is Label.PADDING


def test_undo_walks_back_over_several_agents_by_new_lines(filled: CaseFile) -> None:
    for agent, draft in ((1, USEFUL), (1, PADDING), (2, USEFUL)):
        give_verdict(filled, agent, draft)
    seen = [labels(filled)]
    while undo(filled):
        seen.append(labels(filled))
    assert [tuple(shown.values()) for shown in seen] == [
        (Label.PADDING, Label.USEFUL),
        (Label.PADDING, None),
        (Label.USEFUL, None),
        (None, None),
    ]
    assert [verdict.undoes for verdict in filled.verdicts.all()] == [None, None, None, 3, 2, 1]


def test_an_undo_restores_all_of_the_verdict_before(filled: CaseFile) -> None:
    give_verdict(filled, 1, PADDING)
    give_verdict(filled, 1, USEFUL)
    restored = undo(filled)
    assert draft_of(restored) == PADDING
    assert filled.verdicts.all()[:2] == filled.verdicts.of_agent(1)[:2]


def test_after_an_undo_a_new_verdict_can_be_given_and_undone(filled: CaseFile) -> None:
    give_verdict(filled, 1, USEFUL)
    undo(filled)
    give_verdict(filled, 1, PADDING)
    undo(filled)
    assert labels(filled)["night-triage"] is None
    assert undo(filled) is None


def test_undo_takes_back_only_ones_own_verdicts(filled: CaseFile) -> None:
    give_verdict(filled, 1, USEFUL)
    give_verdict(filled, 1, PADDING, reviewer="A. Second")
    undo(filled)
    assert labels(filled)["night-triage"] is Label.PADDING
    assert filled.agents.all()[0].reviewers == ("A. Second",)


def test_the_verdict_that_stands_is_the_latest_not_taken_back(filled: CaseFile) -> None:
    mine = give_verdict(filled, 1, USEFUL)
    other = give_verdict(filled, 1, PADDING, reviewer="A. Second")
    history = filled.verdicts.of_agent(1)
    assert standing(history) == other
    assert standing(history, "R. Okafor") == mine
    assert standing(history, "Nobody") is None


def test_a_restored_verdict_ranks_where_it_did_before(filled: CaseFile) -> None:
    give_verdict(filled, 1, USEFUL)
    other = give_verdict(filled, 1, PADDING, reviewer="A. Second")
    give_verdict(filled, 1, Draft(Label.INCONCLUSIVE))
    assert labels(filled)["night-triage"] is Label.INCONCLUSIVE
    restored = undo(filled)
    assert labels(filled)["night-triage"] is Label.PADDING
    history = filled.verdicts.of_agent(1)
    assert (standing(history), standing(history, "R. Okafor")) == (other, restored)
    undo(filled, "A. Second")
    assert labels(filled)["night-triage"] is Label.USEFUL


@pytest.mark.parametrize("reasons", [("",), (" ", "\t")])
def test_a_blank_reason_is_none(filled: CaseFile, reasons: tuple[str, ...]) -> None:
    with pytest.raises(ReviewError, match="Padding needs at least one reason"):
        give_verdict(filled, 1, Draft(Label.PADDING, reasons))
    assert give_verdict(filled, 1, Draft(Label.PADDING, (" own words ", *reasons))).reasons == ("own words",)


def test_a_reviewer_with_a_blank_around_the_name_is_the_same_one(filled: CaseFile) -> None:
    filled.reviewer = "Anna "
    given = give_verdict(filled, 1, USEFUL)
    assert standing(filled.verdicts.of_agent(1), "Anna ") == given
    taken_back = undo(filled)
    assert taken_back and taken_back.undoes == given.id


def test_every_verdict_is_in_the_log(filled: CaseFile) -> None:
    give_verdict(filled, 1, USEFUL)
    undo(filled)
    assert [line.action for line in filled.log.lines()][-2:] == ["verdict given", "verdict taken back"]


def test_own_reasons_join_the_vocabulary_by_first_use(filled: CaseFile) -> None:
    give_verdict(filled, 1, Draft(Label.PADDING, ("counts to ten", "no outcome")))
    assert vocabulary(filled) == (*REASONS, "counts to ten")


@pytest.mark.parametrize("word", ["no-outcome", "No_Outcome", "no outcome"])
def test_a_reason_is_spelled_as_in_the_vocabulary(word: str) -> None:
    assert reason_from(word) == "no outcome"


def test_an_agent_is_found_by_name_person_or_id(filled: CaseFile) -> None:
    agents = filled.agents.all()
    wanted = ("draft-retry", "Person 01/draft-retry", "mira.holt@example.org/draft-retry", "2")
    assert {find_agent(agents, word).id for word in wanted} == {2}
    with pytest.raises(ReviewError, match="There is no agent “nobody”"):
        find_agent(agents, "nobody")


def test_the_queue_is_ordered_by_tokens_or_name(filled: CaseFile) -> None:
    agents = filled.agents.all()
    assert [agent.id for agent in ordered(agents)] == [1, 2]
    assert [agent.id for agent in ordered(agents, Order.NAME)] == [2, 1]


def queue(count: int = 100) -> list[Agent]:
    """Agents of an invented company: the later its number, the more tokens and the longer ago its last use."""
    totals = [Totals(events=1, input_tokens=n, last=START - n) for n in range(count + 1)]
    return [Agent(n, f"agent {n:03}", "p", "Person 01", None, totals[n], None) for n in range(1, count + 1)]


def standing_at(agent_id: int, priority: float, *, top: bool = False) -> Assessment:
    return Assessment(agent_id, None, None, priority, top, {}, "")


def ids(agents: list[Agent]) -> list[int]:
    return [agent.id for agent in agents]


def test_by_priority_the_top_band_comes_first_and_those_never_assessed_last() -> None:
    found = {1: standing_at(1, 0.4, top=True), 2: standing_at(2, 1.9), 3: standing_at(3, -0.5)}
    assert ids(ordered(queue(5), Order.PRIORITY, found)) == [1, 2, 3, 5, 4]


def test_without_any_evidence_priority_is_the_order_of_tokens() -> None:
    assert ordered(queue(), Order.PRIORITY) == ordered(queue(), Order.TOKENS)


def test_the_queue_is_ordered_by_last_use() -> None:
    assert ids(ordered(queue(), Order.LAST_SEEN)) == list(range(1, 101))


def test_a_random_order_is_the_same_for_a_seed_and_for_no_other() -> None:
    agents = queue()
    first = ids(ordered(agents, Order.RANDOM, seed=7))
    assert first == ids(ordered(reversed(agents), Order.RANDOM, seed=7)) != ids(ordered(agents, Order.RANDOM, seed=8))
    assert sorted(first) == list(range(1, 101)) != first


def test_a_random_order_stays_when_others_come() -> None:
    before = ids(ordered(queue(60), Order.RANDOM, seed=7))
    assert [agent for agent in ids(ordered(queue(), Order.RANDOM, seed=7)) if agent <= 60] == before


def test_the_place_of_a_sealed_agent_says_nothing_of_what_was_found() -> None:
    sealed = frozenset(range(1, 101, 5))
    heavy = {n: standing_at(n, 3.0 if n in sealed else 1 / n, top=n in sealed) for n in range(1, 101)}
    light = {n: standing_at(n, -3.0 if n in sealed else 1 / n) for n in range(1, 101)}
    shown = ids(ordered(queue(), Order.PRIORITY, heavy, sealed=sealed, seed=3))
    assert shown == ids(ordered(queue(), Order.PRIORITY, light, sealed=sealed, seed=3))
    assert [n for n in shown if n not in sealed] == [n for n in range(1, 101) if n not in sealed]


def test_sealed_agents_stand_all_over_the_queue_and_stay_when_one_is_judged() -> None:
    sealed = frozenset(range(1, 101, 5))
    shown = ids(ordered(queue(), sealed=sealed, seed=3))
    quarters = [sum(n in sealed for n in shown[start : start + 25]) for start in (0, 25, 50, 75)]
    assert sum(quarters) == 20
    assert min(quarters) >= 1
    after = ids(ordered(queue(), sealed=sealed - {shown[0]}, seed=3))
    assert [n for n in after if n in sealed - {shown[0]}] == [n for n in shown if n in sealed - {shown[0]}]


def test_by_name_a_sealed_agent_stands_where_what_is_shown_of_it_does() -> None:
    agents = [Agent(n, name, "p", "a", None, Totals(), None) for n, name in ((1, "Zoe"), (2, "Bob"), (3, "Abe"))]
    assert ids(ordered(agents, Order.NAME, sealed=frozenset({1}))) == [3, 1, 2]


def test_nobody_is_lost_where_all_are_sealed() -> None:
    everybody = frozenset(range(1, 101))
    assert sorted(ids(ordered(queue(), sealed=everybody))) == sorted(everybody)


@pytest.mark.parametrize("reference", ["2026-09-21..2026-09-22", "event:1"])
def test_an_exhibit_named_in_words_is_pinned_once(filled: CaseFile, reference: str) -> None:
    first = exhibit_from(filled, 1, reference)
    assert exhibit_from(filled, 1, reference) == first
    assert exhibit_from(filled, 1, str(first.id)) == first
    assert filled.exhibits.all() == [first]


@pytest.mark.parametrize(
    "reference",
    [
        "9",
        "event:99",
        "event:x",
        "event:²",
        "event:٣",
        f"event:{'9' * 5_000}",
        "2026-09-22..2026-09-21",
        "yesterday..today",
        "x",
    ],
)
def test_an_exhibit_that_is_none_is_refused(filled: CaseFile, reference: str) -> None:
    with pytest.raises(ReviewError, match="is no exhibit of this agent"):
        exhibit_from(filled, 1, reference)
