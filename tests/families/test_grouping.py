"""Whole agents: what their thousands of prompts are collapsed to."""

import random

import pytest

from auditor.families import grouping
from tests.families.invented import chat, group, prose, timer, translator


def test_a_timer_has_a_handful():
    assert group(timer(5000)) == {
        "Summarise the following inbox for ‹date› ‹time›. ‹number› new mails.": 4737,
        "Write a haiku about deployment ‹number›": 263,
    }


def test_a_person_has_many_small_ones():
    families = group(chat(600))
    assert {"Thanks!", "Yes, go on."} == {template for template, events in families.items() if events > 2}
    assert len(families) > 500


def test_a_pasted_document_does_not_make_a_family():
    assert group(translator(90)) == {
        "Bitte korrigiere den folgenden Text und lass den Stil, wie er ist:\n‹…›": 30,
        "Summarise the page below in three sentences for ‹…› readers.\n‹…›": 30,
        "Translate the following page into ‹…›, keep the terms list:\n‹…›": 30,
    }


def test_an_instruction_before_a_colon_is_one_family():
    texts = ["I kept the structure and polished the rhythm of it.", "The page now opens with a clear purpose."]
    prompts = [f"Improve this text further, keep the meaning: {text} {text}" for text in texts]
    assert list(group(prompts)) == ["Improve this text further, keep the meaning: ‹…›"]


def test_an_instruction_behind_the_document_is_one_family():
    asked = ("What is the cause of this error?", "Write a haiku about the text above.")
    prompts = [prose(random.Random(i), 900) + "\n\n" + asked[i % 2] for i in range(40)]
    assert group(prompts) == {"‹…›\n" + asked[0]: 20, "‹…›\n" + asked[1]: 20}


PREAMBLE = "You are the assistant of Lindmark Parcel. " + prose(random.Random(3), 1500).replace("\n", " ")


@pytest.mark.parametrize("between", ["\n", "\n\n", " "])
def test_a_common_preamble_does_not_join_instructions(between: str):
    asked = ("Fix the failing test", "Write a poem about depots", "Tell me the weather in Rome")
    assert sorted(group([PREAMBLE + between + one + f" {i}." for i in range(20) for one in asked]).values()) == [20] * 3


def test_instructions_before_the_same_document_are_not_joined():
    document = prose(random.Random(7), 900)
    asked = ("List all names in it", "What is it about, briefly", "Which numbers are wrong", "Translate it to German")
    assert len(group([one + "\n\n" + document for one in asked])) == 4


def test_words_in_a_slot_are_joined_and_shown_as_a_gap():
    hubs = ("Brenessmark", "Fenarbrook", "Jorarmund", "Lysibrook", "Pelunmora", "Quarilmark")
    prompts = [f"Check the {hub} hub: queue depth, belt alarms and failed scans of the last hour." for hub in hubs]
    assert list(group(prompts)) == ["Check the ‹…› hub: queue depth, belt alarms and failed scans of the last hour."]


def test_families_that_differ_in_every_slot_are_joined_in_the_second_round():
    rng = random.Random(1)
    things = ("pickup slot", "refund", "proof of delivery", "lost parcel", "customs form", "stop order")
    prompts = [
        f"Translate into {rng.choice(['Finnish', 'Polish', 'Greek'])}, keep the terms list:"
        f" help page CC-{i}, {rng.choice(things)}, section {i} ({rng.choice(['Ostenton', 'Merimton', 'Rudumora'])})."
        for i in range(300)
    ]
    assert list(group(prompts)) == [
        "Translate into ‹…›, keep the terms list: help page ‹id›, ‹…›, section ‹number› (‹…›)."
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Please translate the whole page to German", "Please delete the whole page to German"),
        ("Fix the test", "Run the test"),
        ("[archive, 148 pages] How many pages are there?", "[archive, 148 pages] Which weekday is the first?"),
        ("Read the file and the list. Then write a poem.", "Read the file and the list. Then delete both."),
        ("Plan for the depot: first read the open cases", "Review of the depot: all open cases hold"),
    ],
)
def test_different_instructions_are_not_joined(one: str, other: str):
    assert len(group([one, other])) == 2


def test_german_and_chinese_prompts_are_joined():
    german = [
        f"Schreibe eine Antwort an {name} zum Ticket KD-{i}." for i, name in enumerate(("Anna", "Bernd", "Carla"))
    ]
    chinese = [f"请把以下内容翻译成英文：订单{i}于2026年10月{i + 1}日发货" for i in range(3)]
    assert list(group(german + chinese)) == [
        "Schreibe eine Antwort an ‹…› zum Ticket ‹id›.",
        "请把以下内容翻译成英文：订单‹number›于‹number›年‹number›月‹number›日发货",
    ]


def test_the_order_of_arrival_does_not_matter():
    prompts = timer(400) + translator(60) + chat(200) + [f"Check the {i * 'x'}y hub and its belt" for i in range(9)]
    shuffled = random.Random(5).sample(prompts, len(prompts))
    assert group(prompts) == group(shuffled) == group(prompts[::-1])


def test_more_templates_than_are_compared_find_their_place():
    prompts = [
        f"Check the {word}{i % 7 * 'a'} hub for the night" for i, word in enumerate(map(chr, range(97, 123)))
    ] * 2
    prompts += [f"{number * 'ab'} is quite unlike all the others" for number in range(1, 20)]
    assert group(prompts, at_most=5) == group(prompts[::-1], at_most=5)
    assert group(prompts, at_most=26)["Check the ‹…› hub for the night"] == 52
    assert group(prompts, at_most=26)["‹other prompts›"] > 10


def test_no_more_than_a_thousand_families_are_named():
    families = group([prose(random.Random(i), 60) for i in range(1300)])
    assert len(families) == 1001
    assert list(families)[-1] == "‹other prompts›"
    assert sum(families.values()) == 1300


def test_no_prompts_have_no_families():
    assert group([]) == {}


def test_a_page_that_grows_under_the_same_instruction_is_one_family():
    rng = random.Random(1)
    pages = [prose(rng, 450) for _ in range(5)]
    prompts = ["Translate this page:\n\n" + page + prose(rng, 80) for _ in range(20) for page in pages]
    assert group(prompts) == {"Translate this page:\n‹…›": 100}


def test_templates_not_held_are_made_again(monkeypatch: pytest.MonkeyPatch):
    prompts = timer(200) + translator(30) + chat(50)
    held = group(prompts)
    monkeypatch.setattr(grouping, "HELD", 0)
    assert group(prompts) == held


def test_an_instruction_and_its_opposite_are_two_families():
    for wanted in ("mark", "do not mark", "never mark"):
        assert len(group([f"Please {wanted} the parcel {n} as delivered in the list" for n in range(6)])) == 1
    both = [f"Please {'do not ' * (n % 2)}mark the parcel {n} as delivered in the list" for n in range(6)]
    assert sorted(group(both).values()) == [3, 3]
