"""The screenshot tour: `pytest tests/gui/test_tour.py --tour DIR` draws every screen and state for a person to look at.

Light and dark, 1440 × 900 and 1366 × 768, on the sample case. Without --tour it only proves that each state draws.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.gui.exporting.export_panel import ExportDialog
from auditor.gui.main_window import MainWindow
from auditor.gui.theme import DARK, LIGHT, Theme
from auditor.records import ImportIssue, Label, Unit, UsageAggregate, UsageEvent
from auditor.review import Draft, give_verdict, pin_span
from auditor.rules import RULES
from auditor.sample import build_sample
from tests.gui.cases import gone, small_case
from tests.gui.records import DAY, take

SIZES = ((1440, 900), (1366, 768))
BINARY = b"\x00\x01\x02\x03" * 40
BROKEN = (
    "timestamp,employee,agent,model,input_tokens,output_tokens,prompt\n"
    "2026-10-01T09:00:00Z,ann.berg@fjordmail.example,mail-sorter,small-2,1200,80,Sort this mail\n"
    "not a time,ann.berg@fjordmail.example,mail-sorter,small-2,1300,70,Sort this mail\n"
    "2026-10-01T09:20:00Z,ann.berg@fjordmail.example,mail-sorter,small-2,minus one,70,Sort this mail\n"
)
UNKNOWN_TABLE = "created,user_id,app_label,llm,tok_in,tok_cached,tok_out,tok_sum,usd,took,body\n" + "".join(
    f"0{1 + n % 9}/11/2026 09:{n:02d},ann.berg@fjordmail.example,inbox-digest,gpt-5-mini,{21904 + n},{n * 90},"
    f'{212 + n},{22116 + 2 * n},0.069,{n % 7}.25,"Summarise the inbox of the day, number {n}"\n'
    for n in range(60)
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The sample case for the tour, a small one where nobody looks; a few agents judged in either."""
    folder = tmp_path_factory.mktemp("tour")
    path = build_sample(folder) if request.config.getoption("--tour") else small_case(folder)
    with CaseFile.open(path) as case:
        agents = case.agents.all()
        for agent in agents[:3]:
            give_verdict(case, agent.id, Draft(Label.USEFUL, confidence=3))
        busiest = agents[5]
        start, end = busiest.totals.first or 0, busiest.totals.last or 0
        exhibit = pin_span(case, busiest.id, start, (start + end) // 2, "Every hour, day and night")
        draft = Draft(Label.PADDING, ("repeats itself", "no outcome"), 3, "Nobody reads it.", (exhibit.id,))
        give_verdict(case, busiest.id, draft)
        give_verdict(case, agents[6].id, Draft(Label.INCONCLUSIVE, confidence=1, note="Ask the team what it is for."))
    return path


@pytest.fixture
def window(dressed: None) -> Iterator[MainWindow]:  # noqa: ARG001  it makes the QApplication
    made = MainWindow()
    made.show()
    yield made
    gone(made)


def start(window: MainWindow, _: Path, __: Path) -> QWidget:
    return window


def start_again(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    window._show(window.start)
    return window


def new_case(window: MainWindow, _: Path, __: Path) -> QWidget:
    window.show_new_case()
    window.new_case.name.setText("Platform tools, third quarter")
    window.new_case.reviewer.setText("R. Okafor")
    return window


def refused(window: MainWindow, _: Path, folder: Path) -> QWidget:
    foreign = folder / "notes.auditcase"
    foreign.write_text("this is no case", encoding="utf-8")
    window.open_case(foreign)
    return window


def review(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    return window


def timer(window: MainWindow, case: Path, folder: Path) -> QWidget:
    return agent(5)(window, case, folder)


def person(window: MainWindow, case: Path, folder: Path) -> QWidget:
    return agent(4)(window, case, folder)


def agent(number: int) -> Callable[[MainWindow, Path, Path], QWidget]:
    def show(window: MainWindow, case: Path, _: Path) -> QWidget:
        window.open_case(case)
        window.session.show_agent(window.session.agents[number].id)
        return window

    return show


def padding_draft(window: MainWindow, case: Path, _: Path) -> QWidget:
    agent(7)(window, case, _)
    window.review.verdict.choose(Label.PADDING)
    window.review.save()
    return window


def selected(window: MainWindow, case: Path, _: Path) -> QWidget:
    agent(5)(window, case, _)
    whole = window.review.timeline.viewport
    window.review.timeline.select((whole.start + whole.span // 3, whole.start + whole.span // 2))
    return window


def zoomed_with_reader(window: MainWindow, case: Path, _: Path) -> QWidget:
    agent(3)(window, case, _)
    for _ in range(3):
        window.review.timeline.zoom(2)
    window.review.timeline.next_event()
    return window


def logarithmic_with_names(window: MainWindow, case: Path, _: Path) -> QWidget:
    agent(4)(window, case, _)
    window.review.toggle_log()
    window.session.toggle_names()
    return window


def nothing_found(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    window.review.queue.filter.setText("no such agent")
    return window


def decided(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    window.review.queue.show_tab(type(window.review.queue.model.tab).DECIDED)
    return window


def keys(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    window.keys.appear()
    return window


def import_empty(window: MainWindow, _: Path, folder: Path) -> QWidget:
    CaseFile.create(folder / "empty.auditcase", Properties("Nothing yet", "R. Okafor")).close()
    window.open_case(folder / "empty.auditcase")  # an empty case opens where files are dropped
    return window


def import_again(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    window.show_import()
    return window


def import_looked_at(window: MainWindow, case: Path, folder: Path) -> QWidget:
    (folder / "gateway_usage.csv").write_text(BROKEN, encoding="utf-8")
    (folder / "picture.bin").write_bytes(BINARY)
    window.open_case(case)
    window.import_paths([folder / "gateway_usage.csv", folder / "picture.bin"])
    return window


def import_receipt(window: MainWindow, case: Path, folder: Path) -> QWidget:
    import_looked_at(window, case, folder)
    settle(window)
    window.imports.run.start()
    return window


def mapping_guess(window: MainWindow, case: Path, folder: Path) -> QWidget:
    (folder / "gateway_usage.csv").write_text(UNKNOWN_TABLE, encoding="utf-8")
    window.open_case(case)
    window.import_paths([folder / "gateway_usage.csv"])
    settle(window)
    window.imports.map_columns()
    return window


def mapping_unknown(window: MainWindow, case: Path, folder: Path) -> QWidget:
    mapping_guess(window, case, folder)
    window.imports.leave()
    return window


def mapping_confirmed(window: MainWindow, case: Path, folder: Path) -> QWidget:
    mapping_guess(window, case, folder)
    for row in window.imports.mapping.fields.rows.values():
        if row.tick.isVisible() and not row.tick.isChecked():
            row.tick.click()
    window.imports.mapping.choices.choices["dates"].show_value("day-first")
    window.imports.mapping.choices.choices["dates"].chosen.emit("day-first")
    return window


def mapping_wrong_column(window: MainWindow, case: Path, folder: Path) -> QWidget:
    mapping_confirmed(window, case, folder)
    wrong = window.imports.mapping.fields.rows["input_tokens"].column
    wrong.show_value("body")
    wrong.chosen.emit("body")
    return window


def mapping_used(window: MainWindow, case: Path, folder: Path) -> QWidget:
    mapping_confirmed(window, case, folder)
    settle(window)
    window.imports.mapping.agree()
    return window


def data_sources(window: MainWindow, case: Path, _: Path) -> QWidget:
    add_sums(case)
    window.open_case(case)
    window.show_data()
    settle(window)
    return window


def data_source_detail(window: MainWindow, case: Path, folder: Path) -> QWidget:
    data_sources(window, case, folder)
    tab = window.data.sources
    at = max(range(tab.model.rowCount()), key=lambda row: tab.model.rows[row].source.duplicates)
    tab.table.selectRow(at)
    return window


def data_rejected_lines(window: MainWindow, case: Path, folder: Path) -> QWidget:
    data_sources(window, case, folder)
    tab = window.data.sources
    tab.table.selectRow(next(at for at, row in enumerate(tab.model.rows) if row.source.rejected))
    tab.detail.show_rejected.click()
    return window


def data_reconcile(window: MainWindow, case: Path, folder: Path) -> QWidget:
    data_sources(window, case, folder)
    window.show_data("reconcile")
    settle(window)
    tree = window.data.reconcile.tree
    tree.setCurrentIndex(tree.model().index(0, 0))
    tree.expand(tree.model().index(0, 0))
    return window


def data_control_total(window: MainWindow, case: Path, folder: Path) -> QWidget:
    data_reconcile(window, case, folder)
    form = window.data.reconcile.form
    for kind, unit, amount in (("invoice", "tokens", "412.6 M"), ("dashboard", "requests", "1,204")):
        form.kind.setCurrentText(kind)
        form.unit.show_value(unit)
        form.amount.setText(amount)
        form.accept()
        settle(window)
    return window


def data_control_form(window: MainWindow, case: Path, folder: Path) -> QWidget:
    data_control_total(window, case, folder)
    window.data.reconcile.new.click()
    window.data.reconcile.form.amount.setText("about 5")
    window.data.reconcile.form.end.setText("2025-09-01")
    return window


def data_empty(window: MainWindow, _: Path, folder: Path) -> QWidget:
    CaseFile.create(folder / "empty.auditcase", Properties("Nothing yet", "R. Okafor")).close()
    window.open_case(folder / "empty.auditcase")
    window.show_data()
    return window


def data_empty_reconcile(window: MainWindow, case: Path, folder: Path) -> QWidget:
    data_empty(window, case, folder)
    window.show_data("reconcile")
    return window


def identity(window: MainWindow, case: Path, _: Path) -> QWidget:
    add_alike(case)
    window.open_case(case)
    window.show_data("identity")
    settle(window)
    return window


def identity_split(window: MainWindow, case: Path, folder: Path) -> QWidget:
    identity(window, case, folder)
    tab = window.data.identity
    tab.choose([next(line.key for line in tab.model.lines if line.key[0] == "agent")])
    settle(window)
    for row in range(min(2, len(tab.split.parts.lines))):
        tab.split.toggle(row)
    tab.split.name.setText("Night shift")
    return window


def identity_merge(window: MainWindow, case: Path, folder: Path) -> QWidget:
    identity(window, case, folder)
    tab = window.data.identity
    judged = next(agent for agent in tab._known.agents.values() if agent.reviewers)
    others = [one for one in tab._known.agents_of(judged.person_id) if one.id != judged.id] or [judged]
    tab.choose([("agent", judged.id), ("agent", others[0].id)])
    tab.form.into.show_value(str(others[0].id))
    return window


def identity_after_merge(window: MainWindow, case: Path, folder: Path) -> QWidget:
    identity_merge(window, case, folder)
    window.data.identity.form.merge()
    settle(window)
    window.data.identity.changes.show_list(1)
    return window


def identity_persons(window: MainWindow, case: Path, folder: Path) -> QWidget:
    identity(window, case, folder)
    tab = window.data.identity
    tab.choose([line.key for line in tab.model.lines if line.key[0] == "person"][:3])
    return window


def prices(window: MainWindow, case: Path, _: Path) -> QWidget:
    add_alike(case)
    window.open_case(case)
    window.show_data("prices")
    settle(window)
    return window


def prices_entered(window: MainWindow, case: Path, folder: Path) -> QWidget:
    prices(window, case, folder)
    tab = window.data.prices
    lacking = [at for at, line in enumerate(tab.models.lines) if line.cells[-1]]
    if lacking:
        tab.begin(lacking[0])
        tab.form.rates["input"].setText("2.50")
        tab.form.rates["output"].setText("10")
        tab.form.source.setText("contract 17, Example Ltd, 1 September 2026")
        tab.form.enter()
        settle(window)
        tab.begin(lacking[-1])
    tab.form.rates["input"].setText("much")
    tab.form.enter()
    return window


def agent_raw_and_corrected(window: MainWindow, case: Path, _: Path) -> QWidget:
    add_alike(case)
    window.open_case(case)
    window.session.show_agent(next(agent.id for agent in window.session.agents if agent.name == "mail sorter"))
    return window


def agent_in_credits(window: MainWindow, case: Path, _: Path) -> QWidget:
    add_alike(case)
    window.open_case(case)
    window.session.show_agent(next(agent.id for agent in window.session.agents if agent.name == "pair coder"))
    return window


def integrity_banner(window: MainWindow, case: Path, _: Path) -> QWidget:
    add_sums(case)
    window.open_case(case)
    return window


def integrity_banner_data_open(window: MainWindow, case: Path, folder: Path) -> QWidget:
    data_sources(window, case, folder)
    window.banners[1].more.click()
    return window


def add_sums(case: Path) -> None:
    """A dashboard that states each person's use, more than counted of some and less of others, and one that pauses."""
    with CaseFile.open(case) as opened:
        names = {person.id: person.name for person in opened.persons.all()}
        used = [(person, day, tokens or 0) for _, person, day, _, _, tokens, *_ in opened.controls.days_used()]
        shares = (1_000_000, 1_400_000, 600_000)  # millionths of a token stated for each one counted
        stated = [(names[person], day, tokens * shares[person % 3]) for person, day, tokens in used]
        take(opened, "openai-usage", *(sums(person, day, quantity) for person, day, quantity in stated))
        first, last = min(day for _, day, _ in used), max(day for _, day, _ in used)
        days = [day for day in range(first, last + 1) if not first + 5 < day < (first + last) // 2 + 2]
        credits = (sums(names[1], day, 7_250_000, Unit.CREDITS) for day in days)
        take(opened, "kiro-user-report", *credits, ImportIssue(9, "“a lot” is not a number", excerpt="ann.berg,a lot"))


def add_alike(case: Path) -> None:
    """Agents and persons alike in name, lines that repeat others by every rule, models without a price, credits."""
    with CaseFile.open(case) as opened:
        start = opened.agents.span()[0]
        rules = [rule for n, rule in enumerate(RULES) for _ in range(n % 3 + 1)]
        told = [(f"s-{n % 5}", None) for n in range(90)] + [("s-1", rule) for rule in rules]
        take(opened, "gateway", *(
            use("mail sorter", start + n * DAY // 9, session=session, dropped_by=rule, input_tokens=9_000 + 71 * n,
                output_tokens=300, model="claude-opus-4-6" if n % 4 else "house-model-7", cost_microusd=40_000 + n)
            for n, (session, rule) in enumerate(told)
        ))  # fmt: skip
        take(opened, "other-gateway", *(use("Mail-Sorter", start + n * DAY, input_tokens=700 + n) for n in range(9)))
        credits = [use("pair coder", start + n * DAY, "Example, Ann", microcredits=1_250_000) for n in range(20)]
        take(opened, "seats", *credits)


def use(agent: str, at: int, person: str = "ann.example", **told: Any) -> UsageEvent:
    return UsageEvent(at=at, agent=agent, line=1, person=person, **told)


def sums(person: str, day: int, quantity: int, unit: Unit = Unit.INPUT_TOKENS) -> UsageAggregate:
    return UsageAggregate(day * DAY, (day + 1) * DAY, quantity, unit, 1, person=person)


def export_dialog(window: MainWindow, case: Path, _: Path) -> QWidget:
    window.open_case(case)
    dialog = ExportDialog(window.session, window.jobs, window)
    dialog.open()
    return dialog


STATES: tuple[Callable[[MainWindow, Path, Path], QWidget], ...] = (
    *(start, start_again, new_case, refused, review, timer, person, padding_draft, selected, zoomed_with_reader),
    *(
        logarithmic_with_names,
        nothing_found,
        decided,
        keys,
        import_empty,
        import_again,
        import_looked_at,
        import_receipt,
    ),
    *(mapping_unknown, mapping_guess, mapping_confirmed, mapping_wrong_column, mapping_used),
    *(data_sources, data_source_detail, data_rejected_lines, data_reconcile, data_control_total, data_control_form),
    *(identity, identity_split, identity_merge, identity_after_merge, identity_persons),
    *(prices, prices_entered, agent_raw_and_corrected, agent_in_credits),
    *(data_empty, data_empty_reconcile, integrity_banner, integrity_banner_data_open),
    export_dialog,
)


def settle(window: MainWindow) -> None:
    for _ in range(400):
        QApplication.processEvents()
        if not window.jobs.busy:
            break
        QApplication.instance().thread().msleep(5)
    QApplication.processEvents()


def draws_something(image: QImage) -> bool:
    colours = {image.pixel(x, y) for x in range(0, image.width(), 37) for y in range(0, image.height(), 23)}
    return len(colours) > 3


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__.replace("_", "-"))
def test_the_state_draws(
    window: MainWindow, sample: Path, tmp_path: Path, state: Callable[[MainWindow, Path, Path], QWidget],
    size: tuple[int, int], theme: Theme, request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    window.resize(*size)
    window.session.set_theme(theme)
    shown = state(window, Path(shutil.copy(sample, tmp_path / "sample.auditcase")), tmp_path)
    settle(window)
    image = shown.grab().toImage()
    folder = request.config.getoption("--tour")
    if folder:
        name = f"{state.__name__.replace('_', '-')}-{theme.name}-{size[0]}.png"
        Path(folder).mkdir(parents=True, exist_ok=True)
        assert image.save(str(Path(folder) / name))
    assert draws_something(image)
