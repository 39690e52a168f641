"""The verdict: a label, its reasons, confidence and note. Nothing is chosen before a person chooses it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from auditor.gui.commands import keys_of
from auditor.gui.figures import counted
from auditor.gui.flow_layout import FlowLayout
from auditor.gui.labels import GLYPHS
from auditor.gui.pieces import button, chip, clear, column, panel, row, text
from auditor.gui.review.note_field import NoteField
from auditor.gui.tips import plain_tip
from auditor.records import Label
from auditor.review import Draft

LABELS = ((Label.USEFUL, "Useful", "U"), (Label.PADDING, "Padding", "P"), (Label.INCONCLUSIVE, "Inconclusive", "I"))
CONFIDENCE = {None: "not said", 1: "unsure", 2: "fairly sure", 3: "sure"}
KEYED_REASONS, GAP = 9, 4


class VerdictPanel(QWidget):
    """Holds a draft; `save_wanted` asks to keep it. The words of the vocabulary come from outside."""

    save_wanted = Signal()
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._confidence: int | None = None
        self._exhibits: tuple[int, ...] = ()
        self._labels = self._make_labels()
        self._reasons: dict[str, QPushButton] = {}
        self._reason_flow = FlowLayout(spacing=4)
        self.note = NoteField()
        self.note.installEventFilter(self)
        self.note.textChanged.connect(self.edited)
        self._sure = button("", self.step_confidence, tip="Confidence (C)")
        self._sure.setProperty("flat", True)
        self._problem = text("", "bad", wrap=True)
        self._problem.hide()
        self._stale = text("", "small", wrap=True, name="What moved since the verdict")
        self._stale.hide()
        save = button("Save, next  ↵", self.save_wanted.emit, primary=True, tip="Keep this verdict and go on (Enter)")
        self.setLayout(
            column(
                text("VERDICT", "section"),
                self._stale,
                panel("labels", row(*self._labels.values(), spacing=4)),
                panel("reasons", self._reason_flow),
                self.note,
                self._problem,
                panel("saving", row(self._sure, None, save)),
                spacing=8,
            )
        )
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._show_confidence()

    def draft(self) -> Draft:
        """What is chosen and written now."""
        label = next((label for label, made in self._labels.items() if made.isChecked()), None)
        reasons = tuple(reason for reason, made in self._reasons.items() if made.isChecked())
        return Draft(label, reasons, self._confidence, self.note.toPlainText(), self._exhibits)

    def show_draft(self, draft: Draft, vocabulary: tuple[str, ...]) -> None:
        """Show a draft, with the reasons one may choose from."""
        self._show_reasons(vocabulary, draft.reasons)
        self._choose(draft.label)
        self._confidence, self._exhibits = draft.confidence, draft.exhibits
        self._show_confidence()
        if self.note.toPlainText() != draft.note:  # else the cursor would jump while one writes
            self.note.setPlainText(draft.note)
        self.tell("")

    def set_exhibits(self, exhibits: tuple[int, ...]) -> None:
        """The exhibits the verdict rests on."""
        self._exhibits = exhibits
        self.edited.emit()

    def choose(self, label: Label) -> None:
        """Choose a label; the chosen one again takes the choice back."""
        self._choose(None if self._labels[label].isChecked() else label)
        self.tell("")
        self.edited.emit()

    def toggle_reason(self, number: int) -> None:
        """Choose or drop the reason of a key, 1…9."""
        for made in list(self._reasons.values())[number - 1 : number]:
            made.click()

    def step_confidence(self) -> None:
        """Not said → unsure → fairly sure → sure → not said."""
        steps = list(CONFIDENCE)
        self._confidence = steps[(steps.index(self._confidence) + 1) % len(steps)]
        self._show_confidence()
        self.edited.emit()

    def tell(self, problem: str) -> None:
        """Say what is missing, in place; empty text takes it away."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def show_stale(self, words: str = "") -> None:
        """Say above the labels that one's own verdict is stale and what moved first (see stale.py); "" takes it away.

        The history tells the whole, and so does the tooltip: above the labels it would take the evidence's room.
        """
        first, *others = words.split("; ")
        self._stale.setText(f"{first}; {counted(len(others), 'more change')}, see History." if others else first)
        self._stale.setToolTip(plain_tip(words))
        self._stale.setAccessibleDescription(words)
        self._stale.setVisible(bool(words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.note and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape) and plain:
                self.note.clearFocus()
                return True
        return super().eventFilter(watched, event)

    def _make_labels(self) -> dict[Label, QPushButton]:
        made: dict[Label, QPushButton] = {}
        for label, word, key in LABELS:
            short = word if len(word) < 9 else "Inconcl."
            made[label] = LabelButton(f"{GLYPHS[label]} {short}", key)
            made[label].setProperty("label", label.value)
            made[label].setCheckable(True)
            made[label].setAccessibleName(word)
            made[label].setToolTip(f"{word} ({key})")
            made[label].clicked.connect(
                lambda on, label=label: (self._choose(label if on else None), self.edited.emit())
            )
        return made

    def _choose(self, label: Label | None) -> None:
        for one, made in self._labels.items():
            made.setChecked(one is label)

    def _show_reasons(self, vocabulary: tuple[str, ...], chosen: tuple[str, ...]) -> None:
        words = tuple(dict.fromkeys((*vocabulary, *chosen)))
        if tuple(self._reasons) != words:
            clear(self._reason_flow)
            self._reasons = {}
            for number, word in enumerate(words, 1):
                made = chip(f"{number} {word}" if number <= KEYED_REASONS else word)
                made.setProperty("dense", True)
                made.setAccessibleName(word)
                made.clicked.connect(self.edited)
                self._reasons[word] = made
                self._reason_flow.addWidget(made)
        for word, made in self._reasons.items():
            made.setChecked(word in chosen)

    def _show_confidence(self) -> None:
        level = self._confidence or 0
        self._sure.setText(f"{'●' * level}{'○' * (3 - level)}  {CONFIDENCE[self._confidence]}  {keys_of('confidence')}")
        self._sure.setAccessibleName(f"Confidence: {CONFIDENCE[self._confidence]}")


class LabelButton(QPushButton):
    """A word and its key cap, side by side; in a large font the word needs the room of both."""

    def __init__(self, words: str, key: str) -> None:
        super().__init__()
        self._word, self._cap = text(words), text(key, "key")
        for part in (self._word, self._cap):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setLayout(row(None, self._word, self._cap, None, spacing=GAP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self._word.sizeHint().width() + GAP + self._cap.sizeHint().width()
        self._cap.setVisible(needed <= self.width())
