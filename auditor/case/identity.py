"""Who is who, as the auditor says: acts that are kept, replayed into what the queries use, and can be undone."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from auditor.case.log import Log, canonical
from auditor.case.store import Row, Store, now
from auditor.errors import CaseError
from auditor.records import IdentityAct, IdentityKind, Strand

COLUMNS = "id, at, who, kind, detail, undoes"

STRANDS = """
    SELECT events.source_id, s.path, events.session_id, n.name, COUNT(*), min(events.at), max(events.at),
        SUM(coalesce(input_tokens, 0) + coalesce(output_tokens, 0)), events.agent_id
    FROM events JOIN sources AS s ON s.id = events.source_id LEFT JOIN sessions AS n ON n.id = events.session_id
    WHERE {whose} AND events.dropped_by IS NULL AND s.state = 'complete'
    GROUP BY events.agent_id, events.source_id, events.session_id ORDER BY min(events.at)
"""


@dataclass
class Identities:
    """What the acts add up to.

    `strands`: (origin agent, source or 0, session or 0) → agent; `names` and `persons` of agents; `merged` agents → the
    agent they are part of; `joined` persons → the person they are; `people`: names of persons.
    """

    strands: dict[tuple[int, int, int], int] = field(default_factory=dict[tuple[int, int, int], int])
    names: dict[int, str] = field(default_factory=dict[int, str])
    persons: dict[int, int] = field(default_factory=dict[int, int])
    merged: dict[int, int] = field(default_factory=dict[int, int])
    joined: dict[int, int] = field(default_factory=dict[int, int])
    people: dict[int, str] = field(default_factory=dict[int, str])

    def apply(self, act: IdentityAct) -> None:
        """Take one act in."""
        detail = act.detail
        match act.kind:
            case IdentityKind.MERGE_AGENTS:
                for agent in detail["agents"]:
                    self._merge(agent, detail["into"])
            case IdentityKind.SPLIT_AGENT:
                for origin, source, session in detail["parts"]:
                    self.strands[origin, source, session] = detail["new"]
            case IdentityKind.RENAME_AGENT:
                self.names[detail["agent"]] = detail["name"]
            case IdentityKind.MOVE_AGENT:
                self.persons[detail["agent"]] = detail["person"]
            case IdentityKind.JOIN_PERSONS:
                for person in detail["persons"]:
                    self._join(person, detail["into"])
            case IdentityKind.RENAME_PERSON:
                self.people[detail["person"]] = detail["name"]
            case IdentityKind.UNDO:
                pass  # it left the act it undoes out of the replay

    def _merge(self, agent: int, into: int) -> None:
        into = self.merged.get(into, into)
        if agent == into:
            return
        self.strands.update({key: into for key, value in self.strands.items() if value == agent})
        self.merged.update({key: into for key, value in self.merged.items() if value == agent})
        self.strands[agent, 0, 0] = self.merged[agent] = into

    def _join(self, person: int, into: int) -> None:
        into = self.joined.get(into, into)
        if person == into:
            return
        self.joined.update({key: into for key, value in self.joined.items() if value == person})
        self.joined[person] = into


def replay(acts: Iterable[IdentityAct]) -> Identities:
    """What stands after all acts, those undone left out. An undo of an undo lets the first act stand again."""
    ordered = list(acts)
    undone: set[int] = set()
    for act in reversed(ordered):
        if act.undoes is not None and act.id not in undone:
            undone.add(act.undoes)
    state = Identities()
    for act in ordered:
        if act.undoes is None and act.id not in undone:
            state.apply(act)
    return state


def digest_of(act: IdentityAct) -> str:
    """SHA-256 of an act as the log keeps it, hex."""
    told = [act.id, act.at, act.who, act.kind, dict(act.detail), act.undoes]
    return sha256(canonical(told).encode()).hexdigest()


class IdentityTable:
    """`case.identity`."""

    def __init__(self, store: Store, log: Log) -> None:
        self._store = store
        self._log = log

    def acts(self) -> list[IdentityAct]:
        """Every change of identity, oldest first."""
        return [_act(row) for row in self._store.read(f"SELECT {COLUMNS} FROM identity_acts ORDER BY id")]

    def standing(self) -> Identities:
        """What the acts add up to."""
        return replay(self.acts())

    def append(
        self,
        kind: IdentityKind,
        detail: Mapping[str, Any],
        *,
        undoes: int | None = None,
        new_agent: tuple[int, str] | None = None,
        new_person: str | None = None,
    ) -> IdentityAct:
        """Keep an act and let it take effect, in one transaction.

        `new_agent` (person, name) is made first, its id stands in the act as `new`; `new_person` as `person`. Call
        `derived.refresh` afterwards. Raises CaseError while an import is under way.
        """
        return self._store.write(lambda c: self._append(c, kind, dict(detail), undoes, new_agent, new_person))

    def names_of_origins(self, person_id: int) -> set[str]:
        """All names under which exports told agents of this person: a new agent needs another."""
        return {name for (name,) in self._store.read("SELECT name FROM agents WHERE person_id = ?", (person_id,))}

    def strands(self, agent_id: int, whose: str) -> list[Strand]:
        """The parts an agent can be split into: one for each source and session, by time. `whose`: see strands.py."""
        rows = self._store.read(STRANDS.format(whose=whose))
        return [Strand(agent_id, *row) for row in rows]

    def _append(
        self,
        connection: sqlite3.Connection,
        kind: IdentityKind,
        detail: dict[str, Any],
        undoes: int | None,
        new_agent: tuple[int, str] | None,
        new_person: str | None,
    ) -> IdentityAct:
        if connection.execute("SELECT 1 FROM sources WHERE state = 'importing'").fetchone():
            raise CaseError("An import into this case is under way.", "Change identities when it has ended.")
        if new_agent:
            cursor = connection.execute("INSERT INTO agents (person_id, name) VALUES (?, ?)", new_agent)
            detail["new"] = int(cursor.lastrowid or 0)
        if new_person:
            number = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM persons").fetchone()[0]
            cursor = connection.execute(
                "INSERT INTO persons (alias, name) VALUES (?, ?)", (f"Person {number:02d}", new_person)
            )
            detail["person"] = int(cursor.lastrowid or 0)
        at, who = now(), self._store.who
        cursor = connection.execute(
            "INSERT INTO identity_acts (at, who, kind, detail, undoes) VALUES (?, ?, ?, ?, ?)",
            (at, who, kind, canonical(detail), undoes),
        )
        act = IdentityAct(int(cursor.lastrowid or 0), at, who, kind, detail, undoes)
        self._log.append(connection, "identity changed", act=act.id, kind=kind, sha256=digest_of(act))
        rebuild(connection)
        return act


def rebuild(connection: sqlite3.Connection) -> None:
    """Make what the queries use anew from the acts, and mark the sums of all agents concerned as behind."""
    acts = [_act(row) for row in connection.execute(f"SELECT {COLUMNS} FROM identity_acts ORDER BY id")]
    state = replay(acts)
    concerned = "INSERT OR IGNORE INTO stale_agents SELECT {} FROM strands"
    for column in ("origin_id", "agent_id"):
        connection.execute(concerned.format(column))
    for table in ("strands", "agent_known_as", "person_known_as"):
        connection.execute(f"DELETE FROM {table}")
    connection.executemany("INSERT INTO strands VALUES (?, ?, ?, ?)", [(*key, to) for key, to in state.strands.items()])
    agents = state.names.keys() | state.persons.keys() | state.merged.keys()
    connection.executemany(
        "INSERT INTO agent_known_as VALUES (?, ?, ?, ?)",
        [(id_, state.names.get(id_), state.persons.get(id_), state.merged.get(id_)) for id_ in sorted(agents)],
    )
    connection.executemany(
        "INSERT INTO person_known_as VALUES (?, ?, ?)",
        [
            (id_, state.people.get(id_), state.joined.get(id_))
            for id_ in sorted(state.people.keys() | state.joined.keys())
        ],
    )
    for column in ("origin_id", "agent_id"):
        connection.execute(concerned.format(column))


def _act(row: Row) -> IdentityAct:
    return IdentityAct(row[0], row[1], row[2], IdentityKind(row[3]), json.loads(row[4]), row[5])
