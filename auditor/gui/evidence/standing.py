"""Where an agent stands in the queue, as its row shows it; of a sealed one nothing that evidence says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from auditor.gui.evidence.words import priority
from auditor.records import Assessment

SEALED = "judged without evidence first"
NOT_YET = "not assessed yet"
LEAST_SCALE = 2.0
"""Priority that fills a bar at least: where all is near 0, no bar looks long."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`share` of the bar that is filled, 0–1; None: no bar. `top`: in the band looked at first. `line` says why."""

    share: float | None
    number: str
    top: bool
    line: str

    @property
    def sentence(self) -> str:
        """The whole for a tooltip and for screen readers."""
        if self.share is None:
            return self.line
        return f"Priority {self.number}{', top band' if self.top else ''}{f': {self.line}' if self.line else ''}"


class Standings:
    """Of all agents of a case, on one scale."""

    def __init__(self, assessments: Mapping[int, Assessment], sealed: Collection[int]) -> None:
        self._assessments, self._sealed = assessments, sealed
        shown = (one.priority for agent_id, one in assessments.items() if agent_id not in sealed)
        self._full = max([LEAST_SCALE, *shown])

    def __bool__(self) -> bool:
        """Whether there is anything to show beside the agents."""
        return bool(self._assessments or self._sealed)

    def of(self, agent_id: int) -> Standing:
        """Where one agent stands."""
        if agent_id in self._sealed:
            return Standing(None, "", top=False, line=SEALED)
        one = self._assessments.get(agent_id)
        if one is None:
            return Standing(None, "", top=False, line=NOT_YET)
        share = min(1.0, max(0.0, one.priority / self._full))
        return Standing(share, priority(one.priority), one.top, one.reason)
