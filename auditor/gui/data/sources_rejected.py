"""The lines of a source that could not be read, in the place of the coverage."""

from auditor.gui.importing.rejected_panel import RejectedPanel
from auditor.gui.pieces import card, column, link, panel, row, rule


class SourceRejected(RejectedPanel):
    """The panel of the import screen, with the way back that this place has."""

    def _build(self) -> None:
        back = link("‹ Days with data", self.closed.emit)
        parts = (back, self.name, self.told, None, self.filter, self.export)
        head = panel("rejectedhead", row(*parts, margins=(8, 6, 12, 6)))
        body = column(head, rule(), self.table, self.message, spacing=0, margins=(1, 0, 1, 1))
        self.setLayout(column(card(body), spacing=0))
