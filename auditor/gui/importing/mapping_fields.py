"""Our fields below each other, each with their column; those without one stand last."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from auditor.gui.importing.mapping_row import MappingRow, head
from auditor.gui.importing.mapping_words import TITLES
from auditor.gui.pieces import clear, column, rule
from auditor.mapping.edit import MappingEdit

ALWAYS_FIRST = ("timestamp", "person", "agent")


class MappingFields(QWidget):
    """`changed` tells that the edit holds something else now."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, MappingRow] = {}
        self._inner = column(spacing=0)
        holder = QWidget()
        holder.setLayout(self._inner)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(holder)
        self.setLayout(column(head(), rule(), self._area, spacing=0, margins=(1, 0, 1, 1)))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    @property
    def controls(self) -> list[QWidget]:
        """What the keyboard walks through, in its order."""
        rows = self.rows.values()
        return [control for made in rows for control in (made.column, made.units, made.fixed, made.tick)]

    def show_edit(self, edit: MappingEdit) -> None:
        """The fields of a mapping: time and who, then those with a column, then the others."""
        clear(self._inner)
        told = {*edit.mapping.columns, *edit.mapping.fixed, *ALWAYS_FIRST}
        fields = sorted((field for field in TITLES if field in edit.fields), key=lambda field: field not in told)
        self.rows = {field: MappingRow(edit, field) for field in fields}
        for made in self.rows.values():
            made.changed.connect(self._follow)
            self._inner.addWidget(made)
            self._inner.addWidget(rule())
        self._inner.addStretch(1)
        self._area.verticalScrollBar().setValue(0)

    def _follow(self) -> None:
        for made in self.rows.values():
            if not made.isAncestorOf(QApplication.focusWidget() or self):
                made.show_field()
        self.changed.emit()

    def _follow_focus(self, _: QObject, now: QWidget | None) -> None:
        """Scroll to what the keyboard reaches."""
        if now is not None and self._area.isAncestorOf(now):
            self._area.ensureWidgetVisible(now, 0, 24)
