"""A large invented case, built once through the real store: a thousand agents, ninety days, ten million events.

Sizes by environment: BIG_CASE_EVENTS, BIG_CASE_AGENTS, BIG_CASE_PROMPTS. AUDITOR_BIG_CASE names the folder that keeps
the case from run to run. By hand: `python -m tests.benchmarks.big_case FOLDER`.
"""

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.columns import Batch, EventColumns
from auditor.records import Label, Outcome
from auditor.review import Draft, give_verdict, pin_span

Numbers = NDArray[np.int64]

EVENTS = int(os.environ.get("BIG_CASE_EVENTS", "10000000"))
AGENTS = int(os.environ.get("BIG_CASE_AGENTS", "1000"))
PROMPTS = int(os.environ.get("BIG_CASE_PROMPTS", "1000000"))
LARGEST = 0.1
"""The share of all events that one agent has."""

DAYS, START = 90, 1_788_220_800_000_000  # 1 Sep 2026
HOUR = 3_600_000_000
DAY = 24 * HOUR
FILES, BATCH, OUTCOMES, JUDGED = 9, 20_000, 50_000, AGENTS // 5
PERSONS = max(1, AGENTS // 4)
MODELS = ("large-4", "medium-4", "small-4", "small-3")
SUB_AGENTS = (None, None, None, "search", "review")
TEAMS = ("Depot", "Harbour", "Accounts", "Claims", "Web")
TEMPLATES = (
    "Check order {n} of the depot in Lund and say what is missing before noon.",
    "Summarise ticket T-{n}: what does the customer want, and who should answer?",
    "Rewrite paragraph {n} of the harbour report so that a new colleague understands it.",
    "Compare invoice {n} with its delivery note; list each line that differs, with both amounts.",
    "Read the log of run {n} and tell the first line that is not as usual.",
    "Draft a reply to claim {n}, polite, at most five sentences, without any promise.",
    "Continue.",
)


@dataclass(frozen=True, slots=True)
class Calls:
    """All calls in order of time: when, whose (agent numbers from 0), and which of the agent's it is."""

    at: Numbers
    agent: Numbers
    turn: Numbers


def big_case(folder: Path) -> Path:
    """The case in this folder, built if it is not there."""
    path = folder / f"big-{EVENTS}-{AGENTS}.auditcase"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_name("building.auditcase")
        for left in folder.glob("building.auditcase*"):
            left.unlink()
        build(part)
        part.rename(path)
    return path


def build(path: Path) -> None:
    """Make the case, and close it."""
    properties = Properties("Big case", "R. Okafor", timezone="Europe/Stockholm")
    with CaseFile.create(path, properties) as case:
        calls, prompts = made_calls(), made_prompts()
        for number, part in enumerate(np.array_split(np.arange(len(calls.at)), FILES)):
            begun = time.perf_counter()
            take_in(case, number, Calls(calls.at[part], calls.agent[part], calls.turn[part]), prompts)
            sys.stderr.write(f"file {number + 1} of {FILES}: {time.perf_counter() - begun:.0f} s\n")
        take_outcomes(case)
        case.derived.refresh()
        judge(case)


def sizes() -> Numbers:
    """Calls of each agent, the largest first: one has a tenth of all, the others are as uneven as life."""
    random = np.random.default_rng(1)
    weights = np.sort(random.lognormal(0, 0.8, AGENTS - 1))[::-1]
    first = round(EVENTS * LARGEST)
    rest = np.maximum(1, np.floor(weights / weights.sum() * (EVENTS - first))).astype(np.int64)
    rest[0] += EVENTS - first - rest.sum()
    return np.concatenate([[first], rest])


def made_calls() -> Calls:
    """Every third agent is a timer by day and night; the others work in the office hours of weekdays."""
    random = np.random.default_rng(2)
    at, agent, turn = [], [], []
    for number, count in enumerate(sizes().tolist()):
        if number % 3 == 0:
            moments = START + np.arange(count) * (DAYS * DAY // count) + random.integers(0, 4_000_000, count)
        else:
            day = random.integers(0, DAYS, count)
            day = np.where((day + 1) % 7 >= 5, day - (day > 2) * 2, day)
            moments = START + day * DAY + 6 * HOUR + random.integers(0, 9 * HOUR, count)
        at.append(np.sort(moments // 1000 * 1000))
        agent.append(np.full(count, number))
        turn.append(np.arange(count))
    order = np.argsort(np.concatenate(at), kind="stable")
    return Calls(*(np.concatenate(parts)[order] for parts in (at, agent, turn)))


def made_prompts() -> list[str]:
    """Different prompts, a share of them each agent's own; few templates."""
    return [TEMPLATES[number % len(TEMPLATES)].format(n=number) + f" ({number})" for number in range(PROMPTS)]


def take_in(case: CaseFile, number: int, calls: Calls, prompts: list[str]) -> None:
    """One export file of a gateway."""
    intake = case.sources.begin(f"/exports/gateway-{number}.csv", len(calls.at) * 200, "generic-table", 1)
    try:
        for start in range(0, len(calls.at), BATCH):
            some = slice(start, start + BATCH)
            part = Calls(calls.at[some], calls.agent[some], calls.turn[some])
            intake.take(Batch(EventColumns.made(len(part.at), columns(part, start, prompts))))
        intake.complete(sha256=f"{number:064x}", lines=len(calls.at))
    except BaseException:
        intake.discard()
        raise


def columns(calls: Calls, first_line: int, prompts: list[str]) -> dict[str, list[Any]]:
    """What the file tells of these calls."""
    random = np.random.default_rng(int(calls.at[0]))
    count, agents = len(calls.at), calls.agent.tolist()
    given = random.integers(2_000, 30_000, count)
    output = random.integers(20, 3_000, count)
    own = np.maximum(1, PROMPTS // AGENTS)
    wanted = (calls.agent * own + calls.turn * 7919 % own) % PROMPTS
    picks = random.integers(0, 60, count)
    return {
        "at": calls.at.tolist(),
        "agent": [f"agent-{number:04}" for number in agents],
        "line": list(range(first_line + 2, first_line + 2 + count)),
        "person": [f"person-{number % PERSONS:03}@example.org" for number in agents],
        "team": [TEAMS[number % len(TEAMS)] for number in agents],
        "session": [f"s{turn}" for turn in (calls.turn // 100).tolist()],
        "sub_agent": [SUB_AGENTS[pick % len(SUB_AGENTS)] for pick in picks.tolist()],
        "branch": [f"work-{number % 40}" for number in agents],
        "model": [MODELS[number % len(MODELS)] for number in agents],
        "input_tokens": given.tolist(),
        "cache_read_input_tokens": (given // 3).tolist(),
        "cache_creation_input_tokens": (given // 20).tolist(),
        "output_tokens": output.tolist(),
        "cost_microusd": (given * 3 + output * 15).tolist(),
        "duration_us": (output * 20_000).tolist(),
        "status": ["error" if pick == 0 else "ok" for pick in picks.tolist()],
        "prompt": [prompts[number] for number in wanted.tolist()],
    }


def take_outcomes(case: CaseFile) -> None:
    """What came out of the work: commits on branches, and tickets that name an agent."""
    random = np.random.default_rng(4)
    moments = np.sort(random.integers(START, START + DAYS * DAY, OUTCOMES)).tolist()
    intake = case.sources.begin("/exports/outcomes.json", OUTCOMES * 150, "git-log", 1)
    for start in range(0, OUTCOMES, BATCH):
        intake.add(list(made_outcomes(moments[start : start + BATCH], start)))
    intake.complete(sha256="f" * 64, lines=OUTCOMES)


def made_outcomes(moments: list[int], first: int) -> Iterator[Outcome]:
    """One for each moment."""
    for number, at in enumerate(moments, first):
        agent = number * 7 % AGENTS
        person = f"person-{agent % PERSONS:03}@example.org"
        told: dict[str, Any] = {"agent": f"agent-{agent:04}"} if number % 3 else {"branch": f"work-{agent % 40}"}
        kind = "ticket" if number % 3 else "commit"
        yield Outcome(at, kind, f"{kind}-{number}", number + 1, f"Work {number}", person=person, **told)


def judge(case: CaseFile) -> None:
    """Verdicts of some agents, each with an exhibit."""
    for agent in case.agents.all()[-JUDGED:]:
        pinned = pin_span(case, agent.id, START, START + DAY, "The first day")
        give_verdict(case, agent.id, Draft(Label.PADDING, ("no outcome",), 2, "Nothing came of it.", (pinned.id,)))


if __name__ == "__main__":
    sys.stdout.write(f"{big_case(Path(sys.argv[1]))}\n")
