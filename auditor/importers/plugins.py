"""Importers from other packages: they join through the entry-point group `auditor.importers`.

A broken one is named with its reason and passed over; it can neither hide nor replace a format of the program.
"""

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from typing import NamedTuple

from auditor.importers.contract import Importer

GROUP = "auditor.importers"


class Plugins(NamedTuple):
    """Importers of other packages, and one sentence for each that could not join."""

    importers: tuple[Importer, ...]
    problems: tuple[str, ...]


def joined(known: Iterable[Importer], found: Iterable[EntryPoint] | None = None) -> Plugins:
    """The importers of installed packages, and one sentence for each that could not join."""
    importers: list[Importer] = []
    problems: list[str] = []
    names = {importer.name for importer in known}
    for entry in sorted(entry_points(group=GROUP) if found is None else found, key=lambda entry: entry.name):
        said = f"The importer “{entry.name}” ({entry.value}) was passed over"
        try:
            importer: object = entry.load()
        except Exception as error:  # noqa: BLE001 - a stranger's module may raise anything
            problems.append(f"{said}: {type(error).__name__}: {error}.")
            continue
        if not isinstance(importer, Importer):
            problems.append(f"{said}: it is a {type(importer).__name__}, not an Importer.")
        elif importer.name in names:
            problems.append(f"{said}: there is a format “{importer.name}” already.")
        else:
            names.add(importer.name)
            importers.append(importer)
    return Plugins(tuple(importers), tuple(problems))
