"""Small multiples as one painted widget: the sum on top, a strip for each agent, all on one axis."""

from PySide6.QtCore import QEvent, QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent

from auditor.gui.comparing.strip_faces import agent_face, total_face
from auditor.gui.comparing.strip_frame import strip_frame
from auditor.gui.comparing.strip_overlay import box_for, paint_axis, paint_box, paint_dates
from auditor.gui.comparing.strip_painter import Scene, paint_strip, paint_weekends
from auditor.gui.comparing.strips import words_at
from auditor.gui.comparing.strips_place import StripsPlace
from auditor.gui.theme import Theme
from auditor.gui.timeline.look import look_for
from auditor.timeline.clock import clock_of

REACH = 4
"""px from a date's line in which the pointer is told its name."""


class StripsPane(StripsPlace):
    """Paints the strips; what hands do on it is its heir's."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.dragged = False
        self._pointer: QPointF | None = None
        self._picture: QPixmap | None = None
        self.arrange()

    def set_theme(self, theme: Theme) -> None:
        """Light or dark."""
        self._theme = theme
        self.arrange()

    def arrange(self) -> None:
        size, ratio = self.viewport().size(), self.devicePixelRatioF()
        self.look = look_for(self._theme, self.font(), ratio)
        self.frame = strip_frame(size.width(), size.height(), self.look, len(self.rows))
        bar = self.verticalScrollBar()
        bar.setRange(0, self.frame.overflow)
        bar.setPageStep(max(1, round(self.frame.rows.height())))
        bar.setSingleStep(max(1, round(self.frame.row_height / 2)))
        self.view = self.view.resized(round(self.frame.width))
        self.redraw()

    def forget_picture(self) -> None:
        self._picture = None
        self.viewport().update()

    def _scene(self) -> Scene:
        return Scene(self.frame, self.view, clock_of(self._zone), self.look, self.dates)

    def picture(self) -> QPixmap:
        """All but what follows the pointer; kept until something changes."""
        if self._picture is None:
            self._picture = QPixmap(self.viewport().size() * self.look.ratio)
            self._picture.setDevicePixelRatio(self.look.ratio)
            self._picture.fill(self._theme.color("panel"))
            painter = QPainter(self._picture)
            self._paint_all(painter, self._scene())
            painter.end()
        return self._picture

    def _paint_all(self, painter: QPainter, scene: Scene) -> None:
        frame, tops = self.frame, self.scales
        paint_weekends(painter, scene, frame.total.top(), frame.axis.top())
        if frame.total.height():
            face = total_face(self.rows, self.strips, self.drawn, self.view, self.log)
            paint_strip(painter, scene, frame.total, face)
        painter.save()
        painter.setClipRect(frame.rows)
        for number, row in enumerate(self.rows):
            box = frame.row(number, self.scrolled)
            if box.intersects(frame.rows):
                roomy = frame.raster(box, self.look) is not None
                paint_strip(painter, scene, box, agent_face(self, row, tops, number == self.current, roomy))
        painter.restore()
        paint_axis(painter, scene)
        paint_dates(painter, scene, frame.total.top(), frame.axis.top())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self.picture())
        if self.moment is not None:
            self._paint_moment(painter, self.moment)
        if self._pointer is not None and not self.dragged:
            self._paint_pointer(painter, self._pointer)
        painter.end()

    def _paint_moment(self, painter: QPainter, moment: int) -> None:
        """The request one walked to: a line through all strips, and what its bar holds where no pointer says more."""
        x = self.frame.left + self.view.x(moment)
        if not self._over_plots(x):
            return
        painter.fillRect(
            self.look.vertical(x, self.frame.total.top(), self.frame.axis.top()), self.look.color("accent")
        )
        row = self.frame.row(self.current, self.scrolled)
        at = QPointF(x, row.center().y())
        if self._pointer is None and (lines := self.lines_at(at)):
            paint_box(painter, self.look, box_for(self._scene(), at, lines, QRectF(self.viewport().rect())), lines)

    def _paint_pointer(self, painter: QPainter, at: QPointF) -> None:
        scene, lines = self._scene(), self.lines_at(at)
        if not lines:
            return
        line = self.look.vertical(at.x(), self.frame.total.top(), self.frame.axis.top())
        painter.fillRect(line, self.look.faint("text", 0.45))
        paint_box(painter, self.look, box_for(scene, at, lines, QRectF(self.viewport().rect())), lines)

    @property
    def said(self) -> str:
        """The bar of the request one walked to; "" while one did not."""
        row = self.rows[self.current] if self.rows and self.moment is not None else None
        strip = self.strips.get(row.agent_id) if row else None
        if row is None or strip is None or self.moment is None:
            return ""
        return ", ".join(words_at(row.name, strip, self.view, self.moment).splitlines()[1:])

    def lines_at(self, at: QPointF) -> tuple[str, ...]:
        """What the pointer's box says: agent, bar, values; nothing beside the plots or where no agent was read."""
        number = self.frame.row_at(at.y(), self.scrolled)
        if number is None or not self._over_plots(at.x()):
            return ()
        strip = self.strips.get(self.rows[number].agent_id)
        if strip is None:
            return ()
        time = self.view.time(at.x() - self.frame.left)
        near = REACH * self.view.span / self.view.width
        dates = [name for date, name in self.dates if abs(date - time) <= near]
        return (*words_at(self.rows[number].name, strip, self.view, time).splitlines(), *dates)

    def _over_plots(self, x: float) -> bool:
        return self.frame.left <= x <= self.frame.left + self.frame.width

    # What the window tells

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.forget_picture()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.arrange()
