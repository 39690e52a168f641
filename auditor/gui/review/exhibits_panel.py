"""The pinned evidence of an agent: what a verdict rests on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from auditor.gui.evidence.reference import parse
from auditor.gui.pieces import clear, column, link, panel, row, text
from auditor.gui.tips import plain_tip
from auditor.records import Exhibit, ExhibitKind


class ExhibitsPanel(QWidget):
    """Each exhibit can be left out of the verdict, and shown on the timeline."""

    show_wanted = Signal(object)
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._boxes: dict[int, QCheckBox] = {}
        self._shown: list[Exhibit] = []
        self._lines = column(spacing=2)
        self._empty = text("Nothing pinned. Select a stretch of the timeline and press E.", "muted", wrap=True)
        self.setLayout(column(text("EXHIBITS", "section"), self._empty, panel("exhibits", self._lines), spacing=8))

    def show_exhibits(self, exhibits: list[Exhibit], chosen: tuple[int, ...]) -> None:
        """List exhibits; those in `chosen` are part of the verdict."""
        if exhibits == self._shown and chosen == self.ids():
            return  # mostly none after none: to lay out the panel anew takes some ms
        self._shown = exhibits
        clear(self._lines)
        self._boxes = {}
        self._empty.setVisible(not exhibits)
        for exhibit in exhibits:
            box = QCheckBox(_short(named(exhibit)).replace("&", "&&"))
            box.setAccessibleName(exhibit.title)
            box.setToolTip(plain_tip(f"{exhibit.title}\n{pointing_at(exhibit)}\npinned by {exhibit.pinned_by}"))
            box.setChecked(exhibit.id in chosen)
            box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            box.toggled.connect(lambda _: self.chosen.emit(self.ids()))
            show = link("show", lambda exhibit=exhibit: self.show_wanted.emit(exhibit))
            self._boxes[exhibit.id] = box
            self._lines.addWidget(panel("exhibit", row(box, None, show)))

    def ids(self) -> tuple[int, ...]:
        """The exhibits that are part of the verdict."""
        return tuple(id_ for id_, box in self._boxes.items() if box.isChecked())


def named(exhibit: Exhibit) -> str:
    """What the line says: of a finding its title, whose sentence is in the tooltip."""
    return exhibit.title.partition(": ")[0] if exhibit.kind is ExhibitKind.FINDING else exhibit.title


def pointing_at(exhibit: Exhibit) -> str:
    """What the exhibit rests on, in words."""
    found = parse(exhibit.reference) if exhibit.kind is ExhibitKind.FINDING else None
    return f"finding of the indicator {found.indicator}, version {found.version}" if found else exhibit.reference


def _short(title: str, length: int = 38) -> str:
    return title if len(title) <= length else title[: length - 1] + "…"
