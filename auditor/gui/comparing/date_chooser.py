"""Choose the date to compare before and after: one of the auditor's, or any other day."""

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListView

from auditor.gui.comparing.chooser_panel import ChooserPanel
from auditor.gui.comparing.shown import Span
from auditor.gui.figures import local
from auditor.timeline.words import weekday

HINT = "Enter compares before and after the day marked or written; ↑ ↓ walk through the dates, Esc goes back."
EXAMPLE = "2026-10-03"
Index = QModelIndex | QPersistentModelIndex


class DatesModel(QAbstractListModel):
    """The auditor's dates (µs, name) as lines: Sat 3 Oct 2026 · target announced."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dates: list[tuple[int, str]] = []
        self._zone = ZoneInfo("UTC")

    def show(self, dates: Sequence[tuple[int, str]], zone: ZoneInfo) -> None:
        """List these from now on, as the people's calendar has them."""
        self.beginResetModel()
        self.dates, self._zone = sorted(dates), zone
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self.dates)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        at, name = self.dates[index.row()]
        moment = local(at, self._zone)
        clock = f", {moment:%H:%M}" if moment.time() != time() else ""
        return f"{weekday(moment)} {moment.year}{clock} · {name}"


class DateChooser(ChooserPanel):
    """Walking through the auditor's dates fills the field; any other day can be typed into it."""

    chosen = Signal(object)
    """The date, µs UTC: the day's midnight on the people's clock, or the auditor's own moment."""

    def __init__(self) -> None:
        field = QLineEdit(placeholderText=EXAMPLE)
        super().__init__(field, QListView(), HINT)
        self.field, self._zone = field, ZoneInfo("UTC")
        self.field.setAccessibleName("Day to compare before and after")
        self.field.textEdited.connect(lambda _: self._say_dates())
        self._marked: tuple[str, int] | None = None
        self.model = DatesModel(self)
        self.list.setModel(self.model)
        self.list.setSpacing(3)
        self.list.setAccessibleName("Dates of this case")
        self.list.selectionModel().currentChanged.connect(lambda index, _: self._mark(index.row()))

    def show_dates(self, title: str, dates: Sequence[tuple[int, str]], whole: Span, zone: ZoneInfo) -> None:
        """Offer these dates; without any the field begins with the middle of `whole` (µs)."""
        self.title.setText(f"Compare {title} before and after a date")
        self._zone, self._marked = zone, None
        self.field.setText(local((whole[0] + whole[1]) // 2, zone).date().isoformat())
        self.model.show(dates, zone)
        self._say_dates()
        if dates:
            self.list.setCurrentIndex(self.model.index(0))
        self.field.selectAll()

    def moment(self) -> int | None:
        """What Enter takes, µs; None where no day is written."""
        words = self.field.text().strip()
        if self._marked and self._marked[0] == words:
            return self._marked[1]
        try:
            day = date.fromisoformat(words)
        except ValueError:
            return None
        return round(datetime.combine(day, time(), self._zone).timestamp()) * 1_000_000

    def accept(self) -> None:
        moment = self.moment()
        if moment is None:
            self.say(f"“{self.field.text()}” is not a day. Write it like {EXAMPLE}.")
        else:
            self.chosen.emit(moment)

    def _mark(self, row: int) -> None:
        if 0 <= row < len(self.model.dates):
            at = self.model.dates[row][0]
            self._marked = (local(at, self._zone).date().isoformat(), at)
            self.field.setText(self._marked[0])
            self._say_dates()

    def _say_dates(self) -> None:
        self.say("" if self.model.dates else "This case has no dates of yours yet. Write a day above.")
