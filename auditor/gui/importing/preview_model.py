"""The first records of a file, as the importer understands them, as a table model."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView

from auditor.gui.figures import clock, money, whole
from auditor.gui.session import Session
from auditor.gui.tips import plain_tip
from auditor.records import ImportIssue, Outcome, Record, SamePerson, Severity, UsageAggregate, UsageEvent
from auditor.times import iso

UTC = ZoneInfo("UTC")

Index = QModelIndex | QPersistentModelIndex
HEADERS = ("Line", "Time (UTC)", "Person", "Agent", "Model", "Input", "Cached", "Output", "Cost", "Text")
FIGURES = (0, 5, 6, 7, 8)
PERSON, FIRST_FIGURE, TEXT = 2, 5, len(HEADERS) - 1
BEGINNING = 400


class PreviewModel(QAbstractTableModel):
    """Use, outcomes, sums and problems in one table, in the order of the file; what is not counted is grey."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._records: list[Record] = []
        self._cells: list[tuple[str, ...]] = []
        self._in_case = False

    @property
    def hides_names(self) -> bool:
        """A file that is in the case shows no more of people than the case does."""
        return self._in_case and not self._session.names

    @property
    def issue_rows(self) -> list[int]:
        """The numbers of the rows that tell a problem, or a note."""
        return [number for number, record in enumerate(self._records) if isinstance(record, ImportIssue)]

    @property
    def sum_rows(self) -> list[int]:
        """The numbers of the rows that tell a sum, in words instead of figures."""
        return [number for number, record in enumerate(self._records) if isinstance(record, UsageAggregate)]

    def show(self, records: Sequence[Record], *, in_case: bool = False) -> None:
        """Other records."""
        self.beginResetModel()
        self._in_case = in_case
        self._records = list(records)
        self._cells = [cells(record) for record in records]
        self.endResetModel()

    def now_in_case(self, in_case: bool) -> None:
        """The file shown was imported meanwhile."""
        self._in_case = in_case

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return HEADERS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        words = self._cells[index.row()][index.column()]
        if index.column() == PERSON and words not in ("", "–") and self.hides_names:
            words = "hidden"
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(_tip(self._records[index.row()], index.column(), words))
            case Qt.ItemDataRole.TextAlignmentRole:
                in_words = isinstance(self._records[index.row()], UsageAggregate) and index.column() == FIRST_FIGURE
                return _alignment(TEXT if in_words else index.column())
            case Qt.ItemDataRole.ForegroundRole:
                return self._session.theme.color(_token(self._records[index.row()], index.column()))
        return None


def span_words(table: QTableView, model: PreviewModel) -> None:
    """What cannot be read is told over the whole width of its row, a sum in the place of the figures."""
    table.clearSpans()
    for number in model.issue_rows:
        table.setSpan(number, 1, 1, len(HEADERS) - 1)
    for number in model.sum_rows:
        table.setSpan(number, FIRST_FIGURE, 1, len(HEADERS) - FIRST_FIGURE)


def cells(record: Record) -> tuple[str, ...]:
    """One record in words, a cell for each header."""
    if isinstance(record, UsageEvent):
        return _event(record)
    if isinstance(record, Outcome):
        said = (
            f"{record.kind} {record.reference}: {record.title}" if record.title else f"{record.kind} {record.reference}"
        )
        return _cells(record.line, _time(record.at), record.person, record.agent, text=said)
    if isinstance(record, UsageAggregate):
        figure = f"{record.quantity / 1_000_000:,.10g} {record.unit.replace('_', ' ')}"
        said = (f"a sum until {_time(record.end)}: {figure}", "", "", "")
        return _cells(record.line, _time(record.start), record.person, record.agent, record.model, said)
    if isinstance(record, SamePerson):
        return _cells(record.line, "two names of one person", None, None, unknown="")
    grade = "cannot be read" if record.severity is Severity.REJECTED else "note"
    return _cells(record.line, f"{grade}: {record.reason}", None, None, unknown="")


def _event(event: UsageEvent) -> tuple[str, ...]:
    said = " ".join((event.prompt or "")[:BEGINNING].split())
    output = ("≥ " if event.lower_bound else "") + whole(event.output_tokens)
    figures = (whole(event.input_tokens), whole(event.cache_read_input_tokens), output, money(event.cost_microusd))
    words = f"not counted: {event.dropped_by.replace('-', ' ')}" if event.dropped_by else said
    return _cells(event.line, _time(event.at), event.person, event.agent, event.model, figures, words)


def _cells(
    line: int,
    time: str,
    person: str | None,
    agent: str | None,
    model: str | None = None,
    figures: tuple[str, ...] = ("", "", "", ""),
    text: str = "",
    unknown: str = "–",
) -> tuple[str, ...]:
    names = (name or unknown for name in (person, agent, model))
    return (whole(line) if line else "", time, *names, *figures, text)


def _time(micros: int) -> str:
    return clock(micros, UTC)


def _tip(record: Record, column: int, words: str) -> str:
    """What the cell says in full: the moment with its year, a prompt with its lines."""
    if column == 1 and words and not isinstance(record, ImportIssue):
        return iso(record.start if isinstance(record, UsageAggregate) else getattr(record, "at", 0))
    if column == TEXT and isinstance(record, UsageEvent):
        return record.prompt or words
    return words


def _token(record: Record, column: int) -> str:
    if isinstance(record, ImportIssue):
        return "padding" if record.severity is Severity.REJECTED else "muted"
    dropped = isinstance(record, UsageEvent) and record.dropped_by
    return "muted" if dropped or column == 0 else "text"


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in FIGURES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
