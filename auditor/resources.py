"""Where the files that come with the program lie, installed or in a checkout."""

from pathlib import Path

INSTALLED = Path(__file__).parent / "resources"
CHECKOUT = Path(__file__).parent.parent / "resources"


def resource(name: str) -> Path:
    """The path of a resource, `name` relative to the resources folder. Raises FileNotFoundError."""
    for folder in (INSTALLED, CHECKOUT):
        if (path := folder / name).exists():
            return path
    raise FileNotFoundError(name)
