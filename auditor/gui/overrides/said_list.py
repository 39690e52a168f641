"""Everything the auditor ever said of an agent, the latest first, with what has become of it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from auditor.gui.figures import day, local
from auditor.gui.pieces import column, panel, text
from auditor.overrides import State, words_of
from auditor.records import Override

MOST_HEIGHT = 132
GLYPHS = {
    State.HOLDS: "●",
    State.EXPIRED: "◌",
    State.REPLACED: "○",
    State.WITHDRAWN: "○",
    State.WITHDRAWS: "↶",
}


class SaidList(QWidget):
    """Takes no space while nothing was ever said."""

    def __init__(self, said: Sequence[tuple[Override, State]], zone: ZoneInfo) -> None:
        super().__init__()
        lines = column(spacing=6)
        for line, state in said:
            lines.addWidget(text(line_of(line, state, zone), "" if state is State.HOLDS else "muted", wrap=True))
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setSizeAdjustPolicy(QScrollArea.SizeAdjustPolicy.AdjustToContents)
        area.setMaximumHeight(MOST_HEIGHT)
        area.setAccessibleName("What was said of this agent before")
        area.setWidget(panel("said", lines))
        self.setLayout(column(8, text("SAID BEFORE", "section"), area, spacing=6))
        self.setVisible(bool(said))


def line_of(line: Override, state: State, zone: ZoneInfo) -> str:
    """One line: what, what became of it, why, who and when."""
    at = f"{day(line.at, zone, year=True)} {local(line.at, zone):%H:%M}"
    what = words_of(line)
    told = f"takes back {what}" if state is State.WITHDRAWS else f"{what} · {state}"
    return f"{GLYPHS[state]} {told}\n“{line.reason}” {line.who}, {at}"
