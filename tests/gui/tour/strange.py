"""Agents with data as exports really hold them: huge, empty, of all ages, with clocks gone wrong."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.records import Outcome, UsageEvent
from tests.gui.records import DAY, MIDNIGHT, take

HOUR, MINUTE, SECOND = DAY // 24, DAY // 1440, DAY // 86_400
HUGE = 40_000
PROPERTIES = Properties("Strange clocks", "R. Okafor", timezone="Europe/Berlin")


def strange_case(folder: Path) -> Path:
    """A copy of a case whose agents are named after what is strange about them."""
    return Path(shutil.copy(_made(), folder / "strange.auditcase"))


@cache
def _made() -> Path:
    path = Path(mkdtemp(prefix="auditor-tests-")) / "strange.auditcase"
    with CaseFile.create(path, PROPERTIES) as case:
        take(case, "gateway", *ordinary(), *huge(), *clocks(), *untold())
    return path


def use(agent: str, at: int, **told: object) -> UsageEvent:
    base = {"person": "ann.example", "input_tokens": 4_000, "output_tokens": 200, "model": "small-2"}
    return UsageEvent(at=at, agent=agent, line=1, **(base | told))  # type: ignore[arg-type]


def ordinary() -> Iterator[UsageEvent | Outcome]:
    """A fortnight of work in sessions, with two models, sub-agents, failures and outcomes."""
    dice = Random(4)
    for day in range(14):
        for number in range(0 if day % 7 > 4 else 30):
            at = MIDNIGHT + day * DAY + 8 * HOUR + number * 15 * MINUTE + dice.randrange(9 * MINUTE)
            failed, planner = number % 11 == 3, number % 5 == 0
            yield use(
                "route planner", at, session=f"s-{day}-{number // 6}", sub_agent="planner" if planner else None,
                model="large-5" if planner else "small-2", status="rate limited" if failed else "ok",
                cache_read_input_tokens=2_500, cost_microusd=21_000 + 13 * number,
                duration_us=dice.randrange(2, 90) * SECOND,
                prompt=f"Plan tour {1000 + number} for 2026-11-{2 + day:02d} with {dice.randrange(3, 40)} stops",
            )  # fmt: skip
        if day % 3 == 1:
            reference = f"TOUR-{100 + day}"
            yield Outcome(MIDNIGHT + day * DAY + 16 * HOUR, "ticket_closed", reference, 1, "Tour", "ann.example")


def huge() -> Iterator[UsageEvent]:
    """A request every two minutes, day and night; one of them with two million tokens."""
    for number in range(HUGE):
        tokens = 2_000_000 if number == HUGE // 3 else 900
        at = MIDNIGHT - 60 * DAY + number * 2 * MINUTE
        yield use("every other minute", at, input_tokens=tokens, session=f"m-{number // 60}")


def clocks() -> Iterator[UsageEvent]:
    """Times that no calendar of the case expects."""
    yield use("only one", MIDNIGHT)
    for number in range(40):
        yield use("same millisecond", MIDNIGHT + number % 2, session=f"x-{number}")
        yield use("ten years", MIDNIGHT - number * 91 * DAY)
        yield use("out of order", MIDNIGHT + (number * 17 % 40) * HOUR, duration_us=3 * HOUR)
        yield use("1970 and 2100", 0 if number == 0 else 130 * 365 * DAY if number == 39 else MIDNIGHT + number * HOUR)
        jump = 2 * HOUR if number > 20 else 0
        yield use("clock set back", MIDNIGHT + number * 10 * MINUTE - jump, session="one")


def untold() -> Iterator[UsageEvent]:
    """Requests of which little is told, or what cannot be."""
    for number in range(60):
        at = MIDNIGHT + number * 47 * MINUTE
        bare = {"input_tokens": None, "output_tokens": None, "model": None}
        yield use("nothing told", at, **bare)
        yield use("negative latency", at, duration_us=-5 * SECOND if number % 3 else 4 * SECOND)
        yield use("all failed", at, status="error", output_tokens=0)
        yield use("text withheld", at, input_tokens=21_900 + number % 4, prompt=f"{number % 3:064x}")
