"""The sealed look: who is in it hangs on the seed alone, it ends with the first verdict, and its effect is told."""

from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.case.told_names import told_names
from auditor.case.verification import verify
from auditor.errors import CaseError, ReviewError
from auditor.identity import rename_agent
from auditor.records import Label
from auditor.review import Draft, give_verdict, undo
from auditor.sealed import (
    HIDDEN,
    Look,
    begin,
    difference,
    fisher,
    is_sealed,
    look_of,
    sealed_agents,
    set_look,
    shown_name,
    veiled,
)
from tests.assess.made import finding, say
from tests.case.raw import tamper
from tests.invented import event, import_file, write

USEFUL, PADDING = Draft(Label.USEFUL), Draft(Label.PADDING, ("no outcome",))
NAMES = [f"agent {n:03d}" for n in range(200)]


@pytest.fixture
def many(case: CaseFile, tmp_path: Path) -> CaseFile:
    """200 agents of 40 persons, about each something is said."""
    fill(case, tmp_path / "many.invented", NAMES)
    say(case, [finding(agent.id) for agent in case.agents.all()])
    return case


def fill(case: CaseFile, path: Path, names: list[str]) -> None:
    use = [event(int(name[6:]) + 1, agent=name, person=f"p{int(name[6:]) % 40}@example.org") for name in names]
    assert import_file(case, write(path, use)).problem is None


def sealed_names(case: CaseFile) -> set[tuple[str, str]]:
    told = told_names(case.store)
    return {told[id_] for id_ in sealed_agents(case, case.agents.all())}


def test_a_fifth_of_the_agents_is_sealed_by_a_seed_drawn_once_and_logged(many: CaseFile) -> None:
    assert look_of(many) is None and sealed_names(many) == set()
    drawn = begin(many)
    assert drawn.share == 20 and begin(many) == drawn == look_of(many)
    assert [line.detail for line in many.log.lines() if line.action == "sealed look set"] == [
        f'{{"seed":{drawn.seed},"share":20}}'
    ]
    set_look(many, seed=7)
    assert 25 <= len(sealed_names(many)) <= 55


def test_another_seed_seals_others_and_a_greater_share_only_more(many: CaseFile) -> None:
    found = {}
    for share, seed in ((20, 1), (20, 2), (40, 1), (100, 1), (0, 1)):
        set_look(many, share, seed)
        found[share, seed] = sealed_names(many)
    assert found[20, 1] != found[20, 2] and found[20, 1] < found[40, 1] < found[100, 1]
    assert (len(found[100, 1]), found[0, 1]) == (200, set())


def test_the_order_of_import_findings_and_names_do_not_matter(many: CaseFile, tmp_path: Path) -> None:
    set_look(many, seed=5)
    expected = sealed_names(many)
    with CaseFile.create(tmp_path / "other.auditcase", Properties("Other", "A. Second")) as other:
        for number, names in enumerate((NAMES[120:][::-1], NAMES[:120])):
            fill(other, tmp_path / f"part {number}.invented", names)
        set_look(other, seed=5)
        assert sealed_names(other) == expected
    rename_agent(many, next(iter(sealed_agents(many, many.agents.all()))), "Renamed")
    say(many, [finding(agent.id, weight=-0.5, value=0.1) for agent in many.agents.all()])
    assert sealed_names(many) == expected


def test_a_reviewers_first_verdict_ends_it_for_that_reviewer_only(many: CaseFile) -> None:
    set_look(many, 100)
    first = give_verdict(many, 1, USEFUL)
    assert 1 not in sealed_agents(many, many.agents.all()) and not is_sealed(many, 1, "R. Okafor")
    assert 1 in sealed_agents(many, many.agents.all(), "A. Second") and is_sealed(many, 1, "A. Second")
    second, taken = give_verdict(many, 1, PADDING), undo(many)
    assert taken and [many.grounds.all()[one.id].sealed for one in (first, second, taken)] == [True, False, False]
    undo(many)
    assert not is_sealed(many, 1, "R. Okafor"), "what was seen stays seen"


def test_a_verdict_given_where_nothing_is_hidden_is_no_sealed_one(many: CaseFile) -> None:
    set_look(many, 100)
    give_verdict(many, 1, USEFUL, seen=True)
    set_look(many, 0)
    give_verdict(many, 2, USEFUL)
    assert [one.sealed for one in many.grounds.all().values()] == [False, False]


def test_a_sealed_agent_shows_neither_name_nor_person_nor_team(many: CaseFile) -> None:
    agent = many.agents.all()[0]
    assert (shown_name(agent, {agent.id}), shown_name(agent, ())) == (f"Agent {agent.id}", agent.name)
    hidden = veiled(agent, {agent.id})
    assert (hidden.name, hidden.person, hidden.alias, hidden.team) == (f"Agent {agent.id}", HIDDEN, HIDDEN, None)
    assert hidden.totals == agent.totals and hidden.person_id < 0 and veiled(agent, ()) is agent


@pytest.mark.parametrize(("share", "seed"), [(101, 1), (-1, 1), (20, -1), (20, 2**31)])
def test_a_share_or_seed_that_cannot_be_is_refused(many: CaseFile, share: int, seed: int) -> None:
    with pytest.raises(ReviewError):
        set_look(many, share, seed)
    assert look_of(many) is None


def test_what_cannot_be_logged_is_not_set(many: CaseFile) -> None:
    path = many.path
    set_look(many, 30, 3)
    many.close()
    with CaseFile.open(path, readonly=True) as looking:
        with pytest.raises(CaseError):
            set_look(looking, 0)
        assert look_of(looking) == Look(30, 3)


@pytest.mark.parametrize("value", ['{"share": 0, "seed": 3}', "null", "x"])
def test_a_share_changed_past_the_log_shows(many: CaseFile, value: str) -> None:
    set_look(many, 30, 3)
    many.close()
    tamper(many.path, f"UPDATE views SET value = '{value}' WHERE name = 'sealed'")
    with CaseFile.open(many.path, readonly=True) as looking:
        assert [one.title for one in verify(looking) if one.ok is False] == [
            "The sealed look and learning are as logged"
        ]


def test_the_difference_it_made_is_told_with_its_numbers(many: CaseFile) -> None:
    for agent in range(1, 21):
        give_verdict(many, agent, PADDING if agent <= 15 else USEFUL)
    set_look(many, 100)
    for agent in range(21, 41):
        give_verdict(many, agent, PADDING if agent <= 24 else USEFUL)
    for agent, draft in ((30, PADDING), (31, PADDING), (21, USEFUL), (1, USEFUL)):
        give_verdict(many, agent, draft)
    made = difference(many)
    assert (made.counts, made.waiting) == ((20, 20), 160)
    assert made.changed == {(Label.USEFUL, Label.PADDING): 2, (Label.PADDING, Label.USEFUL): 1}
    assert made.words == (
        "At the first look, token-padding was said of 4 of 20 agents judged sealed (20 %) and of 15 of 20"
        " judged with the findings shown (75 %). Chance alone hardly explains that (p = 0.0012)."
        " 160 agents wait for a verdict: where those of high priority were judged first, the two groups are alike"
        " only at the end. Once the findings showed, 3 of 20 sealed verdicts were changed: 1 from token-padding to"
        " useful, 2 from useful to token-padding. Of those given with the findings shown, 1 of 20 was."
    )


def test_of_few_verdicts_nothing_is_concluded(many: CaseFile) -> None:
    give_verdict(many, 1, PADDING)
    made = difference(many)
    assert made.p is None and made.words.startswith("Too few to say: 0 first verdicts were given sealed, 1 with")


def test_verdicts_given_before_there_were_findings_do_not_count(filled: CaseFile) -> None:
    set_look(filled, 100)
    give_verdict(filled, 1, USEFUL)
    assert difference(filled).counts == (0, 0)


@pytest.mark.parametrize(
    ("table", "p"),
    [((3, 4, 1, 4), 0.4857), ((8, 10, 1, 6), 0.0350), ((0, 10, 0, 10), 1.0), ((10, 10, 0, 10), 1.0825e-05)],
)
def test_fishers_test_gives_the_p_values_of_the_textbooks(table: tuple[int, int, int, int], p: float) -> None:
    assert fisher(*table) == pytest.approx(p, rel=1e-3)
