"""Use case: what a reader of the figures must know before trusting them, as a short list, the gravest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum

from auditor.case.case_file import CaseFile
from auditor.importers import IMPORTERS
from auditor.importers.contract import NO_AGENT
from auditor.prices import costs
from auditor.reconcile import Agreement, controlled, coverage, differences
from auditor.records import Source
from auditor.rules import rule_named


class Weight(IntEnum):
    """How much a note matters to the figures."""

    TELLS = 0
    DOUBT = 1
    WRONG = 2


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence about the data, and where to look: "sources", "reconcile", "prices" or "identity"."""

    weight: Weight
    text: str
    place: str


def notes(case: CaseFile) -> list[Note]:
    """Everything that limits what the figures of this case can show; the gravest first, then in a fixed order."""
    sources = case.sources.all()
    found = [
        *_reading(sources),
        *_doubles(sources),
        *_repeats(case),
        *_sums(case),
        *_days(case),
        *_money(case),
        *_whose(case, sources),
    ]
    return sorted(found, key=lambda note: -note.weight)


def _reading(sources: Iterable[Source]) -> Iterator[Note]:
    rejected = [source for source in sources if source.rejected]
    if rejected:
        lines = sum(source.rejected for source in rejected)
        yield Note(
            Weight.DOUBT,
            f"{_many(lines, 'line')} of {_many(len(rejected), 'source')} could not be read: nothing of that counts.",
            "sources",
        )
    bounds = sum(source.totals.lower_bounds for source in sources)
    if bounds:
        yield Note(
            Weight.DOUBT,
            f"Of {_many(bounds, 'request')} only a lower bound is known: the true output is higher.",
            "sources",
        )
    sampled = [source for source in sources if any("sample" in warning for warning in source.warnings)]
    if sampled:
        yield Note(
            Weight.DOUBT,
            f"Only a sample stands in {_many(len(sampled), 'source')}: sums of it are no totals.",
            "sources",
        )


def _doubles(sources: Iterable[Source]) -> Iterator[Note]:
    shared = [source for source in sources if any("another person" in warning for warning in source.warnings)]
    if shared:
        yield Note(
            Weight.WRONG,
            f"Requests in {_many(len(shared), 'source')} are told for another person too: use may be counted twice.",
            "identity",
        )


def _repeats(case: CaseFile) -> Iterator[Note]:
    dropped = case.controls.dropped()
    if dropped:
        rules = ", ".join(f"{count:,} {rule_named(rule).brief}" for rule, count in dropped.items())
        yield Note(
            Weight.TELLS,
            f"{_many(sum(dropped.values()), 'record')} told twice: kept, and counted once ({rules}).",
            "sources",
        )


def _sums(case: CaseFile) -> Iterator[Note]:
    totals = [one for one in differences(case) if one.days is None]
    wrong = [one for one in totals if one.agreement is Agreement.EVENTS_EXCEED]
    for importer in sorted({one.importer for one in wrong}):
        whose = _persons({one.person_id for one in wrong if one.importer == importer})
        yield Note(
            Weight.WRONG,
            f"More is counted than “{_title(importer)}” says, for {whose}: use may be counted twice.",
            "reconcile",
        )
    missing = [one for one in totals if one.agreement in (Agreement.EVENTS_MISSING, Agreement.NO_EVENTS)]
    for importer in sorted({one.importer for one in missing}):
        whose = _persons({one.person_id for one in missing if one.importer == importer})
        text = f"“{_title(importer)}” says more than is counted, for {whose}: some use was not delivered."
        yield Note(Weight.DOUBT, text, "reconcile")
    open_ = [one for one in controlled(case) if one.unexplained and one.difference and not one.explained_by]
    if open_:
        yield Note(
            Weight.DOUBT, f"{_many(len(open_), 'control total')} without a known cause of the difference.", "reconcile"
        )


def _days(case: CaseFile) -> Iterator[Note]:
    for told in coverage(case):
        for start, end in told.gaps:
            yield Note(
                Weight.DOUBT,
                f"“{_title(told.importer)}” is silent from {_day(start)} to {_day(end)}: that means nothing.",
                "sources",
            )


def _money(case: CaseFile) -> Iterator[Note]:
    unpriced: dict[str, int] = {}
    for cost in costs(case).values():
        for model, events in cost.unpriced.items():
            unpriced[model] = unpriced.get(model, 0) + events
    if unpriced:
        dearest = ", ".join(sorted(unpriced, key=lambda model: -unpriced[model])[:3])
        yield Note(
            Weight.TELLS,
            f"For {_many(sum(unpriced.values()), 'request')} the list has no price ({dearest}): their cost is unknown.",
            "prices",
        )


def _whose(case: CaseFile, sources: Iterable[Source]) -> Iterator[Note]:
    nameless = sum(agent.totals.events for agent in case.agents.all() if agent.name == NO_AGENT)
    if nameless:
        yield Note(
            Weight.DOUBT,
            f"No agent is named for {_many(nameless, 'request')}: they are judged together, per person.",
            "identity",
        )
    sources = list(sources)
    if sources and not any(source.outcomes for source in sources):
        yield Note(
            Weight.TELLS, "No outcome data was delivered: no agent can be shown to have led to anything.", "sources"
        )
    if sources and not any(source.events for source in sources) and any(source.aggregates for source in sources):
        yield Note(
            Weight.DOUBT, "Only sums were delivered: they show how much was used, not by which agent.", "sources"
        )


def _many(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"


def _persons(ids: set[int | None]) -> str:
    return "all persons" if ids == {None} else _many(len(ids), "person")


def _title(importer: str) -> str:
    return next((one.title for one in IMPORTERS if one.name == importer), importer)


def _day(number: int) -> str:
    return datetime.fromtimestamp(number * 86_400, UTC).date().isoformat()
