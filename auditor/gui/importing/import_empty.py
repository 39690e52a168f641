"""What the import screen says before there is a file: where to drop, and which formats are known."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from auditor.gui.pieces import column, row, text
from auditor.importers import IMPORTERS

ABREAST = 3
"""Formats side by side: more of them than a small screen has lines are known."""


class ImportEmpty(QFrame):
    """Shown while the list is empty; lights up while files hover over the screen."""

    def __init__(self, add_files: QPushButton, add_folder: QPushButton) -> None:
        super().__init__()
        self.setObjectName("drop")
        self.add_files = add_files
        middle = column(
            _centred("Drop export files or folders here", "h1"),
            _centred(
                "Archives (.gz, .zip) are opened. Nothing is changed in your files, nothing leaves this computer.",
                "muted",
            ),
            spacing=8,
        )
        middle.addSpacing(8)
        middle.addLayout(row(None, add_files, add_folder, None))
        middle.addSpacing(24)
        middle.addWidget(_centred("FORMATS KNOWN", "section"))
        formats = QWidget()
        formats.setLayout(_formats())
        middle.addLayout(row(None, formats, None))
        holder = QWidget()
        holder.setLayout(middle)
        outer = column(None, holder, margins=(24, 24, 24, 24))
        outer.addStretch(2)
        self.setLayout(outer)

    def hover(self, over: bool) -> None:
        """Files are held over the screen, or gone."""
        self.setProperty("over", over)
        self.style().unpolish(self)
        self.style().polish(self)


def _formats() -> QGridLayout:
    """All titles, read down the columns."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(32)
    grid.setVerticalSpacing(6)
    deep = -(-len(IMPORTERS) // ABREAST)
    for place, importer in enumerate(IMPORTERS):
        grid.addWidget(text(importer.title), place % deep, place // deep)
    return grid


def _centred(words: str, role: str = "") -> QWidget:
    label = text(words, role, wrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label
