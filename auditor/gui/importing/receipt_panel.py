"""The receipt of the current file: what was read, what counts, what was left out, whether it agrees."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from auditor.gui.elided import Elided
from auditor.gui.figures import whole
from auditor.gui.importing.control_box import ControlBox, Told
from auditor.gui.importing.import_row import ImportRow, State
from auditor.gui.importing.receipt_lines import KEPT, REJECTED, coverage, lower_bound, receipt_lines
from auditor.gui.importing.token_bars import TokenBars
from auditor.gui.pieces import button, card, clear, column, row, rule, text
from auditor.gui.session import Session
from auditor.records import Source

WIDTH, LINE = 360, 31
WARNINGS = 5


class ReceiptPanel(QWidget):
    """Follows the current row. `rejected_wanted` asks for the lines of a source that could not be read."""

    rejected_wanted = Signal(Source)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._told: Told = {}
        self.control: ControlBox | None = None
        self.show_rejected: QPushButton | None = None
        self._body = column(spacing=8, margins=(16, 16, 16, 16))
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Receipt")
        self.setLayout(column(card(column(self._scroll(), spacing=0, margins=(1, 1, 1, 1))), spacing=0))
        session.changed.connect(lambda changes: changes.theme and self.update())

    def show_row(self, shown: ImportRow | None) -> None:
        """The receipt of a file, or what will stand here."""
        clear(self._body)
        self.control = self.show_rejected = None
        source = shown.source if shown else None
        title = f"RECEIPT — {shown.title.upper()}" if shown and source else "RECEIPT"
        self._body.addWidget(Elided(title, "section"))
        if shown and shown.problem:
            self._body.addWidget(text(str(shown.problem), "problem", wrap=True, name="Problem"))
        elif shown and source:
            self._receipt(shown, source)
        else:
            self._body.addWidget(text(_to_come(shown), "muted", wrap=True))
        self._body.addStretch(1)

    def _scroll(self) -> QScrollArea:
        holder = QWidget()
        holder.setLayout(self._body)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        return area

    def _receipt(self, shown: ImportRow, source: Source) -> None:
        if shown.state is State.AGAIN:
            words = f"These very bytes are in the case already as source {source.id}: nothing was added."
            self._body.addWidget(text(words, "notice", wrap=True))
        lines, holder = column(spacing=0), QWidget()
        for label, figure in receipt_lines(source):
            lines.addWidget(self._line(source, label, figure))
            lines.addWidget(rule())
        holder.setLayout(lines)
        self._body.addWidget(holder)
        self._tokens(source)
        self._sentences(source)
        self._body.addSpacing(8)
        self._body.addWidget(text("DOES IT AGREE WITH WHAT THE SENDER SAID?", "section"))
        self.control = ControlBox(source, self._told)
        self._body.addWidget(self.control)

    def _line(self, source: Source, label: str, figure: int) -> QWidget:
        line = QWidget()
        words = text(label)
        value = text(whole(figure), "title" if label == KEPT else "")
        parts: list[QWidget | int | None] = [words]
        if label == REJECTED:
            self.show_rejected = button("show", lambda: self.rejected_wanted.emit(source))
            self.show_rejected.setProperty("tag", True)
            self.show_rejected.setAccessibleName("Show the rejected lines")
            parts.append(self.show_rejected)
        line.setLayout(row(*parts, None, value, margins=(12, 0, 12, 0)))
        line.setFixedHeight(LINE - 1)
        return line

    def _tokens(self, source: Source) -> None:
        raw, corrected = source.raw.tokens, source.totals.tokens
        if raw is None or corrected is None:
            return
        self._body.addSpacing(4)
        self._body.addWidget(text("Tokens, raw against corrected", "muted"))
        self._body.addWidget(TokenBars(self._session, raw, corrected))

    def _sentences(self, source: Source) -> None:
        zone = self._session.properties.zone if self._session.properties else None
        told = [coverage(source, zone)] if zone else []
        words = " ".join(sentence for sentence in (*told, lower_bound(source)) if sentence)
        if words:
            self._body.addWidget(text(words, wrap=True))
        _notes(self._body, source.warnings)


def _notes(body: QVBoxLayout, warnings: tuple[str, ...]) -> None:
    for warning in warnings[:WARNINGS]:
        body.addWidget(text(f"Note: {warning}", "small", wrap=True))
    if len(warnings) > WARNINGS:
        body.addWidget(text(f"and {len(warnings) - WARNINGS} more notes", "small"))


def _to_come(shown: ImportRow | None) -> str:
    if shown and shown.state is State.UNMAPPED:
        return "Once its columns are mapped, this table can be imported, and gets its receipt here."
    if shown and shown.state is State.UNKNOWN:
        return "This file will not be imported, so it gets no receipt."
    return (
        "Once a file is imported, its receipt stands here: what was read, what counts, what was left out and why, "
        "and whether it agrees with what the sender said."
    )
