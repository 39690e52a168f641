"""What the command line needs of the window, handed in by `__main__`: neither package knows the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """A picture to take of a case, without a screen."""

    case: Path
    target: Path
    screen: str
    agent: str | None
    size: tuple[int, int]
    dark: bool


@dataclass(frozen=True, slots=True)
class Doors:
    """Functions of the window. `keys` yields (keys, what they do, where)."""

    open_window: Callable[[Path | None], int]
    take_picture: Callable[[PictureRequest], None]
    screens: Callable[[], Sequence[str]]
    keys: Callable[[], Sequence[tuple[str, str, str]]]
