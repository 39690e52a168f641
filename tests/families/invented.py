"""Prompts of invented agents, to be grouped by the tests."""

import random
from collections import Counter
from collections.abc import Sequence

import numpy as np

from auditor.families.grouping import Grouping
from auditor.families.numbering import numbered

NOUNS_TEXT = """
parcel belt depot label crate forklift tariff invoice pallet queue scanner tour driver customs refund window van
roster ledger contract sorter gate camera printer battery shelf barcode manifest weight route toll map village
harbour bridge winter autumn river copper cotton paper letter stamp bicycle garden kitchen summer ticket answer
"""
VERBS_TEXT = """moves holds needs shows loses keeps finds meets breaks lifts turns counts sends checks waits falls"""
WORDS, VERBS = NOUNS_TEXT.split(), VERBS_TEXT.split()


def prose(rng: random.Random, characters: int) -> str:
    """Sentences without sense, so that two of them are never alike."""
    text = ""
    while len(text) < characters:
        words = rng.choices(WORDS, k=rng.randint(4, 14)) + rng.choices(VERBS, k=rng.randint(1, 4))
        rng.shuffle(words)
        text += " ".join(words).capitalize() + rng.choice([". ", ". ", "?\n", ".\n\n"])
    return text.strip()


def timer(n: int) -> list[str]:
    """An inbox read every six minutes, and now and then a haiku."""
    digest = "Summarise the following inbox for 2026-10-{day:02} {hour:02}:{minute:02}. {new} new mails."
    haiku = "Write a haiku about deployment {number}"
    return [
        haiku.format(number=4000 + i)
        if i % 19 == 5
        else digest.format(day=1 + i // 240 % 28, hour=i // 10 % 24, minute=i % 10 * 6, new=i % 7)
        for i in range(n)
    ]


def chat(n: int, seed: int = 1) -> list[str]:
    """A person: no two prompts alike, a few polite answers between."""
    rng = random.Random(seed)
    return [
        rng.choice(["Thanks!", "Yes, go on."]) if i % 10 == 0 else prose(rng, rng.randint(20, 300)) for i in range(n)
    ]


def translator(n: int, seed: int = 1) -> list[str]:
    """Pages pasted under one of three instructions."""
    rng = random.Random(seed)
    asked = (
        "Translate the following page into {0}, keep the terms list:",
        "Bitte korrigiere den folgenden Text und lass den Stil, wie er ist:",
        "Summarise the page below in three sentences for {0} readers.",
    )
    languages = ("Finnish", "Polish", "Greek")
    return [asked[i % 3].format(rng.choice(languages)) + "\n\n" + prose(rng, rng.randint(400, 6000)) for i in range(n)]


def group(prompts: Sequence[str], at_most: int = 20_000) -> dict[str, int]:
    """Template → events, biggest first, as an agent's families would be."""
    events = Counter(prompts)
    texts = dict(enumerate(events))
    grouping = Grouping(at_most)
    rows = list(texts.items())
    for start in range(0, len(rows), 700):
        grouping.add(rows[start : start + 700])
    weights = np.array(list(events.values()), np.int64)
    ids = np.arange(len(weights))
    found = grouping.families(ids, weights, lambda ids: [[(id_, texts[id_]) for id_ in ids.tolist()]])
    family, names = numbered(np.repeat(found.family, weights), found.templates)
    counts = np.bincount(family[family >= 0], minlength=len(names))
    return dict(zip(names, counts.tolist(), strict=True))
