"""What counts as a word."""

from auditor.said.words import is_word, words_of


def test_words_are_lower_case_letters_longer_than_three():
    assert words_of("The Depot, the depot; and (labels) for 4711!") == {"depot", "labels"}


def test_what_holds_a_digit_is_an_id():
    assert words_of("run 3fa9c beef-cafe-0012 v2beta a1b2c3d4-abcd-abcd-abcd-feedfeedfeed web17") == set()


def test_a_name_in_a_program_is_a_word_beside_its_parts():
    assert words_of("fix merge_stops_zone()") == {"merge", "stops", "zone", "merge_stops_zone"}


def test_letters_drawn_by_a_machine_are_no_word():
    assert not any(map(is_word, ("xkqvjwtz", "zqxjkv", "deadbeef", "qwrtpsdf", "x" * 50)))
    spoken = "strengthen https sandbox rhythm kubernetes przykład angstschweiß zwölf brenholt xylophone facade czech"
    assert [word for word in spoken.split() if not is_word(word)] == []


def test_letters_without_spaces_are_taken_two_by_two():
    assert words_of("日本語 depot") == {"日本", "本語", "depot"}
    assert words_of("店") == {"店"}


def test_accents_and_other_alphabets_are_words():
    assert words_of("Überführung, склад") == {"überführung", "склад"}
