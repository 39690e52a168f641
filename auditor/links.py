"""Use case: which requests of an agent tie an outcome to it: a prompt that names it, or none but time between them."""

import re

import numpy as np

from auditor.case.case_file import CaseFile
from auditor.case.search import Ids
from auditor.progress import Progress
from auditor.records import UNKNOWN, Activity, Outcome
from auditor.said.references import TICKET as NAMED_TICKET
from auditor.timeline.lane import Link
from auditor.timeline.ties import NEAR, How

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

READ = 200
"""Prompts read at most for one outcome, the earliest first: the index tells words, not the signs between them."""


def links(
    case: CaseFile, activity: Activity, outcomes: list[Outcome], progress: Progress, agent_id: int | None = None
) -> list[Link]:
    """For each outcome the first request whose prompt names it, or a ticket it names; and with `agent_id` the last
    request in the two hours before it, if no other agent of the person came between. Raises Cancelled."""
    by_prompt = _by_prompt(case, activity, outcomes, progress)
    return by_prompt if agent_id is None else by_prompt + _by_time(case, activity, outcomes, agent_id)


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


def _by_time(case: CaseFile, activity: Activity, outcomes: list[Outcome], agent_id: int) -> list[Link]:
    at = np.array([outcome.at for outcome in outcomes], np.int64)
    last = np.searchsorted(activity.at, at, "right") - 1
    before = [(number, int(activity.at[place])) for number, place in enumerate(last.tolist()) if place >= 0]
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
