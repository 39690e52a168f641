"""Lines of text that change from agent to agent: labels are kept and get other words, since a new one costs a ms."""

from collections.abc import Iterable
from itertools import zip_longest

from PySide6.QtWidgets import QLabel, QVBoxLayout

from auditor.gui.pieces import column, text


class Lines:
    """Wrapped labels below each other, in `layout`."""

    def __init__(self, spacing: int = 6) -> None:
        self.layout: QVBoxLayout = column(spacing=spacing)
        self._labels: list[QLabel] = []

    def show_lines(self, told: Iterable[tuple[str, str]]) -> None:
        """Show these words with their roles, and nothing else."""
        kept: list[QLabel] = []
        for label, line in zip_longest(self._labels, list(told)):
            if line and label and label.property("role") == line[1]:
                label.setText(line[0])
                kept.append(label)
                continue
            if label:
                self.layout.removeWidget(label)
                label.hide()
                label.deleteLater()
            if line:
                made = text(*line, wrap=True)
                self.layout.insertWidget(len(kept), made)
                kept.append(made)
        self._labels = kept
