"""Who is looked at: the agent's name and its figures."""

from PySide6.QtWidgets import QWidget

from auditor.gui.elided import Elided
from auditor.gui.figures import day, short, whole
from auditor.gui.pieces import column, panel, row, text
from auditor.gui.review.cost_words import cost_in_full, cost_words, credit, credit_figure
from auditor.gui.session import Changes, Session
from auditor.gui.tips import plain_tip
from auditor.prices import Cost, costs
from auditor.records import Agent
from auditor.sealed import HIDDEN

FACTS = ("Requests", "Tokens", "Cost", "Outcomes", "Tokens / outcome")


class AgentHead(QWidget):
    """Name, person, team and period at the left; requests, tokens, cost and outcomes at the right."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._name, self._who, self._period = Elided("", "h1"), Elided("", "muted"), text("", "muted")
        self._labels = {fact: text(fact, "small") for fact in FACTS}
        self._figures = {fact: text("", "figure", name=fact) for fact in FACTS}
        facts = [panel("fact", column(self._labels[fact], self._figures[fact], spacing=2)) for fact in FACTS]
        who = row(self._who, self._period, None, spacing=0)
        whole = row(panel("who", column(self._name, panel("whose", who), spacing=2)), *facts, spacing=12)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        session.changed.connect(self._follow)

    def show_agent(self, agent: Agent | None) -> None:
        """Show an agent, or nothing."""
        self.setVisible(agent is not None)
        case, properties = self._session.case, self._session.properties
        if agent is None or case is None or properties is None:
            return
        sums, zone = agent.totals, properties.zone
        self._name.setText(agent.name)
        team = f" · team {agent.team}" if agent.team else ""
        period = f" · {day(sums.first, zone)} – {day(sums.last, zone, year=True)}" if sums.first and sums.last else ""
        if agent.id in self._session.sealed:
            self._who.setText("names hidden")
            self._who.setToolTip(plain_tip(HIDDEN))
        else:
            self._who.setText(self._session.person_of(agent) + team)
        self._period.setText(period)  # in a narrow window the name of the team gives way, not the dates
        per_outcome = sums.tokens // agent.outcomes if sums.tokens is not None and agent.outcomes else None
        bound = "≥ " if sums.lower_bounds else ""
        self._show("Requests", whole(sums.events), whole(sums.events))
        if sums.microcredits is not None and not sums.tokens:
            told = "no tokens told" if sums.tokens is None else "0 tokens told"
            full = f"{credit(sums.microcredits)}; {told}"
            self._show("Tokens", credit_figure(sums.microcredits), full, "Credits")
        else:
            self._show("Tokens", bound + short(sums.tokens), _classes(agent))
        cost = costs(case, agent.id).get(agent.id, Cost())
        label, shown = cost_words(cost)
        self._show("Cost", shown, cost_in_full(cost), label)
        unknown = "no outcome data delivered" if agent.outcomes is None else ""
        self._show("Outcomes", whole(agent.outcomes), unknown)
        self._show("Tokens / outcome", short(per_outcome), whole(per_outcome))

    def _show(self, fact: str, shown: str, full: str, label: str = "") -> None:
        self._labels[fact].setText(label or fact)
        self._figures[fact].setText(shown)
        self._figures[fact].setAccessibleName(f"{label or fact}: {shown}")
        for widget in (self._labels[fact], self._figures[fact]):
            widget.setToolTip(full)

    def _follow(self, changes: Changes) -> None:
        """Prices changed; where the agents did too, the screen shows the current one anew."""
        if changes.data and not changes.current:
            self.show_agent(self._session.current)


def _classes(agent: Agent) -> str:
    sums = agent.totals
    lines = [
        f"input {whole(sums.input_tokens)}",
        f"   read from cache {whole(sums.cache_read_input_tokens)}",
        f"   written to cache {whole(sums.cache_creation_input_tokens)}",
        f"output {whole(sums.output_tokens)}",
        f"   of it reasoning {whole(sums.reasoning_output_tokens)}",
    ]
    if sums.microcredits is not None:
        lines.append(credit(sums.microcredits))
    if sums.lower_bounds:
        lines.append(f"{whole(sums.lower_bounds)} requests were cut off: the true sum is higher")
    return "\n".join(lines)
