"""One request in full: what was asked and answered, what of it is as in another one, and where it was read from."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from auditor.case.search import Search
from auditor.gui.elided import Elided
from auditor.gui.figures import money, whole
from auditor.gui.pieces import chip, column, link, panel, row, text
from auditor.gui.requests.cells import lasted, when
from auditor.gui.requests.differences import Against, changed, not_in_template
from auditor.gui.requests.marked_page import LONGEST, MarkedPage, Section, Spans
from auditor.gui.theme import LIGHT, Theme
from auditor.gui.tips import plain_tip
from auditor.records import Request


@dataclass(frozen=True, slots=True)
class Others:
    """What a request can be compared with: the template of its family, the request before it (read when asked for)."""

    template: str | None = None
    letter: str = ""
    previous: Callable[[], Request] | None = None


class ReaderPane(QWidget):
    """Prompt and response below each other; the facts of the request on top. The switch stays from one to the next."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme: Theme = LIGHT
        self.against = Against.NOTHING
        self._request: Request | None = None
        self._others = Others()
        self._words = ""
        self._zone = ZoneInfo("UTC")
        self._title = text("", "title")
        self._facts = Elided("", "small")
        self.page = MarkedPage("Prompt and response")
        self._origin = Elided("", "small")
        self._compared = Elided("", "small")
        self._switch = self._make_switch()
        head = panel("readerhead", row(self._title, self._origin, None, link("close", self.closed.emit)))
        self.setLayout(
            column(
                head, self._facts, self._switch, self._compared, self.page, spacing=5, margins=(16, 8, 12, 8)
            )
        )  # fmt: skip

    def show_request(
        self, request: Request, zone: ZoneInfo, *, names: bool, others: Others | None = None, words: str = ""
    ) -> None:
        """Show a request; what may name people (path, session, branch) only with `names`. `words` are searched for."""
        self._request, self._zone, self._others, self._words = request, zone, others or Others(), words
        self._title.setText(when(request.at, zone))
        self._title.setToolTip(f"on the clocks of {zone.key}")
        self._facts.setText(" · ".join(_facts(request, names=names)))
        self._origin.setText(f"{zone.key} · source {request.source_id}, line {request.line}")
        self._origin.setToolTip(plain_tip(request.source) if names else "")
        self._buttons[Against.FAMILY].setEnabled(self._others.template is not None)
        self._buttons[Against.PREVIOUS].setEnabled(self._others.previous is not None)
        self._show_texts()

    def compare(self, against: Against) -> None:
        """Read the request as it is, or beside another one."""
        self.against = against
        self._buttons[against].setChecked(True)
        self._show_texts()

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self.theme = theme
        self._show_texts()

    def _show_texts(self) -> None:
        request = self._request
        if request is None:
            return
        said, prompt, response = self._compare_with(request)
        self._compared.setText(said)
        self._compared.setVisible(bool(said))
        texts = (("PROMPT", request.prompt, prompt), ("RESPONSE", request.response, response))
        self.page.show_sections([self._section(*part) for part in texts], self.theme)
        self.page.go_to_hit()

    def _compare_with(self, request: Request) -> tuple[str, Spans | None, Spans | None]:
        """What grey and bright mean now, and what of prompt and response is different; None: not compared."""
        others = self._others
        if self.against is Against.FAMILY and others.template is not None:
            said = f"grey: as in the template of family {others.letter} · bright: what changes from one to the next"
            return said, not_in_template(request.prompt, others.template), None
        if self.against is Against.PREVIOUS and others.previous:
            other = others.previous()
            said = f"grey: as in the request before ({when(other.at, self._zone)}) · bright: different"
            return said, changed(request.prompt, other.prompt), changed(request.response, other.response)
        missing = {Against.FAMILY: "Its family is not found out yet.", Against.PREVIOUS: "There is none before it."}
        return missing.get(self.against, ""), None, None

    def _section(self, title: str, own: str | None, different: Spans | None) -> Section:
        hits = Search.highlights(self._words, own[:LONGEST]) if self._words and own else ()
        return Section(title, own, different, hits)

    def _make_switch(self) -> QWidget:
        group = QButtonGroup(self)
        self._buttons = {against: chip(against.value.removeprefix("against ")) for against in Against}
        for against, button in self._buttons.items():
            group.addButton(button)
            button.setAccessibleName(against.value)
            button.setToolTip(f"Read it {against.value}")
            button.clicked.connect(lambda _, against=against: self.compare(against))
        self._buttons[self.against].setChecked(True)
        return panel("switch", row(*self._buttons.values(), None, spacing=6))


def _facts(request: Request, *, names: bool) -> list[str]:
    told = [
        request.model,
        f"input {whole(request.input_tokens)} (cached {whole(request.cache_read_input_tokens)})",
        f"output {'≥ ' if request.lower_bound else ''}{whole(request.output_tokens)}",
        request.cost_microusd is not None and money(request.cost_microusd),
        request.duration_us is not None and _duration(request.duration_us),
        names and request.session and f"session {request.session[:12]}",
        request.sub_agent and f"sub-agent {request.sub_agent[:12]}",
        names and request.branch and f"branch {request.branch}",
        request.status not in (None, "ok") and request.status,
    ]
    return [str(fact) for fact in told if fact]


def _duration(micros: int) -> str:
    return f"{lasted(micros)} (ended before it began: clocks disagree)" if micros < 0 else lasted(micros)
