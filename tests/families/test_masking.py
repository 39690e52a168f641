"""Templates of single prompts: each placeholder, what stays, and hostile text."""

import pytest

from auditor.families import masking
from auditor.families.masking import template_of

MASKED = [
    ("Load probe 10-3330: reply.", "Load probe ‹number›-‹number›: reply."),
    ("up 12,5% or 1,204.50", "up ‹number›% or ‹number›"),
    ("13 passed in 1.12s", "‹number› passed in ‹number›s"),
    ("lines 3, 14, 15 and 92 changed", "lines ‹numbers› changed"),
    ("inbox for 2026-10-29 12:06. 0 new", "inbox for ‹date› ‹time›. ‹number› new"),
    ("at 2026-10-29T12:06:00.123Z", "at ‹date›"),
    ("due 29.10.2026, not 10/29/26", "due ‹date›, not ‹date›"),
    ("on Monday, 3 March 2026", "on ‹date›"),
    ("am Montag, 29. Oktober 2026 um 12 Uhr", "am ‹date› um ‹time›"),
    ("Oct 5th, 2026 at 5 pm", "‹date› at ‹time›"),
    ("every Tuesday in December", "every ‹date› in ‹date›"),
    ("pay $5,000.00, 12 EUR and 7€ now", "pay ‹money› now"),
    ("fix ATL-812 and #4711", "fix ‹id› and #‹number›"),
    ("run 550e8400-e29b-41d4-a716-446655440000", "run ‹id›"),
    ("commit 9f86d081884c7d65 of req_011CSHoEeqs5C35K2UUqR7Fy", "commit ‹id› of ‹id›"),
    ("key dGhpcyBpcyBhIHRlc3Qgb2YgYmFzZTY0Lg==", "key ‹id›"),
    ("see https://wiki.example/a?b=1, please", "see ‹address›, please"),
    ("ask lena.k@firm.example at 10.1.0.7:8080", "ask ‹address› at ‹address›"),
    ("open /srv/data/x.csv, C:\\data\\y.txt and src/app.py:12", "open ‹paths›"),
    ("Read HEARTBEAT.md first", "Read ‹path› first"),
    ("Thank @lena for it", "Thank ‹name› for it"),
    ("Dear Anna Smith, thanks", "Dear ‹name›, thanks"),
    ("Frau Müller-Lüdenscheidt fragt", "Frau ‹name› fragt"),
    ("a parcel for Ildorrup (late)", "a parcel for ‹name› (late)"),
    ("why does check_slots_rates() fail", "why does ‹name›() fail"),
    ("Rename “foo bar” to „neu“", "Rename “‹text›” to „‹text›“"),
    ('Find "the end" and `x + y`.', 'Find "‹text›" and `‹text›`.'),
    ('{"id":"A-123","n":5,"t":"2026-01-01"}', '{"id":"‹id›","n":‹number›,"t":"‹date›"}'),
    ("订单2026年10月29日，共12箱", "订单‹number›年‹number›月‹number›日，共‹number›箱"),
]
KEPT = [
    "Translate the page into German, not to English.",
    "May I ask? The march was long, and Sun is a word.",
    "Use TCP/IP and/or he/she, then /review, in km/h.",
    "Fasse die Mails für Kunden zusammen und schicke den Bericht.",
    "answer HEARTBEAT_OK or don't say 'no'",
    "Überprüfe die Übersetzung; c'est déjà l'été.",
]


@pytest.mark.parametrize(("text", "template"), MASKED)
def test_what_changes_is_replaced(text: str, template: str):
    assert template_of(text) == template


@pytest.mark.parametrize("text", KEPT)
def test_what_is_asked_stays(text: str):
    assert template_of(text) == text


def test_spaces_and_empty_lines_do_not_count():
    assert template_of(" \r\n Fix\tthe   test \n\n\n now ") == template_of("Fix the test\nnow") == "Fix the test\nnow"


def test_a_text_without_words_has_no_template():
    assert template_of(" \n\t ") == template_of("") == ""


def test_a_template_is_its_own_template():
    templates = [template for _, template in MASKED]
    assert [template_of(template) for template in templates] == templates


def test_of_a_long_prompt_the_beginning_and_the_end_are_kept():
    template = template_of("Summarise this: " + "so much text " * 2000 + "What is the cause?")
    assert template.startswith("Summarise this: so much")
    assert "\n‹…›\n" in template
    assert template.endswith("What is the cause?")


def test_a_longer_number_does_not_move_the_cut():
    long = "Customer {} wrote: " + "word and word " * 400
    assert template_of(long.format(7)) == template_of(long.format(700_000_001))


HOSTILE = [
    *("a" * 1_000_000, "9" * 1_000_000, "a1" * 500_000, "1.1," * 250_000, "a/" * 500_000, "a_a_" * 250_000),
    *("“" * 1_000_000, '"a ' * 300_000, "`" * 1_000_001, "‹number› " * 100_000, "for A" * 200_000, "May " * 250_000),
    *("-" * 1_000_000, "@" * 1_000_000, "a@" * 500_000, "a.b" * 333_333, "{[(" * 333_333, " " * 1_000_000 + "x"),
    *("\ud800" * 1000, "\0" * 5000, "a\0b \ud800\udc00", "\ue000 Anna \ue001May \ue002Mo", "\u202e\u200b" * 500_000),
]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_text_gives_a_short_template(number: int):
    template = template_of(HOSTILE[number])
    assert len(template) < 30_000
    assert not set(template) & {"\ue000", "\ue001", "\ue002"}


def test_what_stands_between_is_not_looked_at():
    beginning, end = "Summarise this page. " * 120, " What is the cause?" * 40
    templates = {template_of(beginning + middle + end) for middle in ("", "x1 " * 1_000_000, "“" * 1_000_000)}
    assert len(templates) == 1


def test_the_memory_of_words_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(masking, "REMEMBERED", 100)
    for number in range(1000):
        assert template_of(f"word{number} is new") == "word‹number› is new"
    assert len(masking._words) < 110  # pyright: ignore[reportPrivateUsage]
