"""What agents and persons are called, those too that were merged, joined or have no use: for the list of changes."""

from typing import NamedTuple

from auditor.case.store import Store


class CalledAgent(NamedTuple):
    """`told` is the name the export gave it; `merged_into` the agent it is part of now."""

    name: str
    told: str
    merged_into: int | None


class CalledPerson(NamedTuple):
    """The alias stands for the name while names are hidden."""

    alias: str
    name: str


class Called(NamedTuple):
    """By id."""

    agents: dict[int, CalledAgent]
    persons: dict[int, CalledPerson]


def called(store: Store) -> Called:
    """All agents and persons the case has met."""
    agents = store.read("SELECT id, name, told_name, merged_into FROM judged")
    persons = store.read("SELECT id, alias, name FROM people")
    return Called({id_: CalledAgent(*row) for id_, *row in agents}, {id_: CalledPerson(*row) for id_, *row in persons})
