"""Whose use it is: persons under aliases, with every name a source gave them."""

import sqlite3

from auditor.case.store import Store

NOBODY = "(unknown person)"
AFTER_AT = chr(ord("@") + 1)
OF_ACCOUNT = "SELECT DISTINCT person_id FROM person_names WHERE name >= ? AND name < ?"
"""Addresses with one local part, as a range of the index: LIKE would look through all names for each new one."""


class Persons:
    """`case.persons`. Names match without regard to case; an e-mail joins the account of the same local part."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def resolve(self, connection: sqlite3.Connection, name: str | None) -> tuple[int, bool]:
        """The id of the person so named, made if new, and whether a new name was joined to a known person.

        None is one unknown person.
        """
        key = (name or NOBODY).strip().casefold()
        known = connection.execute("SELECT person_id FROM person_names WHERE name = ?", (key,)).fetchone()
        if known:
            return known[0], False
        joined = person = self._same_account(connection, key)
        if person is None:
            number = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM persons").fetchone()[0]
            cursor = connection.execute(
                "INSERT INTO persons (alias, name) VALUES (?, ?)", (f"Person {number:02d}", (name or NOBODY).strip())
            )
            person = int(cursor.lastrowid or 0)
        connection.execute("INSERT INTO person_names (name, person_id) VALUES (?, ?)", (key, person))
        return person, joined is not None

    def names(self) -> dict[int, str]:
        """Real names by person id. Reading them is for those who revealed names."""
        return dict(self._store.read("SELECT id, name FROM persons"))

    @staticmethod
    def _same_account(connection: sqlite3.Connection, key: str) -> int | None:
        """The one person whose account is this e-mail's local part, or the other way round; None if not just one."""
        local, at, _ = key.partition("@")
        addresses = connection.execute(OF_ACCOUNT, (f"{local}@", f"{local}{AFTER_AT}")).fetchall()
        if at and addresses:
            return None  # the account is already joined to an address of another domain
        accounts = connection.execute("SELECT person_id FROM person_names WHERE name = ?", (local,)).fetchall()
        found = accounts if at else addresses
        return found[0][0] if len(found) == 1 else None
