"""What was said of an agent before: every verdict, the latest first."""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from auditor.gui.figures import day, local
from auditor.gui.labels import GLYPHS, WORDS
from auditor.gui.pieces import column, panel, text
from auditor.gui.review.lines import Lines
from auditor.records import Verdict
from auditor.stale import Stale

NONE_STALE: Mapping[int, Stale] = {}


class HistoryPanel(QWidget):
    """Who, when, what; an undo is a line of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = Lines()
        self._title = text("HISTORY", "section")
        self.setLayout(column(self._title, panel("history", self._lines.layout), spacing=8))

    def show_history(self, history: list[Verdict], zone: ZoneInfo, stale: Mapping[int, Stale] = NONE_STALE) -> None:
        """List verdicts, the latest first, each stale one with what moved since; hidden while there is none."""
        self._lines.show_lines(_lines(history, zone, stale))
        self.setVisible(bool(history))


def _lines(history: list[Verdict], zone: ZoneInfo, stale: Mapping[int, Stale]) -> Iterator[tuple[str, str]]:
    for verdict in reversed(history):
        yield line_of(verdict, zone), "small"
        if verdict.id in stale:
            yield stale[verdict.id].words, ""  # no colour: those of the labels would lean to one of them


def line_of(verdict: Verdict, zone: ZoneInfo) -> str:
    """One verdict in a line or two."""
    at = f"{day(verdict.recorded_at, zone, year=True)} {local(verdict.recorded_at, zone):%H:%M}"
    word = f"{GLYPHS[verdict.label]} {WORDS[verdict.label]}" if verdict.label else "○ no label"
    undone = f" (takes back line {verdict.undoes})" if verdict.undoes else ""
    reasons = f": {', '.join(verdict.reasons)}" if verdict.reasons else ""
    note = f"\n“{verdict.note}”" if verdict.note else ""
    return f"{verdict.id}. {word}{reasons}{undone}\n{verdict.reviewer}, {at}{note}"
