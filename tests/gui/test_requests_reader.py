"""Reading requests: what of them is as in others, long texts, and two beside each other."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt

from auditor.gui.requests.differences import Against
from auditor.gui.requests.interleaved import interleaved
from auditor.gui.requests.marked_page import LONGEST, MarkedPage, Section, runs
from auditor.gui.requests.requests_panel import RequestsPanel
from auditor.gui.theme import DARK, LIGHT
from tests.gui.requests_made import event, shown_panel, stand_on


@pytest.fixture
def panel(qtbot, tmp_path: Path) -> Iterator[RequestsPanel]:
    with shown_panel(qtbot, tmp_path) as made:
        yield made


def bright(page: MarkedPage) -> list[str]:
    """The stretches with a ground of their own, from above."""
    found, block = [], page.document().begin()
    while block.isValid():
        for fragment in (iterator.fragment() for iterator in block):
            if fragment.charFormat().background().style() != Qt.BrushStyle.NoBrush:
                found.append(fragment.text())
        block = block.next()
    return found


def choose(panel: RequestsPanel, *rows: int) -> None:
    flags = QItemSelectionModel.SelectionFlag
    panel.table.selectRow(rows[0])
    for row in rows[1:]:
        panel.table.selectionModel().select(panel.model.index(row, 0), flags.Select | flags.Rows)


def test_against_its_family_what_changes_is_bright(panel):
    panel.show_event(3)
    panel.reader.compare(Against.FAMILY)
    assert bright(panel.reader.page) == ["4811"]
    assert "template of family B" in panel.reader._compared.text()


def test_against_the_one_before_prompt_and_response_are_compared(panel):
    panel.show_event(2)
    panel.reader.compare(Against.PREVIOUS)
    assert "".join(bright(panel.reader.page)).replace(" ", "") == "12212"
    assert "29 Oct 12:06:04" in panel.reader._compared.text()


def test_the_switch_stays_from_one_request_to_the_next(panel):
    panel.show_event(3)
    panel.reader.compare(Against.FAMILY)
    panel.show_event(7)
    assert bright(panel.reader.page) == ["4907"]


def test_the_first_request_has_none_before_it(panel):
    panel.show_event(0)
    panel.reader.compare(Against.PREVIOUS)
    assert panel.reader._compared.text() == "There is none before it."
    assert not panel.reader._buttons[Against.PREVIOUS].isEnabled()


def test_a_negative_duration_is_told_with_its_reason(panel):
    panel.show_event(5)
    assert "⚠ −400 ms (ended before it began: clocks disagree)" in panel.reader._facts.text()
    assert "output ≥ 205" in panel.reader._facts.text()


def test_unknown_figures_and_texts_are_said_to_be_so(panel):
    panel.show_event(10)
    assert "output –" in panel.reader._facts.text()
    assert panel.reader.page.toPlainText() == "PROMPT\n(no text in the export)\n\nRESPONSE\n(no text in the export)"


def test_sessions_are_named_only_with_names(panel):
    panel.show_event(0)
    assert "session" not in panel.reader._facts.text()
    panel._session.names = True
    panel.show_event(1)
    assert "session run-0" in panel.reader._facts.text()


def test_two_chosen_requests_are_compared_side_by_side_and_in_one_text(panel):
    choose(panel, 7, 3)
    assert panel.head.compare.isVisible()
    panel.head.compare.click()
    earlier, later = panel.side.two.pages
    assert ("4811" in bright(earlier), "4907" in bright(later)) == (True, True)
    panel.side.two.as_one.setChecked(True)
    assert "deployment [−4811][+4907]" in later.toPlainText()
    assert earlier.isHidden()


def test_one_or_three_cannot_be_compared(panel):
    choose(panel, 1)
    assert not panel.head.compare.isVisible()
    choose(panel, 1, 2, 3)
    assert not panel.head.compare.isVisible()


def test_what_is_the_same_in_two_is_not_told_as_different(panel):
    choose(panel, 0, 1)
    panel._compare()
    assert "output 200 → 201" in panel.side.two._facts.text()
    assert "input" not in panel.side.two._facts.text()


def test_the_reader_follows_the_theme(panel):
    panel.show_event(3)
    panel._session.set_theme(DARK)
    assert panel.reader.page.document().begin().begin().fragment().charFormat().foreground().color() == DARK.color(
        "muted"
    )


@pytest.mark.parametrize("text", ["x" * 300_000, "a b " * 75_000, "line\n" * 60_000])
def test_a_text_of_a_third_of_a_million_characters_is_shown_at_once(qtbot, text):
    page = MarkedPage("Prompt")
    qtbot.addWidget(page)
    page.resize(340, 300)
    page.show()
    # broken into lines: unbroken, this length would take minutes, and the whole run with it
    page.show_sections([Section("PROMPT", text, [(5, 9), (100, 200)], [(1, 3)])], LIGHT)
    assert "100,000 characters more" in page.toPlainText()


def test_a_request_with_such_a_prompt_is_read(qtbot, tmp_path):
    long = replace(event(0), prompt="Summarise " + "x" * (LONGEST + 50), line=99)
    with shown_panel(qtbot, tmp_path, None, 3, long) as panel:
        stand_on(panel, 0, "prompt")
        panel.show_event(1)
        assert "60 characters more" in panel.reader.page.toPlainText()


def test_stretches_of_one_look_make_up_the_text():
    text = "abcdefgh" * 600
    cut = list(runs(text, [(2, 4), (4000, 4005)], [(3, 6)]))
    assert "".join(text[run.start : run.end] for run in cut) == text
    assert [(run.start, run.end) for run in cut if run.changed] == [(2, 3), (3, 4), (4000, 4005)]
    assert [(run.start, run.end) for run in cut if run.hit] == [(3, 4), (4, 6)]
    assert [run.end for run in cut if run.broken] == [2000, 4000]


def test_of_too_many_changes_all_the_rest_counts_as_changed():
    text = "ab" * 3_000
    cut = list(runs(text, [(n, n + 1) for n in range(0, 6_000, 2)], ()))
    assert cut[-1].changed and cut[-1].end == 6_000


@pytest.mark.parametrize(
    ("one", "other", "of_one", "of_other", "said"),
    [
        ("a b c", "a x c", [(2, 3)], [(2, 3)], "a [−b][+x] c"),
        ("a b c", "a c", [(2, 4)], [], "a [−b ]c"),
        ("c", "a c b", [], [(0, 2), (3, 5)], "[+a ]c[+ b]"),
        ("same", "same", [], [], "same"),
        ("one", "other", [(0, 3)], [], "[−one][+other]"),
    ],
)
def test_two_texts_become_one_that_shows_both(one, other, of_one, of_other, said):
    text, spans = interleaved(one, other, of_one, of_other)
    assert text == said
    assert "".join(text[start:end] for start, end in spans) == "".join(
        part for part in said.replace("]", "]\0").replace("[", "\0[").split("\0") if part.startswith("[")
    )
