"""The note of a verdict: one line that grows with what is written."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit

MOST = 4
"""Lines that are shown at once; more of them scroll."""

PAD = 6
"""px between border and words, above and below."""


class NoteField(QPlainTextEdit):
    """As high as its words, up to four lines. Tab leaves it."""

    def __init__(self) -> None:
        super().__init__(placeholderText="Note (M)")
        self.setAccessibleName("Note")
        self.setToolTip("Enter leaves the note, Shift+Enter makes a new line")
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setStyleSheet(f"padding: {PAD}px 10px;")
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._grow())
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower, the same words take more lines."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """Another font, another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()

    def _grow(self) -> None:
        lines = max(1, min(MOST, round(self.document().size().height())))  # this document counts in lines, not px
        height = lines * self.fontMetrics().lineSpacing() + 2 * (PAD + 1)
        if height != self.height():
            self.setFixedHeight(height)
