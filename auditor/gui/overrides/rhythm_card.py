"""How an agent's sessions start, if the auditor knows better than what was worked out."""

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from auditor.gui.importing.choice import Choice
from auditor.gui.overrides.reason_line import reason_line
from auditor.gui.pieces import column
from auditor.gui.starting.form import field_row, form_card
from auditor.records import Override, Rhythm

TITLE = "Rhythm"
MEANINGS = {
    Rhythm.SCHEDULED: "scheduled: by a timer",
    Rhythm.EVENT_DRIVEN: "event-driven: when something happens",
    Rhythm.BATCH: "batch: much at once, then long nothing",
    Rhythm.INTERACTIVE: "interactive: with a person",
}


class RhythmCard(QWidget):
    """A class and the reason for it. `worked_out` None: not assessed yet, or not to be shown."""

    def __init__(self, worked_out: Rhythm | None, standing: Override | None) -> None:
        super().__init__()
        self._standing = standing
        unsaid = f"as worked out: {worked_out}" if worked_out else "as worked out"
        self.choice = Choice(TITLE, (("", unsaid), *((str(rhythm), words) for rhythm, words in MEANINGS.items())))
        self.choice.setAccessibleDescription("Agents of one rhythm are compared with each other")
        self.reason = reason_line("Reason for the rhythm")
        self.choice.show_value(standing.value if standing else "")
        self.choice.currentIndexChanged.connect(lambda _: self._follow())
        self._follow()
        self.setLayout(column(form_card(field_row(TITLE, self.choice), field_row("Why", self.reason))))

    @property
    def told(self) -> Rhythm | None:
        """The class chosen; None: as worked out."""
        return Rhythm(self.choice.value) if self.choice.value else None

    @property
    def changed(self) -> bool:
        """Whether this is something else than what holds."""
        holds = (self._standing.value, self._standing.reason) if self._standing else ("", "")
        now = (self.choice.value, self.reason.text().strip())
        return now != holds and (self._standing is not None or self.told is not None)

    def wrong(self, today: date) -> tuple[str, QLineEdit] | None:
        """What is wrong, and where; None if nothing is. No day is: a rhythm does not expire."""
        if self.changed and not self.reason.text().strip():
            return "Say why the rhythm is this one, so that it can be defended later.", self.reason
        return None

    def _follow(self) -> None:
        """The reason belongs to what is chosen: another choice needs its own."""
        holds = self._standing.value if self._standing else ""
        same = self.choice.value == holds
        self.reason.setText(self._standing.reason if self._standing and same else "")
        self.reason.setEnabled(bool(self.choice.value) or not same)
