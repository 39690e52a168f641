"""Which part of the program may know which. Every rule has a bad example that shows that it bites."""

from pathlib import Path

import pytest

from tests.architecture import House

REPOSITORY = Path(__file__).parent.parent
HOUSE = House(REPOSITORY)

LEAVES = {
    "records",
    "rules",
    "columns",
    "errors",
    "progress",
    "times",
    "resources",
    "settings",
    "families",
    "table",
    "beside",
    "said",
    "plugins",
}
ENGINES = {"importers", "indicators", "timeline", "case"}
USE_CASES = {
    *(
        "find",
        "reading",
        "ingest",
        "mapping",
        "identity",
        "prices",
        "reconcile",
        "integrity",
        "assess",
        "review",
        "sample",
        "preparing",
        "dates",
        "grouping",
        "links",
        "overrides",
        "sealed",
        "stale",
    ),
    "exports",
}
FACES = {"gui", "cli"}

TOP_LEVEL = {"pyproject.toml", "README.md", "LICENSE", "auditor", "resources", "tests"}


def forbidden(house: House) -> list[str]:
    """Every arrow that points where none may."""
    allowed: dict[str, set[str]] = {
        **dict.fromkeys(LEAVES, LEAVES),
        **dict.fromkeys(ENGINES, LEAVES),
        **dict.fromkeys(USE_CASES, LEAVES | ENGINES | USE_CASES),
        **dict.fromkeys(FACES, LEAVES | ENGINES | USE_CASES),
        "__main__": FACES | LEAVES,
        "__init__": set(),
    }
    return sorted(f"{room} → {other}" for room, other in house.arrows() if other not in allowed.get(room, set()))


def test_every_part_has_its_place():
    rooms = {HOUSE.room_of(module) for module in HOUSE.modules}
    assert rooms <= LEAVES | ENGINES | USE_CASES | FACES | {"__main__", "__init__"}


def test_arrows_point_only_downwards():
    assert forbidden(HOUSE) == []


def test_records_know_nothing_of_us():
    assert not [other for room, other in HOUSE.arrows() if room in {"records", "errors", "times", "resources"}]


def test_only_the_window_knows_qt():
    assert HOUSE.who_imports("PySide6", "pyqtgraph", "shiboken6") <= {"gui"}


def test_only_the_case_knows_sql():
    assert HOUSE.who_imports("sqlite3", "sqlite_utils") == {"case"}


def test_nothing_knows_the_network():
    assert not HOUSE.who_imports("socket", "ssl", "http", "urllib3", "requests", "ftplib", "smtplib", "asyncio")


def test_no_module_imports_itself_by_way_of_others():
    assert HOUSE.cycle() == []


def test_imports_are_at_the_top_but_for_the_door_to_the_window():
    assert HOUSE.late_imports() <= {"auditor.__main__"}


def test_an_init_is_empty_or_a_registry():
    assert HOUSE.crowded_inits() == []


def test_every_module_says_what_it_is_for():
    assert HOUSE.without_docstring() == []


def test_the_top_level_is_a_table_of_contents():
    shown = {path.name for path in REPOSITORY.iterdir() if not path.name.startswith(".")}
    assert {name for name in shown if not name.endswith(".egg-info")} <= TOP_LEVEL | {"build", "dist"}


GOOD = {
    "records.py": "",
    "case/store.py": "import sqlite3\nfrom auditor.records import X\n",
    "case/__init__.py": "",
    "importers/__init__.py": '"""The formats."""\nfrom auditor.importers import csv\nIMPORTERS = (csv,)\n',
    "importers/csv.py": "from auditor import records\n",
    "ingest.py": "from auditor.case import store\nfrom auditor.importers import IMPORTERS\n",
    "gui/window.py": "import PySide6\nfrom auditor.ingest import ingest\n",
    "cli/main.py": "from ..ingest import ingest\n",
}


def house(folder: Path, **bad: str) -> House:
    """A small house; `bad` adds lines to its modules, `/` and `.py` left out of their names as `__`."""
    for name, text in GOOD.items():
        path = folder / "auditor" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + bad.get(name.removesuffix(".py").replace("/", "__"), ""))
    return House(folder)


def test_the_good_example_is_good(tmp_path: Path):
    good = house(tmp_path)
    assert (forbidden(good), good.cycle(), good.late_imports(), good.crowded_inits()) == ([], [], set(), [])


@pytest.mark.parametrize(
    ("bad", "arrow"),
    [
        ({"case__store": "from auditor.importers import csv\n"}, "case → importers"),
        ({"case__store": "import auditor.ingest\n"}, "case → ingest"),
        ({"records": "from auditor.case import store\n"}, "records → case"),
        ({"ingest": "from .cli.main import cli\n"}, "ingest → cli"),
        ({"gui__window": "from auditor.cli import main\n"}, "gui → cli"),
        ({"cli__main": "def f():\n    from auditor import gui\n    from auditor.gui import window\n"}, "cli → gui"),
    ],
)
def test_a_forbidden_arrow_is_seen(tmp_path: Path, bad: dict[str, str], arrow: str):
    assert arrow in forbidden(house(tmp_path, **bad))


def test_qt_outside_the_window_is_seen(tmp_path: Path):
    assert house(tmp_path, ingest="from PySide6.QtCore import QObject\n").who_imports("PySide6") == {"gui", "ingest"}


def test_sql_outside_the_case_is_seen(tmp_path: Path):
    assert house(tmp_path, cli__main="import sqlite3 as db\n").who_imports("sqlite3") == {"case", "cli"}


def test_a_ring_is_seen(tmp_path: Path):
    bad = house(tmp_path, importers__csv="from auditor.importers import IMPORTERS\n")
    assert bad.cycle() == ["auditor.importers", "auditor.importers.csv", "auditor.importers"]


def test_a_late_import_is_seen(tmp_path: Path):
    assert house(tmp_path, ingest="def f():\n    import json\n").late_imports() == {"auditor.ingest"}


def test_code_in_an_init_is_seen(tmp_path: Path):
    assert house(tmp_path, case____init__="def f():\n    pass\n").crowded_inits() == ["auditor.case"]
