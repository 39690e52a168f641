"""The queue at the left: tabs, order, filter, and the agents."""

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QComboBox, QLineEdit, QListView, QStackedLayout, QWidget

from auditor.gui.figures import whole
from auditor.gui.flow_layout import FlowLayout
from auditor.gui.pieces import chip, column, panel, row, text
from auditor.gui.review.queue_delegate import QueueDelegate
from auditor.gui.review.queue_model import QueueModel, Tab
from auditor.gui.session import Changes, Session
from auditor.records import Agent
from auditor.review import Order

WIDTH = 300
ORDERS = {
    Order.PRIORITY: "Order: evidence, strongest first",
    Order.TOKENS: "Order: most tokens first",
    Order.NAME: "Order: name",
    Order.LAST_SEEN: "Order: last seen, latest first",
    Order.RANDOM: "Order: random",
}
WITHOUT_EVIDENCE = "Order: tokens (no evidence yet)"
NOTHING = {
    Tab.TO_REVIEW: "Every agent has a label.\nExport the labels with Ctrl+E, or look again under Decided.",
    Tab.DECIDED: "No agent has a label yet.\nChoose one under To review; U, P or I labels it.",
    Tab.ALL: "No agents yet.\nImport export files with Ctrl+I, or drop them here.",
}


class AgentList(QListView):
    """Keeps the current agent in view when a banner or another window size takes some of its height."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())


class QueuePanel(QWidget):
    """Shows who is to be reviewed; choosing an agent makes it the session's current one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.model = QueueModel(session, self)
        self._tabs = {tab: chip(tab) for tab in Tab}
        group, tabs = QButtonGroup(self), FlowLayout(spacing=6)  # a thousand agents take more than one line
        for tab, button in self._tabs.items():
            group.addButton(button)
            tabs.addWidget(button)
            button.clicked.connect(lambda _=False, tab=tab: self.show_tab(tab))
        self._tabs[Tab.TO_REVIEW].setChecked(True)
        self._order = QComboBox()
        self._order.setProperty("quiet", True)
        self._order.setAccessibleName("Order of the queue")
        self._order.addItems(list(ORDERS.values()))
        self._order.activated.connect(lambda _: session.set_order(list(ORDERS)[self._order.currentIndex()]))
        self._place = text("", "small")
        self.filter = QLineEdit(placeholderText="Filter agents, people, teams  ( / )", clearButtonEnabled=True)
        self.filter.setAccessibleName("Filter the queue")
        self.filter.textChanged.connect(self._filtered)
        self.list = self._make_list()
        self._empty = text("", "muted", wrap=True)
        self._empty.setMargin(16)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(panel("nothing", column(self._empty, None)))
        holder = QWidget()
        holder.setLayout(self._stack)
        head = column(
            panel("tabs", tabs),
            self.filter,
            panel("ordering", row(self._order, None, self._place)),
            margins=(12, 12, 12, 8),
        )
        side = panel("side", column(panel("queuehead", head), holder, spacing=0))
        self.setLayout(column(side, spacing=0))
        self.setFixedWidth(WIDTH)
        session.changed.connect(self._follow)

    def show_tab(self, tab: Tab) -> None:
        """Another part of the agents."""
        self._tabs[tab].setChecked(True)
        self.model.tab = tab
        self._refill()

    def step(self, by: int) -> None:
        """The next or previous agent."""
        if agent := self.model.agent_at(max(0, self.model.row_of(self._session.current_id) + by)):
            self._session.show_agent(agent.id)

    def following(self) -> Agent | None:
        """The agent below the current one."""
        return self.model.agent_at(self.model.row_of(self._session.current_id) + 1)

    def go_on(self) -> Agent | None:
        """After a verdict: the next agent that has no label, if there is one."""
        agent = self.model.next_to_review(self.model.row_of(self._session.current_id))
        if agent:
            self._session.show_agent(agent.id)
        return agent

    def _make_list(self) -> QListView:
        view = AgentList()
        view.setModel(self.model)
        view.setItemDelegate(QueueDelegate(self._session))
        view.setMouseTracking(True)
        view.setUniformItemSizes(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setAccessibleName("Agents")
        view.selectionModel().currentChanged.connect(lambda index, _: self._chosen(index.row()))
        return view

    def _chosen(self, row: int) -> None:
        if agent := self.model.agent_at(row):
            self._session.show_agent(agent.id)

    def _filtered(self, words: str) -> None:
        self.model.words = words
        self._refill()

    def _follow(self, changes: Changes) -> None:
        if changes.case:
            self.filter.clear()
            self.show_tab(Tab.TO_REVIEW)
        elif changes.agents or changes.names or changes.evidence:
            self._refill()
        elif changes.verdicts:
            self.model.refresh()
            self._count()
        elif changes.current:
            self._mark_current()
        if changes.theme:
            self.list.viewport().update()

    def _refill(self) -> None:
        self.model.refill()
        self._show_order()
        self._count()
        self._mark_current()

    def _show_order(self) -> None:
        """The order there is, with its seed where it is a random one."""
        orders = list(ORDERS)
        self._order.setItemText(
            orders.index(Order.PRIORITY), ORDERS[Order.PRIORITY] if self.model.tells_evidence else WITHOUT_EVIDENCE
        )
        self._order.setItemText(orders.index(Order.RANDOM), f"{ORDERS[Order.RANDOM]} (seed {self._session.seed})")
        self._order.setCurrentIndex(orders.index(self._session.order))

    def _count(self) -> None:
        for tab, button in self._tabs.items():
            button.setText(f"{tab} {whole(sum(tab.holds(agent) for agent in self._session.agents))}")
        shown = self.model.rowCount()
        filtered = bool(self.model.words) and not shown
        self._empty.setText("No agent matches the filter." if filtered else NOTHING[self.model.tab])
        self._stack.setCurrentIndex(0 if shown else 1)

    def _mark_current(self) -> None:
        row = self.model.row_of(self._session.current_id)
        index = self.model.index(row) if row >= 0 else self.model.index(-1)
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._place.setText(f"{row + 1} of {self.model.rowCount()}" if row >= 0 else "")
