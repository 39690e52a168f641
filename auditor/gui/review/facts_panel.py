"""What the data can show of an agent, and what they cannot; said before anybody judges."""

from PySide6.QtWidgets import QWidget

from auditor.gui.figures import counted
from auditor.gui.pieces import column, panel, text
from auditor.gui.review.cost_words import credit
from auditor.gui.review.lines import Lines
from auditor.gui.review.raw_panel import RawPanel
from auditor.records import Agent, Coverage


class FactsPanel(QWidget):
    """A few plain sentences, and below them what all lines say beside what is counted."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = Lines()
        self.raw = RawPanel()
        facts = column(text("WHAT THE DATA CAN SHOW", "section"), panel("facts", self._lines.layout), spacing=8)
        self.setLayout(column(panel("sentences", facts), self.raw, spacing=18))

    def show_facts(self, agent: Agent | None, coverage: Coverage | None) -> None:
        """Say what is known of an agent's data."""
        self.raw.show_sums(agent, coverage)
        self._lines.show_lines(sentences(agent, coverage) if agent and coverage else ())


def sentences(agent: Agent, coverage: Coverage) -> list[tuple[str, str]]:
    """The sentences with their roles; grey ones tell of what is missing and speak against nobody."""
    events, sources = agent.totals.events, coverage.sources
    said = [(f"{counted(events, 'request')} from {counted(sources, 'source')}.", "")]
    if coverage.prompts:
        said.append((f"The prompt is stored for {coverage.prompts / events:.0%} of them.", ""))
    else:
        said.append(("No prompts were delivered.", "muted"))
    if coverage.lower_bounds:
        was = "was cut off: its" if coverage.lower_bounds == 1 else "were cut off: their"
        said.append((f"{counted(coverage.lower_bounds, 'request')} {was} output is a lower bound.", "bad"))
    if coverage.rejected:
        said.append(
            (f"{counted(coverage.rejected, 'line')} of its sources could not be read (see the receipts).", "bad")
        )
    said += _metered(agent)
    if 0 < coverage.untold < events:
        tells = "tells" if coverage.untold == 1 else "tell"
        said.append((f"{counted(coverage.untold, 'request')} {tells} no tokens: the sums hold the others.", "muted"))
    if 0 < coverage.costs < events:
        tells = "tells" if coverage.costs == 1 else "tell"
        said.append((f"Only {counted(coverage.costs, 'request')} {tells} a cost.", "muted"))
    if not coverage.outcomes_delivered:
        said.append(("No outcome data were delivered: nothing follows from their absence.", "muted"))
    elif not agent.outcomes:
        said.append(("No outcome names this agent or a branch it worked on.", "muted"))
    return said


def _metered(agent: Agent) -> list[tuple[str, str]]:
    """Use that is told in credits, or not at all, must never look like no use."""
    tokens, credits = agent.totals.tokens, agent.totals.microcredits
    if credits is None:
        return [("Its sources do not tell tokens. That is not the same as none.", "muted")] if tokens is None else []
    if tokens:
        return [(f"{credit(credits)} told beside the tokens.", "")]
    told = "No tokens told" if tokens is None else "0 tokens told"
    return [(f"{told}: metered in credits, {credit(credits)}. That is use, not none.", "")]
