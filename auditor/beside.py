"""A process beside this one, for work during which the window would wait: Python runs one thread at a time.

Both talk in pickled messages over the other's standard input and output. The module that does the work has a function
`serve` that calls `serving`.
"""

import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, Any, NoReturn, cast

from auditor.errors import CaseError

START = """
import sys
from importlib import import_module
sys.path[:] = sys.argv[2:]
import_module(sys.argv[1]).serve()
"""

Answer = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Worker:
    """The other process. `title` is what it does, for who is told that it ended."""

    title: str
    asked: IO[bytes]
    given: IO[bytes]

    def ask(self, told: Any) -> None:
        """Send a message; where nobody listens any more, the answer tells."""
        _send(self.asked, told)

    def answer(self) -> Any:
        """Its next message. Raises what it raised, CaseError where it ended."""
        try:
            answer = pickle.load(self.given)
        except (EOFError, pickle.UnpicklingError) as error:
            raise CaseError(f"{self.title} ended unexpectedly.", "It is done again later.") from error
        if isinstance(answer, BaseException):
            raise answer
        return answer


def possible() -> bool:
    """Whether a process of our own can be started here."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


@contextmanager
def worker(module: str, title: str) -> Generator[Worker]:
    """Start a process that serves what `module` does; it is gone when the block is left."""
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would open a console
    command = [sys.executable, "-c", START, module, *sys.path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, creationflags=hidden) as process:
        asked, given = cast("tuple[IO[bytes], IO[bytes]]", (process.stdin, process.stdout))
        try:
            yield Worker(title, asked, given)
        finally:
            process.kill()
            with suppress(BrokenPipeError):
                asked.close()


def serving(work: Callable[[Callable[[], Any], Answer], None]) -> NoReturn:
    """In the other process: `work(next_asked, answer)`, until it returns or nobody listens; then the process ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program that started this one
    if hasattr(os, "nice"):
        os.nice(10)  # the window goes first
    given = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # so that nothing else gets among the answers
    with suppress(EOFError, BrokenPipeError):
        try:
            work(lambda: pickle.load(sys.stdin.buffer), lambda told: _send(given, told, quietly=False))
        except (EOFError, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001  raised again where the work was asked for
            _send(given, RuntimeError("".join(traceback.format_exception(error))))
    os._exit(0)  # nothing is left to tidy up, least of all a pipe that is closed


def _send(stream: IO[bytes], told: Any, *, quietly: bool = True) -> None:
    with suppress(*[BrokenPipeError] * quietly):
        pickle.dump(told, stream, protocol=5)
        stream.flush()
