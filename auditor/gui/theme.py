"""The colours and measures of the window, light and dark; every colour means something."""

from dataclasses import dataclass, fields

from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class Theme:
    """Hex colours by their job. Labels are never red/green; a glyph and a word always stand beside a colour."""

    name: str
    background: str
    panel: str
    line: str
    text: str
    muted: str
    accent: str
    accent_text: str
    accent_soft: str
    useful: str
    padding: str
    inconclusive: str
    cached: str
    input: str
    output: str
    shade: str
    night: str
    hover: str
    tooltip: str
    tooltip_text: str
    families: tuple[str, ...]

    def color(self, token: str) -> QColor:
        """The token's colour for a painter. Raises AttributeError for an unknown token."""
        return QColor(getattr(self, token))

    def tokens(self) -> dict[str, str]:
        """All colour tokens by name, for the style sheet."""
        return {f.name: value for f in fields(self) if isinstance(value := getattr(self, f.name), str)}


LIGHT = Theme(
    name="light",
    background="#F6F7F9",
    panel="#FFFFFF",
    line="#E2E5EA",
    text="#1C2330",
    muted="#667085",
    accent="#2457C5",
    accent_text="#FFFFFF",
    accent_soft="#E6EDFB",
    useful="#1F7A8C",
    padding="#C8591B",
    inconclusive="#7A7F8C",
    cached="#B9C9EA",
    input="#5B7FC7",
    output="#1F3F86",
    shade="#F1F2F6",
    night="#F8F8FB",
    hover="#F0F3F9",
    tooltip="#1C2330",
    tooltip_text="#FFFFFF",
    families=("#7B4EA3", "#2A9D8F", "#D4A017", "#C2577A", "#5C7F3A", "#3B6FB6", "#8A6D4B", "#5E6472"),
)

DARK = Theme(
    name="dark",
    background="#14171C",
    panel="#1B1F26",
    line="#2C323C",
    text="#E6E9EF",
    muted="#98A2B3",
    accent="#7DA2F0",
    accent_text="#10131A",
    accent_soft="#22304F",
    useful="#4FB3C6",
    padding="#E58A4E",
    inconclusive="#A0A6B4",
    cached="#33476F",
    input="#5B7FC7",
    output="#A9C0F0",
    shade="#20252D",
    night="#1E222A",
    hover="#242A34",
    tooltip="#E6E9EF",
    tooltip_text="#14171C",
    families=("#A57FCB", "#4FBDB0", "#E3BB4A", "#D9839F", "#86A866", "#6A97D3", "#B0937A", "#8B91A0"),
)
