"""How high a dialog must be, so that nothing in it is squeezed."""

from PySide6.QtWidgets import QDialog


def fit(dialog: QDialog) -> None:
    """As high as all of it needs at its width. Qt's own `adjustSize` stops at two thirds of the screen."""
    if layout := dialog.layout():
        layout.activate()
        needed = max(layout.totalHeightForWidth(dialog.width()), layout.totalMinimumSize().height())
        dialog.resize(dialog.width(), min(needed, dialog.screen().availableGeometry().height()))
