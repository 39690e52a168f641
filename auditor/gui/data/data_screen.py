"""What the case's figures rest on: its sources, the sums beside them, who is who, and prices; a tab for each.

A tab is a `DataTab` (data_tab.py): its constructor takes `(session, jobs)`, `refresh()` reads the case anew, `leave()`
is Esc. The screen calls `refresh()` when the tab comes into view and the case, its data, or whether names are shown
changed since; so a tab need not follow `session.changed` but for the theme, if it paints. A tab that changed the data
calls `session.reload()` (figures of agents changed) or `session.data_changed()` (they did not). What takes longer than
a blink is read with a `Question` (gui/question.py). A tab is added in `_add_tabs`; its name is a `Note.place`.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from auditor.gui.data.data_tab import DataTab
from auditor.gui.data.identity_tab import IdentityTab
from auditor.gui.data.prices_tab import PricesTab
from auditor.gui.data.reconcile_tab import ReconcileTab
from auditor.gui.data.sources_tab import SourcesTab
from auditor.gui.elided import Elided
from auditor.gui.jobs import Jobs
from auditor.gui.pieces import button, chip, column, link, panel, row, text
from auditor.gui.session import Changes, Session


class DataScreen(QWidget):
    """`back` asks for the review screen, `import_wanted` for the import screen."""

    back = Signal()
    import_wanted = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._tabs: dict[str, tuple[DataTab, QPushButton]] = {}
        self._stale: set[str] = set()
        self._group = QButtonGroup(self)
        self._stack = QStackedWidget()
        self._case_name = Elided("", "muted")
        self._names = button("Names hidden", session.toggle_names, tip="Show or hide names; showing is logged")
        self.banner_place = column(spacing=0)
        self.sources = SourcesTab(session, jobs)
        self.sources.import_wanted.connect(self.import_wanted)
        self.reconcile = ReconcileTab(session, jobs)
        self.identity = IdentityTab(session, jobs)
        self.prices = PricesTab(session, jobs)
        self._add_tabs()
        self._build()
        self.show_tab("sources")
        session.changed.connect(self._follow)

    @property
    def tab(self) -> str:
        """The name of the tab in view."""
        return next(name for name, (_, chosen) in self._tabs.items() if chosen.isChecked())

    @property
    def titles(self) -> dict[str, str]:
        """The tabs there are: name and title."""
        return {name: chosen.text() for name, (_, chosen) in self._tabs.items()}

    def show_tab(self, name: str) -> None:
        """Bring a tab into view."""
        tab, chosen = self._tabs[name]
        chosen.setChecked(True)
        self._stack.setCurrentWidget(tab)
        self.setFocusProxy(tab)
        self._freshen()

    def next_tab(self) -> None:
        """The tab after the one in view; after the last the first."""
        names = list(self._tabs)
        self.show_tab(names[(names.index(self.tab) + 1) % len(names)])
        self.setFocus()

    def leave(self) -> None:
        """Esc: one step back within the tab, then to the review."""
        if not self._tabs[self.tab][0].leave():
            self.back.emit()

    def _add_tabs(self) -> None:
        """The tabs, in the order in which they stand."""
        self._add("sources", "Sources", self.sources)
        self._add("reconcile", "Reconcile", self.reconcile)
        self._add("identity", "Identity", self.identity)
        self._add("prices", "Prices", self.prices)

    def _add(self, name: str, title: str, tab: DataTab) -> None:
        chosen = chip(title)
        chosen.clicked.connect(lambda: self.show_tab(name))
        self._group.addButton(chosen)
        self._stack.addWidget(tab)
        self._tabs[name] = (tab, chosen)

    def _build(self) -> None:
        tabs = panel("tabs", row(*(chosen for _, chosen in self._tabs.values()), spacing=6))
        bar = panel("bar", row(
            link("‹ Review", self.back.emit), text("Data", "title"), self._case_name, 8, tabs, None,
            self._names, button("Import…", self.import_wanted.emit, tip="Import export files (Ctrl+I)"),
            spacing=12, margins=(12, 6, 16, 6),
        ))  # fmt: skip
        outer = column(bar, spacing=0)
        outer.addLayout(self.banner_place)
        outer.addWidget(self._stack, 1)
        self.setLayout(outer)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while nobody looked is read now."""
        super().showEvent(event)
        self._freshen()

    def _follow(self, changes: Changes) -> None:
        if changes.case:
            self._case_name.setText(self._session.properties.name if self._session.properties else "")
            self.show_tab("sources")
        if changes.names:
            self._names.setText("Names shown" if self._session.names else "Names hidden")
            self._names.setAccessibleName(self._names.text())
        if changes.case or changes.data or changes.names:
            self._stale.update(self._tabs)
            self._freshen()

    def _freshen(self) -> None:
        if self.isVisible() and self.tab in self._stale:
            self._stale.discard(self.tab)
            self._tabs[self.tab][0].refresh()
