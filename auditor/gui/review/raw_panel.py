"""An agent's requests and tokens as all lines say, and as counted, with the rule by which each difference goes."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from auditor.gui.figures import money, short, whole
from auditor.gui.pieces import clear, column, panel, rule, text
from auditor.gui.tips import plain_tip
from auditor.records import Agent, Coverage, Totals
from auditor.rules import RULES

MINUS = "\N{MINUS SIGN}\u2009"
SAME = "Every line that was read counts: raw and corrected are the same."


class RawPanel(QWidget):
    """A small table; one sentence where nothing was corrected."""

    def __init__(self) -> None:
        super().__init__()
        self._same = False
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(0, 1)
        self.setLayout(column(text("RAW AND CORRECTED", "section"), panel("raw", self._grid), spacing=8))

    def show_sums(self, agent: Agent | None, coverage: Coverage | None) -> None:
        """Show an agent's sums, or nothing."""
        self.setVisible(agent is not None)
        same = coverage is not None and not coverage.dropped_sums
        if agent and same and self._same:
            return  # most agents: a label less to make for each
        clear(self._grid)
        self._same = same
        if agent is None or coverage is None:
            return
        if same:
            self._grid.addWidget(text(SAME, "muted", wrap=True), 0, 0, 1, 3)
            return
        for place, header in ((1, "Requests"), (2, "Tokens")):
            self._grid.addWidget(text(header, "small"), 0, place, Qt.AlignmentFlag.AlignRight)
        counted, bound = agent.totals, "≥ " if agent.totals.lower_bounds else ""
        self._row("As all lines say", raw_sums([counted, *coverage.dropped_sums.values()]), before=bound)
        for name, sums in sorted(coverage.dropped_sums.items(), key=lambda told: -told[1].events):
            told = RULES.get(name)
            self._row(told.title if told else name, sums, before=MINUS, role="muted", why=told.why if told else "")
        self._grid.addWidget(rule(), self._grid.rowCount(), 0, 1, 3)
        self._row("Counted", counted, before=bound, role="title")

    def figures(self) -> list[tuple[str, str, str]]:
        """What stands in the table, row by row."""
        rows = range(1, self._grid.rowCount())
        return [told for row in rows if len(told := tuple(self._words(row))) == 3]

    def _words(self, row: int) -> Iterable[str]:
        for place in range(3):
            item = self._grid.itemAtPosition(row, place)
            if item and isinstance(label := item.widget(), QLabel):
                yield label.text()

    def _row(self, words: str, sums: Totals, *, before: str, role: str = "", why: str = "") -> None:
        at, tokens = self._grid.rowCount(), sums.tokens
        shown = (short(sums.events), "–" if tokens is None else short(tokens))
        minus = before if before == MINUS else ""
        labels = (
            text(words, role, wrap=True),
            text(minus + shown[0], role, name=f"{words}: requests"),
            text((before if tokens is not None else "") + shown[1], role, name=f"{words}: tokens"),
        )
        tip = plain_tip("\n".join([why, _in_full(sums)]) if why else _in_full(sums))
        for place, label in enumerate(labels):
            label.setToolTip(tip)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop if place else Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(label, at, place, side)


def raw_sums(parts: Iterable[Totals]) -> Totals:
    """Requests, input, output and cost added up; unknown stays unknown where no part tells it."""
    told = list(parts)

    def added(name: str) -> int | None:
        values = [value for part in told if (value := getattr(part, name)) is not None]
        return sum(values) if values else None

    return Totals(
        sum(part.events for part in told),
        input_tokens=added("input_tokens"),
        output_tokens=added("output_tokens"),
        cost_microusd=added("cost_microusd"),
    )


def _in_full(sums: Totals) -> str:
    return (
        f"{whole(sums.events)} requests\ninput {whole(sums.input_tokens)}\noutput {whole(sums.output_tokens)}"
        f"\nreported cost {money(sums.cost_microusd)}"
    )
