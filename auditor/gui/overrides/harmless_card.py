"""That an agent is known to be harmless: why, and until when."""

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from auditor.errors import ReviewError
from auditor.gui.overrides.reason_line import reason_line
from auditor.gui.pieces import column
from auditor.gui.starting.form import field_row, form_card
from auditor.gui.tick_box import TickBox
from auditor.overrides import last_day
from auditor.records import Override

FIELD = 160
EMPTY = "its last day; empty: for good"


class HarmlessCard(QWidget):
    """Ticked with a reason and a last day. `standing`: what holds today; what has expired does not."""

    def __init__(self, standing: Override | None) -> None:
        super().__init__()
        self._standing = standing
        self.tick = TickBox("yes; it stays in every list, with its tokens")
        self.tick.setAccessibleName("Known to be harmless")
        self.tick.setChecked(standing is not None)
        self.reason = reason_line("Reason why it is harmless")
        self.until = QLineEdit(placeholderText="2026-12-31")
        self.until.setAccessibleName("Harmless until")
        self.until.setAccessibleDescription(EMPTY)
        self.until.setFixedWidth(FIELD)
        self.tick.toggled.connect(lambda _: self._follow())
        self._follow()
        rows = (
            field_row("Known harmless", self.tick),
            field_row("Why", self.reason),
            field_row("Until", self.until, hint=EMPTY),
        )
        self.setLayout(column(form_card(*rows)))

    @property
    def on(self) -> bool:
        """Whether it is said to be harmless."""
        return self.tick.isChecked()

    @property
    def changed(self) -> bool:
        """Whether this is something else than what holds."""
        if self._standing is None or not self.on:
            return self.on != (self._standing is not None)
        kept = (self._standing.reason, self._standing.expires)
        return (self.reason.text().strip(), self.until.text().strip()) != kept

    def wrong(self, today: date) -> tuple[str, QLineEdit] | None:
        """What is wrong, and where; None if nothing is."""
        if not self.changed:
            return None
        if not self.reason.text().strip():
            what = "it is harmless" if self.on else "it is taken back"
            return f"Say why {what}, so that it can be defended later.", self.reason
        try:
            last_day(self.until.text(), today)
        except ReviewError as error:
            return f"Harmless until: {error}", self.until
        return None

    def _follow(self) -> None:
        """The reason belongs to what is said: taking back needs its own, and no day."""
        holds = self._standing if self.on else None
        self.reason.setText(holds.reason if holds else "")
        self.until.setText(holds.expires if holds else "")
        self.until.setEnabled(self.on)
        self.reason.setEnabled(self.on or self._standing is not None)
