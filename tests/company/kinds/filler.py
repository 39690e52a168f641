"""Padding by asking: verse until the target is met, questions of the handbook, an archive for a trifle, fine words."""

from tests.company.kind import Kind, Size, Talk, Turn, scripted
from tests.company.models import MIDDLE, SMALL, TOP
from tests.company.rhythm import until_done, working_days

HAIKU = (
    "Parcels in the rain / the belt hums its quiet song / morning finds the door",
    "Grey van, empty street / a label waits for its name / evening folds the map",
    "Under depot lights / cardboard towers lean and dream / somebody yawns twice",
    "Autumn on the ramp / one leaf rides the sorter lane / scanned as nothing known",
    "Coffee going cold / the screen keeps its small blue glow / tape dispenser sleeps",
)


ORDERS = (
    "Write a haiku about a depot in autumn.",
    "Another haiku, this time about a van.",
    "And one more about parcels.",
    "Write three lines about waiting for a scan.",
    "Now vary the last one, same mood.",
)


HANDBOOK = (
    (
        "How many days do I have to hand in travel receipts?",
        "Receipts: within 30 days, by the form in the staff portal.",
    ),
    (
        "Where do I find the form for a parking permit?",
        "Parking permit: staff portal, Facilities, Parking. Two working days.",
    ),
    ("When is the canteen at {name} open?", "Canteen at {name}: from 7:30 to 14:00 on working days."),
    ("How do I set my out-of-office note?", "Out-of-office note: Settings, Automatic replies, set the dates, save."),
)
AGAIN = (
    "Please say it again in other words.",
    "And where exactly does the handbook say so?",
    "Thanks. And in a table?",
)


def handbook(talk: Talk) -> Turn:
    """One question of the handbook a session, then the same again."""
    question, answer = HANDBOOK[talk.session * 7 // 3 % len(HANDBOOK)]
    return Turn(talk.fill(AGAIN if talk.turn else (question,)), "The handbook says it. " + talk.fill((answer,)))


FILLER = (
    Kind(
        "filler until the target",
        True,
        "verse on demand until the week's target is met, then silence",
        "batch translation",
        ("idea-garden", "verse-box", "warm-up"),
        until_done,
        12,
        Size(5_200, 260, 420),
        scripted(ORDERS, HAIKU),
        (TOP,),
        subjects=1,
        gap=(6, 14),
        new=True,
        tops_up=True,
    ),
    Kind(
        "documentation questions",
        True,
        "asks again and again what the handbook answers",
        "new joiner",
        ("handbook-helper", "howto-bot", "policy-asker"),
        working_days,
        4,
        Size(2_600, 700, 260),
        handbook,
        (SMALL, MIDDLE),
        ("bedrock",),
        subjects=3,
    ),
    Kind(
        "context stuffing",
        True,
        "pastes the whole archive to ask what day it is",
        "retrieval with sources",
        ("archive-reader", "context-keeper"),
        working_days,
        3,
        Size(148_000, 900, 60),
        scripted(
            (
                "[archive of all tour sheets 2021 to 2026, 148 pages] Which weekday is the first sheet from?",
                "[archive of all tour sheets 2021 to 2026, 148 pages] How many pages are there?",
                "[archive of all tour sheets 2021 to 2026, 148 pages] Is the word depot in it?",
            ),
            ("The first sheet is from a Monday.", "There are 148 pages.", "Yes, the word depot appears.", "Yes."),
        ),
        (TOP,),
        subjects=2,
    ),
    Kind(
        "premium paraphrase",
        True,
        "the dearest model puts one sentence in other words",
        "mail drafts",
        ("sentence-smith", "phrase-lift"),
        working_days,
        7,
        Size(260, 60, 90),
        scripted(
            (
                "Say it differently: Thank you for your message.",
                "Rephrase: I will look into it and come back to you.",
                "Put more warmly: Please find the list attached.",
                "Another wording for: Have a good week.",
            ),
            (
                "Many thanks for getting in touch.",
                "Let me check this; you will hear from me.",
                "The list is attached for your convenience.",
                "I wish you a pleasant week ahead.",
                "Thanks so much for writing to us.",
            ),
        ),
        (TOP,),
        subjects=4,
        gap=(15, 40),
    ),
)
