"""A label for words of any length: shortened in the middle where they do not fit, whole in the tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from auditor.gui.tips import plain_tip


class Elided(QLabel):
    """Looks as its role says; wants the width of its words and gives up what it must."""

    def __init__(self, words: str = "", role: str = "") -> None:
        super().__init__(words)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setToolTip(plain_tip(words))

    def setText(self, words: str) -> None:
        """Other words."""
        super().setText(words)
        self.setToolTip(plain_tip(words))
        self.setAccessibleName(words)

    def minimumSizeHint(self) -> QSize:
        """Two characters and the dots."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """One line, shortened."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()
