"""The days each kind of export tells of, one strip a kind over a common axis; gaps are hatched."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from auditor.gui.data.coverage_days import Days, Strip, date_of, day_words, summary
from auditor.gui.figures import counted, whole
from auditor.gui.session import Session
from auditor.gui.tips import plain_tip

LINE, BAR, AXIS = 24, 12, 22
LABEL, FIGURE, GAP = 216, 156, 12
TICK_GAP = 16
MANY_DAYS = 120
"""From so many days on the axis tells months, below weeks."""


class CoverageStrip(QWidget):
    """As high as its lines. `mark` outlines the days one source covers."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.strips: list[Strip] = []
        self._marked: tuple[str, Days] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        session.changed.connect(lambda changes: changes.theme and self.update())

    def show_strips(self, strips: list[Strip]) -> None:
        """Other strips."""
        self.strips, self._marked = strips, None
        told = "; ".join(summary(strip) for strip in strips)
        self.setAccessibleName(f"Days with data. {told}" if told else "Days with data: none")
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def mark(self, importer: str, days: Days | None) -> None:
        """Outline these days in the strip of an importer; None: nothing."""
        self._marked = (importer, days) if days else None
        self.update()

    def line_of(self, importer: str) -> int:
        """The middle of an importer's strip, px from the top; 0 if it has none."""
        at = next((number for number, strip in enumerate(self.strips) if strip.importer == importer), None)
        return 0 if at is None else at * LINE + LINE // 2

    def sizeHint(self) -> QSize:
        return QSize(480, len(self.strips) * LINE + AXIS)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Strips, then the axis below them."""
        painter = QPainter(self)
        for number, strip in enumerate(self.strips):
            self._paint_strip(painter, strip, number * LINE)
        if self.strips:
            bottom = self.visibleRegion().boundingRect().bottom() + 1  # in view however far the strips are scrolled
            axis = min(bottom, self.height()) - AXIS
            painter.fillRect(0, axis, self.width(), AXIS, self._session.theme.color("panel"))
            self._paint_axis(painter, axis)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """A tooltip that tells the day under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tip(self._tip(event.x(), event.y())), self)
            return True
        return super().event(event)

    def place(self, days: Days) -> tuple[int, int]:
        """Left edge and width in px of a run of days, at least 2 px wide."""
        first, last = self._span()
        per_day = max(1, self.width() - LABEL - FIGURE - 2 * GAP) / (last - first + 1)
        left = LABEL + GAP + round((days[0] - first) * per_day)
        return left, max(2, LABEL + GAP + round((days[1] + 1 - first) * per_day) - left)

    def _span(self) -> Days:
        return min(strip.first for strip in self.strips), max(strip.last for strip in self.strips)

    def _paint_strip(self, painter: QPainter, strip: Strip, top: int) -> None:
        theme, middle = self._session.theme, Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.color("text"))
        title = painter.fontMetrics().elidedText(strip.title, Qt.TextElideMode.ElideRight, LABEL)
        painter.drawText(QRect(0, top, LABEL, LINE), middle | Qt.AlignmentFlag.AlignLeft, title)
        bar = top + (LINE - BAR) // 2
        left, width = self.place(self._span())
        painter.fillRect(left, bar, width, BAR, theme.color("shade"))
        for days in strip.runs:
            left, width = self.place(days)
            painter.fillRect(left, bar, width, BAR, theme.color("input"))
        for days in strip.gaps:
            self._paint_gap(painter, days, bar)
        if self._marked and self._marked[0] == strip.importer:
            left, width = self.place(self._marked[1])
            painter.setPen(QPen(theme.color("text"), 1))
            painter.drawRect(left, bar - 3, width - 1, BAR + 5)
        painter.setPen(theme.color("padding" if strip.gaps else "muted"))
        painter.drawText(
            QRect(self.width() - FIGURE, top, FIGURE - GAP, LINE), middle | Qt.AlignmentFlag.AlignRight, _figure(strip)
        )

    def _paint_gap(self, painter: QPainter, days: Days, bar: int) -> None:
        color = self._session.theme.color("padding")
        left, width = self.place(days)
        painter.fillRect(left, bar, width, BAR, QBrush(color, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(color, 1))
        painter.drawRect(left, bar, width - 1, BAR - 1)

    def _paint_axis(self, painter: QPainter, top: int) -> None:
        """A tick at each month or week that has room for its name."""
        first, last = self._span()
        painter.setPen(self._session.theme.color("muted"))
        free = year = 0
        monthly = last - first >= MANY_DAYS
        for day in _ticks(first, last, monthly=monthly):
            left, _ = self.place((day, day))
            then = date_of(day)
            words = f"{then:%b %Y}" if then.year != year else f"{then:%b}"
            words = words if monthly else f"{then.day} {words}"
            width = painter.fontMetrics().horizontalAdvance(words)
            if left < free or left + width > self.width() - FIGURE + GAP:
                continue
            free, year = left + width + TICK_GAP, then.year
            painter.drawLine(left, top + 1, left, top + 4)
            painter.drawText(QRect(left, top + 4, width, AXIS - 4), Qt.AlignmentFlag.AlignLeft, words)

    def _tip(self, x: int, y: int) -> str:
        if not self.strips or not 0 <= y < len(self.strips) * LINE:
            return ""
        strip = self.strips[y // LINE]
        first, last = self._span()
        left, width = self.place((first, last))
        if not left <= x < left + width:
            return summary(strip).replace("; ", "\n")
        day = first + (x - left) * (last - first + 1) // width
        for start, end in strip.gaps:
            if start <= day <= end:
                return (
                    f"{strip.title}: nothing from {day_words(start)} to {day_words(end)}.\nAbsence there means nothing."
                )
        told = any(start <= day <= end for start, end in strip.runs)
        return f"{day_words(day)} (UTC): {'data' if told else 'no data'}\n{strip.title}"


def _figure(strip: Strip) -> str:
    gaps = len(strip.gaps)
    span = strip.last - strip.first + 1
    told = counted(span, "day") if strip.days == span else f"{whole(strip.days)} of {whole(span)} days"
    return f"{told} · {gaps} gap{'' if gaps == 1 else 's'}" if gaps else told


def _ticks(first: int, last: int, *, monthly: bool) -> list[int]:
    """First days of months, or Mondays."""
    days = range(first, last + 1)
    return [day for day in days if (date_of(day).day == 1 if monthly else date_of(day).weekday() == 0)]
