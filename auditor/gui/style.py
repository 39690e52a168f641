"""Makes the theme's tokens the look of the whole program: style sheet, palette and font."""

from collections.abc import Iterable
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from auditor.gui.theme import Theme
from auditor.resources import resource

LEAST_CONTRAST = 4.5
"""What words need (WCAG 2.1, 1.4.3)."""

LABELS = ("useful", "padding", "inconclusive")
"""Tokens that words stand in as well as marks; a mark keeps the token itself."""

FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "Cantarell", "DejaVu Sans")
BASE_PX = 13


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the program in a theme; what wears it already is left alone, for that takes seconds with a window open."""
    sheet = _sheet(theme)
    if app.styleSheet() == sheet:
        return
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setFont(base_font())  # also where the system's own style is that one
    app.setPalette(_palette(theme))
    app.setStyleSheet(sheet)


def _sheet(theme: Theme) -> str:
    """The style sheet with the theme's tokens in it."""
    soft = {f"{token}_soft": blend(getattr(theme, token), theme.panel, 0.12) for token in LABELS}
    grounds = (theme.panel, theme.background, theme.hover)
    words = {
        f"{token}_words": readable(getattr(theme, token), theme.text, (*grounds, soft[f"{token}_soft"]))
        for token in LABELS
    }
    tokens = {
        **theme.tokens(),
        **soft,
        **words,
        "chevron": resource("icons/chevron.svg").as_posix(),
        "check": resource(f"icons/check-{theme.name}.svg").as_posix(),
    }
    return Template(resource("theme.qss").read_text(encoding="utf-8")).substitute(tokens)


def base_font() -> QFont:
    """The first of our families that this system has, 13 px, with figures of equal width."""
    there = set(QFontDatabase.families())
    font = QFont(next((family for family in FAMILIES if family in there), QFont().family()))
    font.setPixelSize(BASE_PX)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def blend(over: str, under: str, share: float) -> str:
    """The colour of `over` laid on `under` with this opacity, 0…1, as hex."""
    a, b = QColor(over), QColor(under)
    parts = [round(share * x + (1 - share) * y) for x, y in zip(a.toTuple()[:3], b.toTuple()[:3], strict=True)]  # type: ignore[index]
    return QColor(*parts).name()


def readable(color: str, text: str, grounds: Iterable[str]) -> str:
    """The colour, mixed with that of plain text as far as words in it need on all these grounds; hex."""
    under = tuple(grounds)
    mixed = (blend(color, text, share / 20) for share in range(20, -1, -1))
    return next((one for one in mixed if all(contrast(one, ground) >= LEAST_CONTRAST for ground in under)), text)


def contrast(one: str, other: str) -> float:
    """From 1 to 21, of two colours in hex (WCAG 2.1)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    told = QColor(color)
    parts = (told.redF(), told.greenF(), told.blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.background,
        QPalette.ColorRole.Base: theme.panel,
        QPalette.ColorRole.AlternateBase: theme.panel,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.Button: theme.panel,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.accent_text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.ToolTipBase: theme.tooltip,
        QPalette.ColorRole.ToolTipText: theme.tooltip_text,
    }
    for role, color in roles.items():
        palette.setColor(role, QColor(color))
    return palette
