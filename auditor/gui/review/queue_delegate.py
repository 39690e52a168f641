"""Draws one agent of the queue: name, person, tokens, its days in small, and its label."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from auditor.gui.figures import short
from auditor.gui.labels import GLYPHS, TOKENS, WORDS
from auditor.gui.review.queue_model import AGENT_ROLE
from auditor.gui.session import Changes, Session
from auditor.records import Agent

HEIGHT, MARGIN, SPARK_WIDTH, SPARK_HEIGHT = 52, 12, 84, 16
KEPT = 2_000
"""Small pictures held, 5 KB each."""


class QueueDelegate(QStyledItemDelegate):
    """Two lines at the left, sparkline and label at the right; a stripe marks the current agent."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._sparks: dict[tuple[object, ...], QPixmap] = {}
        session.changed.connect(self._follow)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        scale = option.fontMetrics.height() / 16  # type: ignore[attr-defined]
        return QSize(0, max(HEIGHT, round(HEIGHT * scale)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        agent: Agent = index.data(AGENT_ROLE)
        theme, box = self._session.theme, QRect(option.rect)  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color("accent_soft"))
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), theme.color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("hover"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme.color("line"))
        inner = box.adjusted(MARGIN, 7, -MARGIN, -8)
        right = QRect(inner.right() - SPARK_WIDTH, inner.top() + 2, SPARK_WIDTH, SPARK_HEIGHT)
        self._write(painter, option, inner.adjusted(0, 0, -SPARK_WIDTH - 10, 0), agent)
        self._label(painter, QRect(right.left() - 20, inner.top(), SPARK_WIDTH + 20, inner.height()), agent)
        self._spark(painter, right, agent)
        painter.restore()

    def _write(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, agent: Agent) -> None:
        theme = self._session.theme
        font = QFont(option.font)  # type: ignore[attr-defined]
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        name = painter.fontMetrics().elidedText(agent.name, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, name)
        font.setWeight(QFont.Weight.Normal)
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(theme.color("muted"))
        line = f"{self._session.person_of(agent)} · {short(agent.totals.tokens)}"
        line = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, line)

    def _label(self, painter: QPainter, box: QRect, agent: Agent) -> None:
        painter.setPen(QColor(self._session.theme.color(TOKENS[agent.label])))
        painter.drawText(
            box,
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom,
            f"{WORDS[agent.label]} {GLYPHS[agent.label]}",
        )

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
