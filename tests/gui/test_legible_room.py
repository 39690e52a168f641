"""Room and colours for words: names of dates, the note that grows, dialogs as high as they need, readable labels."""

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit

from auditor.gui.fitting import fit
from auditor.gui.pieces import column, text
from auditor.gui.review.verdict_panel import VerdictPanel
from auditor.gui.style import apply, base_font, contrast
from auditor.gui.theme import DARK, LIGHT, Theme
from auditor.gui.timeline.backdrop_item import name_boxes
from auditor.gui.timeline.look import Look
from auditor.records import Label
from auditor.review import Draft
from auditor.stale import MARK

STALE = f"{MARK} stale: Since this verdict 3 requests were added; one thing moved; priority still 2.0."


@pytest.fixture
def verdict(qtbot) -> VerdictPanel:
    made = VerdictPanel()
    qtbot.addWidget(made)
    made.resize(320, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def look(qapp: QApplication) -> Look:  # noqa: ARG001  without it there are no fonts
    return Look(LIGHT, base_font(), base_font(), 1.0)


def boxes(look: Look, *seen: tuple[float, str]) -> list[tuple[float, float, str]]:
    found = name_boxes(seen, 0, (100, 700), look)
    return [(box.left(), box.right(), words) for box, words in found]


def test_only_dates_with_a_name_take_room_right_of_their_line(look: Look):
    width = look.small_width("announced") + 2
    assert boxes(look, (150, ""), (200, "announced"), (260, "")) == [(204, 204 + width, "announced")]
    assert boxes(look, (150, "")) == [] and boxes(look) == []


def test_the_name_of_a_date_ends_where_the_next_named_one_begins(look: Look):
    first, second = boxes(look, (200, "target announced: 4 M tokens a week"), (240, "review due"))
    assert first[:2] == (204, 240) and second[0] == 244


def test_a_name_at_the_end_of_the_plot_stands_left_of_its_line(look: Look):
    [(_, right, _)] = boxes(look, (690, "review due"))
    assert right == 686


def test_the_note_grows_with_its_words_up_to_four_lines(verdict: VerdictPanel):
    heights = []
    for lines in (0, 2, 4, 9):
        verdict.note.setPlainText("\n".join(["Nobody reads it."] * lines))
        QApplication.processEvents()
        heights.append(verdict.note.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_a_long_line_of_the_note_wraps_and_grows_too(verdict: VerdictPanel):
    short = verdict.note.height()
    verdict.show_draft(Draft(Label.USEFUL, note="Nobody reads it, " * 8), ())
    QApplication.processEvents()
    assert verdict.note.height() > short
    verdict.show_draft(Draft(), ())
    assert verdict.note.height() == short


def test_a_stale_verdict_tells_the_first_change_and_how_many_more(verdict: VerdictPanel):
    verdict.show_stale(STALE)
    shown = next(label for label in verdict.findChildren(QLabel) if MARK in label.text())
    assert shown.text() == f"{MARK} stale: Since this verdict 3 requests were added; 2 more changes, see History."
    assert shown.accessibleDescription() == STALE


def test_a_dialog_is_as_high_as_its_fields_need(qtbot):
    dialog, fields = QDialog(), [QLineEdit() for _ in range(9)]
    qtbot.addWidget(dialog)
    dialog.setLayout(column(text("Many words. " * 60, wrap=True), *fields))
    dialog.setFixedWidth(300)
    dialog.show()
    fit(dialog)
    QApplication.processEvents()
    assert all(field.height() >= field.sizeHint().height() for field in fields)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("role", ["good", "bad", "doubt", "problem"])
def test_words_in_the_colour_of_a_label_can_be_read(qtbot, qapp: QApplication, role: str, theme: Theme):
    label = text("Said.", role)
    qtbot.addWidget(label)
    shown_in(qapp, theme, label)
    told = label.palette().windowText().color().name()
    assert min(contrast(told, ground) for ground in (theme.panel, theme.background, theme.hover)) >= 4.5


def shown_in(app: QApplication, theme: Theme, label: QLabel) -> None:
    apply(app, theme)
    label.ensurePolished()
