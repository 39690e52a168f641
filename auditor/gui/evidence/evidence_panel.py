"""The evidence on an agent: findings for and against in the same size and place, strongest first."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from auditor.gui.evidence.finding_box import FindingBox
from auditor.gui.evidence.quiet import STYLE
from auditor.gui.evidence.reference import finding_reference
from auditor.gui.evidence.scrolling import bring_into_view
from auditor.gui.evidence.waterfall import Waterfall
from auditor.gui.evidence.words import breakable, rhythm
from auditor.gui.pieces import column, link, panel, row, text
from auditor.gui.review.lines import Lines
from auditor.gui.theme import LIGHT, Theme
from auditor.records import Assessment, Finding

SEALED = "Hidden until your first verdict: this agent is one of those judged without evidence."
WORKING = "Evidence is being worked out…"
LACKING = "Not enough data for these; counted for nobody and against nobody:"
SHORT = "not enough data: "
NOTHING = "No evidence was worked out for this agent yet."


class EvidencePanel(QWidget):
    """Tells what was found; proposes nothing. The signals tell the finding that is meant.

    `override_wanted`: the auditor wants to say what kind of rhythm the agent has.
    """

    show_wanted = Signal(Finding)
    pin_wanted = Signal(Finding)
    peers_wanted = Signal(Finding)
    override_wanted = Signal()

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self.setStyleSheet(STYLE)
        self._theme = theme
        self._working, self._hidden = False, False
        self._findings: Sequence[Finding] = ()
        self._pinned: Collection[str] = ()
        self._boxes: list[FindingBox] = []
        self._notice = text("", "muted", wrap=True)
        self.waterfall = Waterfall(theme)
        self._rhythm = text("", "small", wrap=True)
        self.change = link("change…", self.override_wanted.emit)
        self.change.setAccessibleName("Change the rhythm")
        self.change.setProperty("quiet", True)
        self._places, self._missing = column(spacing=0), Lines(spacing=3)
        self._lacking = text(LACKING, "small", wrap=True)
        self._lay_out()

    def show_evidence(self, findings: Sequence[Finding], assessment: Assessment | None, hidden: bool) -> None:
        """What is said of one agent; nothing of it where it is `hidden`."""
        self._hidden = hidden
        findings = () if hidden else findings
        self._findings = sorted((f for f in findings if f.measure.value is not None), key=lambda f: -abs(f.weight))
        self._show_boxes()
        missing = [lacking(f) for f in findings if f.measure.value is None]
        self._missing.show_lines((line, "small") for line in missing)
        self._lacking.setVisible(bool(missing))
        self._show_sums(None if hidden else assessment, findings)
        self._show_notice(nothing=not findings and assessment is None)

    def follow(self, step: object) -> None:
        """Work behind the window is at a step, or done (None)."""
        self.show_working(step is not None)

    def show_working(self, on: bool) -> None:
        """Whether evidence is being worked out now, for agents of which none is there."""
        self._working = on
        self._show_notice(nothing=bool(self._notice.text()) and not self._hidden)

    def show_pinned(self, references: Collection[str]) -> None:
        """The references of findings that are exhibits already."""
        self._pinned = references
        for box in self.boxes():
            box.show_pinned(finding_reference(box.finding) in references)

    def show_peers(self, finding: Finding, values: Sequence[float], mine: float) -> None:
        """A dot plot below a finding: `mine` among the values of the peers; the one before is closed."""
        for box in self.boxes():
            if box.finding == finding:
                box.show_peers(values, mine)
                QTimer.singleShot(0, box, lambda box=box: bring_into_view(box))  # once the plot has its place
            else:
                box.close_peers()

    def set_theme(self, theme: Theme) -> None:
        """Light or dark."""
        self._theme = theme
        self.waterfall.set_theme(theme)
        for box in self._boxes:
            box.set_theme(theme)

    def boxes(self) -> list[FindingBox]:
        """What is shown now, from top to bottom."""
        return self._boxes[: len(self._findings)]

    def _show_boxes(self) -> None:
        """Boxes are kept and told another finding: to make one takes some ms."""
        for place, finding in enumerate(self._findings):
            if place == len(self._boxes):
                self._boxes.append(self._make_box(finding))
            self._boxes[place].show_finding(finding, pinned=finding_reference(finding) in self._pinned)
        for place, box in enumerate(self._boxes):
            box.setVisible(place < len(self._findings))

    def _make_box(self, finding: Finding) -> FindingBox:
        box = FindingBox(self._theme, finding)
        box.show_wanted.connect(self.show_wanted)
        box.pin_wanted.connect(self.pin_wanted)
        box.peers_wanted.connect(lambda wanted: self._peers(box, wanted))
        box.step_wanted.connect(lambda by: self._step(box, by))
        self._places.addWidget(box)
        return box

    def _peers(self, box: FindingBox, finding: Finding) -> None:
        """Ask for the peers; asked again, close them."""
        if box.comparing:
            box.close_peers()
        else:
            self.peers_wanted.emit(finding)

    def _step(self, box: FindingBox, by: int) -> None:
        """The keyboard goes on to the same button of another finding."""
        boxes = self.boxes()
        following = boxes[max(0, min(len(boxes) - 1, boxes.index(box) + by))]
        following.take_focus(box.action_in_focus())
        bring_into_view(following)

    def _show_sums(self, assessment: Assessment | None, findings: Sequence[Finding]) -> None:
        self.waterfall.setVisible(assessment is not None)
        self._rhythm_line.setVisible(assessment is not None)
        if assessment is not None:
            self.waterfall.show_sums(assessment, findings)
            self._rhythm.setText(rhythm(assessment))

    def _show_notice(self, *, nothing: bool) -> None:
        words = SEALED if self._hidden else WORKING if nothing and self._working else NOTHING if nothing else ""
        self._notice.setText(words)
        self._notice.setVisible(bool(words))

    def _lay_out(self) -> None:
        said = row(self._rhythm, self.change, spacing=4)
        said.setStretch(0, 1)
        self._rhythm_line = panel("rhythm", said)
        parts = (
            text("EVIDENCE — STRONGEST FIRST", "section"),
            self._notice,
            self.waterfall,
            self._rhythm_line,
            panel("findings", self._places),
            panel("missing", column(self._lacking, panel("lacking", self._missing.layout), spacing=3)),
        )
        self.setLayout(column(*parts, spacing=6))
        self.show_evidence((), None, hidden=False)


def lacking(finding: Finding) -> str:
    """Why an indicator says nothing of an agent; that the data do not suffice is said once above all of them."""
    why = (finding.measure.why or finding.summary).removeprefix(SHORT)
    return breakable(f"– {finding.title or finding.indicator}: {why}")
