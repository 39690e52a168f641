"""Wires arguments to the command line or the window; nothing else."""

import os
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from auditor.cli.doors import Doors, PictureRequest
from auditor.cli.main import cli
from auditor.errors import AuditorError

# The window's modules are imported only when a window is wanted: the terminal's commands run where Qt cannot.


def open_window(case: Path | None) -> int:
    """The window on a case, or on the start screen; returns the exit code."""
    with qt_explained():
        from auditor.gui.app import run
    return run(case)


def take_picture(request: PictureRequest) -> None:
    """A picture of a screen, drawn without a display."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with qt_explained():
        from auditor.gui.picture import take
    take(request.case, request.target, request.screen, request.agent, request.size, dark=request.dark)


def screens() -> Sequence[str]:
    """The screens a picture can be taken of."""
    with qt_explained():
        from auditor.gui.picture import SCREENS
    return tuple(SCREENS)


def keys() -> Sequence[tuple[str, str, str]]:
    """The keys of the window; knowing them needs no Qt."""
    from auditor.gui.commands import COMMANDS

    return [(command.keys.replace("  ", " or "), command.title, command.place) for command in COMMANDS]


@contextmanager
def qt_explained() -> Generator[None]:
    """A system library that Qt misses is nothing a person should read a traceback for."""
    try:
        yield
    except ImportError as error:
        raise AuditorError(
            f"The window cannot be shown: {error}.",
            "On Debian or Ubuntu: apt-get install libegl1 libgl1 libxkbcommon0 libfontconfig1 libdbus-1-3",
        ) from error


def main() -> None:
    """The entry point of `auditor` and `python -m auditor`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that cannot show “…” must not end the work
            stream.reconfigure(errors="replace")
    cli(obj=Doors(open_window, take_picture, screens, keys), prog_name="auditor")


if __name__ == "__main__":
    main()
