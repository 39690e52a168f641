"""This agent among its peers: who they are, where the dots stand, what is said in words."""

import numpy as np
import pytest

from auditor.assess.peers import places
from auditor.gui.evidence.dots import Axis, axis_of, figure, stacked, thinned
from auditor.gui.evidence.evidence_panel import EvidencePanel
from auditor.gui.evidence.peer_values import peer_values
from auditor.gui.evidence.peers_plot import PeersPlot
from auditor.gui.theme import DARK, LIGHT
from auditor.records import Assessment, Rhythm
from tests.gui.evidence_told import findings

SCHEDULED, BATCH = Rhythm.SCHEDULED, Rhythm.BATCH


def assessed(agent_id: int, rhythm: Rhythm | None, told: Rhythm | None = None) -> Assessment:
    return Assessment(agent_id, rhythm, told, 0.0, False, {}, "")


KNOWN = {1: assessed(1, SCHEDULED), 2: assessed(2, BATCH, SCHEDULED), 3: assessed(3, BATCH), 4: assessed(4, None)}
VALUES = {1: 0.1, 2: 0.2, 3: 0.3, 4: 0.4}


@pytest.mark.parametrize(("agent", "peers"), [(1, [0.2, 0.3, 0.4]), (3, [0.1, 0.2, 0.4]), (4, [0.1, 0.2, 0.3])])
def test_where_few_have_the_same_rhythm_all_are_peers(agent: int, peers: list[float]):
    assert peer_values(VALUES, KNOWN, agent) == (peers, VALUES[agent])


def test_peers_are_those_of_the_same_rhythm_as_the_auditor_sees_it():
    many = {10 + one: assessed(10 + one, SCHEDULED) for one in range(25)}
    values = VALUES | {one: float(one) for one in many}
    assert peer_values(values, KNOWN | many, 2) == ([0.1, *map(float, many)], 0.2)


def test_as_many_are_named_as_are_drawn():
    many = {one: assessed(one, SCHEDULED if one < 27 else BATCH) for one in range(40)}
    values = {one: float(one) for one in many}
    placed = places(values, {one: found.rhythm for one, found in many.items()})
    assert all(placed[one].peers == len(peer_values(values, many, one)[0]) for one in many)


def test_the_axis_reaches_from_the_lowest_to_the_highest():
    axis = axis_of(np.array([2.0, 4.0]), 3.0)
    assert axis == Axis(2.0, 4.0, False, 2.0)
    assert axis.places(np.array([2.0, 3.0, 4.0])).tolist() == [0.0, 0.5, 1.0]


def test_the_scale_is_logarithmic_only_where_values_spread_wide():
    assert not axis_of(np.array([1.0, 100.0]), 50.0).log
    wide = axis_of(np.array([1.0, 1_000.0]), 10.0)
    assert wide.log
    assert wide.places(np.array([1.0, 10.0, 100.0, 1_000.0])) == pytest.approx([0, 1 / 3, 2 / 3, 1])


def test_zeros_stand_apart_on_a_logarithmic_scale():
    places = axis_of(np.array([0.0, 1.0, 1_000.0]), 5.0).places(np.array([0.0, 1.0, 1_000.0]))
    assert places[0] == 0 < places[1] < places[2] == 1


def test_a_spread_over_negative_values_is_linear():
    assert not axis_of(np.array([-1.0, 0.001, 900.0]), 5.0).log


def test_equal_values_stand_in_the_middle():
    assert axis_of(np.array([3.0, 3.0]), 3.0).places(np.array([3.0])).tolist() == [0.5]


def test_dots_at_one_place_are_heaped_up_within_the_room():
    across, up = stacked(np.zeros(100), 4.0, 40.0)
    assert set(across) == {2.0}
    assert (up.min(), up.max()) == (0.0, 40.0)
    assert len(set(up)) == 100


def test_dots_are_always_heaped_up_alike():
    values = np.random.default_rng(4).random(500) * 300
    assert all((a == b).all() for a, b in zip(stacked(values, 4.0, 40.0), stacked(values, 4.0, 40.0), strict=True))


def test_of_very_many_only_some_are_drawn_both_ends_among_them():
    some = thinned(np.arange(10_000.0))
    assert len(some) == 2_000
    assert (some[0], some[-1]) == (0.0, 9_999.0)


@pytest.mark.parametrize(("value", "said"), [(0, "0"), (0.9412, "0.941"), (12_345.6, "12,346"), (-0.5, "-0.5")])
def test_values_are_told_with_three_digits(value: float, said: str):
    assert figure(value) == said


@pytest.fixture
def plot(qtbot) -> PeersPlot:
    made = PeersPlot(LIGHT)
    qtbot.addWidget(made)
    made.resize(320, made.sizeHint().height())
    made.show()
    return made


@pytest.mark.parametrize(
    ("values", "mine", "said"),
    [
        (range(41), 37.5, "Higher than 38 of 41 peers."),
        (range(41), 38, "Higher than 38 of 41 peers, the same as 1."),
        ([0.1], 0.2, "Higher than 1 of 1 peer."),
        ([], 0.2, "There are no peers to compare with."),
    ],
)
def test_the_plot_says_in_words_where_the_agent_stands(plot: PeersPlot, values, mine: float, said: str):
    plot.show_values(list(values), mine)
    assert plot.accessibleDescription().startswith(said)


def columns(plot: PeersPlot, color: str) -> list[int]:
    image = plot.grab().toImage()
    return [x for x in range(image.width()) if any(image.pixelColor(x, y).name() == color for y in range(20, 60))]


@pytest.mark.parametrize(("mine", "where"), [(0.0, (0, 20)), (50.0, (150, 170)), (100.0, (300, 320))])
def test_this_agent_is_marked_at_its_value(plot: PeersPlot, mine: float, where: tuple[int, int]):
    plot.show_values(np.linspace(0, 100, 41).tolist(), mine)
    marked = columns(plot, LIGHT.accent.lower())
    assert where[0] <= min(marked) <= max(marked) <= where[1]


def test_the_plot_follows_the_theme(plot: PeersPlot):
    plot.show_values([1.0, 2.0], 1.5)
    plot.set_theme(DARK)
    assert columns(plot, DARK.accent.lower())


def test_very_many_peers_are_drawn_and_told(plot: PeersPlot):
    plot.show_values(np.random.default_rng(1).lognormal(0, 3, 30_000).tolist(), 1.0)
    assert "2,000 of them drawn" in plot.accessibleDescription()
    assert columns(plot, LIGHT.accent.lower())


@pytest.fixture
def panel(qtbot) -> EvidencePanel:
    made = EvidencePanel()
    qtbot.addWidget(made)
    made.show()
    made.show_evidence(findings(), None, hidden=False)
    return made


def test_the_peers_open_below_their_finding_and_close_again(panel: EvidencePanel, qtbot):
    one, other = panel.boxes()[:2]
    panel.show_peers(one.finding, [1.0, 2.0], 1.5)
    assert one.comparing
    panel.show_peers(other.finding, [1.0, 2.0], 1.5)
    assert (one.comparing, other.comparing) == (False, True)
    with qtbot.assertNotEmitted(panel.peers_wanted):
        other.quiet.buttons["Peers"].click()
    assert not other.comparing


def test_the_peers_of_one_agent_do_not_stay_for_the_next(panel: EvidencePanel):
    panel.show_peers(findings()[0], [1.0, 2.0], 1.5)
    panel.show_evidence(findings(2), None, hidden=False)
    assert not any(box.comparing for box in panel.boxes())


def test_peers_that_come_too_late_are_not_shown(panel: EvidencePanel):
    panel.show_evidence(findings(2), None, hidden=False)
    panel.show_peers(findings(1)[0], [1.0, 2.0], 1.5)
    assert not any(box.comparing for box in panel.boxes())
