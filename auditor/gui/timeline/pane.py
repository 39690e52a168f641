"""The widget around the timeline's scene: canvas, scroll bar, focus ring, and one redraw for many changes."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QVBoxLayout, QWidget

from auditor.gui.theme import Theme
from auditor.gui.timeline.canvas import Canvas
from auditor.gui.timeline.frame import Frame
from auditor.gui.timeline.overview_item import BrushItem
from auditor.gui.timeline.stage import Stage

RING = 2
"""px of the focus ring around the timeline."""

BAR = 10
"""px of the scroll bar for lanes that have no room."""

REDRAW = QEvent.Type.User
VIEW, POINTER = "view", "pointer"
"""What there is to draw: the lanes with all that goes by the viewport, or only the crosshair."""


class TimelinePane(QWidget):
    """Holds the canvas with its stage; what is on it is the business of its heir."""

    def __init__(self, parent: QWidget | None, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ring = False
        self._stale: set[str] = set()
        self._canvas = Canvas(self)
        self._stage = Stage(self._canvas)
        self._scroll_bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._scroll_bar.setAccessibleName("Scroll the lanes")
        self._scroll_bar.valueChanged.connect(self._scrolled)
        self._scroll_bar.hide()
        self._place_canvas()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 160)

    def _place_canvas(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(RING, RING, RING, RING)
        layout.addWidget(self._canvas)

    # One redraw for many changes

    def redraw(self, part: str = VIEW) -> None:
        """Draw once when all that is under way is done, however often this is called till then."""
        if not self._stale:
            QCoreApplication.postEvent(self, QEvent(REDRAW))
        self._stale.add(part)

    def flush(self) -> None:
        """Draw now what is to be drawn."""
        stale, self._stale = self._stale, set()
        if VIEW in stale:
            self._draw()
        if POINTER in stale:
            self._draw_pointer()

    def _draw(self) -> None:
        """Give every item what it shows."""
        raise NotImplementedError

    def _draw_pointer(self) -> None:
        """Crosshair and tooltip."""
        raise NotImplementedError

    def _arrange(self) -> None:
        """Place everything anew: size, theme, font or screen changed."""
        raise NotImplementedError

    # Lanes that have no room

    def scroll_lanes(self, by: float) -> None:
        """Move the lanes up by so many px, as far as they reach."""
        self._scroll_bar.setValue(round(self._stage.scrolled + by))

    def _scrolled(self, value: int) -> None:
        self._stage.scrolled = float(value)
        self._arrange()

    def _place_scroll_bar(self) -> None:
        frame, bar = self.frame, self._scroll_bar
        bar.blockSignals(True)
        bar.setRange(0, round(frame.overflow))
        bar.setPageStep(round(frame.plot.height()))
        bar.setValue(round(self._stage.scrolled))
        bar.blockSignals(False)
        band = frame.plot.translated(RING, RING)
        bar.setGeometry(round(frame.width + RING - BAR - 1), round(band.top()), BAR, round(band.height()))
        bar.setVisible(frame.overflow > 0)

    # What heirs and gestures ask

    @property
    def frame(self) -> Frame:
        """Where things stand, px."""
        return self._stage.frame

    @property
    def stage(self) -> Stage:
        """The scene's items."""
        return self._stage

    @property
    def brush(self) -> BrushItem:
        """The brush on the overview strip, where it is now."""
        self.flush()
        return self._stage.brush

    def set_pointer(self, shape: Qt.CursorShape) -> None:
        """The shape of the mouse pointer."""
        if self._canvas.viewport().cursor().shape() != shape:
            self._canvas.viewport().setCursor(shape)

    # Qt's events

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == REDRAW:
            self.flush()
            return True
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
        self.flush()  # whoever takes a picture of the widget finds it as it is
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("accent" if self._ring and self.hasFocus() else "panel"))
