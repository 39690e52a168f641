"""Colours of words that can be read on whatever they stand on."""

from functools import cache

from PySide6.QtGui import QColor

from auditor.gui.style import blend
from auditor.gui.theme import Theme

LEAST = 4.5
"""Contrast that words need (WCAG 2.1, 1.4.3)."""


@cache
def legible(theme: Theme, token: str, under: str = "panel") -> QColor:
    """The colour of a token, mixed with that of plain text as far as words in it need on the token `under`."""
    color, ground = getattr(theme, token), getattr(theme, under)
    shares = (share / 20 for share in range(20, -1, -1))
    mixed = (blend(color, theme.text, share) for share in shares)
    return QColor(next((one for one in mixed if contrast(one, ground) >= LEAST), theme.text))


def contrast(one: str, other: str) -> float:
    """From 1 to 21, of two colours in hex (WCAG 2.1)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    told = QColor(color)
    parts = (told.redF(), told.greenF(), told.blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
