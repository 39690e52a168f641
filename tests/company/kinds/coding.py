"""Honest work on code and contracts: tickets with branches and commits, reviews, retrieval with sources."""

from tests.company.kind import Kind, Results, Size, scripted, with_tools
from tests.company.models import MIDDLE, TOP
from tests.company.rhythm import working_days

CODING = (
    Kind(
        "coding with tickets",
        False,
        "interactive coding; branches, commits and closed tickets",
        "fake tickets and commits",
        (
            "route-planner",
            "label-service",
            "scan-gateway",
            "tariff-engine",
            "dock-booking",
            "claims-portal",
            "tour-viewer",
            "rate-import",
        ),
        working_days,
        18,
        Size(19_000, 1_700, 420, cached=True),
        with_tools(
            (
                "Take up {ref}: {thing} for {name}. Look at {code} first.",
                "Why does {code} return {n} rows for {name}?",
                "Add a test for the {thing} case in {ref}.",
                "Please handle the case without a depot in {code}, as {name} reported.",
                "Run everything and fix what is red for {ref}.",
            ),
            (
                (
                    "Let me read {code} before changing anything.",
                    "Read",
                    "src/{code}.py",
                    "def {code}(rows, zone):\n    return sorted(row for row in rows if row.zone == zone)",
                ),
                (
                    "I will check who calls {code}.",
                    "Grep",
                    "{code}",
                    "src/{code}.py:{n}\ntests/test_{code}.py:{h}\nFound 2 files",
                ),
                (
                    "First a test that shows the {thing} case for {name}.",
                    "Edit",
                    "tests/test_{code}.py",
                    "The file tests/test_{code}.py has been updated.",
                ),
                (
                    "It should fail now.",
                    "Bash",
                    "pytest tests/test_{code}.py -q",
                    "FAILED test_{code}.py::test_{name} - KeyError: '{name}'\n1 failed, {n} passed",
                ),
                (
                    "Updating {code} so that a row without zone is kept.",
                    "Edit",
                    "src/{code}.py",
                    "The file src/{code}.py has been updated.",
                ),
                ("And once more.", "Bash", "pytest tests/test_{code}.py -q", "{n} passed in 2.{h}s"),
                ("Now everything.", "Bash", "pytest -q", "{m} passed, 1 warning in {h}.2s"),
                ("A last look at the change.", "Bash", "git diff --stat", "src/{code}.py | {n} +++--\n2 files changed"),
            ),
            (
                "{code} now keeps rows without a depot; the {name} example gives {m} rows, as expected. Tests pass.",
                "Found it: {code} compared local with UTC times, so {name} lost its {h} o'clock window. Fixed.",
                "The change for {ref} is ready: {thing} for {name}, one function and two tests.",
            ),
        ),
        (MIDDLE, MIDDLE, TOP),
        ("claude-code",),
        Results(
            0.85,
            ("commit", "ticket closed"),
            (6, 110),
            ("Handle {thing} for {name}", "Fix {code} for {name}", "Add {thing} check"),
        ),
        lasts=2,
        gap=(6, 460),
    ),
    Kind(
        "code review",
        False,
        "reads large changes, says little; the changes are merged",
        "context stuffing",
        ("review-buddy", "diff-reader"),
        working_days,
        3,
        Size(42_000, 3_000, 380),
        scripted(
            (
                "Review the change for {ref} ({thing}, {name}): {m} lines in {code}. What could break?",
                "Second look at {ref} after the fixes in {code}.",
            ),
            (
                "Two things in {code}: the {thing} case for {name} has no test, and line {n} swallows the error.",
                "Looks right. One name in {code} misleads; see line {m}.",
            ),
        ),
        (TOP, MIDDLE),
        results=Results(0.8, ("change merged",), (30, 600)),
    ),
    Kind(
        "retrieval with sources",
        False,
        "large context from the contract store; answers end in decisions",
        "context stuffing",
        ("contract-search", "tariff-finder", "policy-search"),
        working_days,
        4,
        Size(61_000, 2_500, 300),
        scripted(
            (
                "[{n} passages from the contract store] What does the {name} contract say about {thing}? Cite.",
                "[{n} passages] Does {ref} change the rule for {thing} at {name}?",
            ),
            (
                "Section {h}.{n} of the {name} contract: {thing} is settled within {n} days [source {m}].",
                "Yes: {ref} replaces the old rule from next month [sources {n}, {m}].",
            ),
        ),
        (MIDDLE,),
        ("bedrock", "gateway"),
        Results(0.6, ("ticket closed",), (10, 200)),
    ),
)
