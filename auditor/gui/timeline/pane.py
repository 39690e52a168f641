"""The widget around the timeline's scene: canvas, focus ring, and word of a new size, font or screen."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from auditor.gui.theme import Theme
from auditor.gui.timeline.canvas import Canvas
from auditor.gui.timeline.frame import Frame
from auditor.gui.timeline.overview_item import BrushItem
from auditor.gui.timeline.stage import Stage

RING = 2
"""px of the focus ring around the timeline."""


class TimelinePane(QWidget):
    """Holds the canvas with its stage; what is on it is the business of its heir."""

    def __init__(self, parent: QWidget | None, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ring = False
        self._canvas = Canvas(self)
        self._stage = Stage(self._canvas)
        self._place_canvas()
        self._canvas.left.connect(self.point_away)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 160)

    def _place_canvas(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(RING, RING, RING, RING)
        layout.addWidget(self._canvas)

    def _arrange(self) -> None:
        """Place everything anew: size, theme, font or screen changed."""
        raise NotImplementedError

    @property
    def frame(self) -> Frame:
        """Where things stand, px."""
        return self._stage.frame

    @property
    def brush(self) -> BrushItem:
        """The brush on the overview strip."""
        return self._stage.brush

    def point_away(self) -> None:
        """No crosshair."""
        self._stage.point_away()

    def set_pointer(self, shape: Qt.CursorShape) -> None:
        """The shape of the mouse pointer."""
        self._canvas.viewport().setCursor(shape)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._arrange()
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("accent" if self._ring and self.hasFocus() else "panel"))
