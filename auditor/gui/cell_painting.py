"""What delegates draw with: a line of text in a box, a chip, a bar, the ground of a row."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from auditor.gui.style import blend
from auditor.gui.theme import Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
END, MIDDLE = Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideMiddle


class CellPainter:
    """Draws within one cell in the theme's colours. Text is drawn as it is, never as markup."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
        self.painter, self.theme = painter, theme
        self.box = QRect(option.rect)  # type: ignore[attr-defined]
        self._font = QFont(option.font)  # type: ignore[attr-defined]
        self._state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]

    def ground(self, *, stripe: bool = False) -> None:
        """The row's background, and a hairline below; `stripe` marks the keyboard's row in its first cell."""
        if self._state & QStyle.StateFlag.State_Selected:
            self.painter.fillRect(self.box, self.theme.color("accent_soft"))
            if stripe:
                self.painter.fillRect(
                    QRect(self.box.left(), self.box.top(), 3, self.box.height()), self.color("accent")
                )
        elif self._state & QStyle.StateFlag.State_MouseOver:
            self.painter.fillRect(self.box, self.theme.color("hover"))
        self.painter.fillRect(QRect(self.box.left(), self.box.bottom(), self.box.width(), 1), self.color("line"))

    def color(self, token: str) -> QColor:
        """A colour of the theme."""
        return self.theme.color(token)

    def write(
        self,
        box: QRect,
        words: str,
        token: str = "text",
        *,
        bold: bool = False,
        small: bool = False,
        align: Qt.AlignmentFlag = LEFT,
        elide: Qt.TextElideMode = END,
    ) -> None:
        """One line in a box, shortened where it does not fit."""
        font = self.font(bold=bold, small=small)
        self.painter.setFont(font)
        self.painter.setPen(self.color(token))
        line = QFontMetrics(font).elidedText(" ".join(words.split()), elide, box.width())
        self.painter.drawText(box, align | Qt.TextFlag.TextSingleLine, line)

    def paragraph(self, box: QRect, words: str, token: str) -> None:
        """Small words on up to two lines."""
        font = self.font(small=True)
        metrics = QFontMetrics(font)
        self.painter.setFont(font)
        self.painter.setPen(self.color(token))
        room = round(box.width() * 1.8)  # two lines, less what breaking between words may cost
        shortened = metrics.elidedText(" ".join(words.split()), END, room)
        self.painter.drawText(box, LEFT | Qt.TextFlag.TextWordWrap, shortened)

    def font(self, *, bold: bool = False, small: bool = False) -> QFont:
        """The cell's font in one of its variants."""
        font = QFont(self._font)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        if small:
            font.setPixelSize(max(9, font.pixelSize() - 1))
        return font

    def halves(self, box: QRect, gap: int = 2) -> tuple[QRect, QRect]:
        """Two lines below each other, in the middle of the box."""
        height = QFontMetrics(self._font).height()
        top = box.center().y() - height - gap // 2 + 1
        return (
            QRect(box.left(), top, box.width(), height),
            QRect(box.left(), top + height + gap, box.width(), height),
        )

    def chip(self, box: QRect, words: str, token: str) -> QRect:
        """A small rounded field with a word, at the left of the box; where it was drawn."""
        font = self.font(small=True)
        width = min(box.width(), QFontMetrics(font).horizontalAdvance(words) + 16)
        field = QRect(box.left(), box.center().y() - 10, width, 20)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(blend(getattr(self.theme, token), self.theme.panel, 0.12)))
        self.painter.drawRoundedRect(QRectF(field), 4, 4)
        self.painter.setFont(font)
        self.painter.setPen(self.color(token))
        self.painter.drawText(field, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, words)
        return field

    def bar(self, box: QRect, share: float) -> None:
        """A progress bar, `share` 0…1 of it done."""
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.setPen(Qt.PenStyle.NoPen)
        for width, token in ((box.width(), "line"), (round(box.width() * share), "accent")):
            if width > 0:
                self.painter.setBrush(self.color(token))
                self.painter.drawRoundedRect(
                    QRectF(box.left(), box.top(), max(width, box.height()), box.height()), 3, 3
                )
