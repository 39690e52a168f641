"""A verdict is stale when its agent's data moved, never because others did; and it is told what moved."""

from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.records import Label
from auditor.review import Draft, give_verdict, undo
from auditor.stale import ordinal, stale
from tests.assess.made import finding, say
from tests.invented import event, events, import_file, write

USEFUL, PADDING = Draft(Label.USEFUL), Draft(Label.PADDING, ("no outcome",))


def moved(case: CaseFile, agent_id: int | None = None) -> list[str]:
    return [one.moved for one in stale(case, agent_id).values()]


def test_new_data_make_a_verdict_stale_and_it_is_told_what_moved(filled: CaseFile, tmp_path: Path) -> None:
    say(filled, [finding()])
    give_verdict(filled, 1, USEFUL)
    assert stale(filled) == {}
    import_file(filled, write(tmp_path / "more.invented", events(12, first=10)))
    say(filled, [finding(value=0.34, n=52, percentile=0.55, sources="digest 2")], {1: 0.8})
    sentence = (
        "Since this verdict 12 requests were added; Results unread went from 0.91 to 0.34 (97th → 55th pct);"
        " priority 2.1 → 0.8."
    )
    assert moved(filled) == moved(filled, 1) == [sentence]
    assert next(iter(stale(filled).values())).words == f"◷ stale: {sentence}"


def test_only_the_agent_whose_data_came_is_concerned(filled: CaseFile, tmp_path: Path) -> None:
    say(filled, [finding(1), finding(2)])
    for agent in (1, 2):
        give_verdict(filled, agent, USEFUL)
    import_file(filled, write(tmp_path / "more.invented", [event(10, agent="draft-retry")]))
    assert [(one.agent_id, one.moved) for one in stale(filled).values()] == [
        (2, "Since this verdict 1 request was added; priority still 2.1.")
    ]


@pytest.mark.parametrize(
    "now",
    [
        finding(percentile=0.2, weight=-0.4, peers=300),
        finding(percentile=0.95, value=0.9, sources="of other peers"),
        finding(sources="other dates"),
    ],
)
def test_peers_that_moved_make_no_verdict_stale(filled: CaseFile, now) -> None:
    say(filled, [finding()])
    give_verdict(filled, 1, USEFUL)
    say(filled, [now], {1: -1.0})
    assert stale(filled) == {}


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (finding(version=2), "Results unread is still 0.91, measured in another way (version 1 → 2)"),
        (
            finding(value=None, n=3, percentile=None, sources="2"),
            "Results unread was 0.91 and is now short of data",
        ),
        (finding(n=44, sources="2"), "the findings were measured anew and read the same"),
        (finding(value=1234.5, percentile=None, sources="2"), "Results unread went from 0.91 to 1,234"),
        (
            finding(indicator="hollow", title="Hollow answers"),
            "Hollow answers is measured now, and was not; Results unread is not measured any more",
        ),
    ],
)
def test_a_finding_that_is_another_is_told_in_words(filled: CaseFile, now, says: str) -> None:
    say(filled, [finding()])
    give_verdict(filled, 1, USEFUL)
    say(filled, [now])
    (sentence,) = moved(filled)
    assert says in sentence and sentence.endswith("priority still 2.1.")


def test_of_many_findings_the_three_that_moved_most_are_told(filled: CaseFile) -> None:
    names = ("a", "b", "c", "d", "e")
    say(filled, [finding(indicator=name, title=name.upper()) for name in names])
    give_verdict(filled, 1, USEFUL)
    say(
        filled,
        [
            finding(indicator=name, title=name, value=0.1, sources="2", weight=0.8 - place / 10)
            for place, name in enumerate(names)
        ],
    )
    (sentence,) = moved(filled)
    assert [part[:1] for part in sentence.removeprefix("Since this verdict ").split("; ")][:3] == ["E", "D", "C"]
    assert "2 more findings have other numbers" in sentence


def test_a_new_verdict_clears_it_and_its_undo_brings_it_back(filled: CaseFile) -> None:
    say(filled, [finding()])
    give_verdict(filled, 1, USEFUL)
    say(filled, [finding(value=0.1, sources="2")])
    assert list(stale(filled)) == [1]
    give_verdict(filled, 1, PADDING)
    assert stale(filled) == {}
    undo(filled)
    assert list(stale(filled)) == [3], "the first verdict stands again, on the ground it was given on"


def test_each_reviewers_verdict_has_its_own_ground(filled: CaseFile) -> None:
    say(filled, [finding()])
    give_verdict(filled, 1, USEFUL)
    say(filled, [finding(value=0.1, sources="2")])
    give_verdict(filled, 1, PADDING, reviewer="A. Second")
    assert [one.reviewer for one in stale(filled).values()] == ["R. Okafor"]


def test_a_verdict_taken_back_is_not_stale(filled: CaseFile) -> None:
    say(filled, [finding()])
    give_verdict(filled, 1, USEFUL)
    undo(filled)
    say(filled, [finding(value=0.1, sources="2")])
    assert stale(filled) == {}


def test_the_first_assessment_makes_no_earlier_verdict_stale(filled: CaseFile) -> None:
    give_verdict(filled, 1, USEFUL)
    say(filled, [finding()])
    assert stale(filled) == {}


def test_places_among_peers_are_told_as_ordinals() -> None:
    assert [ordinal(share / 100) for share in (1, 2, 3, 11, 12, 13, 21, 55, 97, 100)] == [
        *("1st", "2nd", "3rd", "11th", "12th", "13th", "21st", "55th", "97th", "100th")
    ]
