"""Importing: empty, looked at, received, and the columns of an unknown table mapped."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.gui.main_window import MainWindow
from tests.gui.tour.settling import settle

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


IMPORTING = (
    import_empty,
    import_again,
    import_looked_at,
    import_receipt,
    mapping_guess,
    mapping_unknown,
    mapping_confirmed,
    mapping_wrong_column,
    mapping_used,
)
"""States of the tour, in order."""
