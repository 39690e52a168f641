"""The difference of two halves as sentences side by side, below each other where the width ends."""

from PySide6.QtWidgets import QLabel, QWidget

from auditor.gui.flow_layout import FlowLayout
from auditor.gui.pieces import text

GAP = 14
"""px between two sentences side by side."""


class DifferenceLine(QWidget):
    """Shows sentences; each stays in one piece."""

    def __init__(self) -> None:
        super().__init__()
        self._labels: list[QLabel] = []
        self._flow = FlowLayout(spacing=2)
        self.setLayout(self._flow)

    def show_sentences(self, *sentences: str) -> None:
        """Say these from now on."""
        for _ in range(len(sentences) - len(self._labels)):
            label = text("", "title")
            label.setContentsMargins(0, 0, GAP, 0)
            self._labels.append(label)
            self._flow.addWidget(label)
        for number, label in enumerate(self._labels):
            label.setText(sentences[number] if number < len(sentences) else "")
            label.setVisible(number < len(sentences))

    def text(self) -> str:
        """All it says."""
        return " · ".join(label.text() for label in self._labels if not label.isHidden())
