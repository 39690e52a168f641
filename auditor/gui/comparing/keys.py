"""Keys a widget keeps for itself while the focus is inside, before the window's commands see them."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent


def takes(event: QEvent, keys: Collection[Qt.Key]) -> bool:
    """Claim a key of these from the window's shortcuts; call it first in `QWidget.event`."""
    if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in keys:
        event.accept()
        return True
    return False


def takes_escape(event: QEvent) -> bool:
    """Claim Esc."""
    return takes(event, (Qt.Key.Key_Escape,))
