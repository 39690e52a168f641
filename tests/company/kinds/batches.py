"""Honest work in batches: evaluation, translation, labelling, a load test, and a loop forgotten over a weekend."""

from tests.company.kind import Kind, Results, Size, scripted
from tests.company.models import MIDDLE, SMALL
from tests.company.rhythm import bursts, forgotten

BATCHES = (
    Kind(
        "evaluation run",
        False,
        "the fixed question set, against each new prompt version",
        "self-refining loop",
        ("eval-runner", "prompt-bench"),
        bursts,
        60,
        Size(1_900, 0, 120),
        scripted(
            ("Case {n} of 48: a customer from {name} asks about {thing}. Answer by the policy.",),
            (
                "Expected class: {thing}. Answer: we replace the parcel after {h} days.",
                "Class: {thing}, confidence high. Reply drafted by policy {n}.",
            ),
        ),
        (MIDDLE, SMALL),
        ("bedrock", "gateway"),
        Results(1.0, ("report published",), (20, 60), ("Evaluation of prompt version {n}",)),
        subjects=48,
        gap=(2, 6),
    ),
    Kind(
        "batch translation",
        False,
        "help pages into four languages, published the same day",
        "filler until the target",
        ("page-translator", "locale-batch"),
        bursts,
        22,
        Size(2_400, 0, 1_500),
        scripted(
            (
                "Translate into Finnish, keep the terms list: help page {ref}, {thing}, section {n} ({name}).",
                "Translate into Polish, keep the terms list: help page {ref}, {thing}, section {n} ({name}).",
            ),
            (
                "Section {n} translated, {m} characters; terms kept: {thing}, {name}.",
                "Translated. One term is missing in the list: {code}.",
            ),
        ),
        (MIDDLE,),
        ("bedrock", "gateway"),
        Results(0.95, ("page published",), (60, 240), ("Help page: {thing}",)),
        gap=(9, 20),
    ),
    Kind(
        "load test",
        False,
        "the same request many times, to see what the gateway bears",
        "context stuffing",
        ("gateway-load", "stress-probe"),
        bursts,
        80,
        Size(420, 0, 24),
        scripted(("Load probe {n}-{m}: reply with the word ready.",), ("ready",)),
        (SMALL,),
        results=Results(1.0, ("report published",), (30, 90), ("Load test of the gateway",)),
        subjects=2,
        gap=(1, 3),
    ),
    Kind(
        "forgotten loop",
        False,
        "an honest mistake: nobody stopped it on Friday",
        "self-refining loop",
        ("draft-retry", "sync-helper"),
        forgotten,
        2,
        Size(6_500, 800, 140),
        scripted(
            ("Sync the {thing} list for {name} with the depot file and tell what differs.",),
            (
                "The depot file for {name} is locked, trying again.",
                "No answer from the depot share. Retrying in a minute.",
                "Synced {m} rows for {name}.",
            ),
        ),
        (MIDDLE,),
        results=Results(0.04, ("ticket closed",)),
        lasts=9,
    ),
    Kind(
        "data labelling",
        False,
        "sorts free-text claims into classes, row by row",
        "premium paraphrase",
        ("claim-labeller", "reason-coder"),
        bursts,
        90,
        Size(640, 0, 14),
        scripted(
            (
                "Claim {m}: “{thing} went wrong at {name}, parcel {ref}”. Class?",
                "Claim {m}: “waited {n} days for {thing}, {name}”. Class?",
            ),
            ("delay", "damage", "address", "loss", "unclear"),
        ),
        (SMALL,),
        results=Results(1.0, ("dataset published",), (30, 120), ("Labelled claims, part {n}",)),
        gap=(1, 4),
    ),
)
