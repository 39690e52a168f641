"""One control total in full: how it stands, what explains it, what else could, and what nobody can know."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from auditor.gui.data.control_model import scope_words
from auditor.gui.data.reconcile_figures import amount, exact, signed, unit_title
from auditor.gui.data.reconcile_words import period, standing_of
from auditor.gui.figures import local
from auditor.gui.pieces import button, clear, column, row, rule, text
from auditor.gui.session import Session
from auditor.gui.tips import plain_tip
from auditor.reconcile import Cause, Controlled
from auditor.records import Person

ROLES = {"useful": "good", "padding": "bad"}


class ControlDetail(QWidget):
    """`withdraw_wanted` tells the id of the control total to take back."""

    withdraw_wanted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.withdraw: QPushButton | None = None
        self._body = column(spacing=8)
        self.setLayout(self._body)

    def show_control(self, one: Controlled, persons: dict[int, Person], zone: ZoneInfo) -> None:
        """Another control total."""
        clear(self._body)
        told, standing = one.control, standing_of(one)
        self._body.addWidget(text(told.kind, "h2", wrap=True))
        scope = scope_words(told, persons, names=self._session.names)
        self._body.addWidget(text(f"{unit_title(told.unit)} · {scope}\n{period(told, zone)}", "muted", wrap=True))
        self._figures(one)
        self._body.addWidget(text(f"{standing.told}. {standing.why}", ROLES.get(standing.token, ""), wrap=True))
        self._causes("EXPLAINED BY", one.explained_by, told.unit)
        if one.unexplained and one.difference and not one.explained_by:
            self._causes("WITHOUT A KNOWN CAUSE", [Cause("Unexplained rest", one.unexplained)], told.unit)
        others = [cause for cause in one.causes if cause.amount is not None and cause not in one.explained_by]
        unknown = [cause for cause in one.causes if cause.amount is None]
        self._causes("OTHER CAUSES THAT CAN MAKE THEM DIFFER", others, told.unit)
        self._causes("CANNOT BE KNOWN", unknown, told.unit)
        if told.note:
            self._body.addWidget(text(f"Note: {told.note}", wrap=True))
        entered = f"Entered {local(told.at, zone):%d %b %Y %H:%M} by {told.who}. Withdrawing it is kept in the log."
        self._body.addWidget(text(entered, "small", wrap=True))
        self.withdraw = button("Withdraw", lambda: self.withdraw_wanted.emit(told.id))
        self.withdraw.setAccessibleName("Withdraw this control total")
        foot = QWidget()
        foot.setLayout(row(self.withdraw, None))
        self._body.addWidget(foot)
        self._body.addStretch(1)

    def _figures(self, one: Controlled) -> None:
        unit = one.control.unit
        lines = column(spacing=0)
        for words, value, told in (
            ("Stated", one.control.quantity, amount(one.control.quantity, unit)),
            ("Counted", one.counted, amount(one.counted, unit)),
            ("Difference", one.difference, signed(one.difference, unit)),
        ):
            lines.addWidget(_line(words, told, exact(value, unit), bold=words == "Difference"))
            lines.addWidget(rule())
        holder = QWidget()
        holder.setLayout(lines)
        self._body.addWidget(holder)

    def _causes(self, title: str, causes: Iterable[Cause], unit: str) -> None:
        causes = list(causes)
        if not causes:
            return
        self._body.addSpacing(4)
        self._body.addWidget(text(title, "section"))
        for cause in causes:
            if cause.amount is None:
                self._body.addWidget(text(f"? {cause.text}", wrap=True))
            else:
                self._body.addWidget(_line(cause.text, signed(cause.amount, unit), exact(cause.amount, unit)))


def _line(words: str, figure: str, tip: str, *, bold: bool = False) -> QWidget:
    value = text(figure, "title" if bold else "")
    value.setToolTip(plain_tip(tip))
    line = row(text(words, wrap=True), value, margins=(0, 5, 0, 5), spacing=12)
    line.setStretch(0, 1)
    holder = QWidget()
    holder.setLayout(line)
    return holder
