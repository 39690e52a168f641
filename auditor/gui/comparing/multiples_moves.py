"""What keys do on small multiples: the same as on one timeline, for all strips at once."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from auditor.gui.comparing.strips import table_of
from auditor.gui.comparing.strips_area import StripsArea
from auditor.gui.theme import Theme
from auditor.timeline.viewport import Viewport


class MultiplesMoves(QWidget):
    """Holds the strips; everything on them can be reached by a method, as on `TimelineView`."""

    told = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.area = StripsArea(theme)
        self.setFocusProxy(self.area)

    @property
    def viewport(self) -> Viewport:
        """The stretch of time on screen."""
        return self.area.view

    def set_viewport(self, viewport: Viewport) -> None:
        """Another stretch of time for all strips."""
        self.area.set_view(viewport)

    def zoom(self, factor: float, at: int | None = None) -> None:
        """Closer by a factor at a time (µs); without one, at the middle."""
        view = self.area.view
        self.area.set_view(view.zoomed(view.start + view.span // 2 if at is None else at, factor))

    def pan(self, share: float) -> None:
        """Move by a share of the view; positive is later."""
        self.area.set_view(self.area.view.panned(round(share * self.area.view.span)))

    def fit(self) -> None:
        """All activity; again: the whole period."""
        self.area.fit()

    def back(self) -> None:
        """The view before this one."""
        self.area.back()

    def forward(self) -> None:
        """The view one came back from."""
        self.area.forward()

    def next_event(self) -> None:
        """Go to the next request of the marked agent."""
        self.area.go(1)

    def previous_event(self) -> None:
        """Go to the request of the marked agent before."""
        self.area.go(-1)

    def copy_picture(self) -> None:
        """All strips in sight to the clipboard."""
        QGuiApplication.clipboard().setImage(self.grab().toImage())
        self.told.emit("Picture copied")

    def copy_numbers(self) -> None:
        """The bars in view of all agents read, as a table, to the clipboard."""
        QGuiApplication.clipboard().setText(self.numbers())
        self.told.emit("Numbers copied")

    def numbers(self) -> str:
        """The bars in view of all agents read, as tab-separated text."""
        rows = [one for one in self.area.rows if one.agent_id in self.area.strips]
        strips, drawn = self.area.strips, self.area.drawn
        ids = [one.agent_id for one in rows]
        return table_of([one.name for one in rows], [strips[id_] for id_ in ids], [drawn[id_] for id_ in ids])
