"""Whose use it is: persons under aliases, with every name a source gave them."""

import sqlite3

from auditor.case.log import Log
from auditor.case.store import Store

NOBODY = "(unknown person)"


class Persons:
    """`case.persons`. Names match without regard to case; an e-mail joins the account of the same local part."""

    def __init__(self, store: Store, log: Log) -> None:
        self._store = store
        self._log = log

    def resolve(self, connection: sqlite3.Connection, name: str | None) -> int:
        """The id of the person so named, made if new. None is one unknown person."""
        key = (name or NOBODY).strip().casefold()
        known = connection.execute("SELECT person_id FROM person_names WHERE name = ?", (key,)).fetchone()
        if known:
            return known[0]
        person = self._same_account(connection, key)
        if person is None:
            number = connection.execute("SELECT COUNT(*) FROM persons").fetchone()[0] + 1
            cursor = connection.execute(
                "INSERT INTO persons (alias, name) VALUES (?, ?)", (f"Person {number:02d}", (name or NOBODY).strip())
            )
            person = int(cursor.lastrowid or 0)
        else:
            self._log.append(connection, "person joined", person=person, name=key, because="same account name")
        connection.execute("INSERT INTO person_names (name, person_id) VALUES (?, ?)", (key, person))
        return person

    def names(self) -> dict[int, str]:
        """Real names by person id. Reading them is for those who revealed names."""
        return dict(self._store.read("SELECT id, name FROM persons"))

    @staticmethod
    def _same_account(connection: sqlite3.Connection, key: str) -> int | None:
        """The one person whose account is this e-mail's local part, or the other way round; None if not just one."""
        local, at, _ = key.partition("@")
        if at:
            query, parameter = "SELECT DISTINCT person_id FROM person_names WHERE name = ?", local
            if connection.execute(
                "SELECT 1 FROM person_names WHERE name LIKE ? ESCAPE '\\'", (_prefix(local),)
            ).fetchone():
                return None  # the account is already joined to an address of another domain
        else:
            query, parameter = "SELECT DISTINCT person_id FROM person_names WHERE name LIKE ? ESCAPE '\\'", _prefix(key)
        found = connection.execute(query, (parameter,)).fetchall()
        return found[0][0] if len(found) == 1 else None


def _prefix(local: str) -> str:
    escaped = local.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"{escaped}@%"
