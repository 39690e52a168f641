"""Reads an export file into batches: here, or, where it is large, in a process of its own beside the one that stores.

Python runs one thread at a time: with reader and writer in one process, half a million rows took 24 s of one core, and
the window had to share it with them.
"""

import gc
import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from typing import IO, Any, NoReturn, cast

from auditor.columns import Batch, EventColumns
from auditor.errors import ImportFailed
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile
from auditor.records import Record, UsageEvent

APART_FROM = 8 * 1024 * 1024
"""Bytes from which a process of its own is quicker: to start one takes half a second."""

RECORDS, CHARACTERS = 2_000, 2_000_000
"""At most in one batch, so that memory stays small and a person who cancels need not wait."""

PATIENCE = (100_000, 50, 50)
"""For looking for cycles: records are in none, and looking for them took a seventh of the time."""

START = "import sys; sys.path[:] = sys.argv[1:]; from auditor.reading import serve; serve()"

AFTERWARDS = ("bytes_read", "lines_read", "not_utf8", "damage", "notes")
"""What a file tells about its reading."""

Read = Callable[[ExportFile], Iterator[Record | EventColumns]]


class Reading:
    """One file being read. Iterate over its batches, and close it when done; `sha256` is then that of what was read."""

    def __init__(self, file: ExportFile, importer: Importer) -> None:
        self._file = file
        self._read: Read = importer.columns or importer.read
        self.sha256 = ""

    def __iter__(self) -> Iterator[Batch]:
        wanted = self._wanted() if self._file.size >= APART_FROM else b""
        if wanted:
            yield from self._apart(wanted)
        else:
            yield from batches(self._read(self._file))
            self.sha256 = self._file.sha256

    def _wanted(self) -> bytes:
        """What another process needs to know to read the file; b"" where it cannot."""
        if not sys.executable or getattr(sys, "frozen", False):
            return b""
        file = self._file
        try:
            told = (file.path, file.name, file.size, file.opener, file.zone, file.mapping, file.finder)
            return pickle.dumps((self._read, told))
        except (pickle.PicklingError, AttributeError, TypeError):  # what they raise for a function without a name
            return b""

    def _apart(self, wanted: bytes) -> Generator[Batch]:
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would open a console
        command = [sys.executable, "-c", START, *sys.path]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, creationflags=hidden, bufsize=1 << 20
        ) as worker:
            asked, given = cast("tuple[IO[bytes], IO[bytes]]", (worker.stdin, worker.stdout))
            try:
                with suppress(BrokenPipeError):  # told below, by its silence
                    _send(asked, wanted)
                    asked.flush()
                while (answer := self._answer(given)) is not None:
                    yield answer
            finally:
                worker.kill()

    def _answer(self, given: IO[bytes]) -> Batch | None:
        """The next batch, None at the end. Raises what reading raised."""
        length = given.read(8)
        if len(length) < 8:
            raise ImportFailed(f"{self._file.name}: reading it ended unexpectedly.", "Import it again.")
        answer, told = pickle.loads(given.read(int.from_bytes(length, "little")))
        for name, value in told.items():
            setattr(self._file, name, value)
        if isinstance(answer, BaseException):
            raise answer
        if isinstance(answer, str):
            self.sha256 = answer
            return None
        return answer


def batches(records: Iterator[Record | EventColumns]) -> Iterator[Batch]:
    """What an importer reads, some thousands of records at a time."""
    waiting: list[Record] = []
    weight = 0
    for item in records:
        if isinstance(item, EventColumns):
            if waiting:
                yield Batch.of(waiting)
            yield Batch(item)
        else:
            waiting.append(item)
            if isinstance(item, UsageEvent):
                weight += len(item.prompt or "") + len(item.response or "")
            if len(waiting) < RECORDS and weight < CHARACTERS:
                continue
            yield Batch.of(waiting)
        waiting, weight = [], 0
    if waiting:
        yield Batch.of(waiting)


def serve() -> NoReturn:
    """What the other process does: read the file it is asked for and give the batches. Ends when nobody listens."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program that started this one
    given = os.fdopen(os.dup(sys.stdout.fileno()), "wb", 1 << 20)
    sys.stdout = sys.stderr  # so that nothing else gets among the batches
    gc.set_threshold(*PATIENCE)
    try:
        _serve(sys.stdin.buffer, given)
        given.flush()
    except BrokenPipeError:
        pass
    os._exit(0)  # nothing is left to tidy up, least of all a pipe that is closed


def _serve(asked: IO[bytes], given: IO[bytes]) -> None:
    read, told = pickle.loads(asked.read(int.from_bytes(asked.read(8), "little")))
    path, name, size, opener, zone, mapping, finder = told
    file = ExportFile(path, name, size, opener, zone, mapping, finder)
    try:
        for batch in batches(read(file)):
            _answer(given, file, batch)
        _answer(given, file, file.sha256)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001  raised again where the file was asked for
        _answer(given, file, _portable(error))


def _answer(given: IO[bytes], file: ExportFile, answer: Any) -> None:
    _send(given, pickle.dumps((answer, {name: getattr(file, name) for name in AFTERWARDS}), protocol=5))


def _send(stream: IO[bytes], message: bytes) -> None:
    stream.write(len(message).to_bytes(8, "little") + message)


def _portable(error: Exception) -> Exception:
    """The error, with its traceback told in words; a plain one where it cannot be sent."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001  any error may be made in a way that pickle does not know
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
