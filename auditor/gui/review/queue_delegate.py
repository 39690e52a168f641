"""Draws one agent of the queue: name, person, tokens, its days in small, where it stands and why, and its label."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from auditor.gui.evidence.legible import legible
from auditor.gui.evidence.standing import Standing
from auditor.gui.labels import GLYPHS, TOKENS, WORDS
from auditor.gui.review.queue_model import AGENT_ROLE, STANDING_ROLE, whose
from auditor.gui.session import Changes, Session
from auditor.records import Agent

HEIGHT, LINE, MARGIN, SPARK_WIDTH, SPARK_HEIGHT = 52, 18, 12, 84, 16
BAR, SMALL, GAP = 4, 12, 8
KEPT = 2_000
"""Small pictures held, 5 KB each."""


LEFT, RIGHT = (
    Qt.AlignmentFlag.AlignVCenter | side for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
)


class QueueDelegate(QStyledItemDelegate):
    """Two lines, or three where there is evidence, with its reason; a stripe marks the current agent."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._sparks: dict[tuple[object, ...], QPixmap] = {}
        session.changed.connect(self._follow)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        scale = option.fontMetrics.height() / 16  # type: ignore[attr-defined]
        height = HEIGHT + (0 if index.data(STANDING_ROLE) is None else LINE)
        return QSize(0, max(height, round(height * scale)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        agent: Agent = index.data(AGENT_ROLE)
        standing: Standing | None = index.data(STANDING_ROLE)
        theme, box = self._session.theme, QRect(option.rect)  # type: ignore[attr-defined]
        painter.save()
        ground = self._ground(option.state)  # type: ignore[attr-defined]
        painter.fillRect(box, theme.color(ground))
        if ground == "accent_soft":
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), theme.color("accent"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme.color("line"))
        inner, metrics = box.adjusted(MARGIN, 6, -MARGIN, -7), option.fontMetrics  # type: ignore[attr-defined]
        lines = _lines(inner, metrics, 2 if standing is None else 3)
        spark = QRect(lines[0].right() + 1 - SPARK_WIDTH, lines[0].top(), SPARK_WIDTH, SPARK_HEIGHT)
        self._write(painter, QFont(option.font), lines, agent, ground)  # type: ignore[attr-defined]
        taken = self._label(painter, lines[-1], agent, ground, alone=standing is None)
        if standing is not None:
            painter.setPen(legible(theme, "muted", ground))
            _elided(painter, lines[-1].adjusted(0, 0, -taken - GAP, 0), standing.line)
            self._bar(painter, lines[1].adjusted(lines[1].width() - SPARK_WIDTH, 0, 0, 0), standing, ground)
        self._spark(painter, spark, agent)
        painter.restore()

    def _ground(self, state: QStyle.StateFlag) -> str:
        """The token of what the row stands on."""
        if state & QStyle.StateFlag.State_Selected:
            return "accent_soft"
        return "hover" if state & QStyle.StateFlag.State_MouseOver else "panel"

    def _write(self, painter: QPainter, font: QFont, lines: list[QRect], agent: Agent, ground: str) -> None:
        theme, beside = self._session.theme, -SPARK_WIDTH - 10
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        _elided(painter, lines[0].adjusted(0, 0, beside, 0), agent.name, Qt.TextElideMode.ElideMiddle)
        font.setWeight(QFont.Weight.Normal)
        font.setPixelSize(round(font.pixelSize() * SMALL / 13) if font.pixelSize() > 0 else SMALL)
        painter.setFont(font)
        painter.setPen(legible(theme, "muted", ground))
        _elided(painter, lines[1].adjusted(0, 0, beside, 0), whose(self._session, agent))

    def _label(self, painter: QPainter, box: QRect, agent: Agent, ground: str, *, alone: bool) -> int:
        """The label at the right of a line, and how wide it is, px; beside a reason, one still to give is a glyph."""
        glyph = GLYPHS[agent.label]
        words = f"{WORDS[agent.label]} {glyph}" if alone or agent.label else glyph
        painter.setPen(legible(self._session.theme, TOKENS[agent.label], ground))
        painter.drawText(box, RIGHT, words)
        return painter.fontMetrics().horizontalAdvance(words)

    def _bar(self, painter: QPainter, box: QRect, standing: Standing, ground: str) -> None:
        """The priority: a bar and its number; the top band in the colour of what speaks for padding, and bold."""
        if standing.share is None:
            return
        theme, font = self._session.theme, painter.font()
        font.setWeight(QFont.Weight.DemiBold if standing.top else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(legible(theme, "text" if standing.top else "muted", ground))
        painter.drawText(box, RIGHT, standing.number)
        room = box.width() - painter.fontMetrics().horizontalAdvance("−0.0") - 6
        track = QRectF(box.left(), box.center().y() - BAR / 2 + 1, room, BAR)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for width, token in ((room, "line"), (room * standing.share, "padding" if standing.top else "muted")):
            painter.setBrush(theme.color(token))
            painter.drawRoundedRect(QRectF(track.left(), track.top(), width, BAR), BAR / 2, BAR / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _spark(self, painter: QPainter, box: QRect, agent: Agent) -> None:
        """Tokens a day over the whole case, the agent's own scale. Drawn once: it took half of a row's time."""
        scale = painter.device().devicePixelRatioF()
        key = (agent.id, box.size().toTuple(), scale, self._session.theme.name)
        picture = self._sparks.get(key)
        if picture is None:
            picture = QPixmap(box.size() * scale)
            picture.setDevicePixelRatio(scale)
            picture.fill(Qt.GlobalColor.transparent)
            with QPainter(picture) as drawing:
                self._draw_days(drawing, QRect(QPoint(0, 0), box.size()), agent)
            if len(self._sparks) >= KEPT:
                self._sparks.clear()
            self._sparks[key] = picture
        painter.drawPixmap(box.topLeft(), picture)

    def _draw_days(self, painter: QPainter, box: QRect, agent: Agent) -> None:
        case, span = self._session.case, self._session.span
        days = case.agents.days_of(agent.id) if case and span else []
        if not days or not span:
            return
        first, last = (at // 86_400_000_000 for at in span)
        count = last - first + 1
        most = max(tokens for _, tokens in days) or 1
        columns: dict[int, int] = {}
        for day, tokens in days:
            place = (day - first) * box.width() // count
            columns[place] = max(columns.get(place, 0), tokens)
        width = max(1, box.width() // count - 1)
        color = self._session.theme.color("input")
        for place, tokens in columns.items():
            height = max(1, round(tokens / most * box.height()))
            painter.fillRect(QRect(place, box.bottom() + 1 - height, width, height), color)

    def _follow(self, changes: Changes) -> None:
        if changes.case or changes.data:
            self._sparks.clear()


def _elided(painter: QPainter, box: QRect, words: str, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
    painter.drawText(box, LEFT, painter.fontMetrics().elidedText(words, mode, box.width()))


def _lines(inner: QRect, metrics: QFontMetrics, count: int) -> list[QRect]:
    """The boxes of so many lines, evenly from top to bottom."""
    height = metrics.height()
    step = (inner.height() - height) / (count - 1)
    return [QRect(inner.left(), inner.top() + round(place * step), inner.width(), height) for place in range(count)]
