"""Padding that pretends to be work: overviews before the ranking is drawn, trivial tickets and commits."""

from tests.company.kind import Kind, Results, Size, with_tools
from tests.company.models import MIDDLE, TOP
from tests.company.rhythm import before_friday, working_days

PRETENCE = (
    Kind(
        "surge before the report",
        True,
        "runs hard on the two days before the ranking is drawn",
        "month-end reporting",
        ("weekly-wrap", "status-writer"),
        before_friday,
        9,
        Size(7_000, 2_100, 330, cached=True),
        with_tools(
            (
                "Go through the project folder once more and write an overview of everything.",
                "Write the overview again, longer.",
            ),
            (
                (
                    "Opening the notes once more.",
                    "read",
                    "notes/overview.md",
                    "# Overview\nNotes of this quarter, last changed in spring.",
                ),
                (
                    "Listing all files for the overview.",
                    "exec",
                    "ls -R notes",
                    "notes: overview.md plan.md ideas.md (23 files)",
                ),
                ("Reading the plan again.", "read", "notes/plan.md", "# Plan\nTo be filled."),
            ),
            (
                "The overview is written. The folder holds 23 files, as before.",
                "Overview extended; nothing has changed since the last one.",
            ),
        ),
        (TOP,),
        ("openclaw",),
        subjects=2,
        new=True,
    ),
    Kind(
        "fake tickets and commits",
        True,
        "opens trivial tickets and commits to look productive",
        "coding with tickets",
        ("tidy-up", "housekeeping"),
        working_days,
        11,
        Size(14_000, 1_200, 170, cached=True),
        with_tools(
            (
                "Make a small change for {ref} and commit it.",
                "Find something to commit for {ref}.",
                "One more commit for {ref}, anything small.",
            ),
            (
                ("I will adjust the wording.", "Edit", "README.md", "The file README.md has been updated."),
                (
                    "Committing that.",
                    "Bash",
                    "git commit -am 'Update README wording ({ref})'",
                    "[{ref}] 1 file changed, 1 insertion(+), 1 deletion(-)",
                ),
                (
                    "Reverting the last wording change.",
                    "Bash",
                    "git revert --no-edit HEAD",
                    "[{ref}] Revert: 1 file changed, 1 insertion(+), 1 deletion(-)",
                ),
                (
                    "A blank line helps readability.",
                    "Edit",
                    "CONTRIBUTING.md",
                    "The file CONTRIBUTING.md has been updated.",
                ),
            ),
            ("Done, committed as a small change.", "The wording is back to what it was, committed."),
        ),
        (MIDDLE,),
        ("claude-code",),
        Results(
            0.9,
            ("commit", "ticket closed"),
            (0, 3),
            ("Update README wording", "Revert README wording", "Fix whitespace", "Bump note"),
        ),
    ),
)
