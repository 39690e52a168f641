"""labels.csv: one row an agent, with the label that stands and who gave it."""

from collections.abc import Iterator

from auditor.case.verdicts import standing
from auditor.exports.table import Cell, Column, Exporter, View, dollars
from auditor.records import Agent, Assessment, Exhibit, Finding, Verdict
from auditor.review import Order, ordered
from auditor.times import iso

SCHEMA_VERSION = 1

COLUMNS = (
    Column("case_id", "identifier of the case, a UUID"),
    Column("agent_id", "identifier of the agent in this case"),
    Column("agent", "name of the agent as its source gives it"),
    Column("person", "whose agent it is: an alias, or the name where names were revealed"),
    Column("team", "team as a source gives it"),
    Column("period_start", "time of the agent's first counted event, ISO 8601 UTC"),
    Column("period_end", "time of the agent's last counted event, ISO 8601 UTC"),
    Column("timezone", "time zone of the people, an IANA name"),
    Column("events", "counted events (model calls)"),
    Column("input_tokens", "tokens sent, both cache classes included"),
    Column("cache_read_input_tokens", "part of input_tokens read from the provider's cache"),
    Column("cache_creation_input_tokens", "part of input_tokens written to the provider's cache"),
    Column("output_tokens", "tokens received, reasoning included"),
    Column("cost_usd", "cost as the sources tell it, US dollars"),
    Column("outcomes", "outcomes tied to the agent; empty where no outcome data were delivered"),
    Column("rhythm", "rhythm class, as the auditor said it or as worked out; empty where not worked out"),
    Column("label", "useful, token-padding or inconclusive, given by a person; empty: not judged"),
    Column("confidence", "the reviewer's confidence: 1 unsure, 2 fairly sure, 3 sure; empty: not said"),
    Column("reasons", "reasons given, separated by “; ”"),
    Column("exhibits", "pinned evidence, separated by “; ”: a time span FROM..TO (UTC) or event ids"),
    Column("note", "the reviewer's note"),
    Column("reviewer", "who gave the verdict that stands"),
    Column("recorded_at", "when, ISO 8601 UTC"),
    Column("second_reviewer", "another reviewer of the same agent, the latest"),
    Column("second_label", "that reviewer's label"),
    Column("settled_by", "who settled a disagreement; empty where none was settled"),
    Column("status", "to-review, decided, or disagreement"),
    Column("findings", "what indicators weigh, heaviest first, separated by “; ”: name and bans, above 0 for padding"),
    Column("schema_version", "version of this table's columns"),
)


def _rows(view: View) -> Iterator[tuple[Cell, ...]]:
    case, properties = view.case, view.case.properties.get()
    history: dict[int, list[Verdict]] = {}
    for verdict in case.verdicts.all():
        history.setdefault(verdict.agent_id, []).append(verdict)
    exhibits = {exhibit.id: exhibit for exhibit in case.exhibits.all()}
    assessments = case.assessments.all()
    weighing: dict[int, list[Finding]] = {}
    for finding in case.findings.all(events=False):
        if finding.weight:
            weighing.setdefault(finding.agent_id, []).append(finding)
    for agent in ordered(case.agents.all(), Order.NAME):
        yield (
            *_who(properties.case_id, agent, view.names, properties.timezone),
            *_figures(agent),
            _rhythm(assessments.get(agent.id)),
            *_judged(history.get(agent.id, []), exhibits),
            "; ".join(f"{one.indicator} {one.weight:+.2f}" for one in weighing.get(agent.id, ())) or None,
            SCHEMA_VERSION,
        )


def _who(case_id: str, agent: Agent, names: bool, timezone: str) -> tuple[Cell, ...]:
    first, last = agent.totals.first, agent.totals.last
    period = (None if at is None else iso(at) for at in (first, last))  # unknown once none of its events count
    person = agent.person if names else agent.alias
    return (case_id, agent.id, agent.name, person, agent.team, *period, timezone)


def _figures(agent: Agent) -> tuple[Cell, ...]:
    sums = agent.totals
    return (
        *(sums.events, sums.input_tokens, sums.cache_read_input_tokens, sums.cache_creation_input_tokens),
        *(sums.output_tokens, dollars(sums.cost_microusd), agent.outcomes),
    )


def _rhythm(assessment: Assessment | None) -> Cell:
    return (assessment.told or assessment.rhythm) if assessment else None


def _judged(history: list[Verdict], exhibits: dict[int, Exhibit]) -> tuple[Cell, ...]:
    verdicts = standing(history)
    if not verdicts:
        return (None,) * 10 + ("to-review",)
    first, second = verdicts[0], verdicts[1] if len(verdicts) > 1 else None
    status = "disagreement" if len({verdict.label for verdict in verdicts}) > 1 else "decided"
    return (
        *(first.label, first.confidence, "; ".join(first.reasons), references(first, exhibits), first.note),
        *(first.reviewer, iso(first.recorded_at)),
        *((second.reviewer, second.label) if second else (None, None)),
        *(None, status),
    )


def references(verdict: Verdict, exhibits: dict[int, Exhibit]) -> str:
    """The exhibits of a verdict in one cell."""
    return "; ".join(exhibits[id_].reference for id_ in verdict.exhibits if id_ in exhibits)


LABELS = Exporter("labels", "Labels, one row an agent", "labels.csv", COLUMNS, _rows)
