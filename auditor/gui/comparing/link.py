"""Two timelines that move, point and select as one: what is done on either is done on the other."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, Signal

from auditor.gui.comparing.distance import Mirror
from auditor.gui.comparing.half import Half
from auditor.timeline.viewport import Viewport

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Twin:
    """How times (µs), spans and views of one half become those of the other."""

    time: Callable[[int], int]
    span: Callable[[Span], Span]
    viewport: Callable[[Viewport], Viewport]


SAME = Twin(lambda at: at, lambda span: span, lambda view: view)


def mirrored(mirror: Mirror) -> Twin:
    """As far on the other side of a date."""
    return Twin(mirror.other, mirror.span, mirror.viewport)


class Link(QObject):
    """Links two halves by a `Twin`; `one_scale` makes both as high as the higher one needs."""

    moved = Signal()
    selected = Signal()
    pointed = Signal(object)
    """The two times (µs) pointed at, or None."""

    def __init__(self, halves: tuple[Half, Half]) -> None:
        super().__init__()
        self.halves = halves
        self.twin = SAME
        self.one_scale = True
        self._busy = False
        for half, other in (halves, halves[::-1]):
            half.viewport_changed.connect(lambda view, half=half, other=other: self._move(half, other, view))
            half.pointed.connect(lambda at, all_, half=half, other=other: self._point(half, other, at, all_))
            half.pointed_away.connect(lambda other=other: self._point_away(other))
            half.selecting.connect(lambda span, other=other: other.echo_selecting(self._twin_span(span)))
            half.selection_changed.connect(lambda span, other=other: self._select(other, span))
            half.tops_changed.connect(self.scale)

    @property
    def aligned(self) -> bool:
        """Whether both show the same stretch; not where their periods lie too far apart."""
        first, second = (half.viewport for half in self.halves)
        return self.twin.viewport(first) == second or self.twin.viewport(second) == first

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """While both are set up; nothing is passed on."""
        self._busy = True
        try:
            yield
        finally:
            self._busy = False

    def align(self) -> None:
        """Bring the second half to where the first one is."""
        self._move(*self.halves, self.halves[0].viewport)

    def _move(self, half: Half, other: Half, view: Viewport) -> None:
        if self._busy:
            return
        with self.quiet():
            wanted = self.twin.viewport(view)
            other.set_viewport(wanted)
            if other.viewport != wanted:  # it ends earlier: both stop there
                half.set_viewport(self.twin.viewport(other.viewport))
        self.moved.emit()

    def _point(self, half: Half, other: Half, at: QPointF, everything: bool) -> None:
        moment = self.twin.time(half.viewport.time(at.x() - half.frame.plot.left()))
        x = other.frame.plot.left() + other.viewport.x(moment)
        other.echo_point(QPointF(x, at.y()), everything)
        own = self.twin.time(moment)
        self.pointed.emit((own, moment) if half is self.halves[0] else (moment, own))

    def _point_away(self, other: Half) -> None:
        other.echo_away()
        self.pointed.emit(None)

    def _twin_span(self, span: Span | None) -> Span | None:
        return self.twin.span(span) if span else None

    def _select(self, other: Half, span: Span | None) -> None:
        if self._busy:
            return
        with self.quiet():
            other.finish_selection(self._twin_span(span))
        self.selected.emit()

    def scale(self) -> None:
        """Give both the greater of both tops, or each its own."""
        both = [half.tops() for half in self.halves] if self.one_scale else [{}, {}]
        least = {name: max(top.get(name, 0.0) for top in both) for name in both[0] | both[1]}
        for half in self.halves:
            half.set_least(least)
