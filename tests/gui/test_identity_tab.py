"""Who is who, by what a person chooses and presses; what counts is what the case holds and what the tab says."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from auditor.case.case_file import CaseFile
from auditor.gui.data.data_screen import DataScreen
from auditor.gui.data.identity_tab import IdentityTab
from auditor.gui.jobs import Jobs
from auditor.gui.main_window import MainWindow
from auditor.gui.session import Session
from auditor.records import Agent, Label, UsageEvent
from auditor.review import Draft, give_verdict
from tests.gui.cases import gone, small_case

NOON = 1_793_620_800_000_000
ANN = "ann@example.test"


def call(agent: str, session: str | None, person: str = ANN, tokens: int = 100, minute: int = 0) -> UsageEvent:
    at = NOON + minute * 60_000_000
    return UsageEvent(at=at, agent=agent, line=1, person=person, session=session, input_tokens=tokens)


def take(case: CaseFile, name: str, records: list[UsageEvent]) -> None:
    intake = case.sources.begin(name, 1, "invented", 1)
    intake.add(records)
    intake.complete(sha256=name, lines=1)
    case.derived.refresh()


@pytest.fixture
def tab(qtbot, session: Session, jobs: Jobs) -> Iterator[IdentityTab]:
    assert session.case
    take(session.case, "one", [call("mail", "a", minute=1), call("mail", "a", minute=2), call("mail", "b", minute=3)])
    take(session.case, "two", [call("Mail", None, minute=4), call("mail", None, minute=5), call("bot", "x", "bob")])
    screen = DataScreen(session, jobs)
    qtbot.addWidget(screen)
    session.reload()
    screen.show_tab("identity")
    screen.resize(1366, 700)
    screen.show()
    settle(qtbot, jobs)
    tab = screen.findChild(IdentityTab)
    tab.jobs = jobs
    yield tab
    settle(qtbot, jobs)


def settle(qtbot, jobs: Jobs) -> None:
    qtbot.waitUntil(lambda: not jobs.busy, timeout=5000)
    QApplication.processEvents()


def choose(qtbot, tab: IdentityTab, *names: str) -> None:
    """Agents or persons by what stands in the first column."""
    tab.choose([line.key for name in names for line in tab.model.lines if line.cells[0] == name])
    settle(qtbot, tab.jobs)


def press(qtbot, tab: IdentityTab, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, tab.jobs)


def case_of(tab: IdentityTab) -> CaseFile:
    assert tab._session.case
    return tab._session.case


def named(tab: IdentityTab, name: str) -> Agent:
    return next(agent for agent in case_of(tab).agents.all() if agent.name == name)


def shown(tab: IdentityTab) -> list[tuple[str, str, str]]:
    return [(line.cells[0], line.cells[2], line.cells[3]) for line in tab.model.lines]


def test_agents_stand_under_their_person_with_their_figures(tab):
    assert shown(tab) == [
        *(("Person 01", "5", "500"), ("mail", "4", "400"), ("Mail", "1", "100")),
        *(("Person 02", "1", "100"), ("bot", "1", "100")),
    ]


def test_names_are_hidden_until_they_are_shown(qtbot, tab):
    assert ANN not in " ".join(cell for line in tab.model.lines for cell in (*line.cells, line.tip))
    tab._session.toggle_names()
    settle(qtbot, tab.jobs)
    assert tab.model.lines[0].cells[0] == ANN


def test_a_merge_shows_the_figures_before_and_after_and_can_be_undone(qtbot, tab):
    choose(qtbot, tab, "mail", "Mail")
    press(qtbot, tab, tab.form.merging.button)
    assert shown(tab)[:2] == [("Person 01", "5", "500"), ("mail", "5", "500")]
    assert "“Mail” became part of “mail”" in tab.notice.text()
    assert "mail: 4 → 5 requests · 400 → 500 tokens" in tab.notice.text()
    assert tab.chosen == [("agent", named(tab, "mail").id)]
    tab.changes.undo(0)
    settle(qtbot, tab.jobs)
    assert ("Mail", "1", "100") in shown(tab)
    assert [line.cells[3] for line in tab.changes.changes.lines] == ["", "undone"]


def test_what_a_change_did_is_said_until_something_else_is_clicked(qtbot, tab):
    choose(qtbot, tab, "mail", "Mail")
    press(qtbot, tab, tab.form.merging.button)
    assert tab.notice.text()
    place = tab.table.visualRect(tab.model.index(0, 0)).center()
    qtbot.mouseClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not tab.notice.text()


def test_which_agent_they_become_is_chosen(qtbot, tab):
    choose(qtbot, tab, "mail", "Mail")
    tab.form.into.show_value(str(named(tab, "Mail").id))
    press(qtbot, tab, tab.form.merging.button)
    assert ("Mail", "5", "500") in shown(tab)


def test_a_verdict_that_a_merge_leaves_behind_is_told_before_and_after(qtbot, tab):
    given = give_verdict(case_of(tab), named(tab, "Mail").id, Draft(Label.USEFUL))
    tab._session.reload()
    settle(qtbot, tab.jobs)
    choose(qtbot, tab, "mail", "Mail")
    assert "“Mail” has a verdict by R. Okafor: it stays in the history" in tab.form.kept.text()
    press(qtbot, tab, tab.form.merging.button)
    assert "“Mail” has a verdict by R. Okafor" in tab.notice.text()
    assert case_of(tab).verdicts.all() == [given]
    assert next(line for line in tab.model.lines if line.cells[0] == "Mail").cells[1] == "part of “mail” now"


def test_the_agent_in_view_becomes_what_it_was_merged_into(qtbot, tab):
    mail, other = named(tab, "mail").id, named(tab, "Mail").id
    tab._session.show_agent(other)
    choose(qtbot, tab, "mail", "Mail")
    press(qtbot, tab, tab.form.merging.button)
    assert tab._session.current_id == mail


def test_the_agent_in_view_stays_when_others_change(qtbot, tab):
    bot = named(tab, "bot").id
    tab._session.show_agent(bot)
    choose(qtbot, tab, "mail", "Mail")
    press(qtbot, tab, tab.form.merging.button)
    assert tab._session.current_id == bot


def test_agents_of_different_persons_are_not_merged_and_it_says_why(qtbot, tab):
    choose(qtbot, tab, "mail", "bot")
    assert "Join these persons first" in tab.form.merging._problem.text()
    press(qtbot, tab, tab.form.merging.button)
    assert "different persons" in tab.form.merging._problem.text()
    assert case_of(tab).identity.acts() == []


def test_a_split_takes_the_ticked_parts(qtbot, tab):
    choose(qtbot, tab, "mail")
    assert [(line.cells[0], line.second[0], line.cells[2]) for line in tab.split.parts.lines] == [
        ("a", "source 1", "2"), ("b", "source 1", "1"), ("no session told", "source 2", "1"),
    ]  # fmt: skip
    tab.split.table.setFocus()
    tab.split.table.setCurrentIndex(tab.split.parts.index(1, 0))
    qtbot.keyClick(tab.split.table, Qt.Key.Key_Space)
    assert tab.split.told.text() == "1 request with 100 tokens go, 3 requests with 300 tokens stay."
    tab.split.name.setText("mail b")
    qtbot.keyClick(tab.split.name, Qt.Key.Key_Return)
    settle(qtbot, tab.jobs)
    assert {("mail", "3", "300"), ("mail b", "1", "100")} <= set(shown(tab))
    assert "mail b: 0 → 1 requests · 0 → 100 tokens" in tab.notice.text()
    assert tab.chosen == [("agent", named(tab, "mail b").id)]


def test_a_split_without_a_name_or_a_tick_says_what_is_missing(qtbot, tab):
    choose(qtbot, tab, "mail")
    press(qtbot, tab, tab.split.action.button)
    assert "some of its parts: nothing" in tab.split.action._problem.text()
    tab.split.toggle(0)
    press(qtbot, tab, tab.split.action.button)
    assert "A name is missing" in tab.split.action._problem.text()
    assert case_of(tab).identity.acts() == []


def test_an_agent_is_renamed_with_enter_and_its_told_name_stays_in_view(qtbot, tab):
    choose(qtbot, tab, "bot")
    tab.form.name.setText("robot")
    qtbot.keyClick(tab.form.name, Qt.Key.Key_Return)
    settle(qtbot, tab.jobs)
    assert next(line for line in tab.model.lines if line.cells[0] == "robot").cells[1] == "bot"
    assert "No figure changed" in tab.notice.text()


def test_a_name_that_is_taken_is_refused_beside_the_field(qtbot, tab):
    choose(qtbot, tab, "mail")
    tab.form.name.setText("Mail")
    press(qtbot, tab, tab.form.renaming.button)
    assert "has an agent “Mail” already" in tab.form.renaming._problem.text()
    assert tab.form.renaming._problem.isVisible()


def test_an_agent_moves_to_another_and_to_a_new_person(qtbot, tab):
    ann = named(tab, "mail").person_id
    choose(qtbot, tab, "bot")
    assert not tab.form.new_person.isVisible()
    tab.form.person.show_value(str(ann))
    press(qtbot, tab, tab.form.moving.button)
    assert named(tab, "bot").person_id == ann
    choose(qtbot, tab, "bot")
    tab.form.person.show_value("new")
    assert tab.form.new_person.isVisible()
    tab.form.new_person.setText("Cleo Example")
    press(qtbot, tab, tab.form.moving.button)
    assert named(tab, "bot").person == "Cleo Example"
    assert "Cleo" not in tab.notice.text() and "Person 03" in tab.notice.text()


def test_persons_are_joined_and_renamed(qtbot, tab):
    choose(qtbot, tab, "Person 01", "Person 02")
    press(qtbot, tab, tab.form.joining.button)
    assert [line.cells[0] for line in tab.model.lines] == ["Person 01", "mail", "Mail", "bot"]
    choose(qtbot, tab, "Person 01")
    tab.form.name.setText("Ann Example")
    press(qtbot, tab, tab.form.renaming.button)
    assert named(tab, "mail").person == "Ann Example"
    assert "Ann" not in tab.notice.text() + "".join(line.cells[2] for line in tab.changes.changes.lines)


def test_persons_and_agents_together_cannot_be_one(qtbot, tab):
    choose(qtbot, tab, "Person 01", "bot")
    assert tab.form is None


def test_what_may_be_one_says_why_and_waits_to_be_accepted(qtbot, tab):
    (line,) = tab.changes.proposals.lines
    assert line.cells == (
        "“mail” and “Mail” of Person 01", "Merge into “mail”",
    )  # fmt: skip
    assert line.second[0] == "agents of one person whose names differ only in spelling"
    assert case_of(tab).identity.acts() == []
    table = tab.changes.tables[0]
    table.setFocus()
    table.setCurrentIndex(tab.changes.proposals.index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    settle(qtbot, tab.jobs)
    assert ("mail", "5", "500") in shown(tab)
    assert tab.changes.proposals.lines == []


def test_the_list_of_changes_tells_who_and_what_and_an_undo_is_a_click(qtbot, tab):
    choose(qtbot, tab, "mail", "Mail")
    press(qtbot, tab, tab.form.merging.button)
    tab.changes._chips[1].click()
    (line,) = tab.changes.changes.lines
    assert line.cells[1:] == ("R. Okafor", "“Mail” became part of “mail”", "Undo")
    table = tab.changes.tables[1]
    place = table.visualRect(tab.changes.changes.index(0, 3)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(qtbot, tab.jobs)
    assert ("Mail", "1", "100") in shown(tab)
    assert "Taken back: “Mail” became part of “mail”" in tab.notice.text()


def test_nothing_changes_while_an_import_is_under_way_and_the_tab_says_so(qtbot, tab):
    choose(qtbot, tab, "bot")
    tab.form.name.setText("robot")
    intake = case_of(tab).sources.begin("six", 1, "invented", 1)
    press(qtbot, tab, tab.form.renaming.button)
    assert "An import into this case is under way" in tab.form.renaming._problem.text()
    intake.discard()
    press(qtbot, tab, tab.form.renaming.button)
    assert named(tab, "robot")


def test_the_filter_finds_agents_with_their_person_and_escape_takes_it_away(tab):
    tab.filter.setText("bot")
    assert [line.cells[0] for line in tab.model.lines] == ["Person 02", "bot"]
    assert tab.leave() and len(tab.model.lines) == 5
    assert not tab.leave()


def test_two_agents_are_chosen_and_merged_by_keys_alone(qtbot, tab):
    tab.table.setFocus()
    tab.choose([("agent", named(tab, "mail").id)])
    qtbot.keyClick(tab.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, tab.jobs)
    tab.form.merging.button.setFocus()
    qtbot.keyClick(tab.form.merging.button, Qt.Key.Key_Return)
    settle(qtbot, tab.jobs)
    assert ("mail", "5", "500") in shown(tab)
    assert QApplication.focusWidget() is tab.table


def test_use_metered_in_credits_is_shown_as_use(qtbot, tab):
    take(case_of(tab), "credits", [UsageEvent(at=NOON, agent="copilot", line=1, person="cleo", microcredits=7_000_000)])
    tab._session.reload()
    settle(qtbot, tab.jobs)
    assert ("copilot", "1", "7 credits") in shown(tab)


def test_in_the_window_enter_and_space_reach_the_tables(qtbot, tmp_path):
    window = MainWindow()
    window.open_case(small_case(tmp_path))
    window.show()
    window.show_data("identity")
    settle(qtbot, window.jobs)
    tab = window.data.identity
    tab.choose([next(line.key for line in tab.model.lines if line.key[0] == "agent")])
    settle(qtbot, window.jobs)
    tab.split.table.setFocus()
    qtbot.keyClick(tab.split.table, Qt.Key.Key_Space)
    assert len(tab.split.ticked()) == 1
    tab.form.name.setText("Another name")
    tab.form.name.setFocus()
    qtbot.keyClick(tab.form.name, Qt.Key.Key_Return)
    settle(qtbot, window.jobs)
    tab.changes.show_list(1)
    tab.changes.tables[1].setFocus()
    tab.changes.tables[1].selectRow(0)
    qtbot.keyClick(tab.changes.tables[1], Qt.Key.Key_Return)
    settle(qtbot, window.jobs)
    assert [line.cells[-1] for line in tab.changes.changes.lines] == ["", "undone"]
    gone(window)
