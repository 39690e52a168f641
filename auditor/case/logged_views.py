"""Settings that bear on what reviewers see: kept like views, but each change together with its line in the log."""

import json
import sqlite3
from typing import Any

from auditor.case.log import Log
from auditor.case.store import Store

ACTIONS = {"sealed": "sealed look set", "learning": "learning switched"}
"""What the log calls a change of each."""


def set_logged(store: Store, log: Log, name: str, value: dict[str, Any]) -> None:
    """Keep a setting and its log line, in one transaction. Raises CaseError if the case cannot be written."""

    def work(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT OR REPLACE INTO views VALUES (?, ?)", (name, json.dumps(value)))
        log.append(connection, ACTIONS[name], **value)

    store.write(work)
