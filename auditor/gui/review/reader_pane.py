"""One request in full: what was asked, what was answered, and where it was read from."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from auditor.gui.figures import clock, money, whole
from auditor.gui.pieces import column, link, panel, row, text
from auditor.gui.tips import plain_tip
from auditor.records import Request

LONGEST = 200_000
"""Characters shown of one text; more would make the window wait. The whole text stays in the case."""


class ReaderPane(QWidget):
    """Prompt and response as plain text below each other; the facts of the request on top."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = text("", "title")
        self._facts = text("", "small", wrap=True)
        self.page = QTextEdit(readOnly=True)
        self.page.setAccessibleName("Prompt and response")
        self.page.setTabChangesFocus(True)
        self._origin = text("", "small")
        head = panel("readerhead", row(self._title, self._origin, None, link("close", self.closed.emit)))
        self.setLayout(column(head, self._facts, self.page, spacing=6, margins=(16, 8, 12, 8)))

    def show_request(self, request: Request, zone: ZoneInfo, *, names: bool) -> None:
        """Show a request; the source's path, which may name people, only with `names`."""
        self._title.setText(clock(request.at, zone))
        self._title.setToolTip(f"on the clocks of {zone.key}")
        self._facts.setText(" · ".join(_facts(request)))
        self._origin.setText(f"{zone.key} · source {request.source_id}, line {request.line}")
        self._origin.setToolTip(plain_tip(request.source) if names else "")
        self.page.clear()
        writer = self.page.textCursor()
        for title, words in (("PROMPT\n", _cut(request.prompt)), ("\n\nRESPONSE\n", _cut(request.response))):
            writer.insertText(title, _heading())
            writer.insertText(words, QTextCharFormat())
        self.page.moveCursor(QTextCursor.MoveOperation.Start)


def _heading() -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.DemiBold)
    look.setProperty(QTextCharFormat.Property.FontPixelSize, 11)
    return look


def _cut(words: str | None) -> str:
    if not words:
        return "(no text in the export)"
    return words if len(words) <= LONGEST else words[:LONGEST] + f"\n… {len(words) - LONGEST:,} characters more"


def _facts(request: Request) -> list[str]:
    told = [
        request.model,
        f"input {whole(request.input_tokens)} (cached {whole(request.cache_read_input_tokens)})",
        f"output {'≥ ' if request.lower_bound else ''}{whole(request.output_tokens)}",
        request.cost_microusd is not None and money(request.cost_microusd),
        request.duration_us is not None and f"{request.duration_us / 1_000_000:.1f} s",
        request.session and f"session {request.session[:12]}",
        request.sub_agent and f"sub-agent {request.sub_agent[:12]}",
        request.branch and f"branch {request.branch}",
        request.status not in (None, "ok") and request.status,
    ]
    return [str(fact) for fact in told if fact]
