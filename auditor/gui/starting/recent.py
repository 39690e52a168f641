"""The cases opened last, kept as a small JSON file in this user's settings folder."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from auditor.case.store import now
from auditor.gui.session import Session
from auditor.settings import config_folder

FILE_NAME = "recent.json"
MOST = 12


@dataclass(frozen=True, slots=True)
class RecentCase:
    """A case as it was when it was last seen; `opened_at` in µs UTC."""

    path: Path
    name: str
    agents: int
    judged: int
    opened_at: int


class RecentCases:
    """The list, read anew each time: two windows may share it. A broken file counts as empty."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = (folder or config_folder()) / FILE_NAME

    def all(self) -> list[RecentCase]:
        """The case opened last first, whether its file is still there or not."""
        try:
            told: Any = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return sorted(_understood(told), key=lambda case: -case.opened_at)[:MOST]

    def remember(self, case: RecentCase) -> None:
        """Put a case first. A list that cannot be written is not worth an error: it is only a convenience."""
        self._write([case, *(other for other in self.all() if other.path != case.path)][:MOST])

    def remember_session(self, session: Session) -> None:
        """Note the open case of the window with its figures as they are now; nothing without a case."""
        if session.case is None or session.properties is None:
            return
        judged = sum(agent.label is not None for agent in session.agents)
        path = session.case.path.absolute()
        self.remember(RecentCase(path, session.properties.name, len(session.agents), judged, now()))

    def forget(self, path: Path) -> None:
        """Take a case off the list; its file stays."""
        self._write([case for case in self.all() if case.path != path])

    def _write(self, cases: list[RecentCase]) -> None:
        rows = [asdict(case) | {"path": str(case.path)} for case in cases]
        partial = self._file.with_suffix(".part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            partial.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
            partial.replace(self._file)
        except OSError:
            partial.unlink(missing_ok=True)


def _understood(told: Any) -> Iterator[RecentCase]:
    """The entries that are whole; anything else in the file is passed over."""
    for entry in told if isinstance(told, list) else ():
        try:
            case = RecentCase(**entry)
            figures = [int(value) for value in (case.agents, case.judged, case.opened_at)]
            yield replace(
                case, path=Path(case.path), name=str(case.name), agents=figures[0], judged=figures[1],
                opened_at=figures[2],
            )  # fmt: skip
        except (TypeError, ValueError):
            continue
