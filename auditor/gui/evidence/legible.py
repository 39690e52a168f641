"""Colours of words that can be read on whatever they stand on."""

from functools import cache

from PySide6.QtGui import QColor

from auditor.gui.style import readable
from auditor.gui.theme import Theme


@cache
def legible(theme: Theme, token: str, under: str = "panel") -> QColor:
    """The colour of a token, mixed with that of plain text as far as words in it need on the token `under`."""
    return QColor(readable(getattr(theme, token), theme.text, [getattr(theme, under)]))
