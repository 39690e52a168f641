"""How the auditor likes to see things: which lanes, which columns, how wide. Kept with the case."""

import json
from contextlib import suppress
from typing import Any

from auditor.case.store import Store
from auditor.errors import CaseError


class Views:
    """`case.views`: a JSON value by name.

    Not logged: what is shown is no evidence, and a line for every width of a column would bury the lines that are.
    Where the case cannot be written, what is set holds until it is closed.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._unwritten: dict[str, str] = {}

    def get(self, name: str) -> Any | None:
        """The value as it was set; None if there is none, or if it cannot be read."""
        told = self._unwritten.get(name)
        if told is None:
            rows = self._store.read("SELECT value FROM views WHERE name = ?", (name,))
            told = rows[0][0] if rows else "null"
        try:
            return json.loads(told)
        except (ValueError, TypeError, RecursionError):
            return None

    def set(self, name: str, value: Any) -> None:
        """Keep a value; None forgets it. Not forced to disk: a view lost in a crash is soon set again."""
        told = json.dumps(value)
        if told == json.dumps(self.get(name)):
            return
        self._unwritten[name] = told
        if self._store.readonly:
            return
        with suppress(CaseError):  # a full disk, say: the work goes on, with the view as it was set
            self._store.write(
                lambda c: c.execute("INSERT OR REPLACE INTO views VALUES (?, ?)", (name, told)).close(), durable=False
            )
            del self._unwritten[name]
