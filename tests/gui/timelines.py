"""A timeline on screen for tests, and a real mouse on it."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from auditor.gui.timeline.canvas import Canvas
from auditor.gui.timeline.timeline_view import TimelineView
from tests.timeline.activities import micros

START, END = micros(2026, 9, 14), micros(2026, 11, 29)
WHOLE = (micros(2026, 9, 1), micros(2026, 12, 1))
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def shown(qtbot, subject, whole=WHOLE, size=(776, 448)):
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(*size)
    with qtbot.waitExposed(view):
        view.show()
    view.show_subject(subject, whole, "inbox-digest-loop")
    return view


def canvas(view):
    return view.findChild(Canvas).viewport()


def mouse(view, kind, at, buttons=LEFT, modifiers=PLAIN):
    """Send one real mouse event to the widget under the mouse."""
    button = NONE if kind == QEvent.Type.MouseMove else LEFT
    target = canvas(view)
    event = QMouseEvent(kind, at, QPointF(target.mapToGlobal(at.toPoint())), button, buttons, modifiers)
    QApplication.sendEvent(target, event)


def hover(view, at, modifiers=PLAIN):
    mouse(view, QEvent.Type.MouseMove, at, NONE, modifiers)
    view.flush()
    crosshair = view.stage.crosshair
    return crosshair.lines if crosshair.isVisible() else ()


def drag(view, start, end, modifiers=PLAIN):
    mouse(view, QEvent.Type.MouseButtonPress, start, LEFT, modifiers)
    for share in (0.3, 0.7, 1.0):
        mouse(view, QEvent.Type.MouseMove, start + (end - start) * share, LEFT, modifiers)
    mouse(view, QEvent.Type.MouseButtonRelease, end, NONE, modifiers)


def click(view, at):
    mouse(view, QEvent.Type.MouseButtonPress, at)
    mouse(view, QEvent.Type.MouseButtonRelease, at, NONE)


def wheel(view, at, notches):
    target = canvas(view)
    event = QWheelEvent(
        at, QPointF(target.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, 120 * notches), NONE,
        PLAIN, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(target, event)


def in_plot(view, share):
    plot = view.frame.plot
    return QPointF(round(plot.left() + share * plot.width()), view.frame.lanes[0].center().y())


def time_at(view, at):
    return view.viewport.time(at.x() - view.frame.plot.left())
