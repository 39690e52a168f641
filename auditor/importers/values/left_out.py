"""What an export of finished and unfinished work also tells: how much of it is not finished, in one warning."""

from collections import Counter

from auditor.records import ImportIssue, Severity


def left_out(what: str, states: Counter[str]) -> list[ImportIssue]:
    """A warning that counts records which are no outcomes, by their state; none where there are none."""
    if not states:
        return []
    counts = ", ".join(f"{number:,} {state}" for state, number in sorted(states.items()))
    return [ImportIssue(0, f"{what} that are no outcomes: {counts}", Severity.WARNING)]
