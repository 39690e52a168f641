"""The evidence panel of the session's current agent: filled from the case, pins into it, and brings the peers."""

from PySide6.QtCore import Signal

from auditor.gui.evidence.evidence_panel import EvidencePanel
from auditor.gui.evidence.peer_values import peer_values
from auditor.gui.evidence.reference import exhibit_title, finding_reference, pinned_finding
from auditor.gui.evidence.scrolling import to_the_top
from auditor.gui.session import Changes, Session
from auditor.records import Exhibit, ExhibitKind, Finding


class AgentEvidence(EvidencePanel):
    """Follows the session. `pinned`: a finding became an exhibit; `told`: a line for the person.

    Of an agent judged without evidence nothing is even read.
    """

    pinned = Signal(Exhibit)
    told = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(session.theme)
        self._session = session
        self._said: list[Finding] = []
        self.pin_wanted.connect(self._pin)
        self.peers_wanted.connect(self._compare)
        session.changed.connect(self._follow)

    def finding_of(self, exhibit: Exhibit) -> Finding | None:
        """What the indicator of a pinned finding says now; told where that is nothing, or not what was pinned."""
        found, same = pinned_finding(exhibit, self._said)
        if found is None:
            self.told.emit("This indicator says nothing of the agent any more: the exhibit keeps what it said")
        elif not same:
            self.told.emit("Worked out anew since it was pinned: what is selected is what it rests on now")
        return found

    def _follow(self, changes: Changes) -> None:
        if changes.theme:
            self.set_theme(self._session.theme)
        if changes.case or changes.current:
            to_the_top(self)
        if changes.case or changes.current or changes.agents or changes.verdicts or changes.evidence:
            self._fill()
        elif changes.exhibits:
            self._mark_pinned()

    def _fill(self) -> None:
        case, agent_id = self._session.case, self._session.current_id
        hidden = agent_id in self._session.sealed
        self._said = case.findings.of_agent(agent_id) if case and agent_id is not None and not hidden else []
        told = None if agent_id is None else self._session.assessments.get(agent_id)
        self._mark_pinned()
        self.show_evidence(self._said, told, hidden)

    def _mark_pinned(self) -> None:
        case, agent_id = self._session.case, self._session.current_id
        pinned = case.exhibits.of_agent(agent_id) if case and agent_id is not None else []
        self.show_pinned({exhibit.reference for exhibit in pinned if exhibit.kind is ExhibitKind.FINDING})

    def _pin(self, finding: Finding) -> None:
        if case := self._session.case:
            reference, title = finding_reference(finding), exhibit_title(finding)
            self.pinned.emit(case.exhibits.pin(finding.agent_id, ExhibitKind.FINDING, reference, title))
            self._session.exhibits_changed()
            self.told.emit("Pinned")

    def _compare(self, finding: Finding) -> None:
        case = self._session.case
        values = case.findings.values(finding.indicator) if case else {}
        if finding.agent_id in values:
            self.show_peers(finding, *peer_values(values, self._session.assessments, finding.agent_id))
        else:  # worked out anew a moment ago, and this is about to be shown
            self.told.emit("This was worked out anew: choose it again")
