"""Paints single marks with their text beside them, and ties from where they were first named."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from auditor.gui.timeline.look import Look
from auditor.gui.timeline.pixels import Place
from auditor.records import UNKNOWN
from auditor.timeline.lane import Marks

ROWS, ALONE = {False: 0.7, True: 0.3}, 0.5
"""How deep in the plot marks stand: others' and the agent's own; where there is one kind alone. Others first."""

DIAMOND = 5.0
TEXT_GAP = 6.0
MIN_TEXT = 48.0
"""px; a text cut shorter than this says nothing."""

TIE_DEPTH, TIE_END, SPILL = 8.0, 2.0, 6.0
"""px: how far under its marks a tie runs, the ring at its beginning, and what of it may show beyond the plot."""


def paint_marks(painter: QPainter, place: Place, drawing: Marks) -> None:
    """Diamonds with their text beside them where there is room: the agent's own above, its person's others below."""
    look, solid = place.look, drawing.solid.tolist()
    xs = [place.rect.left() + place.viewport.x(at) for at in drawing.at.tolist()]
    named = drawing.named.tolist() if drawing.named is not None else [UNKNOWN] * len(xs)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(look.small)
    for kind, share in ROWS.items():
        all_marks = zip(xs, drawing.texts, named, strict=True)
        marks = [mark for mark, own in zip(all_marks, solid, strict=True) if own == kind]
        middle = place.rect.top() + place.rect.height() * (share if len(set(solid)) > 1 else ALONE)
        texts = mark_texts([(x, look.small_width(text)) for x, text, _ in marks], place.rect.right())
        for (x, text, since), room in zip(marks, texts, strict=True):
            if since != UNKNOWN:
                _tie(painter, place, place.rect.left() + place.viewport.x(since), QPointF(x, middle), kind)
            _diamond(painter, look, QPointF(x, middle), kind)
            if room:
                painter.setPen(_color(look, kind))
                _mark_text(painter, QRectF(room[0], middle - 12, room[1] - room[0] + 2, 24), text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def highest_row(drawing: Marks) -> float:
    """How deep in the plot the highest marks stand, 0 at its top and 1 at its bottom."""
    return ROWS[True] if drawing.solid.any() and not drawing.solid.all() else ALONE


def mark_texts(marks: list[tuple[float, float]], border: float) -> list[tuple[float, float] | None]:
    """From where to where the text of each mark (place and text width, px, left to right) may reach; None: no room.

    Text stands right of its mark up to the next one; at the border left of it, if nothing is there.
    """
    found: list[tuple[float, float] | None] = []
    free_from = -1e9
    for number, (x, width) in enumerate(marks):
        start = x + DIAMOND + TEXT_GAP
        following = marks[number + 1][0] - DIAMOND - TEXT_GAP if number + 1 < len(marks) else border
        end = min(start + width, following, border)
        before = x - DIAMOND - TEXT_GAP - width
        if end - start >= min(width, MIN_TEXT):
            found.append((start, end))
            free_from = end + TEXT_GAP
        elif number + 1 == len(marks) and before >= free_from:
            found.append((before, before + width))
        else:
            found.append(None)
            free_from = x + DIAMOND + TEXT_GAP
    return found


def _color(look: Look, solid: bool) -> QColor:
    return look.color("useful" if solid else "muted")


def _tie(painter: QPainter, place: Place, begin: float, mark: QPointF, solid: bool) -> None:
    """A line under the marks, from a ring where the outcome was first named up to its mark."""
    left, right = place.rect.left() - SPILL, place.rect.right() + SPILL
    y = mark.y() + TIE_DEPTH
    start = min(max(begin, left), right)
    painter.setPen(QPen(_color(place.look, solid), place.look.hair))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(start, y), QPointF(mark.x(), y), mark]))
    if start == begin:
        painter.drawEllipse(QPointF(begin, y), TIE_END, TIE_END)


def _mark_text(painter: QPainter, box: QRectF, text: str) -> None:
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()) + 1)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, cut)


def _diamond(painter: QPainter, look: Look, centre: QPointF, solid: bool) -> None:
    color = _color(look, solid)
    painter.setPen(QPen(color, 1.4))
    painter.setBrush(color if solid else look.color("panel"))
    x, y, half = centre.x(), centre.y(), DIAMOND - (0 if solid else 0.5)
    corners = [QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)]
    painter.drawPolygon(QPolygonF(corners))
    painter.setBrush(Qt.BrushStyle.NoBrush)
