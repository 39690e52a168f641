"""What hands do on small multiples: the wheel zooms all strips, a drag pans them, a click or Enter opens an agent."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from auditor.gui.comparing.keys import takes
from auditor.gui.comparing.strips_pane import StripsPane
from auditor.gui.theme import Theme
from auditor.gui.timeline.gestures import CLICK, NOTCH, ZOOM_PER_NOTCH
from auditor.timeline.viewport import Viewport

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5}
ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StripsArea(StripsPane):
    """The wheel zooms over the plots and scrolls beside them, or with Shift."""

    agent_chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._drag: tuple[float, Viewport] | None = None

    def open_current(self) -> None:
        """Choose the marked agent."""
        if self.rows:
            self.agent_chosen.emit(self.rows[self.current].agent_id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag = (event.position().x(), self.view)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        if self._drag:
            start, view = self._drag
            by = event.position().x() - start
            if self.dragged or abs(by) >= CLICK:
                self.dragged = True
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
                self.set_view(view.panned(-round(by * view.span / view.width)))
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        clicked = self._drag is not None and not self.dragged
        self._drag, self.dragged = None, False
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        row = self.frame.row_at(event.position().y(), self.scrolled)
        if clicked and row is not None:
            self.set_current(row)
            self.open_current()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned, at = event.angleDelta(), event.position()
        if not self._over_plots(at.x()) or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().wheelEvent(event)
        elif abs(turned.x()) > abs(turned.y()):
            self.set_view(self.view.panned(-round(turned.x() / NOTCH * 0.1 * self.view.span)))
        else:
            time = self.view.time(at.x() - self.frame.left)
            self.set_view(self.view.zoomed(time, ZOOM_PER_NOTCH ** (turned.y() / NOTCH)))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointer = None
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS:
            self.set_current(self.current + STEPS[key])
        elif key in ENDS:
            self.set_current(range(len(self.rows))[ENDS[key]] if self.rows else 0)
        elif key in OPENING:
            self.open_current()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        return takes(event, (*STEPS, *ENDS, *OPENING)) or super().event(event)
