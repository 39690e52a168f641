"""What the import screen says before there is a file: where to drop, and which formats are known."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from auditor.gui.pieces import column, row, text
from auditor.importers import IMPORTERS


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
        for importer in IMPORTERS:
            middle.addWidget(_centred(importer.title))
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


def _centred(words: str, role: str = "") -> QWidget:
    label = text(words, role, wrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label
