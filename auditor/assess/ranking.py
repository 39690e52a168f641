"""The cheap last pass: where each measure stands among its peers, what it weighs, and the order of the queue."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from auditor.assess.learning import in_use, is_on, keep, labels_of, learned
from auditor.assess.peers import Place, classes_of, percentile, places
from auditor.assess.weights import Standing, standing, weight_of
from auditor.case.case_file import CaseFile
from auditor.case.store import now
from auditor.indicators import INDICATORS
from auditor.indicators.contract import Indicator
from auditor.overrides import harmless, told_rhythms
from auditor.records import Assessment, Finding, Label, Override, Rhythm

HARMLESS = "Known harmless"
"""How the reason of an agent begins of which the auditor said so."""

TELLS = 0.15
"""Bans from which a finding is named among the reasons."""

Findings = Mapping[int, Mapping[str, Finding]]


def rank(
    case: CaseFile,
    agent_ids: Sequence[int] | None = None,
    new: Sequence[Finding] = (),
    rhythms: Mapping[int, Rhythm | None] | None = None,
) -> None:
    """Place all findings anew, those `new` among them, and put the queue in order.

    Without `agent_ids` it is that of all agents assessed before: after the auditor said another rhythm, or weights
    moved.
    """
    before = case.assessments.all()
    agent_ids = list(before) if agent_ids is None else agent_ids
    kept = {(finding.agent_id, finding.indicator): finding for finding in case.findings.all(events=False)}
    fresh = {(finding.agent_id, finding.indicator): finding for finding in new}
    wanted = set(agent_ids)
    known = {key: finding for key, finding in {**kept, **fresh}.items() if key[0] in wanted}
    worked_out = {one: before[one].rhythm if one in before else None for one in agent_ids} | dict(rhythms or {})
    told = told_rhythms(case)
    classes = classes_of(worked_out, told)
    placed = [finding for one in INDICATORS for finding in _placed(one, known, classes)]
    placed = _learned(case, placed)
    by_agent: dict[int, list[Finding]] = {agent_id: [] for agent_id in agent_ids}
    for finding in placed:
        by_agent[finding.agent_id].append(finding)
    at, known_harmless = now(), harmless(case)
    assessments = [_assessment(one, found, worked_out[one], told.get(one), at) for one, found in by_agent.items()]
    # Before the findings: broken off between the two, what was measured is measured again, and its rhythm with it.
    case.assessments.replace_all([_at_rest(one, known_harmless.get(one.agent_id)) for one in assessments])
    case.findings.drop_others([one.name for one in INDICATORS])
    case.findings.put([finding for finding in placed if (finding.agent_id, finding.indicator) in fresh])
    case.findings.place([f for f in placed if kept.get((f.agent_id, f.indicator), f) != f])
    case.store.flush()


def _learned(case: CaseFile, placed: list[Finding]) -> list[Finding]:
    """The findings with the weights that this case's verdicts made of the starting ones, if learning is on."""
    by_agent: dict[int, list[Finding]] = {}
    for finding in placed:
        by_agent.setdefault(finding.agent_id, []).append(finding)
    made = learned(case, by_agent, labels_of(case))
    if not is_on(case) and not in_use(case).multipliers:
        return placed
    keep(case, made)
    factors = made.multipliers
    return [_weighed(one, factors.get(one.indicator, 1.0)) for one in placed]


def _weighed(finding: Finding, factor: float) -> Finding:
    weight = round(max(-1.0, min(1.0, finding.weight * factor)), 6)
    return replace(finding, weight=weight, leans=finding.leans if weight else Label.INCONCLUSIVE)


def _placed(
    indicator: Indicator, known: Mapping[tuple[int, str], Finding], classes: Mapping[int, Rhythm | None]
) -> list[Finding]:
    """The findings of one indicator with their places; those without enough data have none."""
    mine = [finding for (_, name), finding in known.items() if name == indicator.name]
    values = {finding.agent_id: value for finding in mine if (value := finding.measure.value) is not None}
    where = places(values, classes)
    return [_at(indicator, finding, where.get(finding.agent_id)) for finding in mine]


def _at(indicator: Indicator, finding: Finding, place: Place | None) -> Finding:
    value = finding.measure.value
    if place is None or value is None:
        return replace(finding, percentile=None, peers=0, weight=0.0, leans=Label.INCONCLUSIVE, title=indicator.title)
    weight = round(weight_of(indicator, value, place), 6)
    leans = Label.PADDING if weight > 0 else Label.USEFUL if weight < 0 else Label.INCONCLUSIVE
    title = indicator.useful if weight < 0 else indicator.title
    share = round(percentile(place), 6)
    return replace(finding, percentile=share, peers=place.peers, weight=weight, leans=leans, title=title)


def _assessment(
    agent_id: int, findings: Sequence[Finding], rhythm: Rhythm | None, told: Rhythm | None, at: int
) -> Assessment:
    sums = standing(findings)
    missing = tuple(f"{one.title}: {one.summary}" for one in findings if one.measure.value is None)
    return Assessment(
        *(agent_id, rhythm, told, sums.priority, sums.top, sums.aspects, reason(findings, sums), missing, at)
    )


def _at_rest(assessment: Assessment, harmless: Override | None) -> Assessment:
    """An agent known to be harmless is not among the first, whatever is found; what is found stays to be seen."""
    if harmless is None:
        return assessment
    until = f" until {harmless.expires}" if harmless.expires else ""
    why = f"{HARMLESS}{until}: {harmless.reason}"
    return replace(assessment, priority=min(0.0, assessment.priority), top=False, reason=why)


def reason(findings: Sequence[Finding], sums: Standing) -> str:
    """Why an agent stands where it does, in one line."""
    heaviest = sorted(findings, key=lambda one: -abs(one.weight))
    padding = [one.title for one in heaviest if one.weight >= TELLS][:2]
    useful = [one.title for one in heaviest if one.weight <= -TELLS][:2]
    if not any(one.measure.value is not None for one in findings):
        return "Not enough data to say anything."
    if sums.priority >= 0 and padding:
        return " · ".join(padding) + (f" · but: {useful[0]}" if useful else "")
    if useful:
        return "Speaks for use: " + " · ".join(useful)
    return " · ".join(padding) if padding else "Nothing stands out."
