"""What the requests table says when the pointer rests: the full value, and what a mark or a column means."""

from auditor.gui.figures import counted, whole
from auditor.gui.requests.cells import NEWEST, OLDEST, told
from auditor.gui.tips import plain_tip
from auditor.records import Activity, Request
from auditor.table.columns import TableColumn, values_of, words_of
from auditor.times import iso

LONGEST = 400


def sorted_words(column: TableColumn, *, descending: bool) -> str:
    """How a column is sorted, in words."""
    if column.name == "time":
        return "latest first" if descending else "earliest first"
    if column.name == "family":
        return "smallest first" if descending else "biggest first"
    if column.name == "prompt":
        return "by family, the same words together"
    if column.figure:
        return "largest first" if descending else "smallest first"
    return "sorted Z to A" if descending else "sorted A to Z"


def head_tip(column: TableColumn, sort: tuple[str, bool]) -> str:
    """What a column holds, how it is sorted and what a click does."""
    if column.name != sort[0]:
        step = f"Click: {sorted_words(column, descending=False)}."
    elif not sort[1]:
        step = f"Now {sorted_words(column, descending=False)}. Click: the other way round."
    else:
        step = f"Now {sorted_words(column, descending=True)}. Click: by time."
    return plain_tip(f"{column.title}: {column.meaning}.\n{step}")


def cell_tip(column: TableColumn, activity: Activity, place: int, request: Request, of_family: int) -> str:
    """The full value of a cell; "" where the cell tells all."""
    value = told(int(values_of(activity, column)[place]))
    match column.name:
        case "prompt":
            return plain_tip((request.prompt or "")[:LONGEST])
        case "time":
            odd = not OLDEST <= request.at < NEWEST
            return iso(request.at) + ("\nNo such program ran then: the clock of its source was wrong." if odd else "")
        case "family" if value is not None:
            return plain_tip(f"{counted(of_family, 'request')} shown are of this family:\n{activity.families[value]}")
        case "duration" if value is not None and value < 0:
            return f"{whole(value)} µs: it ended before it began. The clocks of its source disagree."
        case "duration" if value is not None:
            return f"{whole(value)} µs"
        case "cost" if value is not None:
            return f"{whole(value)} millionths of a US dollar"
        case "output" if request.lower_bound:
            return "At least so many: the export is known to tell too little."
        case _ if value is not None and words_of(activity, column):
            return plain_tip(words_of(activity, column)[value])
    return "" if value is not None else "not told by the export"
