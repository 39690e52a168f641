"""Honest work at a desk: answers to customers, first questions, the month's close, notes that others read."""

from tests.company.kind import Kind, Results, Size, scripted, with_tools
from tests.company.models import MIDDLE, SMALL, TOP
from tests.company.rhythm import first_weeks, month_end, working_days

DESK = (
    Kind(
        "mail drafts",
        False,
        "answers to customers, sent after a look",
        "premium paraphrase",
        ("reply-draft", "care-writer", "parcel-desk"),
        working_days,
        3,
        Size(2_300, 500, 210),
        scripted(
            (
                "Draft an answer: {name} writes about {thing}, case {ref}, waiting {n} days.",
                "Customer {name} ({ref}) asks for {thing}; we can offer day {n} at {h}:00.",
            ),
            (
                "Dear team at {name}, thank you for waiting. The {thing} is settled, the parcel is coming. Case {ref}.",
                "Good morning, the {thing} was our mistake at the depot. We come again at {h}:00. Case {ref}.",
            ),
            ("Shorter, and mention {h}:00.", "Add the case number and the new slot.", "In Polish, please."),
        ),
        (MIDDLE, SMALL),
        ("gateway", "openclaw"),
        Results(0.85, ("ticket closed",), (2, 45)),
    ),
    Kind(
        "new joiner",
        False,
        "asks a lot in the first weeks, and learns",
        "documentation questions",
        ("first-steps", "ask-anything"),
        first_weeks,
        5,
        Size(2_000, 600, 330),
        scripted(
            (
                "What is a {thing}, and why does {name} have its own?",
                "Who uses {code}, and may I change it for {ref}?",
                "How does a parcel get from {name} to the belt?",
            ),
            (
                "A {thing} is what the depot calls the step before loading; {name} has its own for the night tours.",
                "{code} is used by the tour service, {n} calls an hour. For {ref} you may, with a review.",
                "It is scanned at {h}:00, sorted by zone, and waits for {name} on lane {n}.",
            ),
            ("Show me an example from {name}.", "So for {ref} I would start in {code}?"),
        ),
        (MIDDLE,),
        results=Results(0.45, ("ticket closed",), (60, 900)),
    ),
    Kind(
        "month-end reporting",
        False,
        "closes the month: heavy for five days, quiet otherwise",
        "surge before the report",
        ("close-helper", "accrual-check"),
        month_end,
        12,
        Size(18_000, 1_100, 520),
        scripted(
            (
                "Reconcile {thing} for {name}: ledger {m}, carrier file {n} lines, see {ref}.",
                "Explain the difference of {m} in {thing} for {name}.",
            ),
            (
                "{thing} for {name}: {n} lines match, one credit note of {m} is booked twice. See {ref}.",
                "The difference of {m} is the fuel share of {name}; accrual proposed.",
            ),
        ),
        (MIDDLE, TOP),
        results=Results(0.9, ("report published",), (20, 200), ("Month close: {thing}, {name}",)),
    ),
    Kind(
        "meeting notes",
        False,
        "turns notes into pages that others read",
        "surge before the report",
        ("notes-keeper", "minutes-writer"),
        working_days,
        4,
        Size(8_000, 1_500, 450, cached=True),
        with_tools(
            (
                "Notes of the {name} call: {thing} slips by {n} days, {ref} stays open. Write the page.",
                "Add the decision on {thing} to the page of {name}.",
            ),
            (
                (
                    "Reading last week's page to keep the open points.",
                    "read",
                    "pages/{name}.md",
                    "Open: {ref}, {thing}, due in {n} days",
                ),
                ("Looking up {ref} for its state.", "exec", "tickets show {ref}", "{ref} open, {thing}, {name}"),
            ),
            (
                "Page written: decision on {thing}, {n} days, owner named, {ref} linked.",
                "Added. The page of {name} now has {n} open points.",
            ),
        ),
        (SMALL, MIDDLE),
        ("openclaw",),
        Results(0.9, ("page published",), (5, 60)),
    ),
)
