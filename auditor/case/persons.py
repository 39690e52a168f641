"""Whose use it is: persons under aliases, with every name a source gave them."""

import sqlite3
from typing import NamedTuple

from auditor.case.store import Store
from auditor.records import Person

NOBODY = "(unknown person)"
AFTER_AT = chr(ord("@") + 1)
OF_ACCOUNT = "SELECT person_id, name FROM person_names WHERE name >= ? AND name < ?"
"""Addresses with one local part, as a range of the index: LIKE would look through all names for each new one."""


SHARED_ACCOUNTS = """
    admin administrator app bot build ci deploy docker ec2-user git guest info jenkins me nobody node ops postgres
    public root runner service shared support svc system test ubuntu user users vagrant vscode worker www-data
"""
SHARED = frozenset(SHARED_ACCOUNTS.split())
"""Accounts that many use: they say nothing of whose an e-mail address is."""


class Resolved(NamedTuple):
    """A person's id, whether a new name joined a person known before, and what a reader must know of that."""

    id: int
    joined: bool = False
    doubt: str = ""


class Persons:
    """`case.persons`. Names match without regard to case; an e-mail joins the account of the same local part."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Person]:
        """Every person, those joined to another left out, with the names sources used and how many agents they have."""
        names: dict[int, list[str]] = {}
        for person, name in self._store.read(
            "SELECT coalesce(p.joined_to, p.id), n.name FROM person_names AS n JOIN people AS p ON p.id = n.person_id"
            " ORDER BY n.name"
        ):
            names.setdefault(person, []).append(name)
        rows = self._store.read(
            "SELECT p.id, p.alias, p.name, COUNT(a.id) FROM people AS p LEFT JOIN judged AS a ON a.person_id = p.id"
            " AND a.merged_into IS NULL AND a.id IN (SELECT agent_id FROM agent_totals)"
            " WHERE p.joined_to IS NULL GROUP BY p.id ORDER BY p.id"
        )
        return [Person(id_, alias, name, tuple(names.get(id_, ())), count) for id_, alias, name, count in rows]

    def resolve(self, connection: sqlite3.Connection, name: str | None) -> Resolved:
        """The person so named, made if new. None is one unknown person."""
        key = (name or NOBODY).strip().casefold()
        known = connection.execute("SELECT person_id FROM person_names WHERE name = ?", (key,)).fetchone()
        if known:
            return Resolved(known[0])
        found, doubt = _same_account(connection, key)
        person = found
        if person is None:
            number = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM persons").fetchone()[0]
            cursor = connection.execute(
                "INSERT INTO persons (alias, name) VALUES (?, ?)", (f"Person {number:02d}", (name or NOBODY).strip())
            )
            person = int(cursor.lastrowid or 0)
        connection.execute("INSERT INTO person_names (name, person_id) VALUES (?, ?)", (key, person))
        return Resolved(person, found is not None, doubt)

    def also_called(self, connection: sqlite3.Connection, person: int, name: str) -> str | None:
        """Keep another name of a person; None if it was new, "" if it was known, else what a reader must know."""
        key = name.strip().casefold()
        known = connection.execute(
            "SELECT n.person_id, coalesce(p.joined_to, p.id) FROM person_names AS n JOIN people AS p"
            " ON p.id = n.person_id WHERE n.name = ?",
            (key,),
        ).fetchone()
        if known is None:
            connection.execute("INSERT INTO person_names (name, person_id) VALUES (?, ?)", (key, person))
            return None
        root = connection.execute("SELECT coalesce(joined_to, id) FROM people WHERE id = ?", (person,)).fetchone()[0]
        if known[1] == root:
            return ""
        one, other = _alias(connection, root), _alias(connection, known[1])
        return f"this export says that {one} and {other} are one person: join them if that is so"


def _same_account(connection: sqlite3.Connection, key: str) -> tuple[int | None, str]:
    """The one person whose account is this e-mail's local part, or the other way round, and what to say of it.

    None if there is not just one, or if the account is everybody's.
    """
    local, at, _ = key.partition("@")
    if local in SHARED:
        return None, ""
    addresses: list[tuple[int, str]] = connection.execute(OF_ACCOUNT, (f"{local}@", f"{local}{AFTER_AT}")).fetchall()
    accounts: list[tuple[int, str]] = connection.execute(
        "SELECT person_id, name FROM person_names WHERE name = ?", (local,)
    ).fetchall()
    if at and addresses:  # the account may be joined already to an address of another domain
        joined = [person for person, _ in addresses if person in [account for account, _ in accounts]]
        if not joined:
            return None, ""
        return None, f"the account of {_alias(connection, joined[0])} may also be that of an address of another domain"
    found = accounts if at else addresses
    if len(found) != 1:
        return None, ""
    person = found[0][0]
    taken = "an account and an e-mail address of the same name were taken for one person"
    return person, f"{taken}, {_alias(connection, person)}"


def _alias(connection: sqlite3.Connection, person: int) -> str:
    """What is said of a person in a receipt, which must not reveal names."""
    return str(connection.execute("SELECT alias FROM persons WHERE id = ?", (person,)).fetchone()[0])
