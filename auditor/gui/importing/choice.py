"""A choice from a few words, each standing for a value; the wheel scrolls the page instead of changing it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

Options = Sequence[tuple[str, str]]
"""(value, words)."""


class Choice(QComboBox):
    """`chosen` tells the value a person picked; `show_value` changes it without telling."""

    chosen = Signal(str)

    def __init__(self, name: str, options: Options = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(16)
        self.offer(options)
        self.activated.connect(lambda _: self.chosen.emit(self.value))

    @property
    def value(self) -> str:
        """What the words shown stand for."""
        return self.currentData() or ""

    def offer(self, options: Options) -> None:
        """Other options."""
        self.clear()
        for value, words in options:
            self.addItem(words, value)

    def show_value(self, value: str) -> None:
        """Show the option that stands for a value; the first where there is none."""
        self.setCurrentIndex(max(0, self.findData(value)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Not for this."""
        event.ignore()
