"""The lines of a source that could not be read: where, why, and what stood there; filtered and exported."""

import csv
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from auditor.exports.table import harmless
from auditor.gui.elided import Elided
from auditor.gui.figures import whole
from auditor.gui.pieces import button, card, column, link, row, rule, text
from auditor.gui.plain_table import plain_table
from auditor.gui.tips import plain_tip
from auditor.records import ImportIssue, Source

Index = QModelIndex | QPersistentModelIndex
HEADERS = ("Line", "Reason", "What stands there")


class RejectedModel(QAbstractTableModel):
    """All issues, or those in which the words occur."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[ImportIssue] = []
        self.rows: list[ImportIssue] = []

    def show(self, issues: list[ImportIssue]) -> None:
        """Other issues."""
        self._all = issues
        self.filter("")

    def filter(self, words: str) -> None:
        """Keep the rows whose line, reason or excerpt holds the words."""
        wanted = words.strip().casefold()
        self.beginResetModel()
        self.rows = [issue for issue in self._all if wanted in "\n".join(cells(issue)).casefold()]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return HEADERS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cells(self.rows[index.row()])[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(cells(self.rows[index.row()])[index.column()])
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(index.column())
        return None


QUOTED = re.compile(r"“[^”]*”")


class RejectedPanel(QWidget):
    """Takes the place of the preview; `closed` asks for it back."""

    closed = Signal()
    saved = Signal(int)
    """The id of the source whose lines were written to a file."""

    def __init__(self) -> None:
        super().__init__()
        self._source: Source | None = None
        self.issues = RejectedModel(self)
        self.table = plain_table(self.issues, "Lines that could not be read", {0: 80, 1: 360})
        self.name = Elided("", "title")
        self.told = text("", "muted")
        self.filter = QLineEdit(placeholderText="Filter")
        self.filter.setAccessibleName("Filter the lines")
        self.filter.setMaximumWidth(200)
        self.filter.textChanged.connect(self._narrow)
        self.export = button("Export as CSV…", self._ask_where)
        self.message = text("", "small", wrap=True, name="Where it went")
        self.message.setContentsMargins(12, 8, 12, 8)
        self._build()

    def show_source(self, source: Source, issues: list[ImportIssue]) -> None:
        """The lines of another source, with its path and excerpts only as the caller lets them be seen."""
        self._source = source
        self.issues.show(issues)
        self.name.setText(source.path.rpartition("/")[2])
        self.filter.clear()
        self._narrow("")
        self._say("")
        self.filter.setFocus()

    def save(self, target: Path) -> None:
        """Write the rows shown as CSV; where they went, or why not, is told in place."""
        partial = target.with_name(target.name + ".part")
        try:
            with partial.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\r\n")
                writer.writerow(("source", "line", "severity", "reason", "excerpt"))
                path = self._source.path if self._source else ""
                writer.writerows(
                    [harmless(cell) for cell in (path, issue.line, issue.severity, issue.reason, issue.excerpt)]
                    for issue in self.issues.rows
                )
            partial.replace(target)
        except OSError as error:
            self._say(f"{target} cannot be written ({error.strerror}). Choose another folder.", "bad")
        else:
            self._say(f"{whole(len(self.issues.rows))} lines written to {target}")
            if self._source:
                self.saved.emit(self._source.id)

    def _build(self) -> None:
        back = link("‹ Preview", self.closed.emit)
        head = QWidget()
        head.setLayout(row(back, self.name, self.told, None, self.filter, self.export, margins=(8, 0, 12, 0)))
        head.setFixedHeight(44)
        body = column(head, rule(), self.table, self.message, spacing=0, margins=(1, 0, 1, 1))
        self.setLayout(column(card(body), spacing=0))

    def _narrow(self, words: str) -> None:
        self.issues.filter(words)
        count = len(self.issues.rows)
        self.told.setText(f"— {whole(count)} {'line' if count == 1 else 'lines'} not read, or noted")
        self.export.setEnabled(bool(count))

    def _ask_where(self) -> None:
        name = f"{Path(self._source.path).stem}-rejected.csv" if self._source else "rejected.csv"
        told, _ = QFileDialog.getSaveFileName(self, "Export the lines", name, "CSV (*.csv)")
        if told:
            self.save(Path(told))

    def _say(self, words: str, role: str = "small") -> None:
        self.message.setText(words)
        self.message.setProperty("role", role)
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        self.message.setVisible(bool(words))


def discreet(issues: Iterable[ImportIssue]) -> list[ImportIssue]:
    """The issues without what they quote of the file: it can be a name."""
    return [
        replace(issue, reason=QUOTED.sub("“…”", issue.reason), excerpt="hidden, as names are" if issue.excerpt else "")
        for issue in issues
    ]


def cells(issue: ImportIssue) -> tuple[str, str, str]:
    """Line, reason, excerpt."""
    return (whole(issue.line) if issue.line else "file", issue.reason, issue.excerpt)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == 0 else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
