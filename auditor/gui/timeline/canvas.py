"""The pyqtgraph view that holds the scene in plain widget pixels and hands the mouse to the gestures."""

import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsView, QWidget


class Canvas(pg.GraphicsView):
    """A `GraphicsView` without ranges of its own: scene coordinates are widget pixels, always."""

    pressed = Signal(object)
    moved = Signal(object)
    released = Signal(object)
    double_clicked = Signal(object)
    wheeled = Signal(object)
    left = Signal()
    resized = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, useOpenGL=False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setMouseTracking(True)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else what is under it is painted too
        self.setAntialiasing(False)

    def resizeEvent(self, ev: QResizeEvent | None) -> None:
        super().resizeEvent(ev)
        self.resized.emit()

    def mousePressEvent(self, ev: QMouseEvent) -> None:
        self.pressed.emit(ev)

    def mouseMoveEvent(self, ev: QMouseEvent) -> None:
        self.moved.emit(ev)

    def mouseReleaseEvent(self, ev: QMouseEvent) -> None:
        self.released.emit(ev)

    def mouseDoubleClickEvent(self, ev: QMouseEvent) -> None:
        self.double_clicked.emit(ev)

    def wheelEvent(self, ev: QWheelEvent) -> None:
        ev.accept()
        self.wheeled.emit(ev)

    def leaveEvent(self, ev: QEvent) -> None:
        ev.accept()
        self.left.emit()

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        ev.ignore()  # keys belong to the main window's commands; pyqtgraph would swallow them

    def keyReleaseEvent(self, ev: QKeyEvent) -> None:
        ev.ignore()
