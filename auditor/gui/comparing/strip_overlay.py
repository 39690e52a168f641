"""Draws what all strips share: the axis under them, the auditor's dates through them, the box at the pointer."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from auditor.gui.comparing.strip_painter import Scene
from auditor.gui.timeline.look import Look
from auditor.timeline.ticks import Tick, axis_caption, ticks

_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
PADDING, OFFSET, SPILL = 8.0, 8.0, 12.0


def paint_axis(painter: QPainter, scene: Scene) -> None:
    """The dates at the bottom, as the timeline tells them."""
    look, axis = scene.look, scene.frame.axis
    painter.setFont(look.small)
    painter.setPen(look.color("muted"))
    caption = QRectF(4, axis.top(), scene.frame.label(axis).width(), axis.height())
    painter.drawText(caption, _RIGHT, axis_caption(scene.viewport, scene.clock))
    for tick in ticks(scene.viewport, scene.clock):
        _paint_tick(painter, scene, tick)


def _paint_tick(painter: QPainter, scene: Scene, tick: Tick) -> None:
    look, axis = scene.look, scene.frame.axis
    middle, line = (axis.left() + scene.viewport.x(at) for at in (tick.label_at, tick.at))
    half = look.small_width(tick.label) / 2
    if axis.left() - 4 <= middle - half and middle + half <= axis.right() + SPILL:
        painter.setPen(look.color("text" if tick.strong else "muted"))
        painter.drawText(QRectF(middle - half - 2, axis.top(), 2 * half + 4, axis.height()), _CENTRE, tick.label)
    if axis.left() <= line <= axis.right():
        painter.fillRect(look.vertical(line, axis.top() - 1, axis.top() + 3), look.color("line"))


def paint_dates(painter: QPainter, scene: Scene, top: float, bottom: float) -> None:
    """The auditor's dates as dashed lines through all strips."""
    look, frame = scene.look, scene.frame
    painter.setPen(QPen(look.faint("text", 0.5), look.hair, Qt.PenStyle.DashLine))
    for at, _ in scene.dates:
        x = look.snap(frame.left + scene.viewport.x(at)) + look.hair / 2
        if frame.left <= x <= frame.left + frame.width:
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))


def box_for(scene: Scene, at: QPointF, lines: tuple[str, ...], room: QRectF) -> QRectF:
    """Where the words at the pointer stand: beside it, inside `room`."""
    metrics = QFontMetricsF(scene.look.small)
    width = max(metrics.horizontalAdvance(line) for line in lines) + 2 * PADDING
    height = len(lines) * (metrics.height() + 2) + 2 * PADDING - 4
    left = at.x() + OFFSET if at.x() + OFFSET + width <= room.right() - 4 else at.x() - OFFSET - width
    top = min(max(room.top() + 4, at.y() - height - 4), room.bottom() - height - 4)
    return QRectF(round(max(4.0, left)), round(top), round(width), round(height))


def paint_box(painter: QPainter, look: Look, box: QRectF, lines: tuple[str, ...]) -> None:
    """The tooltip: the first line bright, the others a little less."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("tooltip"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setFont(look.small)
    height = (box.height() - 2 * PADDING + 4) / len(lines)
    for number, line in enumerate(lines):
        painter.setPen(look.faint("tooltip_text", 1.0 if number == 0 else 0.8))
        top = box.top() + PADDING - 2 + number * height
        painter.drawText(QRectF(box.left() + PADDING, top, box.width(), height), _LEFT, line)
