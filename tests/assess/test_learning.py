"""Learning inside one audit: a misleading indicator loses weight, a little at a time, and all of it can be undone."""

import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.assess.learning import ENOUGH, MOST, Learned, fitted, in_use, is_on, keep, labels_of, learned, switch
from auditor.assess.learning_shown import turn
from auditor.assess.ranking import rank
from auditor.assess.weights import standing
from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.errors import CaseError
from auditor.indicators import INDICATORS
from auditor.records import Assessment, Finding, Label
from auditor.review import Draft, give_verdict
from tests.assess.made import finding, say
from tests.invented import event, import_file, write

PADDING, USEFUL = Label.PADDING, Label.USEFUL
Said = dict[int, list[Finding]]


def said(weights: Mapping[str, list[float]]) -> Said:
    """Findings of agents 1, 2, …: by indicator their starting weights."""
    count = len(next(iter(weights.values())))
    return {
        n + 1: [finding(n + 1, name, weight=told[n]) for name, told in weights.items() if told[n]] for n in range(count)
    }


def company(count: int = 200, seed: int = 4) -> tuple[Said, dict[int, Label]]:
    """Padding is what `honest` and `steady` say in four of five cases; `misleading` says the contrary as often."""
    dice = random.Random(seed)
    labels = {n: PADDING if dice.random() < 0.4 else USEFUL for n in range(1, count + 1)}

    def speaks(right: float) -> list[float]:
        sign = [1 if label is PADDING else -1 for label in labels.values()]
        return [0.6 * way * (1 if dice.random() < right else -1) for way in sign]

    return said({"honest": speaks(0.8), "steady": speaks(0.8), "misleading": speaks(0.2)}), labels


def test_the_weight_of_an_indicator_that_misleads_falls_and_others_stay() -> None:
    made = fitted(*company())
    assert made.labels == 200 and made.told == {"honest": 200, "steady": 200, "misleading": 200}
    assert made.multipliers["misleading"] < 0.75
    assert all(made.multipliers[name] == pytest.approx(1, abs=0.1) for name in ("honest", "steady"))


def test_forty_verdicts_move_a_weight_by_no_more_than_a_third() -> None:
    contradicting = said({"wrong": [-1.0] * 20 + [1.0] * 20})
    made = fitted(contradicting, {n: PADDING if n <= 20 else USEFUL for n in range(1, 41)})
    assert made.multipliers["wrong"] == pytest.approx(0.7, abs=0.005)
    assert 0.8 < fitted(*company(40)).multipliers["misleading"] < 1


def test_no_weight_turns_its_sign_or_more_than_doubles() -> None:
    sign = [1.0 if n % 2 else -1.0 for n in range(4_000)]
    labels = {n + 1: PADDING if way > 0 else USEFUL for n, way in enumerate(sign)}
    made = fitted(said({"wrong": [-way for way in sign], "weak": [0.1 * way for way in sign]}), labels)
    assert made.multipliers["wrong"] == 0.0 and 1 < made.multipliers["weak"] <= MOST


def test_the_order_and_numbering_of_agents_change_nothing() -> None:
    findings, labels = company()
    backwards = {agent: findings[agent] for agent in reversed(findings)}
    assert fitted(backwards, dict(reversed(labels.items()))) == fitted(findings, labels)
    turned = {201 - agent: list(reversed(told)) for agent, told in findings.items()}
    assert fitted(turned, {201 - agent: label for agent, label in labels.items()}) == fitted(findings, labels)


@pytest.mark.parametrize(
    ("count", "padding", "why"),
    [(39, 20, f"39 of {ENOUGH} verdicts needed"), (60, 4, "4 of 60 verdicts are token-padding; 5 of each kind")],
)
def test_from_too_few_verdicts_nothing_is_learned_and_that_is_said(count: int, padding: int, why: str) -> None:
    labels = {n: PADDING if n <= padding else USEFUL for n in range(1, count + 1)}
    made = fitted(said({"a": [0.5] * count}), labels)
    assert made.multipliers == {} and made.labels == count and made.why.startswith(why)


def test_inconclusive_agents_and_those_without_findings_teach_nothing() -> None:
    findings, labels = company()
    more = {**findings, 500: [finding(500, "honest", weight=-1.0)]}
    assert fitted(more, {**labels, 500: Label.INCONCLUSIVE, 600: PADDING}) == fitted(findings, labels)


def test_it_is_off_until_switched_on_which_is_logged_and_off_again_gives_the_same_priorities(case: CaseFile) -> None:
    findings, labels = company()

    def priorities() -> list[float]:
        made = learned(case, findings, labels).multipliers
        return [
            standing(finding(weight=one.weight * made.get(one.indicator, 1.0)) for one in told).priority
            for told in findings.values()
        ]

    before = priorities()
    switch(case, True)
    assert is_on(case) and priorities() != before
    switch(case, False)
    assert not is_on(case) and priorities() == before
    assert [line.detail for line in case.log.lines() if line.action == "learning switched"] == [
        '{"on":true}',
        '{"on":false}',
    ]


def test_switched_on_the_queue_follows_and_switched_off_it_is_exactly_as_it_was(case: CaseFile, tmp_path: Path) -> None:
    use = [event(n, agent=f"agent {n:02d}", person=f"p{n}@example.org") for n in range(1, 61)]
    import_file(case, write(tmp_path / "sixty.invented", use))
    first, second = (one.name for one in sorted(INDICATORS, key=lambda one: -one.weight - one.relief)[:2])
    ids = [agent.id for agent in case.agents.all()]
    say(case, [finding(id_, name, value=abs(id_ - at) / 60) for name, at in ((first, 0), (second, 61)) for id_ in ids])
    rank(case)
    before = case.assessments.all()
    for id_ in ids:
        give_verdict(case, id_, Draft(PADDING, ("no outcome",)) if id_ < 30 else Draft(USEFUL))
    made = turn(case, True)
    assert made.labels == 60 and made.multipliers[first] < 1 < made.multipliers[second]
    after = case.assessments.all()
    assert [one.priority for one in after.values()] != [one.priority for one in before.values()]
    turn(case, False)
    assert without_time(case.assessments.all()) == without_time(before)


def without_time(assessments: Mapping[int, Assessment]) -> list[Assessment]:
    return [replace(one, computed_at=0) for one in assessments.values()]


def test_labels_are_those_that_stand_and_that_reviewers_agree_on(filled: CaseFile) -> None:
    give_verdict(filled, 1, Draft(USEFUL))
    give_verdict(filled, 1, Draft(PADDING, ("no outcome",)))
    give_verdict(filled, 2, Draft(USEFUL))
    assert labels_of(filled) == {1: PADDING, 2: USEFUL}
    give_verdict(filled, 2, Draft(Label.INCONCLUSIVE), reviewer="A. Second")
    assert labels_of(filled) == {1: PADDING}


def test_verdicts_of_another_case_beside_it_teach_nothing(case: CaseFile, tmp_path: Path) -> None:
    findings, labels = company()
    with CaseFile.create(tmp_path / "other.auditcase", Properties("Other", "R. Okafor")) as other:
        switch(other, True)
        keep(other, fitted(findings, labels))
        switch(case, True)
        assert learned(case, findings, labels_of(case)) == Learned(
            {}, 0, "0 of 40 verdicts needed: the starting weights hold."
        )
        assert in_use(case).multipliers == {} and not case.verdicts.all()


def test_what_is_in_use_is_kept_with_the_case_to_be_shown(case: CaseFile) -> None:
    assert in_use(case) == Learned({}, 0, "The starting weights hold.")
    made = fitted(*company())
    keep(case, made)
    assert in_use(case) == made


def test_a_case_that_cannot_be_written_is_left_as_it_is(filled: CaseFile) -> None:
    filled.close()
    with CaseFile.open(filled.path, readonly=True) as looking:
        with pytest.raises(CaseError):
            switch(looking, True)
        assert not is_on(looking)
