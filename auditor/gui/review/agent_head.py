"""Who is looked at: the agent's name and its figures."""

from PySide6.QtWidgets import QWidget

from auditor.gui.elided import Elided
from auditor.gui.figures import day, money, short, whole
from auditor.gui.pieces import column, panel, row, text
from auditor.gui.session import Session
from auditor.records import Agent

FACTS = ("Requests", "Tokens", "Cost", "Outcomes", "Tokens / outcome")


class AgentHead(QWidget):
    """Name, person, team and period at the left; requests, tokens, cost and outcomes at the right."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._name, self._who = Elided("", "h1"), Elided("", "muted")
        self._figures = {fact: text("", "figure", name=fact) for fact in FACTS}
        facts = [panel("fact", column(text(fact, "small"), self._figures[fact], spacing=2)) for fact in FACTS]
        whole = row(panel("who", column(self._name, self._who, spacing=2)), *facts, spacing=20)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_agent(self, agent: Agent | None) -> None:
        """Show an agent, or nothing."""
        self.setVisible(agent is not None)
        if agent is None or self._session.properties is None:
            return
        sums, zone = agent.totals, self._session.properties.zone
        self._name.setText(agent.name)
        team = f" · team {agent.team}" if agent.team else ""
        period = f" · {day(sums.first, zone)} – {day(sums.last, zone, year=True)}" if sums.first and sums.last else ""
        self._who.setText(self._session.person_of(agent) + team + period)
        per_outcome = sums.tokens // agent.outcomes if sums.tokens is not None and agent.outcomes else None
        bound = "≥ " if sums.lower_bounds else ""
        for fact, shown, full in (
            ("Requests", whole(sums.events), whole(sums.events)),
            ("Tokens", bound + short(sums.tokens), _classes(agent)),
            (
                "Cost",
                money(sums.cost_microusd),
                "no source tells it" if sums.cost_microusd is None else "as the sources tell it",
            ),
            ("Outcomes", whole(agent.outcomes), "no outcome data delivered" if agent.outcomes is None else ""),
            ("Tokens / outcome", short(per_outcome), whole(per_outcome)),
        ):
            self._figures[fact].setText(shown)
            self._figures[fact].setToolTip(full)


def _classes(agent: Agent) -> str:
    sums = agent.totals
    lines = [
        f"input {whole(sums.input_tokens)}",
        f"   read from cache {whole(sums.cache_read_input_tokens)}",
        f"   written to cache {whole(sums.cache_creation_input_tokens)}",
        f"output {whole(sums.output_tokens)}",
        f"   of it reasoning {whole(sums.reasoning_output_tokens)}",
    ]
    if sums.lower_bounds:
        lines.append(f"{whole(sums.lower_bounds)} requests were cut off: the true sum is higher")
    return "\n".join(lines)
