"""Where the auditor types what the sender said, and reads whether it agrees."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from auditor.gui.importing.control_totals import Answer, compare_cost, compare_requests
from auditor.gui.pieces import column, row, text
from auditor.records import Source

Told = dict[int, tuple[str, str]]
"""By source id: what was typed for requests and for cost."""


class ControlBox(QWidget):
    """Compares with every key; what was typed is kept in `told` while the screen lives."""

    def __init__(self, source: Source, told: Told) -> None:
        super().__init__()
        self._source, self._told = source, told
        self.requests = LabelledField("Requests", "Requests the sender says this file holds")
        self.cost = LabelledField("Cost", "Cost in dollars the sender says")
        self.requests_answer = text("", wrap=True, name="Comparison of requests")
        self.cost_answer = text("", wrap=True, name="Comparison of cost")
        fields = QWidget()
        fields.setLayout(row(self.requests, self.cost))
        self.setLayout(column(fields, self.requests_answer, self.cost_answer, spacing=4))
        before = told.get(source.id, ("", ""))
        self.requests.setText(before[0])
        self.cost.setText(before[1])
        self.requests.textChanged.connect(lambda _: self._compare())
        self.cost.textChanged.connect(lambda _: self._compare())
        self._compare()

    def _compare(self) -> None:
        requests, cost = self.requests.text(), self.cost.text()
        self._told[self._source.id] = (requests, cost)
        _say(self.requests_answer, compare_requests(requests, self._source.events))
        _say(self.cost_answer, compare_cost(cost, self._source.totals.cost_microusd))


class LabelledField(QLineEdit):
    """A field with its name inside, before what is typed."""

    def __init__(self, label: str, name: str) -> None:
        super().__init__()
        self._label = text(label, "muted")
        self._label.setParent(self)
        self._label.move(9, 0)
        self.setAccessibleName(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The name takes what it needs."""
        super().resizeEvent(event)
        width = self._label.sizeHint().width()
        self._label.resize(width, self.height())
        self.setTextMargins(width + 4, 0, 0, 0)


def _say(label: QLabel, answer: Answer) -> None:
    label.setText(answer.words)
    label.setVisible(bool(answer.words))
    label.setProperty("role", {True: "good", False: "bad", None: "muted"}[answer.agrees])
    label.style().unpolish(label)
    label.style().polish(label)
