"""One door to all painters: each turns one kind of drawing into a picture on whole device pixels."""

from auditor.gui.timeline.bars_painter import paint_bars, paint_caret_legend
from auditor.gui.timeline.cells_painter import bands_rect, paint_bands, paint_cells, raster_rect
from auditor.gui.timeline.marks_painter import highest_row, paint_marks
from auditor.gui.timeline.pixels import Place, legend_height, paint_legend, picture
from auditor.gui.timeline.spans_painter import has_legend, paint_spans, spans_rect
from auditor.gui.timeline.steps_painter import paint_steps

__all__ = [
    "Place",
    "bands_rect",
    "has_legend",
    "highest_row",
    "legend_height",
    "paint_bands",
    "paint_bars",
    "paint_caret_legend",
    "paint_cells",
    "paint_legend",
    "paint_marks",
    "paint_spans",
    "paint_steps",
    "picture",
    "raster_rect",
    "spans_rect",
]
