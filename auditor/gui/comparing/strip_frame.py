"""Where things stand in small multiples: the sum on top, a row for each agent that scrolls, the axis at the bottom."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from auditor.gui.timeline.frame import LABEL_GAP, MARGIN, label_width
from auditor.gui.timeline.look import Look

LEAST, MOST = 46.0, 200.0
"""px of a row, for a font of 13 px."""

PAD = 6.0
RASTER_FROM = 100.0
"""px of a row from which on there is room for the hours of the day under its bars."""


@dataclass(frozen=True, slots=True)
class StripFrame:
    """Rectangles in px. Plots stand where the timeline's stand: the same label column, the same right margin."""

    total: QRectF
    rows: QRectF
    axis: QRectF
    left: float
    width: float
    row_height: float
    count: int

    @property
    def overflow(self) -> int:
        """px of rows that have no room and must be scrolled to."""
        return max(0, round(self.count * self.row_height - self.rows.height()))

    def row(self, number: int, scrolled: float) -> QRectF:
        """The full width of the row of an agent."""
        top = self.rows.top() + number * self.row_height - scrolled
        return QRectF(0, top, self.rows.width(), self.row_height)

    def row_at(self, y: float, scrolled: float) -> int | None:
        """Which agent's row is at a height; None beyond them."""
        if not self.rows.top() <= y < self.rows.bottom():
            return None
        number = int((y - self.rows.top() + scrolled) // self.row_height)
        return number if 0 <= number < self.count else None

    def head(self, row: QRectF, look: Look) -> QRectF:
        """Where a row names its agent."""
        return QRectF(self.left, row.top() + PAD / 2, self.width, look.title_height)

    def plot(self, row: QRectF, look: Look) -> QRectF:
        """Where a row draws its bars."""
        top = look.snap(self.head(row, look).bottom() + 1)
        bottom = look.snap(row.bottom() - PAD)
        if row.height() >= RASTER_FROM:
            bottom = look.snap(top + (bottom - top) * 0.5)
        return QRectF(self.left, top, self.width, max(4.0, bottom - top))

    def raster(self, row: QRectF, look: Look) -> QRectF | None:
        """Where a row draws its hours of the day; None without room."""
        if row.height() < RASTER_FROM:
            return None
        top = look.snap(self.plot(row, look).bottom() + PAD)
        return QRectF(self.left, top, self.width, row.bottom() - PAD - top)

    def label(self, plot: QRectF) -> QRectF:
        """The label's place beside a plot."""
        return QRectF(4, plot.top(), plot.left() - LABEL_GAP - 4, plot.height())


def strip_frame(width: int, height: int, look: Look, count: int) -> StripFrame:
    """Divide a widget; rows share the height that is left, from `LEAST` to `MOST` each."""
    left = look.snap(label_width(look))
    scale = max(1.0, look.title_height / 15)
    axis = look.small_height + 8
    least = look.snap(LEAST * scale)
    summed = least if count > 1 else 0.0  # one agent needs no sum
    free = height - axis - summed - 8
    row_height = min(MOST * scale, max(least, int(free / max(1, count))))
    total = QRectF(0, 2, width, summed)
    rows = QRectF(0, total.bottom() + 4, width, max(0.0, height - axis - total.bottom() - 6))
    place = QRectF(left, height - axis, max(1.0, look.snap(width - MARGIN) - left), axis)
    return StripFrame(total, rows, place, left, place.width(), row_height, count)
