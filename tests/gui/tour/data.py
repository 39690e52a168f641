"""The data screen: sources, sums, who is who, prices."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.gui.main_window import MainWindow
from tests.gui.tour.added import add_alike, add_sums
from tests.gui.tour.settling import settle


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


def integrity_banner_data_open(window: MainWindow, case: Path, folder: Path) -> QWidget:
    data_sources(window, case, folder)
    window.banners[1].more.click()
    return window


DATA = (
    data_sources,
    data_source_detail,
    data_rejected_lines,
    data_reconcile,
    data_control_total,
    data_control_form,
    data_empty,
    data_empty_reconcile,
    identity,
    identity_split,
    identity_merge,
    identity_after_merge,
    identity_persons,
    prices,
    prices_entered,
    integrity_banner_data_open,
)
"""States of the tour, in order."""
