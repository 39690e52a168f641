"""The numbers of a selected stretch, at once, below the timeline."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from auditor.gui.elided import Elided
from auditor.gui.figures import counted, money, short
from auditor.gui.pieces import row, text
from auditor.records import Activity, Outcome
from auditor.timeline.clock import clock_of
from auditor.timeline.selection import SpanNumbers, span_numbers
from auditor.timeline.words import interval


class SelectionBar(QWidget):
    """One line: when, requests, tokens, cost, outcomes, and the share of the whole agent."""

    def __init__(self) -> None:
        super().__init__()
        self._when, self._numbers = text("", "title"), Elided("", "muted")
        whole = row(self._when, self._numbers, spacing=12, margins=(12, 4, 4, 4))
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_span(
        self,
        activity: Activity,
        outcomes: Sequence[Outcome],
        linked: Sequence[bool],
        span: tuple[int, int] | None,
        zone: ZoneInfo,
    ) -> None:
        """Show the numbers of [start, end), µs; hidden for None. Only outcomes tied to the agent count."""
        self.setVisible(span is not None)
        if span is None:
            return
        own = [outcome for outcome, tied in zip(outcomes, linked, strict=True) if tied]
        self._when.setText(interval(clock_of(zone), *span))
        self._numbers.setText(sentence(span_numbers(activity, span, own)))


def sentence(numbers: SpanNumbers) -> str:
    """The numbers in one line."""
    share = numbers.share_of_tokens if numbers.share_of_tokens is not None else numbers.share_of_requests
    parts = [
        counted(numbers.requests, "request"),
        f"{short(numbers.tokens)} tokens",
        money(numbers.cost) if numbers.cost is not None else "",
        f"{numbers.failed:,} failed" if numbers.failed else "",
        _families(numbers.families),
        counted(numbers.outcomes, "outcome"),
        f"{share:.1%} of all" if share is not None else "",
    ]
    return " · ".join(part for part in parts if part)


def _families(count: int | None) -> str:
    return f"{count} famil{'y' if count == 1 else 'ies'}" if count else ""
