"""Use case: which requests of an agent tie an outcome to it: by a prompt that names it, a trailer, or time alone."""

import re
from collections.abc import Iterable

import numpy as np

from auditor.assess.trailers import users
from auditor.case.case_file import CaseFile
from auditor.case.search import Ids
from auditor.progress import Progress
from auditor.records import UNKNOWN, Activity, Outcome
from auditor.said.references import TICKET as NAMED_TICKET
from auditor.timeline.lane import Link
from auditor.timeline.ties import LATEST, NEAR, How
from auditor.timeline.tools import tools_of

HASH = re.compile(r"[0-9a-f]{12,64}")
SHORT = 7
"""Digits of a commit's hash that people write at least."""

TELLING = re.compile(r"(?=.*\d).{4,}")
"""A reference that can be looked for: "ATL-812" or "#4711"; "main" or "7" would be found everywhere."""

NUMBER = re.compile(r"[#!]?(\d+)")
TICKET = re.compile(r"[A-Za-z]\w*-\d+")
_KINDS = r"PR|MR|(?:pull|merge)[ _-]requests?|pull|issues?|tickets?|bugs?|story|stories|task|work item"
BEFORE_NUMBER = rf"(?:[#!]|\b(?:{_KINDS})[ /#!:]{{1,3}})"
"""What says that a bare number is a reference: "4711 rows" are none."""

MOST = 300
"""Outcomes looked for, the latest first: each takes a look into the search index."""

Before = tuple[int, int]
"""An outcome's place, and when the agent's last request before it was, µs."""

READ = 200
"""Prompts read at most for one outcome, the earliest first: the index tells words, not the signs between them."""


def links(
    case: CaseFile, activity: Activity, outcomes: list[Outcome], progress: Progress, agent_id: int | None = None
) -> list[Link]:
    """For each outcome the first request whose prompt names it, or a ticket it names; and with `agent_id` the last
    request before it, where a commit's trailer names the agent's tool (see assess/trailers.py), or where it was within
    two hours, if no other agent of the person came between. Raises Cancelled."""
    by_prompt = _by_prompt(case, activity, outcomes, progress)
    if agent_id is None:
        return by_prompt
    before = _before(activity, outcomes)
    by_trailer = _by_trailer(case, before, outcomes, agent_id, progress)
    return by_prompt + by_trailer + _by_time(case, before, outcomes, agent_id)


def _by_prompt(case: CaseFile, activity: Activity, outcomes: list[Outcome], progress: Progress) -> list[Link]:
    prompts, _ = np.unique(activity.prompt[activity.prompt != UNKNOWN], return_counts=True)  # far quicker with counts
    if not len(prompts):
        return []
    found: list[Link] = []
    seen: dict[str, int | None] = {}
    telling = [(number, told) for number, one in enumerate(outcomes) if (told := named_by(one))][-MOST:]
    for done, (number, references) in enumerate(telling):
        progress.report(done, len(telling))
        for one in references:
            if one not in seen:
                seen[one] = _first(case, activity, prompts, one)
        firsts = [first for one in references if (first := seen[one]) is not None]
        if firsts:
            found.append(Link(number, int(activity.at[min(firsts)])))
    return found


def named_by(outcome: Outcome) -> list[str]:
    """What to look for in prompts: what the outcome is called, and the tickets its title or branch names."""
    tickets = NAMED_TICKET.findall(f"{outcome.title} {outcome.branch or ''}")
    called = [outcome.reference] if TELLING.fullmatch(outcome.reference) else []
    return list(dict.fromkeys([*called, *tickets]))


def _before(activity: Activity, outcomes: list[Outcome]) -> list[Before]:
    """The last request before each outcome that has one."""
    at = np.array([outcome.at for outcome in outcomes], np.int64)
    last = np.searchsorted(activity.at, at, "right") - 1
    return [(number, int(activity.at[place])) for number, place in enumerate(last.tolist()) if place >= 0]


def _by_trailer(
    case: CaseFile, before: list[Before], outcomes: list[Outcome], agent_id: int, progress: Progress
) -> list[Link]:
    named = {number: tools_of(outcomes[number].helper) for number, _ in before if outcomes[number].agent is None}
    tools = frozenset[str]().union(*named.values())
    told = case.outcomes.importers(agent_id) if tools else {}
    agents = {id_: importers for mine in told.values() for id_, importers in mine.items()}
    found: list[Before] = []
    for tool in sorted(tools):
        using = users(tool, agents)
        if agent_id in using:
            helped = [(number, since) for number, since in before if tool in named.get(number, ())]
            found += _nearest(case, helped, outcomes, agent_id, using)
    found = sorted(set(found))[-MOST:]
    of_others = _of_others(case, [outcomes[number] for number, _ in found], agent_id, agents, progress)
    return [Link(*one, How.TRAILER) for one, taken in zip(found, of_others, strict=True) if not taken]


def _nearest(
    case: CaseFile, before: list[Before], outcomes: list[Outcome], agent_id: int, using: list[int]
) -> list[Before]:
    """Those of a day at most after the agent's request, with none of the others that use the tool between."""
    near = [(number, since) for number, since in before if outcomes[number].at - since <= LATEST]
    spans = [(since, outcomes[number].at) for number, since in near]
    nearer = case.outcomes.others_between(agent_id, spans, using)
    return [one for one, taken in zip(near, nearer, strict=True) if not taken]


def _of_others(
    case: CaseFile, found: list[Outcome], agent_id: int, agents: Iterable[int], progress: Progress
) -> list[bool]:
    """Whether each is an outcome of another agent of the person, by its branch or by a prompt that names it."""
    if not found:
        return []
    branches = case.outcomes.branches_beside(agent_id)
    beside = [case.events.activity(other) for other in agents if other != agent_id]
    prompts = [np.unique(other.prompt[other.prompt != UNKNOWN]) for other in beside]

    def is_named(reference: str) -> bool:
        return any(_first(case, *one, reference) is not None for one in zip(beside, prompts, strict=True))

    taken: list[bool] = []
    for done, one in enumerate(found):
        progress.report(done, len(found))
        taken.append(one.branch in branches or any(map(is_named, named_by(one))))
    return taken


def _by_time(case: CaseFile, before: list[Before], outcomes: list[Outcome], agent_id: int) -> list[Link]:
    near = [(number, since) for number, since in before if outcomes[number].at - since <= NEAR]
    others = case.outcomes.others_between(agent_id, [(since, outcomes[number].at) for number, since in near])
    return [Link(*one, How.TIME) for one, nearer in zip(near, others, strict=True) if not nearer]


def _first(case: CaseFile, activity: Activity, prompts: Ids, reference: str) -> int | None:
    """The first event whose prompt names a reference."""
    texts = case.search.find(written(reference), prompts)
    if not len(texts):
        return None
    places = np.flatnonzero(np.isin(activity.prompt, texts))
    _, firsts = np.unique(activity.prompt[places], return_index=True)
    for place in places[np.sort(firsts)][:READ].tolist():
        if names(case.families.text(int(activity.prompt[place])), reference):
            return place
    return None


def written(reference: str) -> str:
    """What to search for: its words as they stand, a commit by the beginning of its hash."""
    if HASH.fullmatch(reference):
        return reference[:SHORT]
    words = reference.replace('"', " ")
    return f'"{words}"'


def names(text: str, reference: str) -> bool:
    """Whether a text names this very reference: not ABC-123 for ABC-12, nor a number that stands for something else."""
    if HASH.fullmatch(reference):
        runs = re.findall(rf"(?<![0-9a-z]){reference[:SHORT]}[0-9a-f]*(?![0-9a-z])", text.lower())
        return any(reference.startswith(run) and not run.isdigit() for run in runs)
    if number := NUMBER.fullmatch(reference):
        return bool(re.search(rf"{BEFORE_NUMBER}{number[1]}(?![-.]?\w)", text, re.IGNORECASE))
    parts = re.escape(reference)
    if TICKET.fullmatch(reference):
        parts = parts.replace(r"\-", "[-_ ]")
    before = r"(?<!\w)(?<!\d[-./])" if reference[0].isdigit() else r"(?<!\w)"
    return bool(re.search(rf"{before}{parts}(?!\w)(?![-.]\d)", text, re.IGNORECASE))
