"""Prices the auditor entered for this case."""

import sqlite3
from dataclasses import replace

from auditor.case.log import Log
from auditor.case.store import Store, now
from auditor.records import Price

COLUMNS = "id, at, who, model, valid_from, input, cache_read, cache_creation, output, source, withdrawn"


class Prices:
    """`case.prices`."""

    def __init__(self, store: Store, log: Log) -> None:
        self._store = store
        self._log = log

    def all(self) -> list[Price]:
        """Every price ever entered, oldest first, those withdrawn and the lines that withdraw them too."""
        return [
            Price(*row[3:9], source=row[9], withdrawn=bool(row[10]), id=row[0], at=row[1], who=row[2])
            for row in self._store.read(f"SELECT {COLUMNS} FROM prices ORDER BY id")
        ]

    def standing(self) -> list[Price]:
        """The prices that hold: of each model and day the last entered, unless withdrawn."""
        last = {(price.model, price.valid_from): price for price in self.all()}
        return [price for price in last.values() if not price.withdrawn]

    def append(self, price: Price) -> Price:
        """Keep a price; the id, time and reviewer are given here."""

        def work(connection: sqlite3.Connection) -> Price:
            told = told_of(price)
            at, who = now(), self._store.who
            cursor = connection.execute(
                f"INSERT INTO prices ({COLUMNS[4:]}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (at, who, *told),
            )
            kept = replace(price, id=int(cursor.lastrowid or 0), at=at, who=who)
            action = "price withdrawn" if price.withdrawn else "price entered"
            self._log.append(connection, action, price=kept.id, told=told)
            return kept

        return self._store.write(work)


def told_of(price: Price) -> list[str | int | None]:
    """What the log keeps of a price."""
    amounts = (price.input, price.cache_read, price.cache_creation, price.output)
    return [price.model, price.valid_from, *amounts, price.source, int(price.withdrawn)]
