"""Sums beside counted requests, and control totals typed in: what the screen says of the differences."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.gui.data.control_model import Col as ControlCol
from auditor.gui.data.data_delegate import SECOND_ROLE, TOKEN_ROLE
from auditor.gui.data.reconcile_figures import amount, exact, signed
from auditor.gui.data.reconcile_model import Col
from auditor.gui.data.reconcile_tab import ReconcileTab
from auditor.gui.data.reconcile_words import AGREEMENTS
from auditor.gui.figures import money
from auditor.records import Unit
from auditor.times import iso
from tests.gui.records import call, sum_of, take


@pytest.fixture
def settled(qtbot, jobs) -> Callable[[], None]:
    """Waits until no job is under way."""
    return lambda: qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)


@pytest.fixture
def tab(qtbot, session, jobs, tmp_path) -> ReconcileTab:
    """The tab of a case in Berlin, as the data screen holds it: read anew when the data change."""
    session.show_case(
        CaseFile.create(tmp_path / "berlin.auditcase", Properties("Berlin", "R. Okafor", "Europe/Berlin"))
    )
    made = ReconcileTab(session, jobs)
    session.changed.connect(lambda changes: (changes.data or changes.names) and made.refresh())
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    return made


@pytest.fixture
def compared(session, tab, settled) -> Callable[[], ReconcileTab]:
    """The tab, read anew."""
    return lambda: (session.reload(), settled(), tab)[-1]


def top(tab: ReconcileTab, row: int = 0) -> list[str]:
    return [tab.sums.index(row, column).data() for column in Col]


def said(tab: ReconcileTab) -> list[str]:
    return [label.text() for label in tab.detail.findChildren(QLabel) if not label.isHidden()]


def enter(qtbot, tab: ReconcileTab, figure: str, first: str = "2026-11-02", last: str = "2026-11-02") -> None:
    """Type a control total as a person would."""
    qtbot.mouseClick(tab.new, Qt.MouseButton.LeftButton)
    for field, typed in ((tab.form.amount, figure), (tab.form.start, first), (tab.form.end, last)):
        field.clear()
        qtbot.keyClicks(field, typed)
    qtbot.keyClick(tab.form.end, Qt.Key.Key_Return)


def test_a_sum_stands_beside_what_was_counted(session, compared):
    take(session.case, "claude-code", call(0, 100), call(1, 100))
    take(session.case, "console", sum_of(0, 100), sum_of(1, 300))
    tab = compared()
    assert top(tab)[1:] == ["input tokens", "Person 01", "400", "200", "+200", "◐ events missing"]
    days = [tab.sums.index(row, Col.EXPORT, tab.sums.index(0, 0)).data() for row in range(2)]
    assert days == ["3 Nov 2026", "2 Nov 2026"]  # the largest difference first


def test_sums_by_model_are_told_by_model(session, compared):
    take(session.case, "claude-code", call(0, 100))
    take(session.case, "console", sum_of(0, 100, model="vendor/m-1"))
    tab = compared()
    child = tab.sums.index(0, Col.PERSON, tab.sums.index(0, 0))
    assert child.data() == "m-1"
    assert child.parent() == tab.sums.index(0, 0)
    assert tab.sums.rowCount(child.siblingAtColumn(0)) == 0


def test_every_agreement_has_a_glyph_a_word_and_its_own_colour(session, compared):
    take(session.case, "claude-code", *(call(day, 100, person=f"p{day}") for day in range(3)))
    told = [sum_of(day, quantity, person=f"p{day}") for day, quantity in enumerate((100, 300, 20))]
    take(session.case, "console", *told, sum_of(3, 50, person="p3"))
    tab = compared()
    cells = [tab.sums.index(row, Col.AGREEMENT) for row in range(tab.sums.rowCount())]
    assert {cell.data(): cell.data(TOKEN_ROLE) for cell in cells} == {
        "● agrees": "useful",
        "◐ events missing": "text",
        "◆ events exceed the sum": "padding",
        "○ no events": "text",
    }
    assert tab.told.text() == "◆ events exceed the sum: 1 · ◐ events missing: 1 · ○ no events: 1 · ● agree: 1"


def test_how_the_sums_stand_leaves_room_for_the_filter(qtbot, compared):
    tab = compared()
    tab.told.setText(" · ".join(f"{standing.told}: 1,234" for standing in AGREEMENTS.values()))
    tab.resize(1180, 560)
    qtbot.waitUntil(lambda: tab.told.height() >= tab.told.heightForWidth(tab.told.width()))
    assert tab.filter.width() > tab.filter.fontMetrics().horizontalAdvance(tab.filter.placeholderText())


def test_units_begin_a_line_with_their_own_capitals(compared):
    units = [compared().form.unit.itemText(at) for at in range(compared().form.unit.count())]
    assert {"Input tokens", "US dollars"} <= set(units)


def test_what_is_not_told_is_no_disagreement(session, compared):
    take(session.case, "claude-code", call(0, 100))
    take(session.case, "console", sum_of(0, 7, Unit.CREDITS))
    take(session.case, "kiro-user-report", sum_of(0, 5, Unit.CREDITS))
    tab = compared()
    assert [top(tab, row)[3:] for row in range(2)] == [
        ["7.00", "–", "–", "◌ events do not tell it"],
        ["5.00", "–", "–", "Σ only sums tell it"],
    ]


def test_a_line_tells_on_how_many_days_it_differs(session, compared):
    take(session.case, "claude-code", call(0, 100), call(1, 100))
    take(session.case, "console", sum_of(0, 100), sum_of(1, 300))
    tip = compared().sums.index(0, Col.EXPORT).data(Qt.ItemDataRole.ToolTipRole)
    assert "console" in tip and "1 of 2 days differ" in tip


def test_right_opens_a_line_and_left_closes_it(qtbot, session, compared):
    take(session.case, "console", sum_of(0, 100))
    tab = compared()
    tab.tree.setCurrentIndex(tab.sums.index(0, 0))
    qtbot.keyClick(tab.tree, Qt.Key.Key_Right)
    assert tab.tree.isExpanded(tab.sums.index(0, 0))
    qtbot.keyClick(tab.tree, Qt.Key.Key_Left)
    assert not tab.tree.isExpanded(tab.sums.index(0, 0))


def test_the_filter_finds_what_does_not_agree(qtbot, session, compared):
    take(session.case, "claude-code", call(0, 100), call(1, 100, person="bo"))
    take(session.case, "console", sum_of(0, 100), sum_of(1, 10, person="bo"))
    tab = compared()
    qtbot.keyClicks(tab.filter, "exceed")
    assert [top(tab, row)[2] for row in range(tab.sums.rowCount())] == ["Person 02"]
    tab.filter.setText("nowhere")
    assert tab.empty_sums.text() == "No sum matches the filter."
    assert tab.leave() and tab.sums.rowCount() == 2


def test_names_stay_hidden_until_they_are_shown(session, compared, settled):
    take(session.case, "console", sum_of(0, 100))
    tab = compared()
    assert top(tab)[2] == "Person 01"
    assert tab.form.person.itemText(1) == "Person 01"
    session.toggle_names()
    settled()
    assert top(tab)[2] == tab.form.person.itemText(1) == "ann.berg"


def test_a_case_without_sums_says_so_and_offers_the_form(compared):
    tab = compared()
    assert "No export of this case states sums" in tab.empty_sums.text()
    assert tab.form.isVisible() and not tab.detail.isVisible()
    assert tab.form.cancel.isHidden()


def test_a_control_total_is_typed_kept_and_compared(qtbot, session, compared, settled):
    take(session.case, "claude-code", call(0, 1000, cache_read_input_tokens=700))
    tab = compared()
    enter(qtbot, tab, "1 k")
    settled()
    told = session.case.controls.standing()[0]
    assert (told.kind, told.unit, told.quantity) == ("invoice", "tokens", 1_000_000_000)
    assert (iso(told.start), iso(told.end)) == ("2026-11-01T23:00:00Z", "2026-11-02T23:00:00Z")  # a day in Berlin
    assert tab.controls.index(0, ControlCol.CAUSE).data() == "● agrees"
    assert tab.detail.isVisible()


def test_a_difference_is_explained_by_its_cause(qtbot, session, compared, settled):
    take(session.case, "claude-code", call(0, 1000, cache_read_input_tokens=700), call(0, 5, lower_bound=True))
    tab = compared()
    enter(qtbot, tab, "305")
    settled()
    cause = tab.controls.index(0, ControlCol.CAUSE)
    assert (cause.data(), cause.data(SECOND_ROLE)) == ("◐ explained", "cached input, if their figure leaves it out")
    assert "EXPLAINED BY" in said(tab) and "−700" in said(tab)
    assert any(label.startswith("? 1 request of which only a lower bound is known") for label in said(tab))


def test_an_unexplained_rest_is_told(qtbot, session, compared, settled):
    take(session.case, "claude-code", call(0, 1000))
    tab = compared()
    enter(qtbot, tab, "1,500")
    settled()
    assert tab.controls.index(0, ControlCol.CAUSE).data() == "◆ unexplained"
    labels = said(tab)
    assert labels[labels.index("Unexplained rest") + 1] == "+500"


@pytest.mark.parametrize(
    ("figure", "last", "field"),
    [("about 5", "2026-11-02", "amount_said"), ("", "2026-11-02", "amount_said"), ("5", "2026-10-01", "period_said")],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(qtbot, session, compared, figure, last, field):
    tab = compared()
    enter(qtbot, tab, figure, last=last)
    label = getattr(tab.form, field)
    assert label.isVisible() and label.property("role") == "bad"
    assert not session.case.controls.all()


def test_an_amount_is_told_back_in_full(qtbot, compared):
    tab = compared()
    qtbot.keyClicks(tab.form.amount, "412.6 M")
    assert tab.form.amount_said.text() == "412,600,000 tokens"
    tab.form.unit.show_value("usd")
    tab.form.amount.setText("$2,318.40")
    assert tab.form.amount_said.text() == "2,318.4 US dollars"


def test_a_control_total_can_be_narrowed(qtbot, session, compared, settled):
    source = take(session.case, "claude-code", call(0, 10), call(0, 5, model="m-2"))
    take(session.case, "codex", call(0, 100))
    tab = compared()
    tab.form.model.show_value("m-2")
    tab.form.source.show_value(str(source.id))
    tab.form.person.show_value("1")
    enter(qtbot, tab, "5")
    settled()
    assert tab.controls.rows[0].counted == 5_000_000
    assert tab.controls.index(0, ControlCol.WHO).data(SECOND_ROLE) == "Person 01 · m-2 · source 1"


def test_withdrawing_takes_it_off_the_list_and_keeps_it_in_the_log(qtbot, session, compared, settled):
    tab = compared()
    enter(qtbot, tab, "5")
    settled()
    qtbot.mouseClick(tab.detail.withdraw, Qt.MouseButton.LeftButton)
    settled()
    assert tab.controls.rowCount() == 0 and tab.form.isVisible()
    assert [line.action for line in session.case.log.lines()][-1] == "control total withdrawn"


@pytest.mark.parametrize(
    ("millionths", "unit", "short", "full"),
    [
        (412_600_000_000_000, "tokens", "412.6\u00a0M", "412,600,000 tokens"),
        (2_318_400_000, "usd", "$2,318", "2,318.4 US dollars"),
        (12_500_000, "credits", "12.50", "12.5 credits"),
        (0, "usd", "$0", "0 US dollars"),
        (-3_000_000, "requests", "−3", "−3 requests"),
        (None, "tokens", "–", ""),
    ],
)
def test_amounts_are_written_in_their_unit(millionths, unit, short, full):
    assert amount(millionths, unit) == short
    if millionths is not None:
        assert exact(millionths, unit) == full


def test_a_cost_of_nothing_looks_unlike_one_of_little_and_one_unknown():
    assert len({money(0), money(400), money(None)}) == 3 and money(0) == "$0"


def test_a_difference_has_its_sign():
    assert [signed(value, "requests") for value in (2_000_000, 0, -2_000_000)] == ["+2", "0", "−2"]
