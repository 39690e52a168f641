"""One line above a screen: the gravest thing to know before trusting the figures; the others open below it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QWidget

from auditor.gui.elided import Elided
from auditor.gui.integrity_notes import IntegrityNotes
from auditor.gui.pieces import clear, column, link, panel, row, text
from auditor.integrity.note import Note, Weight

MARKS = {Weight.WRONG: ("◆ Serious", "bad"), Weight.DOUBT: ("◐ Doubt", "title"), Weight.TELLS: ("○ Note", "muted")}
MARK_WIDTH, MOST_HEIGHT = 72, 240


class IntegrityBanner(QWidget):
    """Takes no space while there is nothing to say. `place_wanted` asks for a tab of the data screen."""

    place_wanted = Signal(str)

    def __init__(self, notes: IntegrityNotes, titles: Mapping[str, str]) -> None:
        super().__init__()
        self._notes, self._titles = notes, titles
        self.mark, self.sentence = text("", "bad"), Elided("", "")
        self.mark.setFixedWidth(MARK_WIDTH)
        self.go = link("", self._go)
        self.more = link("", self.toggle)
        self.dismiss = link("Dismiss", notes.dismiss)
        self.dismiss.setToolTip("Until the notes change, or the case is opened again")
        self._lines = column(spacing=4, margins=(14, 6, 14, 8))
        self.list = self._make_list()
        line = row(self.mark, self.sentence, self.go, self.more, self.dismiss, spacing=8, margins=(14, 4, 14, 4))
        line.setStretch(1, 1)
        self._line = panel("banner", line)
        self.setLayout(column(self._line, self.list, spacing=0))
        notes.changed.connect(self._follow)
        self._follow()

    def toggle(self) -> None:
        """Open the list of all notes, or close it."""
        self.list.setVisible(self.list.isHidden())
        self._name_more()

    def leave(self) -> bool:
        """Close the list; whether it was open."""
        was_open = self.isVisible() and not self.list.isHidden()
        if was_open:
            self.toggle()
            self.more.setFocus()
        return was_open

    def _follow(self) -> None:
        shown = self._notes.shown
        self.setVisible(bool(shown))
        self.list.hide()
        if not shown:
            return
        gravest = shown[0]
        words, role = MARKS[gravest.weight]
        _dress(self.mark, words, role)
        self.sentence.setText(gravest.text)
        self.setAccessibleName(f"Before you trust the figures: {gravest.text}")
        self._line.setProperty("grave", gravest.weight is Weight.WRONG)
        self._line.style().unpolish(self._line)
        self._line.style().polish(self._line)
        self._lead_to(self.go, gravest)
        self.more.setVisible(len(shown) > 1)
        self._name_more()
        clear(self._lines)
        for note in shown[1:]:
            self._lines.addWidget(self._note_line(note))

    def _name_more(self) -> None:
        more = len(self._notes.shown) - 1
        words = f"+ {more} more" if self.list.isHidden() else "Close"
        self.more.setText(words)
        self.more.setAccessibleName(f"{more} more things to know" if self.list.isHidden() else "Close the list")

    def _note_line(self, note: Note) -> QWidget:
        mark, there = text("", ""), link("", lambda: self.place_wanted.emit(note.place))
        mark.setFixedWidth(MARK_WIDTH)
        _dress(mark, *MARKS[note.weight])
        line = row(mark, text(note.text, "muted" if note.weight is Weight.TELLS else "", wrap=True), there)
        line.setStretch(1, 1)
        holder = QWidget()
        holder.setLayout(line)
        self._lead_to(there, note)  # now that it has a parent: shown before, it would be a window of its own
        return holder

    def _lead_to(self, there: QPushButton, note: Note) -> None:
        """A link to the note's tab; none where there is no such tab."""
        title = self._titles.get(note.place)
        there.setVisible(bool(title))
        there.setText(f"{title} ›")
        there.setAccessibleName(f"Show it under {title}: {note.text}")

    def _go(self) -> None:
        if self._notes.shown:
            self.place_wanted.emit(self._notes.shown[0].place)

    def _make_list(self) -> QScrollArea:
        holder = panel("bannerlist", self._lines)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setSizeAdjustPolicy(QScrollArea.SizeAdjustPolicy.AdjustToContents)
        area.setMaximumHeight(MOST_HEIGHT)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName("All that is to be known of the figures")
        area.setWidget(holder)
        area.hide()
        return area


def _dress(label: QLabel, words: str, role: str) -> None:
    label.setText(words)
    label.setProperty("role", role)
    label.style().unpolish(label)
    label.style().polish(label)
