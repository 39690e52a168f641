"""Sentences of answers."""

from auditor.said.sentences import sentences_of

ONE = "the belt of hall three was stopped"
TWO = "the sensor was covered with dust again"


def test_a_sentence_is_the_same_however_it_ends_and_whatever_its_numbers():
    first = sentences_of(f"{ONE.capitalize()} at 7:45. {TWO}!")
    second = sentences_of(f"{TWO.upper()}?\n{ONE}  at 12:05...")
    assert len(first) == 2
    assert first == second[::-1]


def test_short_ones_say_nothing():
    assert sentences_of("Done. All good! " + "x" * 25) == []
    assert len(sentences_of("x" * 26)) == 1


def test_a_full_stop_within_a_word_ends_nothing():
    assert len(sentences_of("see auditor/said/reading.py and version 3.11.2 of the interpreter")) == 1


def test_letters_beyond_ascii_are_read_the_same_way():
    text = "Die Förderbänder in Halle 3 standen still. " * 2
    first, second = sentences_of(text)
    assert first == second == sentences_of(text.upper().replace("3", "12"))[0]


def test_wide_marks_end_a_sentence_without_a_space():
    line = "第三倉庫のベルトコンベアはセンサーが埃で覆われたため停止しました"
    assert len(sentences_of(f"{line}。{line}！")) == 2
