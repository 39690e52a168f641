"""Use case: the queue, a verdict, its undo. The program ranks and shows; only a person labels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import blake2b
from types import MappingProxyType

from auditor.case.case_file import CaseFile
from auditor.case.store import now
from auditor.case.verdicts import standing as all_standing
from auditor.errors import ReviewError
from auditor.records import Agent, Assessment, Exhibit, ExhibitKind, Label, Verdict
from auditor.sealed import is_sealed, shown_name
from auditor.times import from_iso, iso

REASONS = (
    "repeats itself",
    "no outcome",
    "runs on a timer",
    "context stuffing",
    "agents talking to agents",
    "stops at target",
    "forgotten loop",
    "test or load run",
    "measurement artefact",
)
"""The first vocabulary, keys 1–9. A case adds words of its own by using them."""


DIGITS = 18
"""What a row id may have: one more might not fit 64 bits."""


NOT_ASSESSED: Mapping[int, Assessment] = MappingProxyType({})
"""Of a case of which no evidence was worked out."""


class Order(StrEnum):
    """How the queue is sorted. Priority needs findings; agents without any follow by tokens, the most first."""

    PRIORITY = "priority"
    TOKENS = "tokens"
    NAME = "name"
    LAST_SEEN = "last-seen"
    RANDOM = "random"


@dataclass(frozen=True, slots=True)
class Draft:
    """A verdict before it is given. `confidence`: 1 unsure … 3 sure, None not said."""

    label: Label | None = None
    reasons: tuple[str, ...] = ()
    confidence: int | None = None
    note: str = ""
    exhibits: tuple[int, ...] = ()


def ordered(
    agents: Iterable[Agent],
    order: Order = Order.PRIORITY,
    assessments: Mapping[int, Assessment] = NOT_ASSESSED,
    *,
    sealed: frozenset[int] = frozenset(),
    seed: int = 0,
) -> list[Agent]:
    """Agents in the order asked for; ties by name and id, so that the order is always the same.

    Those merged into another are left out: their use is judged there. By priority the top band comes first, and
    `sealed` agents stand where `seed` puts them among the others, whatever was found of them; by name they stand where
    what is shown instead of it does.
    """
    agents = [agent for agent in agents if agent.merged_into is None]
    if order is Order.NAME:
        return sorted(agents, key=lambda a: (shown_name(a, sealed).casefold(), a.alias, a.id))
    if order is Order.RANDOM:
        return sorted(agents, key=lambda a: (drawn(a.id, seed), a.id))
    by_tokens = sorted(agents, key=lambda a: (-(a.totals.tokens or 0), a.name.casefold(), a.id))
    if order is Order.LAST_SEEN:
        return sorted(by_tokens, key=lambda a: a.totals.last or 0, reverse=True)
    return by_tokens if order is Order.TOKENS else _by_priority(by_tokens, assessments, sealed, seed)


def drawn(agent_id: int, seed: int) -> float:
    """A number in [0, 1) drawn for an agent: always the same for a seed, whoever else is in the case."""
    digest = blake2b(f"{seed}/{agent_id}".encode(), digest_size=7).digest()
    return int.from_bytes(digest) / 2**56


def _by_priority(
    by_tokens: Sequence[Agent], assessments: Mapping[int, Assessment], sealed: frozenset[int], seed: int
) -> list[Agent]:
    """The top band, the other assessed agents, then those never assessed; sealed ones at places drawn for them."""

    def rank(agent: Agent) -> tuple[int, float]:
        one = assessments.get(agent.id)
        return (2, 0.0) if one is None else (0 if one.top else 1, -one.priority)

    told = sorted((agent for agent in by_tokens if agent.id not in sealed), key=rank)
    places = [((place + 0.5) / len(told), agent) for place, agent in enumerate(told)]
    places += [(drawn(agent.id, seed), agent) for agent in by_tokens if agent.id in sealed]
    return [agent for _, agent in sorted(places, key=lambda placed: (placed[0], placed[1].id))]


def find_agent(agents: Sequence[Agent], wanted: str) -> Agent:
    """The agent meant by a name, `person/name` (alias or real name), or id. Raises ReviewError if none or several."""
    agents = [agent for agent in agents if agent.merged_into is None]
    named = [a for a in agents if a.name == wanted]
    qualified = [a for a in agents if wanted in (f"{a.person}/{a.name}", f"{a.alias}/{a.name}")]
    by_id = [a for a in agents if str(a.id) == wanted]
    for found in (named, qualified, by_id):
        if len(found) == 1:
            return found[0]
        if found:
            choices = ", ".join(f"“{a.alias}/{a.name}” (id {a.id})" for a in found)
            raise ReviewError(f"{len(found)} agents are called “{wanted}”.", f"Say which: {choices}.")
    raise ReviewError(f"There is no agent “{wanted}” in this case.", "List them with: auditor agents CASE")


def give_verdict(
    case: CaseFile, agent_id: int, draft: Draft, reviewer: str | None = None, *, seen: bool = False
) -> Verdict:
    """Keep a verdict; it is on disk when this returns. Raises ReviewError when something it needs is missing.

    `seen`: where it was given names and findings are not hidden, even of a sealed agent (see sealed.py).
    """
    reviewer = (reviewer or case.reviewer).strip()
    draft = replace(draft, reasons=tuple(stripped for reason in draft.reasons if (stripped := reason.strip())))
    if draft.label is None:
        raise ReviewError("No label is chosen.", "Choose Useful (U), Padding (P) or Inconclusive (I).")
    if draft.confidence not in (None, 1, 2, 3):
        raise ReviewError(f"Confidence {draft.confidence} is not known.", "Say 1 (unsure), 2 or 3 (sure), or nothing.")
    if draft.label is Label.PADDING and not draft.reasons:
        raise ReviewError("Padding needs at least one reason.", "Say what speaks for it: keys 1–9, or --reason.")
    if not reviewer:
        raise ReviewError("A verdict needs the reviewer's name.", "Say who you are in the case's properties.")
    known = {exhibit.id for exhibit in case.exhibits.of_agent(agent_id)}
    if missing := sorted(set(draft.exhibits) - known):
        raise ReviewError(f"Exhibit {missing[0]} is not one of this agent's.", "Pin it first (E).")
    sealed = not seen and is_sealed(case, agent_id, reviewer)
    return case.verdicts.append([_verdict(agent_id, draft, reviewer)], sealed=sealed)[0]


def undo(case: CaseFile, reviewer: str | None = None) -> Verdict | None:
    """Take back this reviewer's latest standing verdict by a new line that restores the one before; None: none stands.

    Called again and again it walks back through the history.
    """
    reviewer = (reviewer or case.reviewer).strip()
    history = [verdict for verdict in case.verdicts.all() if verdict.reviewer == reviewer]
    undone = {verdict.undoes for verdict in history}
    given = [verdict for verdict in history if verdict.undoes is None and verdict.id not in undone]
    if not given:
        return None
    last = given[-1]
    before = next((v for v in reversed(given[:-1]) if v.agent_id == last.agent_id), None)
    return case.verdicts.append([_verdict(last.agent_id, draft_of(before), reviewer, undoes=last.id)])[0]


def draft_of(verdict: Verdict | None) -> Draft:
    """What a verdict said, as a draft to start from; an empty one for None."""
    if verdict is None:
        return Draft()
    return Draft(verdict.label, verdict.reasons, verdict.confidence, verdict.note, verdict.exhibits)


def standing(history: Sequence[Verdict], reviewer: str | None = None) -> Verdict | None:
    """The verdict of an agent's history that counts now, of this reviewer if one is named; None if no label stands."""
    wanted = None if reviewer is None else reviewer.strip()
    return next((verdict for verdict in all_standing(history) if wanted in (None, verdict.reviewer)), None)


def vocabulary(case: CaseFile) -> tuple[str, ...]:
    """The reasons to choose from: the first nine, then those this case's reviewers added, by first use."""
    return tuple(dict.fromkeys((*REASONS, *case.verdicts.reasons())))


def reason_from(word: str) -> str:
    """A reason as the vocabulary spells it: `no-outcome` and `No outcome` are “no outcome”."""
    plain = " ".join(word.replace("-", " ").replace("_", " ").split())
    return next((reason for reason in REASONS if reason.casefold() == plain.casefold()), word.strip())


def pin_span(case: CaseFile, agent_id: int, start: int, end: int, title: str) -> Exhibit:
    """Keep a stretch of time, µs UTC, as an exhibit."""
    return case.exhibits.pin(agent_id, ExhibitKind.SPAN, f"{iso(start)}..{iso(end)}", title)


def exhibit_from(case: CaseFile, agent_id: int, reference: str) -> Exhibit:
    """The exhibit meant: the number of a pinned one, `FROM..TO` in ISO 8601, or `event:ID`. Raises ReviewError."""
    for exhibit in case.exhibits.of_agent(agent_id):
        if str(exhibit.id) == reference:
            return exhibit
    kind, _, event = reference.partition(":")
    number = int(event) if event.isascii() and event.isdecimal() and len(event) <= DIGITS else None
    if kind == "event" and number in case.events.activity(agent_id).event:
        return case.exhibits.pin(agent_id, ExhibitKind.EVENTS, str(number), f"event {number}")
    start, between, end = reference.partition("..")
    try:
        moments = [from_iso(text) for text in (start, end)] if between else []
    except ValueError:
        moments = []
    if len(moments) == 2 and moments[0] < moments[1]:
        return pin_span(case, agent_id, *moments, title=reference)
    raise ReviewError(
        f"“{reference}” is no exhibit of this agent.",
        "Give the number of a pinned one, a span 2026-10-01..2026-10-02, or event:ID.",
    )


def _verdict(agent_id: int, draft: Draft, reviewer: str, undoes: int | None = None) -> Verdict:
    return Verdict(
        id=0,
        agent_id=agent_id,
        label=draft.label,
        reviewer=reviewer,
        recorded_at=now(),
        reasons=draft.reasons,
        confidence=draft.confidence,
        note=draft.note.strip(),
        exhibits=draft.exhibits,
        undoes=undoes,
    )
