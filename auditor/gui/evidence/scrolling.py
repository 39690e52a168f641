"""What scrolls a part of the right column, wherever it stands."""

from PySide6.QtWidgets import QScrollArea, QWidget

MARGIN = 8


def bring_into_view(part: QWidget) -> None:
    """Scroll as far as needed to see a part; of one higher than the room its top."""
    if area := _area_of(part):
        area.ensureWidgetVisible(part, 0, MARGIN)


def to_the_top(part: QWidget) -> None:
    """Scroll to the beginning of what a part stands in."""
    if area := _area_of(part):
        area.verticalScrollBar().setValue(0)


def _area_of(part: QWidget) -> QScrollArea | None:
    """The scroll area that holds a part; None where nothing scrolls."""
    parent = part.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent
