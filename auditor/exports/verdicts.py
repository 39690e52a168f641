"""verdicts.csv: every verdict ever given, one row each, oldest first."""

from collections.abc import Iterator

from auditor.exports.labels import references
from auditor.exports.table import Cell, Column, Exporter, View
from auditor.times import iso

COLUMNS = (
    Column("verdict_id", "number of the verdict in this case"),
    Column("agent_id", "identifier of the agent in this case"),
    Column("agent", "name of the agent as its source gives it"),
    Column("person", "whose agent it is: an alias, or the name where names were revealed"),
    Column("label", "the label given; empty: this line takes an earlier verdict back and leaves none"),
    Column("reasons", "reasons given, separated by “; ”"),
    Column("confidence", "1 unsure, 2 fairly sure, 3 sure; empty: not said"),
    Column("note", "the reviewer's note"),
    Column("reviewer", "who gave it"),
    Column("recorded_at", "when, ISO 8601 UTC"),
    Column("supersedes", "the same reviewer's verdict on this agent before it"),
    Column("undoes", "the verdict that this line takes back"),
    Column("exhibits", "pinned evidence, separated by “; ”"),
)


def _rows(view: View) -> Iterator[tuple[Cell, ...]]:
    agents = {agent.id: agent for agent in view.case.agents.all()}
    exhibits = {exhibit.id: exhibit for exhibit in view.case.exhibits.all()}
    for verdict in view.case.verdicts.all():
        agent = agents[verdict.agent_id]
        yield (
            *(verdict.id, agent.id, agent.name, agent.person if view.names else agent.alias, verdict.label),
            *("; ".join(verdict.reasons), verdict.confidence, verdict.note, verdict.reviewer),
            *(iso(verdict.recorded_at), verdict.supersedes, verdict.undoes, references(verdict, exhibits)),
        )


VERDICTS = Exporter("verdicts", "Verdicts, one row each", "verdicts.csv", COLUMNS, _rows)
