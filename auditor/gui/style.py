"""Makes the theme's tokens the look of the whole program: style sheet, palette and font."""

from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from auditor.gui.theme import Theme
from auditor.resources import resource

FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "Cantarell", "DejaVu Sans")
BASE_PX = 13


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the program in a theme."""
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setFont(base_font())  # also where the system's own style is that one
    app.setPalette(_palette(theme))
    tokens = theme.tokens() | {
        "useful_soft": blend(theme.useful, theme.panel, 0.12),
        "padding_soft": blend(theme.padding, theme.panel, 0.12),
        "chevron": resource("icons/chevron.svg").as_posix(),
        "check": resource(f"icons/check-{theme.name}.svg").as_posix(),
    }
    app.setStyleSheet(Template(resource("theme.qss").read_text(encoding="utf-8")).substitute(tokens))


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
