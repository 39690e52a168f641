"""One line of buttons however narrow: what has no room at its end waits in a menu behind "⋯"."""

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from auditor.gui.pieces import chip, row

GAP, MARGINS = 6, (10, 2, 10, 2)
LEAST = 2
"""Buttons that are never folded."""


class FoldingLine(QWidget):
    """Buttons side by side; those with a menu show it under themselves."""

    def __init__(self) -> None:
        super().__init__()
        self._menus: dict[QPushButton, QMenu] = {}
        self._all: tuple[QPushButton, ...] = ()
        self.more = chip("⋯")
        self.more.setCheckable(False)
        self.more.setAccessibleName("More")
        self.more.setToolTip("More")
        self.more_menu = QMenu(self)
        self.more_menu.aboutToShow.connect(self._fill_more)
        self.give_menu(self.more, self.more_menu)

    def lay_out(self, *buttons: QPushButton) -> None:
        """Place the buttons, the most wanted first."""
        self._all = buttons
        self.setLayout(row(*buttons, None, self.more, spacing=GAP, margins=MARGINS))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.fold()

    def give_menu(self, button: QPushButton, menu: QMenu) -> None:
        """Let a button open a menu."""
        self._menus[button] = menu
        button.clicked.connect(lambda: self.open_menu(button))

    def open_menu(self, button: QPushButton) -> None:
        """Open a button's menu under it, or under "⋯" while it is folded."""
        under = self.more if button.isHidden() else button
        self._menus[button].popup(under.mapToGlobal(QPoint(0, under.height() + 2)))

    def fold(self) -> None:
        """Hide from the end what has no room."""
        room, shown = self.width() - MARGINS[0] - MARGINS[2], len(self._all)
        if _width(self._all) > room:
            while shown > LEAST and _width((*self._all[:shown], self.more)) > room:
                shown -= 1
        for number, button in enumerate(self._all):
            button.setVisible(number < shown)
        self.more.setVisible(shown < len(self._all))

    def sizeHint(self) -> QSize:
        return QSize(_width(self._all) + MARGINS[0] + MARGINS[2], super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()

    def _fill_more(self) -> None:
        self.more_menu.clear()
        for button in self._all:
            if button.isHidden():
                self._add_folded(button)

    def _add_folded(self, button: QPushButton) -> None:
        words = button.text().removesuffix(" ▾")
        if menu := self._menus.get(button):
            menu.setTitle(words)
            self.more_menu.addMenu(menu)
            return
        action = self.more_menu.addAction(words, button.click)
        action.setEnabled(button.isEnabled())
        action.setCheckable(button.isCheckable())
        action.setChecked(button.isChecked())


def _width(buttons: tuple[QPushButton, ...]) -> int:
    return sum(button.sizeHint().width() for button in buttons) + GAP * (len(buttons) + 1)
