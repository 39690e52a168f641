"""What an agent said, as numbers."""

import numpy as np

from auditor.records import UNKNOWN
from auditor.said.reading import before_in_session, read, read_person
from auditor.said.references import hashed as hashed_references
from auditor.said.references import references_of
from auditor.said.words import hashed, words_of
from tests.timeline.activities import made_up

MINUTE = 60_000_000
ANSWER = "The belt of hall three stopped because its sensor was covered with dust."


def test_each_distinct_text_is_read_once():
    said = read(made_up([1, 2, 3], prompt=np.array([7, 7, 9]), response=np.array([8, -1, 8])), {7: "a", 8: "b", 9: "c"})
    assert (said.prompt.tolist(), said.response.tolist(), len(said.words)) == ([0, 0, 1], [0, -1, 0], 2)


def test_words_and_references_are_those_of_each_text():
    prompts = ["Check depot and depot_lane for RT-12, PR 14", "", "läuft das 倉庫番号 über src/main.py?", "Check it"]
    said = read(made_up(range(4), prompt=np.arange(4), response=np.full(4, UNKNOWN)), dict(enumerate(prompts)))
    for place, text in enumerate(prompts):
        assert said.words.of(place).tolist() == sorted(hashed(words_of(text)))
        assert set(said.references.of(place).tolist()) == set(hashed_references(references_of(text)))
    assert np.array_equal(said.vocabulary[said.places], said.words.values)


def test_the_words_told_most_often_are_spelled():
    said = read(made_up(range(3), prompt=np.array([0, 0, 1])), {0: "depot", 1: "falcon", 2: ""})
    assert list(said.spelled.values()) == ["depot", "falcon"]


def test_heads_and_bodies_tell_a_counter_from_what_follows():
    texts = {0: "a" * 40 + "same", 1: "b" * 40 + "same"}
    said = read(made_up([0, 1], prompt=np.arange(2), response=np.full(2, UNKNOWN)), texts)
    assert (said.head[0] != said.head[1], said.body[0] == said.body[1], said.length.tolist()) == (True, True, [44, 44])


def test_what_was_answered_before_is_that_of_the_session():
    made = made_up(range(4), session=np.array([1, 2, 1, 2]), response=np.array([5, 6, 7, 8]))
    assert before_in_session(made).tolist() == [-1, -1, 5, 6]


def test_agents_of_a_person_that_talk_to_each_other_are_seen_within_ten_minutes():
    texts = {0: "Start", 1: ANSWER, 2: f"I heard: {ANSWER}", 3: "Yes."}
    one = made_up([0], prompt=np.array([0]), response=np.array([1]))
    other = made_up([MINUTE, 30 * MINUTE], prompt=np.array([2, 2]), response=np.array([3, 3]))
    said = read_person([one, other], texts)
    assert (said[0].echo_of_other.tolist(), said[1].echo_of_other.tolist()) == ([False], [True, False])


def test_an_agent_without_events_or_texts_is_read_too():
    assert len(read(made_up([]), {}).words) == 0
    silent = read(made_up([1, 2], prompt=np.full(2, UNKNOWN), response=np.full(2, UNKNOWN)), {})
    assert (len(silent.words), silent.prompt.tolist(), silent.echo.tolist()) == (0, [-1, -1], [False, False])
