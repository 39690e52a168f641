"""Lane "Models": one row a model, the one with the most tokens first."""

from auditor.timeline.lane import Cells, Lane, Subject
from auditor.timeline.lanes.names import named_rows
from auditor.timeline.lanes.rows import Rows, cells, describe_row, shown_of
from auditor.timeline.viewport import Viewport


def prepare(subject: Subject) -> Rows:
    """Rows by tokens; requests without a model have a row of their own."""
    activity = subject.activity
    return named_rows(subject, activity.model, activity.models, "?", "not told")


def bins(prepared: Rows, viewport: Viewport) -> Cells:
    """Requests of each model per bar."""
    empty = "No models told" if not prepared.names else ""
    return cells(prepared, viewport, shown_of(prepared), legend=True, empty=empty)


def describe(prepared: Rows, viewport: Viewport, at: int, depth: float) -> str:
    """The model under the pointer, and its share."""
    return describe_row(prepared, viewport, at, depth)


MODELS = Lane("models", "Models", "", 0.22, prepare, bins, describe, shown=False)
