"""What all parts of the timeline's scene share: a rectangle in pixels that is kept as a picture until it changes."""

import sys

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget


class TimelineItem(pg.GraphicsObject):
    """A part of the scene in widget pixels. `cached` parts are painted anew only after `update()`."""

    def __init__(self, z: float, cached: bool = True) -> None:
        super().__init__()
        self._bounds = QRectF()
        self.setZValue(z)
        if cached:
            self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def set_bounds(self, bounds: QRectF) -> None:
        """Take another place in the scene."""
        if bounds != self._bounds:
            self.prepareGeometryChange()
            self._bounds = QRectF(bounds)

    def boundingRect(self) -> QRectF:
        return self._bounds  # Qt asks fifty times a frame: no copy

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        del option, widget
        painter.save()
        try:
            self.draw(painter)
        except Exception as error:  # noqa: BLE001 - Qt ends the process when an error leaves paint(); so it is told as any other
            sys.excepthook(type(error), error, error.__traceback__)
        finally:
            painter.restore()

    def draw(self, painter: QPainter) -> None:
        """Paint in widget pixels."""
        raise NotImplementedError
