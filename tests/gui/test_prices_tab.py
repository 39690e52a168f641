"""Prices, by what a person types and presses: what is unknown is said in words, never as $0."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from auditor.case.case_file import CaseFile
from auditor.gui.data.data_screen import DataScreen
from auditor.gui.data.prices_lines import rate
from auditor.gui.data.prices_tab import PricesTab
from auditor.gui.jobs import Jobs
from auditor.gui.session import Session
from auditor.prices import costs, listed
from auditor.records import UsageEvent

NOON = 1_793_620_800_000_000  # 2026-11-02


def call(model: str | None, given: int | None, **told: int) -> UsageEvent:
    return UsageEvent(at=NOON, agent="reader", line=1, person="ann", model=model, input_tokens=given, **told)


@pytest.fixture
def tab(qtbot, session: Session, jobs: Jobs) -> Iterator[PricesTab]:
    assert session.case
    intake = session.case.sources.begin("log", 1, "invented", 1)
    intake.add(
        [
            call("claude-opus-4-6", 2_000_000, cost_microusd=9_000_000),
            call("claude-opus-4-6", 1_000_000),
            call("house-model-7", 1_000_000),
            call("silent", None),
            call("metered", None, microcredits=7_000_000),
            call(None, 5),
        ]
    )
    intake.complete(sha256="log", lines=6)
    session.case.derived.refresh()
    screen = DataScreen(session, jobs)
    qtbot.addWidget(screen)
    screen.show_tab("prices")
    screen.resize(1366, 700)
    screen.show()
    session.reload()
    settle(qtbot, jobs)
    tab = screen.findChild(PricesTab)
    tab.jobs = jobs
    yield tab
    settle(qtbot, jobs)


def settle(qtbot, jobs: Jobs) -> None:
    qtbot.waitUntil(lambda: not jobs.busy, timeout=5000)
    QApplication.processEvents()


def case_of(tab: PricesTab) -> CaseFile:
    assert tab._session.case
    return tab._session.case


def cells(tab: PricesTab, model: str) -> tuple[str, ...]:
    return next(line.cells for line in tab.models.lines if line.cells[0] == model)


def row_of(tab: PricesTab, model: str) -> int:
    return next(at for at, line in enumerate(tab.models.lines) if line.cells[0] == model)


def enter(qtbot, tab: PricesTab, **told: str) -> None:
    tab.form.model.setText(told.get("model", "house-model-7"))
    tab.form.day.setText(told.get("day", "2026-11-01"))
    for name in tab.form.rates:
        tab.form.rates[name].setText(told.get(name, ""))
    tab.form.source.setText(told.get("source", "contract 17, Example Ltd"))
    qtbot.mouseClick(tab.form.save, Qt.MouseButton.LeftButton)
    settle(qtbot, tab.jobs)


def test_reported_and_computed_cost_stand_side_by_side(tab):
    assert cells(tab, "claude-opus-4-6") == ("claude-opus-4-6", "2", "3.0\xa0M", "≥ $9.00", "$15.00", "", "")


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("house-model-7", ("not reported", "no price", "no price", "enter a price")),
        ("silent", ("not reported", "unknown", "tokens not told", "")),
        ("metered", ("not reported", "unknown", "tokens not told (credits)", "")),
        ("(no model named)", ("not reported", "no price", "the sources name no model", "")),
    ],
)
def test_what_is_unknown_is_said_in_words(tab, model, told):
    assert cells(tab, model)[3:] == told


def test_nothing_unknown_is_shown_as_no_cost(tab):
    assert not any(cell.startswith("$0") for line in tab.models.lines for cell in line.cells)
    assert cells(tab, "metered")[2] == "7 credits"


def test_the_sum_of_models_is_the_sum_of_agents(tab):
    computed = sum(cost.computed or 0 for cost in tab._priced.models)
    assert computed == costs(case_of(tab))[1].computed


def test_the_link_fills_the_form_and_the_price_counts_at_once(qtbot, tab):
    tab.table.setFocus()
    tab.table.setCurrentIndex(tab.models.index(row_of(tab, "house-model-7"), 0))
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert (tab.form.model.text(), tab.form.day.text()) == ("house-model-7", "2026-11-02")
    assert QApplication.focusWidget() is tab.form.rates["input"]
    tab.form.rates["input"].setText("2.50")
    tab.form.source.setText("contract 17, Example Ltd")
    qtbot.keyClick(tab.form.source, Qt.Key.Key_Return)
    settle(qtbot, tab.jobs)
    assert cells(tab, "house-model-7")[4:] == ("$2.50", "", "")
    assert tab.form.model.text() == ""


def test_a_kind_of_tokens_without_a_price_is_named(qtbot, tab):
    enter(qtbot, tab, output="10")
    assert cells(tab, "house-model-7")[4:] == ("unknown", "no price for input", "enter a price")


def test_models_without_a_price_can_be_shown_alone(qtbot, tab):
    assert tab.lacking.text() == "Without a price 2"
    qtbot.mouseClick(tab.lacking, Qt.MouseButton.LeftButton)
    assert [line.cells[0] for line in tab.models.lines] == ["house-model-7", "(no model named)"]


def test_a_click_on_the_link_fills_the_form_too(qtbot, tab):
    place = tab.table.visualRect(tab.models.index(row_of(tab, "house-model-7"), 6)).center()
    qtbot.mouseClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert tab.form.model.text() == "house-model-7"


def test_the_cases_own_price_stands_first_is_marked_and_can_be_withdrawn(qtbot, tab):
    enter(qtbot, tab, model="claude-opus-4-6", input="1")
    own = tab.prices.lines[0]
    assert own.cells == (
        "claude-opus-4-6", "2026-11-01", "$1.00", "not told", "not told", "not told",
        "this case: contract 17, Example Ltd", "withdraw",
    )  # fmt: skip
    assert own.bold and cells(tab, "claude-opus-4-6")[4] == "$3.00"
    tab.withdraw(0)
    settle(qtbot, tab.jobs)
    assert len(tab.prices.lines) == len(listed()) and cells(tab, "claude-opus-4-6")[4] == "$15.00"
    assert [price.withdrawn for price in case_of(tab).prices.all()] == [False, True]


def test_the_programs_prices_tell_their_source_and_day_and_are_not_withdrawn(qtbot, tab):
    line = next(line for line in tab.prices.lines if line.cells[0] == "claude-opus-4-6")
    assert line.cells[1] == "2026-02-01" and "Anthropic" in line.cells[6] and line.cells[7] == ""
    tab.withdraw(tab.prices.lines.index(line))
    settle(qtbot, tab.jobs)
    assert case_of(tab).prices.all() == []


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"input": "much"}, "“much” is no price"),
        ({"input": "1", "day": "January"}, "“January” is no date"),
        ({"input": "1", "source": " "}, "who says so"),
        ({}, "needs an amount"),
    ],
)
def test_a_price_that_says_too_little_is_refused_beside_the_form(qtbot, tab, told, problem):
    enter(qtbot, tab, **told)
    assert problem in tab.form._problem.text() and tab.form._problem.isVisible()
    assert case_of(tab).prices.all() == [] and tab.form.model.text() == "house-model-7"


def test_the_filter_knows_a_model_under_its_many_names(tab):
    tab.filter.setText("anthropic/claude-sonnet-4.5")
    assert {line.cells[0] for line in tab.prices.lines} == {"claude-sonnet-4-5"}
    assert tab.leave() and len(tab.prices.lines) == len(listed())


@pytest.mark.parametrize(
    ("value", "shown"), [(None, "not told"), (0, "$0.00"), (175_000, "$0.175"), (25_000_000, "$25.00")]
)
def test_a_rate_is_shown_to_its_last_digit(value, shown):
    assert rate(value) == shown
