"""Copies of what a timeline shows: a picture that tells where it comes from, and the numbers as a table."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from auditor.gui.timeline.canvas import Canvas
from auditor.gui.timeline.chart import Chart
from auditor.gui.timeline.frame import MARGIN
from auditor.gui.timeline.stage import Stage
from auditor.records import UNKNOWN, Activity
from auditor.timeline.clock import Clock
from auditor.timeline.lane import Bars, Cells, Drawing, Lane, Steps
from auditor.timeline.lanes.cost import COST
from auditor.timeline.lanes.hours import BY_HOUR, BY_MINUTE, HOURS
from auditor.timeline.lanes.tokens import TOKENS, token_layers
from auditor.timeline.prefix import prefix_sums
from auditor.timeline.viewport import Viewport
from auditor.timeline.words import day, time_of_day

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def picture_of(canvas: Canvas, stage: Stage, chart: Chart | None, viewport: Viewport, name: str) -> QImage:
    """The canvas as it is, under a line of words, in the pixels of its screen."""
    ratio, head = stage.look.ratio, round(stage.look.title_height + 12) if chart else 0
    image = QImage(
        QSize(round(canvas.width() * ratio), round((canvas.height() + head) * ratio)), QImage.Format.Format_RGB32
    )
    image.setDevicePixelRatio(ratio)
    image.fill(stage.look.theme.color("panel"))
    painter = QPainter(image)
    painter.drawPixmap(0, head, canvas.grab())
    if chart:
        painter.setFont(stage.look.title)
        painter.setPen(stage.look.theme.color("text"))
        box = QRectF(MARGIN, 4, canvas.width() - 2 * MARGIN, head)
        words, cut = title_of(chart, viewport, name), Qt.TextElideMode.ElideMiddle
        painter.drawText(box, _LEFT, painter.fontMetrics().elidedText(words, cut, int(box.width())))
    painter.end()
    return image


def title_of(chart: Chart, viewport: Viewport, name: str) -> str:
    """inbox-digest-loop · 21 Oct 2026 00:00 – 4 Nov 2026 12:00 · Europe/Berlin."""
    ends = (_ending(chart.clock, at) for at in (viewport.start, viewport.end))
    return " · ".join(part for part in (name, " – ".join(ends), chart.clock.zone.key) if part)


def _ending(clock: Clock, at: int) -> str:
    moment = clock.moment(at)
    return f"{day(moment)} {moment.year}, {time_of_day(moment, 60_000_000)}"


def numbers_of(lanes: Sequence[Lane], chart: Chart, viewport: Viewport, name: str) -> str:
    """A title, then a block for each lane of sums, levels or rows: one line a bar, exact, times in both zones."""
    blocks = [title_of(chart, viewport, name)]
    for lane, drawing in zip(lanes, chart.drawings(lanes, viewport), strict=True):
        if table := table_of(lane, drawing):
            names, values, edges = table
            values = np.where(untold(lane, drawing, chart.subject.activity), UNKNOWN, values)
            blocks.append("\n".join(_block(lane, drawing, names, values, edges, chart.clock)))
    return "\n\n".join(blocks) + "\n"


Table = tuple[Sequence[str], np.ndarray, np.ndarray]


def table_of(lane: Lane, drawing: Drawing) -> Table | None:
    """Names of columns, values (columns, k) and edges (k+1, µs) of a drawing that holds numbers; else None."""
    match drawing:
        case Bars(edges=edges, heights=heights, legend=legend):
            if len(legend) < 2:
                return legend, heights, edges
            return (*legend, "total"), np.vstack([heights, heights.sum(axis=0, keepdims=True)]), edges
        case Steps(edges=edges, levels=levels, legend=legend):
            return legend, levels, edges
        case Cells(edges=edges, counts=counts, rows=rows):
            return _row_names(lane, drawing, dict(rows), len(counts)), counts, edges
        case _:
            return None


def untold(lane: Lane, drawing: Drawing, activity: Activity) -> NDArray[np.bool_]:
    """Which values of a drawing's table (columns, k) are unknown: bars with requests of which none tells one."""
    match lane.name, drawing:
        case TOKENS.name, Bars(edges=edges, title="", colors=colors):
            told = [column != UNKNOWN for name, column in token_layers(activity).items() if name in colors]
        case COST.name, Bars(edges=edges):
            told = [activity.cost != UNKNOWN]
        case _:
            return np.zeros((1, 1), dtype=np.bool_)
    if len(told) > 1:
        told.append(np.logical_or.reduce(told))  # the total
    sums = prefix_sums(activity.at, *(layer.astype(np.int64) for layer in told))
    return (sums.between(edges) == 0) & (sums.count(edges) > 0)


def _row_names(lane: Lane, drawing: Drawing, named: Mapping[int, str], count: int) -> list[str]:
    """A name for each row; the rows of the rhythm raster are equal parts of a day, an hour or a minute."""
    if lane.name == HOURS.name:
        step, form = _FOLDS.get(drawing.title, (1, "{:02d}:00"))
        return [form.format(row * step) for row in range(count)]
    return [named.get(row, f"row {row + 1}") for row in range(count)]


_FOLDS = {BY_HOUR.title: (2, ":{:02d}"), BY_MINUTE.title: (2, "{:02d} s")}
_UNITS = {"dollars": " (micro-dollars)", "time": " (µs)"}


def _block(
    lane: Lane, drawing: Drawing, names: Sequence[str], values: np.ndarray, edges: np.ndarray, clock: Clock
) -> list[str]:
    unit = _UNITS.get(getattr(drawing, "unit", ""), "")
    times = (f"from ({clock.zone.key})", f"to ({clock.zone.key})", "from (UTC)", "to (UTC)")
    header = [*times, *(f"{name or lane.title}{unit}" for name in names)]
    lines = [" ".join(part for part in (drawing.title or lane.title, drawing.scale) if part), "\t".join(header)]
    local, utc = ([_iso(at, clock) for at in edges.tolist()], [_iso(at, None) for at in edges.tolist()])
    for bar, amounts in enumerate(values.T.tolist()):
        cells = ["" if amount == UNKNOWN else str(amount) for amount in amounts]
        lines.append("\t".join([local[bar], local[bar + 1], utc[bar], utc[bar + 1], *cells]))
    return lines


def _iso(at: int, clock: Clock | None) -> str:
    """ISO 8601 of a time (µs) with its offset; what no calendar can tell as its number of µs."""
    try:
        moment = EPOCH + timedelta(microseconds=at)
        if clock is None:
            return moment.isoformat().replace("+00:00", "Z")
        return moment.astimezone(timezone(timedelta(microseconds=clock.reading(at) - at))).isoformat()
    except OverflowError:
        return f"{at} µs"
