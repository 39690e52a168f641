"""Prices: what each model's use cost, reported and computed; the prices that hold; a form for the case's own."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QWidget

from auditor.errors import AuditorError
from auditor.gui.data.data_tab import DataTab
from auditor.gui.data.lines_model import LinesModel
from auditor.gui.data.link_table import TableOrWords, link_table
from auditor.gui.data.prices_costs import ModelCost, Priced, load
from auditor.gui.data.prices_form import PriceForm
from auditor.gui.data.prices_lines import (
    ENTER,
    MODEL_HEADERS,
    PRICE_HEADERS,
    WITHDRAW,
    model_lines,
    price_lines,
)
from auditor.gui.figures import counted, whole
from auditor.gui.jobs import Jobs
from auditor.gui.pieces import card, chip, column, panel, row, rule, text
from auditor.gui.question import Question
from auditor.gui.session import Session
from auditor.prices import enter_price
from auditor.records import Price

MODEL_WIDTHS = {1: 82, 2: 92, 3: 104, 4: 92, 6: 108}
PRICE_WIDTHS = {1: 104, 2: 76, 3: 96, 4: 98, 5: 76, 7: 80}
RIGHT_WIDTH = 360
EMPTY = "No use yet.\nImport export files with Ctrl+I; what each model's use cost then stands here."
NO_MATCH = "No price matches the filter. Enter one for this case at the right."


class PricesTab(DataTab):
    """The models the case uses above, all prices below, the form at the right."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session = session
        self._priced = Priced()
        self._reading = Question(session, jobs, self._show, self._failed, self)
        self._keeping = Question(session, jobs, self._kept, self._refused, self)
        self.models = LinesModel(MODEL_HEADERS, (1, 2, 3, 4), self)
        self.prices = LinesModel(PRICE_HEADERS, (2, 3, 4, 5), self)
        self.table = link_table(
            session, self.models, "Models used; Enter fills the form for one without a price", MODEL_WIDTHS, self.begin
        )
        self.list = link_table(
            session, self.prices, "Prices; Enter withdraws one of this case", PRICE_WIDTHS, self.withdraw
        )
        self.form = PriceForm()
        self.filter = QLineEdit(placeholderText="Filter prices", clearButtonEnabled=True)
        self.filter.setAccessibleName("Filter the prices")
        self.filter.setFixedWidth(200)
        self.lacking = chip("Without a price")
        self.lacking.clicked.connect(self._list_models)
        self.told = text("", "muted", name="What has a price")
        self.told_prices = text("", "muted", name="How many prices")
        self._upper, self._lower = TableOrWords(self.table), TableOrWords(self.list)
        self._problem = text("", "bad", wrap=True, name="What is wrong")
        self._build()
        self.setFocusProxy(self.table)
        self.filter.textChanged.connect(lambda _: self._list_prices())
        self.form.entered.connect(self.keep)

    def refresh(self) -> None:
        """Read the case anew."""
        if self._session.case is None:
            self._show(Priced())
        else:
            self._reading.ask("Reading the prices", load)

    def leave(self) -> bool:
        """Esc: from a filter to all prices."""
        if not self.filter.text():
            return False
        self.filter.clear()
        self.table.setFocus()
        return True

    def begin(self, at: int) -> None:
        """Fill the form for a model without a price, from its first day on."""
        line = self.models.lines[at]
        cost: ModelCost = line.key
        if line.cells[-1] == ENTER:
            self.form.fill(cost.model, cost.first)

    def keep(self, price: Price) -> None:
        """Enter a price, or withdraw one."""
        if not self._keeping.open and self._session.case:
            self.form.save.setEnabled(False)
            self._keeping.ask("Keeping the price", lambda case: enter_price(case, price))

    def withdraw(self, at: int) -> None:
        """Take one of the case's own prices back; the program's holds again."""
        line = self.prices.lines[at]
        if line.cells[-1] == WITHDRAW:
            nothing = {"input": None, "cache_read": None, "cache_creation": None, "output": None}
            self.keep(replace(line.key, withdrawn=True, **nothing))

    def _kept(self, price: Price) -> None:
        self.form.save.setEnabled(True)
        if not price.withdrawn:
            self.form.clear()
        self._session.data_changed()

    def _refused(self, error: AuditorError) -> None:
        self.form.save.setEnabled(True)
        self.form.tell(str(error))

    def _show(self, priced: Priced) -> None:
        self._priced = priced
        lacking = sum(cost.unpriced > 0 for cost in priced.models)
        self.lacking.setText(f"Without a price {whole(lacking)}")
        self.lacking.setAccessibleName(self.lacking.text())
        self.lacking.setVisible(bool(lacking))
        if not lacking:
            self.lacking.setChecked(False)
        self.told.setText(counted(len(priced.models), "model") if priced.models else "")
        self._list_models()
        self.form.offer(sorted({cost.model for cost in priced.models if cost.model}))
        self._say("")
        self._list_prices()

    def _list_models(self) -> None:
        at, some = max(0, self.table.currentIndex().row()), self.lacking.isChecked()
        self.models.show([line for line in model_lines(self._priced) if line.key.unpriced or not some])
        self._upper.say("" if self.models.lines else EMPTY)
        if self.models.lines:
            self.table.setCurrentIndex(self.models.index(min(at, len(self.models.lines) - 1), 0))

    def _list_prices(self) -> None:
        self.prices.show(price_lines(self._priced, self.filter.text()))
        self._lower.say("" if self.prices.lines else NO_MATCH)
        own = f", {whole(len(self._priced.own))} of this case" if self._priced.own else ""
        every = len(self._priced.own) + len(self._priced.listed)
        shown = len(self.prices.lines)
        count = counted(every, "price") if shown == every else f"{whole(shown)} of {counted(every, 'price')}"
        self.told_prices.setText(f"{count}{own} · US dollars per million tokens")

    def _failed(self, error: AuditorError) -> None:
        self._say(str(error))

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def _build(self) -> None:
        self._problem.setContentsMargins(12, 4, 12, 8)
        models = panel(
            "modelshead", row(text("Models used", "title"), self.told, None, self.lacking, margins=(12, 10, 12, 10))
        )
        prices = panel(
            "priceshead", row(text("Prices", "title"), self.told_prices, None, self.filter, margins=(12, 8, 12, 8))
        )
        upper = card(column(models, rule(), self._upper, self._problem, spacing=0, margins=(1, 1, 1, 1)))
        lower = card(column(prices, rule(), self._lower, spacing=0, margins=(1, 1, 1, 1)))
        left = QWidget()
        both = column(upper, lower, spacing=16)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        left.setLayout(both)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        holder = panel("priceform", column(self.form, None, margins=(16, 16, 16, 16)))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(holder)
        right = card(column(area, margins=(1, 1, 1, 1)))
        right.setFixedWidth(RIGHT_WIDTH)
        whole_row = row(left, right, spacing=16, margins=(16, 16, 16, 16))
        whole_row.setStretch(0, 1)
        self.setLayout(whole_row)
