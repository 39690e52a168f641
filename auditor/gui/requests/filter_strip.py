"""Below the head of the requests table: what narrows it, each part removable, and how a search stands."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from auditor.gui.elided import Elided
from auditor.gui.flow_layout import FlowLayout
from auditor.gui.pieces import Button, clear, link, panel, row
from auditor.gui.tips import plain_tip
from auditor.table.filters import Filter, words

LONGEST = 60


class Removable(Button):
    """A chip that goes when it is pressed: by the mouse, Space, Enter or Del."""

    def __init__(self, said: str, pressed: Callable[[], object]) -> None:
        super().__init__(f"{said[:LONGEST]}{'…' if len(said) > LONGEST else ''}  ×".replace("&", "&&"))
        self.setProperty("chip", True)
        self.setCheckable(False)
        self.setAccessibleName(f"Remove: {said}")
        self.setToolTip(plain_tip(f"{said}. Press to remove."))
        self.clicked.connect(lambda: pressed())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        else:
            super().keyPressEvent(event)


class FilterStrip(QWidget):
    """Hidden while there is nothing to say."""

    removed = Signal(object)
    cleared = Signal()
    back_wanted = Signal()
    search_ended = Signal()
    step_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(6)
        self.state = Elided("", "small")
        chips = panel("chips", self._flow)
        whole = row(chips, self.state, spacing=10, margins=(12, 0, 12, 7))
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.hide()

    def show_parts(self, filters: Sequence[Filter], search: str, state: str, back: str) -> None:
        """Chips of the filters and of the words searched for; `back` names where Backspace leads, "" nowhere."""
        clear(self._flow)
        if back:
            self._flow.addWidget(link(f"‹ {back}", self.back_wanted.emit))
        if search:
            self._flow.addWidget(Removable(f"text “{search}”", self.search_ended.emit))
            for sign, step, name in (("▲", -1, "Previous hit (Shift+F3)"), ("▼", 1, "Next hit (F3)")):
                self._flow.addWidget(self._stepper(sign, step, name))
        for one in filters:
            self._flow.addWidget(Removable(words(one), lambda one=one: self.removed.emit(one)))
        if len(filters) + bool(search) > 1:
            self._flow.addWidget(link("clear all", self.cleared.emit))
        self.state.setText(state)
        self.state.setVisible(bool(state))
        self.setVisible(bool(back or search or filters or state))

    def chips(self) -> list[str]:
        """What the removable parts say."""
        items = (self._flow.itemAt(place) for place in range(self._flow.count()))
        widgets = (item.widget() for item in items if item)
        return [widget.accessibleName().removeprefix("Remove: ") for widget in widgets if isinstance(widget, Removable)]

    def _stepper(self, sign: str, step: int, name: str) -> Button:
        made = Button(sign)
        made.setProperty("chip", True)
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.clicked.connect(lambda: self.step_wanted.emit(step))
        return made
