"""Where the auditor lets weights move with this case's verdicts, and sees how far they moved; off until switched on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QDialog, QWidget

from auditor.assess.learning import Learned, is_on
from auditor.assess.learning_shown import BOUND, WeightLine, turn, used_now, weight_lines
from auditor.errors import AuditorError
from auditor.gui.fitting import fit
from auditor.gui.jobs import Jobs
from auditor.gui.pieces import button, card, column, row, text
from auditor.gui.plain_table import ROW_HEIGHT, plain_table
from auditor.gui.session import Session
from auditor.gui.tick_box import TickBox
from auditor.indicators import INDICATORS

WIDTH, SHOWN, FEWEST = 700, 16, 6
LEAD = f"{BOUND} Switching it off brings the starting weights back, and with them the same order of the queue."
HEADS = ("indicator", "starting weight", "weight now", "from verdicts")


class LearningDialog(QDialog):
    """Window-modal. The tick box acts at once, in the background; `turned` tells that the queue has another order."""

    turned = Signal()

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle("Learning inside this audit")
        assert session.case
        self._case, self._jobs = session.case, jobs
        self.switch = TickBox("Let weights move with the verdicts of this case")
        self.switch.setChecked(is_on(self._case))
        self.switch.clicked.connect(self._turn)
        self.why = text("", "muted", wrap=True, name="State")
        self.problem = text("", "problem", wrap=True, name="Problem")
        self.problem.hide()
        self.model = QStandardItemModel(0, len(HEADS), self)
        for place, words in enumerate(HEADS):
            self.model.setHorizontalHeaderItem(place, _item(words, figure=place > 0))
        table = plain_table(self.model, "Weights of the indicators", {1: 120, 2: 110, 3: 110})
        rows = min(SHOWN, len(INDICATORS))
        table.setMaximumHeight(table.horizontalHeader().sizeHint().height() + rows * ROW_HEIGHT)
        table.setMinimumHeight(FEWEST * ROW_HEIGHT)
        table.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
        close = button("Close", self.accept, primary=True)
        inner = column(
            *(
                text(LEAD, "muted", wrap=True),
                4,
                self.switch,
                self.why,
                self.problem,
                card(column(table, margins=(1, 1, 1, 1))),
            ),
            spacing=8,
            margins=(24, 20, 24, 20),
        )
        inner.addLayout(row(None, close))
        self.setLayout(inner)
        self.setFixedWidth(WIDTH)
        self._show(used_now(self._case))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit(self)

    def _turn(self, on: bool) -> None:
        self.switch.setEnabled(False)
        self.problem.hide()
        case = self._case
        self._jobs.start("Weighing the evidence", lambda *_: turn(case, on), self._turned, self._failed)

    def _turned(self, used: Learned) -> None:
        self._show(used)
        self.turned.emit()

    def _failed(self, error: Exception) -> None:
        self._show(used_now(self._case))
        if not isinstance(error, AuditorError):
            raise error
        self.problem.setText(str(error))
        self.problem.show()

    def _show(self, used: Learned) -> None:
        self.switch.setEnabled(True)
        self.switch.setChecked(is_on(self._case))
        self.why.setText(used.why)
        self.model.setRowCount(0)
        for line in weight_lines(self._case):
            self.model.appendRow([_item(words, figure=place > 0) for place, words in enumerate(_cells(line))])


def _cells(line: WeightLine) -> tuple[str, ...]:
    start, now = f"{line.start:.2f}", f"{line.now:.2f}"
    moved = "" if now == start else "↓ " if line.now < line.start else "↑ "  # before it: figures stand under each other
    return line.title, start, f"{moved}{now}", f"{line.verdicts:,}" if line.verdicts else "–"


def _item(words: str, *, figure: bool) -> QStandardItem:
    item = QStandardItem(words)
    item.setEditable(False)
    side = Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item
