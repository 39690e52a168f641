"""Honest automations on timers: a watch whose alerts become tickets, a default heartbeat, the nightly triage."""

from tests.company.kind import Kind, Results, Size, Talk, Turn, scripted, with_tools
from tests.company.models import MIDDLE, SMALL
from tests.company.rhythm import nightly, timer

WATCHED = (
    "Check the {name} hub: queue depth, belt alarms and failed scans of the last twenty minutes.",
    "Regular look at {name}: anything that needs a person?",
)


def watch(talk: Talk) -> Turn:
    """Mostly quiet; what it raises becomes a ticket."""
    quiet = ("{name}: all quiet, queue {n}, no belt alarm, {m} scans.", "{name}: normal. {m} scans, {n} in the queue.")
    alarm = (
        "{name}: belt alarm at {h}:12, {m} parcels waiting. Raised {ref} and paged the depot lead.",
        "{name}: scan failures up to {n} %, reader on lane {h}. Raised {ref}, spare reader requested.",
    )
    return Turn(talk.fill(WATCHED), talk.fill(alarm if talk.lands else quiet))


WATCHES = (
    Kind(
        "on-call watch",
        False,
        "looks every twenty minutes; its alerts become tickets",
        "empty inbox digest",
        ("hub-watch", "belt-sentinel", "scan-monitor"),
        timer(20),
        1,
        Size(3_100, 0, 70),
        watch,
        (SMALL,),
        results=Results(0.035, ("ticket closed",), (20, 240), ("Alert at {name}: {thing}",)),
        subjects=9,
    ),
    Kind(
        "heartbeat by default",
        False,
        "a default heartbeat re-sends a growing context; now and then it reminds",
        "empty inbox digest",
        ("desk-assistant", "day-planner"),
        timer(6),
        24,
        Size(16_000, 2_300, 60, cached=True),
        scripted(
            ("Heartbeat: read HEARTBEAT.md and the agenda. If nothing needs attention, answer HEARTBEAT_OK.",),
            ("HEARTBEAT_OK",),
            closing=("Reminder: {ref}, {thing} for {name}, is due at {h}:00. I moved it to the top of the list.",),
        ),
        (MIDDLE,),
        ("openclaw",),
        Results(0.5, ("ticket closed",), (30, 400)),
        gap=(3600, 3612),
        even=True,
    ),
    Kind(
        "nightly CI triage",
        False,
        "reads the night's failed checks and mends them",
        "surge before the report",
        ("night-triage", "ci-medic"),
        nightly,
        14,
        Size(12_000, 1_900, 310, cached=True),
        with_tools(
            ("Nightly run failed in {code}. Find the cause and propose a fix for {ref}.",),
            (
                (
                    "Reading the log of the failed check.",
                    "Bash",
                    "ci log --job {m} --failed",
                    "FAILED tests/test_{code}.py::test_{name} - expected {n}, got {h}",
                ),
                (
                    "The failure is in {code}; looking at it.",
                    "Read",
                    "src/{code}.py",
                    "def {code}(rows):\n    return [row for row in rows if row.zone == '{name}']",
                ),
                ("Who changed it last?", "Bash", "git log -1 --format=%s src/{code}.py", "Keep {n} rows for {name}"),
                ("Trying a fix.", "Edit", "src/{code}.py", "The file src/{code}.py has been updated."),
                (
                    "Running the test again with the fix.",
                    "Bash",
                    "pytest tests/test_{code}.py -q",
                    "{n} passed in 1.{h}s",
                ),
            ),
            (
                "Fixed {code} for {name}: the zone filter dropped rows without a depot. Ready for review as {ref}.",
                "Not a bug of ours: the sandbox for {name} was down. Retried, green. Noted in {ref}.",
            ),
        ),
        (MIDDLE,),
        ("claude-code", "gateway"),
        Results(0.7, ("commit", "change merged"), (300, 480), ("Fix {code} for {name}",)),
        gap=(8, 30),
    ),
)
