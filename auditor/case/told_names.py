"""What exports called each agent and its person at first: a name that stays, whatever the auditor renames."""

from auditor.case.store import Store


def told_names(store: Store, agent_id: int | None = None) -> dict[int, tuple[str, str]]:
    """(person, agent) by agent id, of one agent or of all."""
    one, parameters = ("1", ()) if agent_id is None else ("a.id = ?", (agent_id,))
    rows = store.read(
        f"SELECT a.id, p.name, a.name FROM agents AS a JOIN persons AS p ON p.id = a.person_id WHERE {one}", parameters
    )
    return {id_: (person, agent) for id_, person, agent in rows}
