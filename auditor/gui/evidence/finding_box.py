"""One finding: title, where the agent stands, which side it speaks for, its sentence, and what innocent work does."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from auditor.gui.evidence.peers_plot import PeersPlot
from auditor.gui.evidence.quiet import QuietRow
from auditor.gui.evidence.tinted import Tinted, WeightBar
from auditor.gui.evidence.words import breakable, innocent, peers, percentile, question_of, side, token
from auditor.gui.figures import counted
from auditor.gui.pieces import column, panel, row, rule, text
from auditor.gui.theme import Theme
from auditor.gui.tips import plain_tip
from auditor.records import Finding

SHOW, PIN, PEERS = "Show", "Pin", "Peers"


class FindingBox(QWidget):
    """The same size and place for both sides. Kept and told another finding when the agent changes.

    `show_wanted`, `pin_wanted`, `peers_wanted` tell the finding; `step_wanted`: to the next (1) or the previous (-1).
    """

    show_wanted = Signal(Finding)
    pin_wanted = Signal(Finding)
    peers_wanted = Signal(Finding)
    step_wanted = Signal(int)

    def __init__(self, theme: Theme, finding: Finding) -> None:
        super().__init__()
        self.finding = finding
        self._theme = theme
        self._title, self._percentile = text("", "title", wrap=True), Tinted("title", theme)
        self._bar, self._sentence = WeightBar(theme), text("", "", wrap=True)
        self._benign = text("", "small", wrap=True)
        self._side = Tinted("small", theme)
        self._side.setWordWrap(True)
        told = (self.show_wanted, self.pin_wanted, self.peers_wanted)
        actions = zip((SHOW, PIN, PEERS), told, strict=True)
        self.quiet = QuietRow(self, [(words, lambda told=told: told.emit(self.finding)) for words, told in actions])
        self.quiet.step_wanted.connect(self.step_wanted)
        self.plot: PeersPlot | None = None
        self._lay_out()

    def show_finding(self, finding: Finding, *, pinned: bool) -> None:
        """Say what is found; the peers of the one before go."""
        self.finding = finding
        self._title.setText(breakable(finding.title or finding.indicator))
        self._title.setToolTip(plain_tip(question_of(finding)))
        self._percentile.say(percentile(finding.percentile), token(finding))
        self._bar.show_weight(finding.weight, token(finding))
        self._sentence.setText(breakable(finding.summary))
        self._benign.setText(breakable(innocent(finding)))
        self._benign.setVisible(bool(self._benign.text()))
        self._side.say(" · ".join(filter(None, (side(finding), peers(finding.peers)))), token(finding))
        self._name(finding)
        self.show_pinned(pinned)
        self.close_peers()

    def show_pinned(self, pinned: bool) -> None:
        """Whether it is among the exhibits already."""
        made = self.quiet.buttons[PIN]
        made.setText("Pinned" if pinned else PIN)
        made.setEnabled(not pinned)

    def show_peers(self, values: Sequence[float], mine: float) -> None:
        """A dot plot below: this agent among its peers."""
        if self.plot is None:
            self.plot = PeersPlot(self._theme)
            self._inner.addWidget(self.plot)
        self.plot.show_values(values, mine)
        self.plot.show()

    def close_peers(self) -> None:
        """No dot plot."""
        if self.plot is not None:
            self.plot.hide()

    @property
    def comparing(self) -> bool:
        """Whether its dot plot is open."""
        return self.plot is not None and not self.plot.isHidden()

    def action_in_focus(self) -> str:
        """Which of its buttons has the keyboard; the first if none has."""
        return next((words for words, made in self.quiet.buttons.items() if made.hasFocus()), SHOW)

    def take_focus(self, action: str) -> None:
        """Give the keyboard to a button, or to the first that can take it."""
        buttons = self.quiet.buttons
        can = [made for made in (buttons[action], *buttons.values()) if made.isEnabled() and not made.isHidden()]
        for made in can[:1]:
            made.setFocus(Qt.FocusReason.TabFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Light or dark."""
        self._theme = theme
        for part in (self._percentile, self._bar, self._side, *([self.plot] if self.plot else [])):
            part.set_theme(theme)

    def _name(self, finding: Finding) -> None:
        """What a screen reader says of it; buttons that lead nowhere go."""
        self.setAccessibleName(self._title.text())
        parts = (self._percentile.text(), self._side.text(), finding.summary, self._benign.text())
        self.setAccessibleDescription(". ".join(filter(None, parts)))
        shown = counted(len(finding.measure.events), "request")
        tips = {
            SHOW: f"Select the {shown} that show this",
            PIN: "Keep as an exhibit",
            PEERS: "Beside its peers' values",
        }
        self.quiet.name_them(finding.title, tips)
        self.quiet.buttons[SHOW].setVisible(bool(finding.measure.events))
        self.quiet.buttons[PEERS].setVisible(bool(finding.peers))

    def _lay_out(self) -> None:
        italic = self._benign.font()
        italic.setItalic(True)
        self._benign.setFont(italic)
        self._percentile.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._percentile.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._side.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head, foot = row(self._title, self._percentile), row(self._side, self.quiet, spacing=2)
        for line in (head, foot):
            line.setStretch(0, 1)
        top, bottom = panel("findinghead", head), panel("findingfoot", foot)
        self._inner = column(top, self._bar, self._sentence, self._benign, bottom, spacing=3, margins=(0, 8, 0, 0))
        self.setLayout(column(panel("finding", self._inner), rule(), spacing=6))
