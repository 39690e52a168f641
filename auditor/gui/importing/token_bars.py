"""Two bars: tokens as the file has them, and after correction."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from auditor.gui.figures import short, whole
from auditor.gui.session import Session

LINE, LABEL, FIGURE, BAR = 24, 96, 80, 14


class TokenBars(QWidget):
    """Both bars have the same scale: the longer one is as long as there is room."""

    def __init__(self, session: Session, raw: int, corrected: int) -> None:
        super().__init__()
        self._session = session
        self._bars = (("as written", raw, "cached"), ("corrected", corrected, "input"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Tokens: {whole(raw)} as written, {whole(corrected)} corrected")
        self.setToolTip(f"{whole(raw)} as written\n{whole(corrected)} corrected")

    def sizeHint(self) -> QSize:
        return QSize(200, 2 * LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Label, bar and figure a line."""
        painter = QPainter(self)
        most = max(1, *(tokens for _, tokens, _ in self._bars))
        room = max(1, self.width() - LABEL - FIGURE)
        for number, (words, tokens, token) in enumerate(self._bars):
            top = number * LINE
            bar = QRect(LABEL, top + (LINE - BAR) // 2, max(1, round(room * tokens / most)), BAR)
            painter.fillRect(bar, self._session.theme.color(token))
            font = painter.font()
            font.setBold(number == 1)
            painter.setFont(font)
            painter.setPen(self._session.theme.color("text"))
            align = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRect(0, top, LABEL, LINE), align | Qt.AlignmentFlag.AlignLeft, words)
            figure = QRect(self.width() - FIGURE, top, FIGURE, LINE)
            painter.drawText(figure, align | Qt.AlignmentFlag.AlignRight, short(tokens))
        painter.end()
