"""A label in a colour of the theme that can be read, and a bar that shows how much a finding weighs."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from auditor.gui.evidence.legible import legible
from auditor.gui.theme import Theme

BAR = 4


class Tinted(QLabel):
    """Looks as its role says, but for its colour: the style sheet knows none that depends on what is said."""

    def __init__(self, role: str, theme: Theme) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self._theme, self._token = theme, "muted"

    def say(self, words: str, token: str) -> None:
        """These words in the colour of a token."""
        self._token = token
        self.setText(words)
        self.setVisible(bool(words))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Light or dark."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, wrapped if the label wraps."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(legible(self._theme, self._token))
        wrap = Qt.TextFlag.TextWordWrap if self.wordWrap() else Qt.TextFlag.TextSingleLine
        painter.drawText(self.contentsRect(), self.alignment() | wrap, self.text())
        painter.end()


class WeightBar(QWidget):
    """To the right of its middle what speaks for padding, to the left what speaks for usefulness; full at ±1."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self.weight, self._token = theme, 0.0, "muted"
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_weight(self, weight: float, token: str) -> None:
        """A weight in [−1, 1], in the colour of a token."""
        self.weight, self._token = max(-1.0, min(1.0, weight)), token
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Light or dark."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(60, BAR + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track, bar, and the line in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        top, middle = (self.height() - BAR) / 2, self.width() / 2
        painter.setBrush(self._theme.color("line"))
        painter.drawRoundedRect(QRectF(0, top, self.width(), BAR), BAR / 2, BAR / 2)
        painter.setBrush(self._theme.color(self._token))
        length = self.weight * middle
        painter.drawRoundedRect(QRectF(min(middle, middle + length), top, abs(length), BAR), BAR / 2, BAR / 2)
        painter.fillRect(QRectF(middle - 0.5, 0, 1, self.height()), self._theme.color("muted"))
        painter.end()
