"""What every item of the timeline draws with: theme, fonts and the size of a device pixel."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from auditor.gui.theme import Theme

SMALLER = 2
"""px between the base font and the small print of labels and axis."""


@dataclass(frozen=True, slots=True)
class Look:
    """`title` and `small` are fonts with tabular figures; `ratio` is device pixels per pixel."""

    theme: Theme
    title: QFont
    small: QFont
    ratio: float

    @property
    def hair(self) -> float:
        """The width of a hairline: the whole device pixels nearest to 1 px."""
        return max(1, round(self.ratio)) / self.ratio

    def snap(self, value: float) -> float:
        """The nearest position on the border of two device pixels."""
        return round(value * self.ratio) / self.ratio

    def color(self, token: str) -> QColor:
        """A theme colour; "families.3" is the fourth of the token `families`, which begins anew at its end."""
        return QColor(color_of(self.theme, token))

    def faint(self, token: str, opacity: float) -> QColor:
        """A theme colour, partly transparent."""
        color = self.color(token)
        color.setAlphaF(opacity)
        return color

    def small_width(self, text: str) -> float:
        """px that a text takes in small print."""
        return QFontMetricsF(self.small).horizontalAdvance(text)

    @property
    def small_height(self) -> float:
        """px of one line of small print."""
        return QFontMetricsF(self.small).height()

    @property
    def title_height(self) -> float:
        """px of one line of a title."""
        return QFontMetricsF(self.title).height()

    def vertical(self, x: float, top: float, bottom: float) -> QRectF:
        """A vertical hairline as a rectangle: crisper than a pen on any screen."""
        return QRectF(self.snap(x), top, self.hair, bottom - top)

    def horizontal(self, y: float, left: float, right: float) -> QRectF:
        """A horizontal hairline as a rectangle."""
        return QRectF(left, self.snap(y), right - left, self.hair)


@lru_cache(maxsize=256)  # some forty times a frame
def color_of(theme: Theme, token: str) -> QColor:
    """A colour of a theme, not to be changed."""
    name, _, place = token.partition(".")
    if not place:
        return theme.color(name)
    several: tuple[str, ...] = getattr(theme, name)
    return QColor(several[int(place) % len(several)])


def look_for(theme: Theme, font: QFont, ratio: float) -> Look:
    """The look for a widget's font; sizes in pixels whatever unit the font was given in."""
    base = font.pixelSize() if font.pixelSize() > 0 else round(QFontMetricsF(font).height() / 1.21)
    return Look(theme, _sized(font, base - 1), _sized(font, max(10, base - SMALLER)), ratio)


def _sized(font: QFont, pixels: int) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(pixels)
    sized.setFeature(QFont.Tag("tnum"), 1)
    return sized
