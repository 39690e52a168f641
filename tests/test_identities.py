"""Merged, split, renamed, moved, joined: figures follow, verdicts stay, everything can be undone and is proven."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.case.case_file import CaseFile
from auditor.case.controls import Scope
from auditor.case.identity import replay
from auditor.case.properties import Properties
from auditor.case.verification import verify
from auditor.errors import AuditorError, ReviewError
from auditor.identity import (
    join_persons,
    merge_agents,
    move_agent,
    parts_of,
    proposals,
    rename_agent,
    rename_person,
    split_agent,
    undo_identity,
)
from auditor.records import Agent, IdentityAct, IdentityKind, Label, Outcome, UsageEvent
from auditor.review import Draft, give_verdict

NOON = 1_793_620_800_000_000
ANN = "ann@example.test"


def call(agent: str, session: str | None, person: str = ANN, tokens: int = 100, minute: int = 0) -> UsageEvent:
    return UsageEvent(
        at=NOON + minute * 60_000_000, agent=agent, line=1, person=person, session=session, input_tokens=tokens
    )


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    with CaseFile.create(tmp_path / "who.auditcase", Properties("Who", "R. Okafor")) as case:
        take(case, "one", [call("mail", "a", minute=1), call("mail", "a", minute=2), call("mail", "b", minute=3)])
        take(
            case, "two", [call("Mail", None, minute=4), call("mail", None, minute=5, tokens=7), call("bot", "x", "bob")]
        )
        take(case, "log", [Outcome(NOON, "page", "P-1", 1, person=ANN, agent="Mail", key="p1")])
        yield case


def take(case: CaseFile, name: str, records: list[UsageEvent | Outcome]) -> None:
    intake = case.sources.begin(name, 1, "invented", 1)
    intake.add(records)
    intake.complete(sha256=name, lines=1)
    case.derived.refresh()


def named(case: CaseFile, name: str) -> Agent:
    return next(agent for agent in case.agents.all() if agent.name == name)


def figures(case: CaseFile) -> dict[str, tuple[int, int, int | None]]:
    return {
        a.name: (a.totals.events, a.totals.input_tokens or 0, a.outcomes) for a in case.agents.all() if a.totals.events
    }


def sound(case: CaseFile) -> bool:
    return [check.title for check in verify(case) if check.ok is False] == []


BEFORE = {"mail": (4, 307, 0), "Mail": (1, 100, 1), "bot": (1, 100, 0)}


def test_a_merge_adds_up_use_and_outcomes_and_its_undo_takes_them_apart(case: CaseFile) -> None:
    assert figures(case) == BEFORE
    into, other = named(case, "mail"), named(case, "Mail")
    merge_agents(case, [other.id], into.id)
    assert figures(case) == {"mail": (5, 407, 1), "bot": (1, 100, 0)}
    assert len(case.events.activity(into.id)) == 5 and len(case.events.activity(other.id)) == 0
    assert case.outcomes.of_agent(into.id)[1] == [True]
    assert sound(case)
    undo_identity(case)
    assert figures(case) == BEFORE and sound(case)


def test_verdicts_survive_a_merge(case: CaseFile) -> None:
    into, other = named(case, "mail"), named(case, "Mail")
    given = give_verdict(case, other.id, Draft(Label.USEFUL))
    merge_agents(case, [other.id], into.id)
    assert case.verdicts.all() == [given]
    assert named(case, "Mail").merged_into == into.id and named(case, "Mail").label is Label.USEFUL
    assert named(case, "mail").label is None


def test_what_tells_no_session_is_split_off_without_the_sessions_of_the_same_source(case: CaseFile) -> None:
    take(case, "three", [call("reader", None, minute=6), call("reader", "c", minute=7), call("reader", "d", minute=8)])
    reader = named(case, "reader")
    untold = [part for part in parts_of(case, reader.id) if part.session_id is None]
    split_agent(case, reader.id, "reader, no session", untold)
    assert (named(case, "reader").totals.events, named(case, "reader, no session").totals.events) == (2, 1)
    assert sound(case)


def test_a_split_by_session_and_by_source(case: CaseFile) -> None:
    mail = named(case, "mail")
    parts = parts_of(case, mail.id)
    assert [(p.source, p.session, p.events) for p in parts] == [("one", "a", 2), ("one", "b", 1), ("two", None, 1)]
    split_agent(case, mail.id, "mail, second source", parts[2:])
    split_agent(case, mail.id, "mail b", parts[1:2])
    assert figures(case) == {
        "mail": (2, 200, 0),
        "mail b": (1, 100, 0),
        "mail, second source": (1, 7, 0),
        "Mail": (1, 100, 1),
        "bot": (1, 100, 0),
    }
    assert sound(case)
    merge_agents(case, [named(case, "mail b").id], named(case, "Mail").id)
    assert figures(case)["Mail"] == (2, 200, 1) and sound(case)


def test_what_is_imported_later_follows(case: CaseFile) -> None:
    merge_agents(case, [named(case, "Mail").id], named(case, "mail").id)
    take(case, "three", [call("Mail", "late", minute=9)])
    assert figures(case)["mail"] == (6, 507, 1) and sound(case)


def test_names_change_and_the_told_names_go_on_matching(case: CaseFile) -> None:
    rename_agent(case, named(case, "Mail").id, "Mail sorter")
    rename_person(case, named(case, "Mail sorter").person_id, "Ann Example")
    assert figures(case)["Mail sorter"] == (1, 100, 1) and named(case, "Mail sorter").person == "Ann Example"
    take(case, "four", [call("Mail", None, minute=8)])
    assert figures(case)["Mail sorter"][0] == 2 and sound(case)


def test_persons_are_joined_and_agents_move(case: CaseFile) -> None:
    ann, bob = named(case, "mail").person_id, named(case, "bot").person_id
    join_persons(case, [bob], ann)
    assert {agent.person_id for agent in case.agents.all()} == {ann}
    assert [person.names for person in case.persons.all()] == [(ANN, "bob")]
    undo_identity(case)
    move_agent(case, named(case, "bot").id, "Cleo Example")
    assert named(case, "bot").person == "Cleo Example" and named(case, "bot").alias == "Person 03"
    move_agent(case, named(case, "bot").id, ann)
    merge_agents(case, [named(case, "bot").id], named(case, "mail").id)
    assert figures(case)["mail"] == (5, 407, 0) and sound(case)


def test_proposals_name_what_differs_only_in_spelling(case: CaseFile) -> None:
    take(case, "five", [call("x", None, "Example Ann"), call("x", None, "ann.example@other.test")])
    found = {(one.kind, len(one.ids)) for one in proposals(case)}
    assert found == {(IdentityKind.MERGE_AGENTS, 2), (IdentityKind.JOIN_PERSONS, 2)}


def test_what_cannot_be_is_refused(case: CaseFile) -> None:
    mail, bot = named(case, "mail").id, named(case, "bot").id
    for wrong in (
        lambda: merge_agents(case, [mail], mail),
        lambda: merge_agents(case, [bot], mail),
        lambda: merge_agents(case, [99], mail),
        lambda: split_agent(case, mail, "n", parts_of(case, mail)),
        lambda: split_agent(case, mail, "n", []),
        lambda: split_agent(case, mail, "n", parts_of(case, bot)),
        lambda: split_agent(case, mail, "Mail", parts_of(case, mail)[:1]),
        lambda: rename_agent(case, mail, "  "),
        lambda: rename_agent(case, mail, "Mail"),
        lambda: move_agent(case, mail, 77),
        lambda: join_persons(case, [1], 1),
        lambda: rename_person(case, 77, "x"),
        lambda: undo_identity(case, 5),
    ):
        with pytest.raises(ReviewError):
            wrong()
    assert figures(case) == BEFORE and case.identity.acts() == []


def test_nothing_changes_while_an_import_is_under_way(case: CaseFile) -> None:
    intake = case.sources.begin("six", 1, "invented", 1)
    with pytest.raises(AuditorError, match="under way"):
        rename_agent(case, named(case, "bot").id, "robot")
    intake.discard()
    rename_agent(case, named(case, "bot").id, "robot")


def test_an_undone_undo_lets_the_act_stand_again() -> None:
    acts = [
        IdentityAct(1, 0, "r", IdentityKind.RENAME_AGENT, {"agent": 1, "name": "x"}),
        IdentityAct(2, 0, "r", IdentityKind.UNDO, {}, undoes=1),
    ]
    assert replay(acts).names == {}
    assert replay([*acts, replace(acts[1], id=3, undoes=2)]).names == {1: "x"}


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=12))
def test_whatever_is_merged_every_event_has_one_agent_that_is_not_merged(pairs: list[tuple[int, int]]) -> None:
    acts = [
        IdentityAct(n, 0, "r", IdentityKind.MERGE_AGENTS, {"agents": [one], "into": other})
        for n, (one, other) in enumerate(pairs, 1)
    ]
    state = replay(acts)
    for agent in range(1, 6):
        end = state.strands.get((agent, 0, 0), agent)
        assert end not in state.merged and state.merged.get(agent, agent) == end


def test_a_sources_use_by_person_and_model_follows_who_is_who(case: CaseFile) -> None:
    join_persons(case, [named(case, "bot").person_id], named(case, "mail").person_id)
    parts = case.sources.parts(case.sources.all()[1].id)
    assert [(part.alias, part.model, part.events, part.input_tokens) for part in parts] == [("Person 01", None, 3, 207)]


def test_sums_by_person_follow_a_part_that_was_given_to_another(case: CaseFile) -> None:
    mail = named(case, "mail")
    split_agent(case, mail.id, "mail b", parts_of(case, mail.id)[1:2])
    move_agent(case, named(case, "mail b").id, named(case, "bot").person_id)
    bob = named(case, "bot").person_id
    scope = Scope(0, 2 * NOON, person_id=bob)
    assert case.controls.by_rule("tokens", scope) == {None: 200_000_000}
    assert [(p.person_id, p.events) for p in case.sources.parts(1)] == [(mail.person_id, 2), (bob, 1)]
