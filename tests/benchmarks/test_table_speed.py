"""How fast the requests table scrolls through ten million rows, sorts, filters and groups a million, beside bare tools.

See big_case.py for the case; AUDITOR_BIG_CASE names a folder where it stays. It is opened for reading only.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from auditor.case.case_file import CaseFile
from auditor.gui.plain_table import plain_table
from auditor.gui.requests.requests_panel import RequestsPanel
from auditor.gui.requests.rows_stack import RowsStack
from auditor.gui.session import Session
from auditor.records import UNKNOWN, Activity
from auditor.table.columns import COLUMNS
from auditor.table.filters import Filter, rows_within
from auditor.table.groups import GROUPINGS, grouped
from auditor.table.order import arranged
from auditor.table.totals import totals
from tests.benchmarks.big_case import big_case
from tests.table.made import HOUR, START, many
from tests.timeline.activities import made_up

pytestmark = pytest.mark.benchmark

JUMPS = 200
Table = TypeVar("Table", bound=QWidget)

SIZE = (740, 250)
MILLION = 1_000_000
OFFSET = """SELECT id, at, model, input_tokens, cache_read_input_tokens, output_tokens, cost_microusd FROM events
    ORDER BY id LIMIT 128 OFFSET ?"""
LARGEST = "(SELECT agent_id FROM agent_totals ORDER BY events DESC LIMIT 1)"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kept = os.environ.get("AUDITOR_BIG_CASE")
    return big_case(Path(kept) if kept else tmp_path_factory.mktemp("big"))


@pytest.fixture(scope="module")
def case(path: Path) -> Iterator[CaseFile]:
    with CaseFile.open(path, readonly=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def million() -> Activity:
    return many(MILLION)


def taken(moves: list[Callable[[], object]]) -> list[float]:
    """Milliseconds of each move with the paint that follows it."""
    times: list[float] = []
    for move in moves:
        begun = time.perf_counter()
        move()
        QApplication.processEvents()
        times.append((time.perf_counter() - begun) * 1000)
    return times


def best(work: Callable[[], object], times: int = 5) -> list[float]:
    return taken([work] * times)


def line(name: str, times: list[float]) -> str:
    return f"{name:58}" + "".join(f"{np.percentile(times, share):9.1f}" for share in (50, 95, 100))


def print_table(capsys, title: str, rows: list[str]) -> None:
    with capsys.disabled():
        print(f"\n{title:58}{'median':>9}{'p95':>9}{'longest':>9}", *rows, sep="\n")


def whole_case(case: CaseFile) -> Activity:
    """All events of the case as if one agent had them; what the table does not look at takes no memory."""
    ids = np.concatenate(
        [np.array(page, np.int64)[:, 0] for page in case.store.pages("SELECT id FROM events ORDER BY id")]
    )
    unknown = np.broadcast_to(np.int64(UNKNOWN), ids.shape)
    columns = {column.field: unknown for column in COLUMNS if column.field != "at"}
    return made_up(np.arange(len(ids)) + START, **columns, event=ids, response=unknown, failed=unknown)


def jumps(table: QTableView) -> list[Callable[[], object]]:
    """To rows all over the table."""
    rows = np.random.default_rng(5).integers(0, table.model().rowCount(), JUMPS).tolist()
    return [lambda row=row: table.scrollTo(table.model().index(row, 0)) for row in rows]


class PlainRows(QAbstractTableModel):
    """Rows by a function, without any care: `read(first)` gives the 128 rows from one on."""

    def __init__(self, count: int, read: Callable[[int], list[Any]]) -> None:
        super().__init__()
        self._count, self._read = count, read
        self._page: tuple[int, list[Any]] = (-1, [])

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return self._count

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 7

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        number, within = divmod(index.row(), 128)
        if self._page[0] != number:
            self._page = (number, self._read(number * 128))
        return str(self._page[1][within][index.column()])


def shown(qtbot, table: Table) -> Table:
    qtbot.addWidget(table)
    table.resize(*SIZE)
    table.show()
    qtbot.waitExposed(table)
    return table


def test_scrolling_to_any_place_of_all_rows_of_the_case(qtbot, case: CaseFile, path: Path, capsys):
    activity = whole_case(case)
    rows = np.arange(len(activity), dtype=np.int64)
    stack = RowsStack(Session())
    shown(qtbot, stack)
    table = stack.table
    stack.model.show(case, activity, rows, ("time", False))
    said = [line(f"requests table, {len(rows):,} rows, by time", taken(jumps(table)))]
    steps = [lambda: table.verticalScrollBar().setValue(table.verticalScrollBar().value() + SIZE[1])] * JUMPS
    said.append(line("  a page further each time", taken(steps)))
    stack.model.show(case, activity, np.random.default_rng(6).permutation(rows), ("output", True))
    said.append(line("  rows in an order of their own", taken(jumps(table))))
    begun = time.perf_counter()
    stack.model.row_of(int(rows[-1]))
    said.append(line("  the row of an event", [(time.perf_counter() - begun) * 1000]))
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as bare:
        paging = PlainRows(len(rows), lambda first: bare.execute(OFFSET, (first,)).fetchall())
        plain = shown(qtbot, plain_table(paging, "OFFSET", {}))
        said.append(line("QTableView, SQLite LIMIT 128 OFFSET n", taken(jumps(plain)[:20])))
    ready = shown(qtbot, plain_table(PlainRows(len(rows), lambda first: [range(first, first + 7)] * 128), "ready", {}))
    said.append(line("QTableView, rows at hand (no reading)", taken(jumps(ready))))
    stack.model.show(None, None, rows[:0], ("time", False))
    print_table(capsys, "ms to the rows painted", said)


def test_sorting_a_million(million: Activity, capsys):
    rows, said = np.arange(MILLION, dtype=np.int64), list[str]()
    for column in COLUMNS:
        for down in (False, True):
            times = best(lambda name=column.name, down=down: arranged(million, rows, name, descending=down))
            said.append(line(f"{column.title}{', descending' * down}", times))
    values = million.input_tokens
    said.append(line("numpy: argsort(kind='stable') of the input", best(lambda: np.argsort(values, kind="stable"))))
    print_table(capsys, "ms to sort 1,000,000 requests", said)


def test_filtering_a_million(million: Activity, case: CaseFile, capsys):
    some = np.random.default_rng(3).integers(0, MILLION, 50_000)
    day = Filter("time", START, end=START + 24 * HOUR)
    wanted: dict[str, dict[str, Any]] = {
        "only a model": {"filters": [Filter("model", 2)]},
        "without a family, only an input, a day": {
            "filters": [Filter("family", 7, keep=False), Filter("input", 5), day]
        },
        "50,000 texts found by a search": {"texts": some},
    }
    said = [line(name, best(lambda told=told: rows_within(million, **told))) for name, told in wanted.items()]
    said.append(line("numpy: one comparison and flatnonzero", best(lambda: np.flatnonzero(million.model == 2))))
    sql = f"SELECT id FROM events WHERE agent_id = {LARGEST} AND model = 'small-4'"
    said.append(line("SQLite: WHERE agent and model, of a million", best(lambda: case.store.read(sql), 2)))
    print_table(capsys, "ms to filter 1,000,000 requests", said)


def test_grouping_a_million(million: Activity, case: CaseFile, capsys):
    rows = np.arange(MILLION, dtype=np.int64)
    midnights = START + np.arange(-1, 91) * 24 * HOUR
    said = [line(f"by {by}", best(lambda by=by: grouped(million, rows, by, midnights))) for by in GROUPINGS]
    said.append(line("totals", best(lambda: totals(million, rows))))

    def with_unique() -> None:
        _, numbers = np.unique(million.session, return_inverse=True)
        for column in (million.input_tokens, million.output_tokens, million.cost):
            np.bincount(numbers, weights=column)

    said.append(line("numpy: unique and three bincounts, by session", best(with_unique)))
    sums = "sum(input_tokens), sum(output_tokens), sum(cost_microusd)"
    sql = f"SELECT session_id, count(*), min(at), max(at), {sums} FROM events WHERE agent_id = {LARGEST} GROUP BY 1"
    said.append(line("SQLite: GROUP BY session, of a million", best(lambda: case.store.read(sql), 2)))
    print_table(capsys, "ms to group 1,000,000 requests", said)


def test_showing_the_agent_with_a_million_requests(qtbot, case: CaseFile, capsys):
    largest = case.store.read(f"SELECT {LARGEST}")[0][0]
    activity = case.events.activity(largest)
    panel = RequestsPanel(Session())
    qtbot.addWidget(panel)
    panel.resize(740, 290)
    panel.show()
    qtbot.waitExposed(panel)
    middle = int(activity.at[len(activity) // 2])
    moves: dict[str, Callable[[], object]] = {
        "the agent": lambda: panel.show_requests(case, activity, None),
        "a stretch of ten days": lambda: panel.show_requests(case, activity, (middle, middle + 240 * HOUR)),
        "sorted by input": lambda: panel.table.sort_wanted.emit("input"),
        "grouped by model": lambda: panel.head.grouping_chosen.emit("model"),
        "not grouped": lambda: panel.head.grouping_chosen.emit(""),
    }
    said = [line(name, best(move, 10)) for name, move in moves.items()]
    panel.show_requests(None, None, None)
    print_table(capsys, f"ms to the panel painted, {len(activity):,} requests", said)
