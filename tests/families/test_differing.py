"""What is constant and what changed between two prompts."""

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from auditor.families.differing import Part, against_template, parts
from auditor.families.masking import template_of
from tests.families.invented import prose


def marked(text: str, found: list[Part]) -> str:
    """The text, its changed parts in braces."""
    return "".join(f"{{{text[p.start : p.end]}}}" if p.changed else text[p.start : p.end] for p in found)


ONE = "Summarise the inbox for 2026-10-29 12:06. 0 new mails."
OTHER = "Summarise the inbox for 2026-10-30 12:12. 0 new mails, all read."


def test_changed_words_are_told_on_both_sides():
    assert marked(ONE, parts(ONE, OTHER)) == "Summarise the inbox for 2026-10-{29 }12:{06}. 0 new mails."
    assert marked(OTHER, parts(OTHER, ONE)) == "Summarise the inbox for 2026-10-{30 }12:{12}. 0 new mails{, all read}."


def test_equal_texts_have_one_constant_part():
    assert parts(ONE, ONE) == [Part(0, len(ONE), False)]


def test_nothing_has_no_parts():
    assert parts("", ONE) == []
    assert parts("x", "") == [Part(0, 1, True)]


def test_against_a_template_what_it_names_is_changed():
    found = against_template(ONE, "Summarise the inbox for ‹date› ‹time›. ‹number› new mails.")
    assert marked(ONE, found) == "Summarise the inbox for {2026-10-29 12:06}. {0 }new mails."


def test_a_gap_in_a_template_is_changed():
    text = "Add a test for the   badge reader case\n in DS-2845."
    assert marked(text, against_template(text, "Add a test for the ‹…› case in ‹id›.")) == (
        "Add a test for the   {badge reader }case\n in {DS-2845}."
    )


@given(st.text("ab .‹›\n1", max_size=60), st.text("ab .‹›\n1", max_size=60))
def test_parts_cover_the_text_without_gaps(text: str, other: str):
    for found in (parts(text, other), against_template(text, template_of(other))):
        assert "".join(text[part.start : part.end] for part in found) == text
        assert all(one.changed != following.changed for one, following in pairwise(found))


def test_long_texts_go_by_line_and_word_by_word_within():
    lines = [line for line in prose(random.Random(1), 150_000).split("\n") if line]
    other = [*lines[:900], "now something " + lines[900], *lines[901:]]
    text = "\n".join(lines).replace(lines[100], "first " + lines[100], 1)
    assert marked(text, parts(text, "\n".join(other))).count("{") == 1
    assert "{first }" in marked(text, parts(text, "\n".join(other)))


def test_texts_too_long_for_that_tell_their_common_ends():
    one, other = (prose(random.Random(seed), 120_000).replace("\n", " ") for seed in (1, 2))
    found = parts(f"Read this: {one} Then go.", f"Read this: {other} Then go.")
    assert [part.changed for part in found] == [False, True, False]


def test_a_page_against_its_template():
    page = "Translate the following page:\n\n" + prose(random.Random(1), 200_000)
    found = against_template(page, "Translate the following page:\n‹…›")
    assert found == [Part(0, 31, False), Part(31, len(page), True)]
