"""Importers and indicators of other packages: they join through an entry-point group.

A broken one is named with its reason and passed over; it can neither hide nor replace one of the program.
"""

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, TypeVar


class Named(Protocol):
    """What joins has a name, by which no other may go."""

    @property
    def name(self) -> str: ...


Kind = TypeVar("Kind", bound=Named)


def joined(
    group: str, kind: type[Kind], known: Iterable[Kind], found: Iterable[EntryPoint] | None = None
) -> tuple[tuple[Kind, ...], tuple[str, ...]]:
    """The members of installed packages, and one sentence for each that could not join."""
    members: list[Kind] = []
    problems: list[str] = []
    names, what = {member.name for member in known}, kind.__name__
    for entry in sorted(entry_points(group=group) if found is None else found, key=lambda entry: entry.name):
        said = f"The {what.lower()} “{entry.name}” ({entry.value}) was passed over"
        try:
            member: object = entry.load()
        except Exception as error:  # noqa: BLE001 - a stranger's module may raise anything
            problems.append(f"{said}: {type(error).__name__}: {error}.")
            continue
        if not isinstance(member, kind):
            problems.append(f"{said}: it is a {type(member).__name__}, not an {what}.")
        elif member.name in names:
            problems.append(f"{said}: there is one of the name “{member.name}” already.")
        else:
            names.add(member.name)
            members.append(member)
    return tuple(members), tuple(problems)
