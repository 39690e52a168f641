"""The line above one of two timelines: which one it is, whose, how much of it is in view, and a badge for its scale."""

from PySide6.QtWidgets import QWidget

from auditor.gui.elided import Elided
from auditor.gui.pieces import row, text

ONE_SCALE, OWN_SCALE = "one scale for both", "≠ own scale"


class HalfTitle(QWidget):
    """Letter, agent, person and figures; the badge is there only while heights cannot be compared."""

    def __init__(self) -> None:
        super().__init__()
        self._letter, self._scale = text("", "key"), text(OWN_SCALE, "key")
        self._name, self._who, self._figures = Elided("", "title"), Elided("", "muted"), text("", "muted")
        self._scale.setToolTip("Heights cannot be compared with the other half")
        self._scale.hide()
        parts = (self._letter, self._name, self._who, None, self._scale, self._figures)
        self.setLayout(row(*parts, margins=(12, 4, 12, 0)))

    def show_names(self, letter: str, name: str, who: str) -> None:
        """Which half it is ("" where the name says it), the agent, and the person or alias."""
        for label, words in ((self._letter, letter), (self._name, name), (self._who, who)):
            label.setText(words)
            label.setVisible(bool(words))

    def show_figures(self, words: str) -> None:
        """What is in view, or in the selection."""
        self._figures.setText(words)

    def show_scale(self, own: bool) -> None:
        """Whether heights cannot be compared with the other half's."""
        self._scale.setVisible(own)

    @property
    def words(self) -> str:
        """All it says."""
        scale = ONE_SCALE if self._scale.isHidden() else OWN_SCALE
        told = (label.text() for label in (self._letter, self._name, self._who, self._figures))
        return " · ".join(words for words in (*told, scale) if words)
