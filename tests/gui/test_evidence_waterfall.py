"""How a place in the queue comes about: sums by aspect, the rule of two aspects, what is missing."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from auditor.assess.weights import standing
from auditor.gui.evidence.sums import HELD, Contribution, contributions, lacking_words, rule_words
from auditor.gui.evidence.waterfall import Waterfall
from auditor.gui.evidence.words import bans, breakable, percentile, priority
from auditor.gui.theme import LIGHT
from auditor.records import Aspect, Assessment, Finding
from tests.gui.evidence_told import assessment, finding, findings

REPETITION, LOOPS, CONSUMPTION, INCENTIVE = Aspect.REPETITION, Aspect.LOOPS, Aspect.CONSUMPTION, Aspect.INCENTIVE


def summed(*weights: tuple[Aspect, float]) -> tuple[Assessment, list[Finding]]:
    """Findings of these weights, and what the program makes of them."""
    told = [
        finding(f"f{n}", f"F{n}", weight, 0.9, "Said.", aspect=aspect) for n, (aspect, weight) in enumerate(weights)
    ]
    sums = standing(told)
    return Assessment(1, None, None, sums.priority, sums.top, sums.aspects, ""), told


def test_the_contributions_come_to_the_priority():
    told = contributions(*summed((REPETITION, 0.9), (CONSUMPTION, 0.7), (LOOPS, -0.3)))
    assert [(one.name, one.weight) for one in told] == [("repetition", 0.9), ("consumption", 0.7), ("loops", -0.3)]


def test_an_aspect_that_says_more_than_counts_is_marked_as_capped():
    told = contributions(*summed(*[(REPETITION, 0.9)] * 3, (CONSUMPTION, 0.7)))
    assert told[0] == Contribution("repetition", 2.0, capped=True)
    assert not told[1].capped


def test_what_one_aspect_alone_says_is_held_back_and_shown_so():
    found, told = summed((REPETITION, 0.9), (REPETITION, 0.9))
    last = contributions(found, told)[-1]
    assert (last.name, last.rule) == (HELD, True)
    assert sum(one.weight for one in contributions(found, told)) == pytest.approx(found.priority)


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ([(REPETITION, 0.9), (REPETITION, 0.7), (CONSUMPTION, 0.9)], "Top band: repetition +1.6 and consumption +0.9."),
        ([(REPETITION, 0.2)], "Not in the top band: no aspect reaches +0.5."),
        ([(REPETITION, 0.9)], "Not in the top band: only one aspect reaches +0.5 (repetition +0.9)."),
        (
            [(INCENTIVE, 0.9), (LOOPS, 0.6)],
            "Not in the top band: incentive +0.9 and loops +0.6, but neither repetition nor consumption reaches +0.5.",
        ),
        (
            [(REPETITION, 0.9), (CONSUMPTION, 0.6), (LOOPS, -0.9)],
            "Not in the top band: repetition +0.9 and consumption +0.6, but all together come to +0.6, less than +1.0.",
        ),
        ([], "Not in the top band: no aspect reaches +0.5."),
    ],
)
def test_the_rule_of_two_aspects_is_said_in_words(weights: list[tuple[Aspect, float]], said: str):
    assert rule_words(summed(*weights)[0]) == said


@pytest.mark.parametrize(
    "missing",
    [
        ("work-does-not-follow", "hollow-outcomes"),
        ("Work does not follow: not enough data: 3 of 5", "Hollow outcomes: no outcome data"),
    ],
)
def test_what_is_missing_is_named(missing: tuple[str, ...]):
    said = lacking_words(replace(assessment(), missing=missing), findings())
    assert said == "Not counted, for want of data: Work does not follow, Hollow outcomes."


def test_an_indicator_of_another_version_goes_by_its_name():
    assert "of-another-version" in lacking_words(replace(assessment(), missing=("of-another-version",)), ())


@pytest.fixture
def fall(qtbot) -> Waterfall:
    made = Waterfall(LIGHT)
    qtbot.addWidget(made)
    made.resize(320, 300)
    made.show()
    made.show_sums(*summed((REPETITION, 0.9), (CONSUMPTION, 0.7), (LOOPS, -0.3)))
    return made


def test_it_is_one_line_that_opens_and_closes_by_keyboard(fall: Waterfall):
    assert fall.head.text() == "Priority 1.3 · why"
    assert not fall.steps.isVisible()
    QTest.keyClick(fall.head, Qt.Key.Key_Return)
    assert fall.steps.isVisible()
    QTest.keyClick(fall.head, Qt.Key.Key_Return)
    assert not fall.steps.isVisible()


def test_it_is_told_to_those_who_cannot_see_it(fall: Waterfall):
    said = "repetition +0.9, consumption +0.7, loops −0.3, Priority 1.3."
    assert fall.steps.accessibleDescription() == said
    assert fall.head.accessibleName() == "Priority 1.3. Top band: repetition +0.9 and consumption +0.7."


def test_each_bar_begins_where_the_one_before_ends(fall: Waterfall):
    fall.toggle()
    rows = fall.steps._rows
    assert [row.start for row in rows[1:-1]] == [row.end for row in rows[:-2]]
    assert (rows[-1].start, rows[-1].end) == (0.0, pytest.approx(rows[-2].end))


def test_bars_are_painted_on_their_side(fall: Waterfall):
    fall.toggle()
    image = fall.steps.grab().toImage()
    colors = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert {LIGHT.padding.lower(), LIGHT.useful.lower(), LIGHT.muted.lower()} <= colors


def test_nothing_found_comes_to_nothing(fall: Waterfall):
    fall.toggle()
    fall.show_sums(*summed())
    assert fall.head.text() == "Priority 0.0 · hide why"
    assert fall.steps.accessibleDescription() == "Priority 0.0."


@pytest.mark.parametrize(
    ("share", "said"),
    [(None, ""), (0.993, "99th pct"), (1.0, "99th pct"), (0.0, "1st pct"), (0.12, "12th pct"), (0.42, "42nd pct")],
)
def test_a_percentile_is_told_as_people_say_it(share: float | None, said: str):
    assert percentile(share) == said


@pytest.mark.parametrize(("weight", "said"), [(1.62, "+1.6"), (-0.44, "−0.4"), (0.04, "0.0"), (-0.04, "0.0")])
def test_a_weight_has_its_sign(weight: float, said: str):
    assert bans(weight) == said


@pytest.mark.parametrize(("value", "said"), [(2.41, "2.4"), (-0.6, "−0.6"), (0.0, "0.0")])
def test_a_priority_has_a_sign_only_below_nothing(value: float, said: str):
    assert priority(value) == said


def test_only_endless_words_are_broken():
    words = "Returning subjects " + "a" * 30
    assert breakable(words).replace("\u200b", "") == words
    assert breakable("Returning subjects") == "Returning subjects"
    assert max(map(len, breakable(words).replace("\u200b", " ").split())) <= 12
