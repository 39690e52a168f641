"""A title never says what its own sentence denies, wherever the peers stand."""

import pytest

from auditor.assess.measuring import BY_NAME
from auditor.assess.peers import Place
from auditor.assess.weights import weight_of

HIGHEST, LOWEST = Place(above=0.01, below=1.0, peers=99), Place(above=1.0, below=0.01, peers=99)
TURNS = {
    "work-does-not-follow": 0.0,
    "outcomes-missing": 0.0,
    "references-lead-nowhere": 0.5,
    "nothing-new": 0.5,
    "hollow-outcomes": 0.0,
}
"""Where each sentence turns from what speaks for use to what speaks for padding."""


@pytest.mark.parametrize(("name", "turn"), TURNS.items())
def test_more_than_expected_never_counts_against_an_agent_among_still_better_peers(name: str, turn: float):
    assert weight_of(BY_NAME[name], turn, HIGHEST) == 0
    assert weight_of(BY_NAME[name], turn + 0.2, HIGHEST) > 0


@pytest.mark.parametrize(("name", "turn"), TURNS.items())
def test_less_than_expected_never_speaks_for_an_agent_among_still_worse_peers(name: str, turn: float):
    assert weight_of(BY_NAME[name], turn + 0.2, LOWEST) == 0
    assert weight_of(BY_NAME[name], turn - 0.2, LOWEST) < 0
