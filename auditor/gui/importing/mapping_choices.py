"""What holds for a whole table: what one row is, how times and numbers are written, where cached input counts."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from auditor.gui.importing.choice import Choice
from auditor.gui.importing.mapping_words import CACHED, DATES, GRAINS, NUMBERS, PERIODS, REASONING
from auditor.gui.pieces import column, text
from auditor.gui.starting.zone_box import ZoneBox
from auditor.mapping.edit import MappingEdit

QUESTIONS = {
    "grain": ("ONE ROW IS", "What one row is", GRAINS),
    "period": ("EACH SUM RUNS FOR", "How long a sum runs", PERIODS),
    "dates": ("DATES ARE WRITTEN", "How dates are written", DATES),
    "numbers": ("NUMBERS ARE WRITTEN", "How numbers are written", NUMBERS),
    "cached_input": ("CACHED INPUT IS", "Where cached input is counted", CACHED),
    "reasoning": ("REASONING IS", "Where reasoning is counted", REASONING),
}

ORDER = ("grain", "period", "timezone", "dates", "numbers", "cached_input", "reasoning")


class MappingChoices(QWidget):
    """Shows only the questions that this table raises. `changed` and `regrained` tell what the edit holds now."""

    changed = Signal()
    regrained = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._edit: MappingEdit | None = None
        self.choices = {name: Choice(said, options) for name, (_, said, options) in QUESTIONS.items()}
        self.zone = ZoneBox()
        self.zone.setSizeAdjustPolicy(ZoneBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.zone.setMinimumContentsLength(8)
        self.zone.setAccessibleName("Time zone of times that tell none")
        self._why = {name: text("", "small", wrap=True) for name in (*QUESTIONS, "timezone")}
        self._parts = {name: self._part(QUESTIONS[name][0], box, self._why[name]) for name, box in self.choices.items()}
        self._parts["timezone"] = self._part("TIMES WITHOUT A ZONE ARE", self.zone, self._why["timezone"])
        self.setLayout(column(*(self._parts[name] for name in ORDER), spacing=12))
        for name, box in self.choices.items():
            box.chosen.connect(lambda word, name=name: self._chosen(name, word))
        self.zone.currentTextChanged.connect(self._zoned)

    @property
    def controls(self) -> list[QWidget]:
        """What the keyboard walks through, in its order."""
        return [self.zone if name == "timezone" else self.choices[name] for name in ORDER]

    def show_edit(self, edit: MappingEdit, zone: str) -> None:
        """The questions of a mapping; `zone` is meant where it names none."""
        self._edit = None  # what follows is not chosen by the person
        self.zone.setCurrentText(edit.mapping.timezone or zone)
        self._edit = edit
        self.follow()

    def follow(self) -> None:
        """How things stand in the edit."""
        edit = self._edit
        if edit is None:
            return
        mapping, about = edit.mapping, edit.draft.about
        for name, box in self.choices.items():
            box.show_value(getattr(mapping, name))
        caches = {"input_tokens", "cache_read_tokens", "cache_creation_tokens"} & mapping.columns.keys()
        raised = {
            "grain": True,
            "period": mapping.grain == "aggregate" and "end" not in mapping.columns,
            "timezone": "timezone" in about,
            "dates": "dates" in about,
            "numbers": bool(mapping.columns.keys() & {"input_tokens", "output_tokens", "cost_usd", "requests"}),
            "cached_input": "input_tokens" in mapping.columns and bool(caches),
            "reasoning": "reasoning_tokens" in mapping.columns,
        }
        for name, part in self._parts.items():
            part.setVisible(raised[name])
            same = getattr(mapping, name) == getattr(edit.draft.mapping, name)
            self._why[name].setText(about.get(name, "") if same else "chosen by you")
            self._why[name].setVisible(bool(self._why[name].text()))

    def _chosen(self, name: str, word: str) -> None:
        if self._edit is None:
            return
        if name == "grain":
            self._edit.regrain(word)
            self.regrained.emit()
            return
        self._edit.settle(name, word)
        self.follow()
        self.changed.emit()

    def _zoned(self) -> None:
        if self._edit is not None and self.zone.zone:
            self._edit.settle("timezone", self.zone.zone)
            self.changed.emit()

    @staticmethod
    def _part(title: str, box: QWidget, why: QLabel) -> QWidget:
        made = QWidget()
        made.setLayout(column(text(title, "section"), box, why, spacing=4))
        return made
