"""Asks the search index in the background, one question at a time; an answer that came too late is left unread."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from auditor.case.search import Search
from auditor.errors import AuditorError, Cancelled
from auditor.gui.jobs import Jobs
from auditor.records import Activity

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search says: ids of texts, None while it is under way, or where it could not be done (`problem`).

    `notice`: why it takes its time, "" mostly.
    """

    words: str
    texts: Ids | None = None
    notice: str = ""
    problem: str = ""


class Searching(QObject):
    """Without jobs a search is done at once, while the window waits."""

    changed = Signal(object)

    def __init__(self, jobs: Jobs | None, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._index: Search | None = None
        self._activity: Activity | None = None
        self._running = False
        self.found = Found("")

    def set_index(self, index: Search | None) -> None:
        """Search here from now on."""
        self._index = index
        self.ask("")

    def show(self, activity: Activity | None) -> None:
        """Search the texts of these requests from now on; a search for those before them ends."""
        self._activity = activity
        if self.found.words:
            self._tell(Found(""))

    def ask(self, words: str) -> None:
        """Search for other words; "" ends the search."""
        words = words.strip()
        index, activity = self._index, self._activity
        if not words or activity is None:
            self._tell(Found(words, np.empty(0, np.int64) if words else None))
        elif index is None:
            self._tell(Found(words, problem="This case cannot be searched."))
        elif self._jobs is None:
            self._tell(Found(words, _find(index, words, activity)))
        else:
            self._tell(Found(words, notice=_progress(index)))
            if not self._running:  # else it is asked for when the one under way has ended
                self._start(self._jobs, index, words, activity)

    def _start(self, jobs: Jobs, index: Search, words: str, activity: Activity) -> None:
        self._running = True

        def ended(found: Found) -> None:
            self._running = False
            if self._index is not index:
                return  # another case was opened meanwhile
            if self.found.words == words and self._activity is activity:
                self._tell(found)
            elif self.found.words and self.found.texts is None:
                self.ask(self.found.words)

        def failed(error: Exception) -> None:
            if self._index is index and not isinstance(error, AuditorError | Cancelled):
                self._running = False
                raise error  # a case that was closed under a search is no fault
            ended(Found(words, problem=str(error)))

        title = f"Searching “{words}”"
        jobs.start(title, lambda *_: Found(words, _find(index, words, activity)), ended, failed)

    def _tell(self, found: Found) -> None:
        self.found = found
        self.changed.emit(found)


def _find(index: Search, words: str, activity: Activity) -> Ids:
    return index.find(words, np.concatenate([activity.prompt, activity.response]))


def _progress(index: Search) -> str:
    """While the index is being built: how far it is, and what that means."""
    done, total = index.indexed
    if done >= total:
        return ""
    if not done:
        return index.notice
    return f"The index is being built: {100 * done // total} %. The other texts are read one by one."
