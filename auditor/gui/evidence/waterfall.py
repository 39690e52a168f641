"""How the place in the queue comes about: the sums by aspect, one after the other, up to the priority."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from auditor.gui.evidence.steps import Steps
from auditor.gui.evidence.sums import contributions, lacking_words, rule_words
from auditor.gui.evidence.words import bans, breakable, priority
from auditor.gui.pieces import column, link, panel, row, text
from auditor.gui.theme import Theme
from auditor.records import Assessment, Finding

CAPTION = "Sums of the findings below. Each aspect counts at most 2, so that one trait counts once."
HELD_BACK = "What one aspect alone says is held back below the top band."


class Waterfall(QWidget):
    """One line, `Priority 2.4 · why`, that opens."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.head = link("", self.toggle)
        self.head.setStyleSheet("padding: 2px 0")  # stands in line with what is below it
        self.steps = Steps(theme)
        self._rule, self._lacking = text("", "", wrap=True), text("", "small", wrap=True)
        self._caption = text(CAPTION, "small", wrap=True)
        self._body = panel("sums", column(self._rule, self.steps, self._lacking, self._caption, spacing=6))
        self._body.hide()
        self._priority = ""
        self.setLayout(column(panel("sumshead", row(self.head, None)), self._body, spacing=4))

    def show_sums(self, assessment: Assessment, findings: Sequence[Finding]) -> None:
        """The sums of an agent; open stays open from agent to agent."""
        told = contributions(assessment, findings)
        self._priority = f"Priority {priority(assessment.priority)}"
        self._rule.setText(rule_words(assessment))
        self._caption.setText(" ".join([CAPTION, *(HELD_BACK for one in told if one.rule)]))
        self.steps.show_steps(told, assessment.priority)
        self._lacking.setText(breakable(lacking_words(assessment, findings)))
        self._lacking.setVisible(bool(self._lacking.text()))
        parts = [f"{one.name} {bans(one.weight)}{' (capped)' if one.capped else ''}" for one in told]
        self.steps.setAccessibleDescription(f"{', '.join([*parts, self._priority])}.")
        self._show_head()

    def toggle(self) -> None:
        """Open or close."""
        self._body.setVisible(self._body.isHidden())
        self._show_head()

    def set_theme(self, theme: Theme) -> None:
        """Light or dark."""
        self.steps.set_theme(theme)

    def _show_head(self) -> None:
        opened = not self._body.isHidden()
        self.head.setText(f"{self._priority} · {'hide why' if opened else 'why'}")
        self.head.setAccessibleName(f"{self._priority}. {self._rule.text()}")
        self.head.setAccessibleDescription("Open: how it comes about" if not opened else "Close")
