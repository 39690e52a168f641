"""Use case: what the indicators say of every agent, and the order of the queue. It ranks and explains; people label.

Only what changed is measured again: each finding tells by a digest of which data it was made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock

import numpy as np

from auditor.assess.crew import Crew
from auditor.assess.dates import reference_dates
from auditor.assess.digests import Digests, digest
from auditor.assess.learning import is_on, labels_of
from auditor.assess.measuring import Asked, Measured
from auditor.assess.ranking import rank
from auditor.assess.results import AgentResults, all_results
from auditor.assess.sketches import Sketch, Summary, merged, unpacked
from auditor.case.case_file import CaseFile
from auditor.indicators import INDICATORS
from auditor.indicators.reference import Dates, Reference
from auditor.overrides import harmless
from auditor.prices import price_list
from auditor.progress import Progress
from auditor.records import UNKNOWN, Agent, Column, Finding, Label, Measure, Rhythm
from auditor.times import iso

MOVING = 10
"""Verdicts after which learned weights move again: after each one, the queue would not keep still."""

STATE = "assessed"
"""The name under which the case keeps of what it was last assessed."""

DEAR = 0.5
"""Share of the dearest model's price from which a model is of the top tier."""

CHEAP = 2.0
"""Times the cheapest model's price a dear one costs at least: of one price there are no tiers."""


_ONE_AT_A_TIME = Lock()
"""One that is broken off ends with what it is at: it must not put old findings over those of the one that follows."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """How many agents there are, of how many texts were read, and how many findings were measured."""

    agents: int
    read: int
    measured: int


def assess(case: CaseFile, progress: Progress | None = None, *, beside: bool = True) -> Assessed:
    """Bring all findings and the queue up to date. `beside`: in processes of their own where that is quicker.

    Raises Cancelled; what was measured by then is done again.
    """
    with _ONE_AT_A_TIME:
        return _assess(case, progress or Progress(), beside=beside)


def _assess(case: CaseFile, progress: Progress, *, beside: bool) -> Assessed:
    _pack(case, progress)
    state = _state(case)
    if _holds(case, state):
        return Assessed(len(case.assessments.all()), 0, 0)
    # That is the state of what is read from here on: what changes meanwhile is seen the next time.
    agents = [agent for agent in case.agents.all() if agent.merged_into is None and agent.totals.events]
    persons = _persons(agents)
    events = _events(case, persons)
    dates = reference_dates(case.properties.get(), _span(agents))
    with Crew(case, persons, credits=dates.unit == "credits", beside=beside) as crew:
        sketches, read = _sketches(crew, case, persons, events, progress)
        results = all_results(case, agents, {one: sketch.references for one, sketch in sketches.items()})
        reference = _reference(case, agents, sketches, results, dates)
        asked, digests = _asked(case, agents, events, sketches, results, reference)
        measured = crew.measure(asked, reference, progress)
    found, rhythms = _findings(measured, digests)
    case.views.set(STATE, None)  # broken off from here on, it is done again even if all is put back as it was
    rank(case, [agent.id for agent in agents], found, rhythms)
    case.views.set(STATE, state)
    return Assessed(len(agents), read, len(found))


def up_to_date(case: CaseFile) -> bool:
    """Whether assessing again would change nothing: a quick look at what it rests on, and that all of it is there."""
    return _holds(case, _state(case))


def _holds(case: CaseFile, state: str) -> bool:
    whole = len(case.findings.sources()) == len(case.assessments.all()) * len(INDICATORS)
    return whole and case.views.get(STATE) == state


def _state(case: CaseFile) -> str:
    """A digest of all that an assessment rests on but verdicts: events, outcomes, dates, prices, who is who."""
    agents = [agent for agent in case.agents.all() if agent.merged_into is None and agent.totals.events]
    told = sorted(case.packed.digests().items())
    return digest(
        *(tuple((one.name, one.version) for one in INDICATORS), tuple(told)),
        *(tuple((agent.id, agent.person_id, agent.team, agent.outcomes) for agent in agents),),
        *(reference_dates(case.properties.get(), _span(agents)), len(case.overrides.all()), len(case.prices.all())),
        *(tuple(sorted(harmless(case))), len(labels_of(case)) // MOVING if is_on(case) else -1),
        tuple((source.sha256, source.outcomes) for source in case.sources.all()),
    )


def _pack(case: CaseFile, progress: Progress) -> None:
    missing = case.packed.missing()
    progress.start("Packing events")
    for number, agent_id in enumerate(missing):
        progress.report(number, len(missing))
        case.packed.pack(agent_id)


def _persons(agents: Sequence[Agent]) -> list[tuple[int, ...]]:
    """The agents of each person, by id: they are read together, for what one answers another may take up."""
    persons: dict[int, list[int]] = {}
    for agent in agents:
        persons.setdefault(agent.person_id, []).append(agent.id)
    return [tuple(sorted(ids)) for ids in persons.values()]


def _events(case: CaseFile, persons: Sequence[tuple[int, ...]]) -> dict[int, str]:
    """For each agent what tells of its events and of those of its person's other agents."""
    own = case.packed.digests()
    return {
        agent_id: digest(own.get(agent_id), tuple(own.get(other) for other in person))
        for person in persons
        for agent_id in person
    }


def _span(agents: Sequence[Agent]) -> tuple[int, int]:
    """From when to when the case tells of use, µs."""
    firsts = [agent.totals.first for agent in agents if agent.totals.first is not None]
    lasts = [agent.totals.last for agent in agents if agent.totals.last is not None]
    return (min(firsts), max(lasts)) if firsts and lasts else (0, 0)


def _sketches(
    crew: Crew, case: CaseFile, persons: Sequence[tuple[int, ...]], events: Mapping[int, str], progress: Progress
) -> tuple[dict[int, Sketch], int]:
    """What each agent adds to the summary, made anew where events changed; and for how many it was."""
    kept = case.assessments.sketches()
    changed = [person for person in persons if any(kept.get(one, ("",))[0] != events[one] for one in person)]
    made = crew.sketch(changed, progress)
    case.assessments.keep_sketches({one: (events[one], sketch.packed()) for one, sketch in made.items()})
    old = {one: unpacked(kept[one][1]) for person in persons for one in person if one not in made}
    return {**old, **made}, len(made)


def reference_of(case: CaseFile) -> tuple[dict[int, AgentResults], Reference]:
    """What came of each agent's work, and the summary of all, by the sketches that an assessment kept."""
    known = case.assessments.all()
    agents = [agent for agent in case.agents.all() if agent.id in known]
    sketches = {agent_id: unpacked(data) for agent_id, (_, data) in case.assessments.sketches().items()}
    results = all_results(case, agents, {one: sketch.references for one, sketch in sketches.items()})
    dates = reference_dates(case.properties.get(), _span(agents))
    return results, _reference(case, agents, sketches, results, dates)


def _reference(
    case: CaseFile,
    agents: Sequence[Agent],
    sketches: Mapping[int, Sketch],
    results: Mapping[int, AgentResults],
    dates: Dates,
) -> Reference:
    summary = merged([sketches[agent.id] for agent in agents])
    begins, ends = _span(agents)
    return Reference(
        common=summary.common,
        input_quartile=summary.input_quartile,
        output_quartile=summary.output_quartile,
        dear=dear_models(case, summary, iso(ends)[:10]),
        outcomes=np.array([results[agent.id].outcomes for agent in agents], np.int64),
        exposure=np.array([results[agent.id].exposure for agent in agents], np.int64),
        firsts=np.array([_first(agent) for agent in agents], np.int64),
        begins=begins,
        ends=ends,
        dates=dates,
        told_from=_told_from(case, agents, begins),
    )


def _told_from(case: CaseFile, agents: Sequence[Agent], begins: int) -> Column:
    """From when the kinds of export that tell of each agent tell of anybody; of several the one that begins last."""
    first: dict[str, int] = {}
    for source in case.sources.all():
        if source.totals.first is not None:
            first[source.importer] = min(source.totals.first, first.get(source.importer, source.totals.first))
    told = {agent: names for mine in case.outcomes.importers().values() for agent, names in mine.items()}
    return np.array(
        [max((first[name] for name in told.get(one.id, ()) if name in first), default=begins) for one in agents],
        np.int64,
    )


def _first(agent: Agent) -> int:
    return UNKNOWN if agent.totals.first is None else agent.totals.first


def dear_models(case: CaseFile, summary: Summary, day: str) -> frozenset[str]:
    """The models of the top price tier: by the price list of that day (ISO), else by what their requests cost."""
    rates: dict[str, float] = {}
    prices = price_list(case)
    for name, (cost, tokens) in summary.models.items():
        listed = prices.of(name, day)
        if listed is not None and listed.output:
            rates[name] = float(listed.output)
        elif cost and tokens:
            rates[name] = cost / tokens * 1e6
    top, bottom = max(rates.values(), default=0.0), min(rates.values(), default=0.0)
    if top < CHEAP * bottom:
        return frozenset()
    return frozenset(name for name, rate in rates.items() if rate >= DEAR * top and rate >= CHEAP * bottom)


def _asked(
    case: CaseFile,
    agents: Sequence[Agent],
    events: Mapping[int, str],
    sketches: Mapping[int, Sketch],
    results: Mapping[int, AgentResults],
    reference: Reference,
) -> tuple[dict[int, Asked], dict[tuple[int, str], str]]:
    """What is to be measured of whom: that of which the data are not those of the finding kept."""
    kept, digests = case.findings.sources(), Digests(reference)
    asked: dict[int, Asked] = {}
    told: dict[tuple[int, str], str] = {}
    for number, agent in enumerate(agents):
        mine = results[agent.id].results
        now = digests.of(INDICATORS, events[agent.id], sketches[agent.id].words, mine)
        changed = tuple(name for name, made in now.items() if kept.get((agent.id, name)) != made)
        told |= {(agent.id, name): made for name, made in now.items()}
        if changed:
            asked[agent.id] = Asked(agent.id, changed, mine, number)
    return asked, told


def _findings(
    measured: Sequence[Measured], digests: Mapping[tuple[int, str], str]
) -> tuple[list[Finding], dict[int, Rhythm | None]]:
    by_name = {indicator.name: indicator for indicator in INDICATORS}
    found: list[Finding] = []
    for one in measured:
        for name, measure in one.measures.items():
            indicator = by_name[name]
            found.append(
                Finding(
                    agent_id=one.agent_id,
                    indicator=name,
                    version=indicator.version,
                    leans=Label.INCONCLUSIVE,
                    measure=_without_sentence(measure),
                    percentile=None,
                    peers=0,
                    summary=measure.why or measure.sentence,
                    benign=indicator.benign,
                    aspect=indicator.aspect,
                    title=indicator.title,
                    sources=digests[one.agent_id, name],
                )
            )
    return found, {one.agent_id: one.rhythm for one in measured}


def _without_sentence(measure: Measure) -> Measure:
    return replace(measure, sentence="")
