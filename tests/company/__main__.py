"""`python -m tests.company resources/sample`: write the sample's exports there, and its truth beside this file."""

import json
import shutil
import sys
from dataclasses import asdict
from pathlib import Path

from tests.company import Company, analytics, kiro, litellm, sample
from tests.company.archive import iso
from tests.company.company import FIRST_DAY, WEEKLY_TARGET
from tests.company.gateway import BROKEN
from tests.company.rhythm import DAY

TRUTH = Path(__file__).with_name("truth.json")


def truth_text(company: Company) -> str:
    """Who pads, the expected totals, and what is told beside them, as JSON."""
    agents = [{"person": person, "agent": agent, **asdict(told)} for (person, agent), told in company.truth.items()]
    facts = {"announced": "2026-09-28", "report_weekday": "fri", "weekly_target": WEEKLY_TARGET, "days": company.days}
    rejected = {"gateway_usage.csv.gz": len(BROKEN), f"claude-code/{company.first_coder}.zip": 1}
    beside = {"analytics": _analytics(company), "kiro": _kiro(company), "told_again": _told_again(company)}
    return json.dumps({**facts, "rejected": rejected, **beside, "agents": agents}, indent=1) + "\n"


def _analytics(company: Company) -> dict[str, object]:
    """What the vendor's sums say of everybody, and which use in them no transcript tells."""
    persons: dict[str, analytics.Counts] = {}
    for agent in company.claude_code:
        persons.setdefault(agent.plan.person.home, analytics.Counts()).add(*analytics.total(agent).amounts)
    gone: list[dict[str, object]] = []
    for agent, told in zip(company.undelivered, company.beside.undelivered, strict=True):
        days = sorted({iso(day * DAY)[:10] for day, _ in analytics.by_day(agent)})
        one: dict[str, object] = {"person": agent.plan.person.home, "why": told.why, "days": days}
        gone.append(one | {"calls": agent.plan.calls, **analytics.total(agent).tokens})
    sums = [{"person": home, **told.tokens} for home, told in sorted(persons.items())]
    return {"file": analytics.PATH, "persons": sums, "undelivered": gone}


def _kiro(company: Company) -> dict[str, object]:
    """Credits (in millionths) and messages of everybody who uses Kiro."""
    persons: list[dict[str, object]] = []
    for use in company.beside.kiro:
        days = list(kiro.days(use, FIRST_DAY, company.seed))
        credits, messages = sum(day.microcredits for day in days), sum(sum(day.messages) for day in days)
        dates = len({day.day for day in days})
        persons.append({"person": use.person.home, "days": dates, "microcredits": credits, "messages": messages})
    return {"file": kiro.PATH, "persons": persons}


def _told_again(company: Company) -> dict[str, object]:
    """How many calls of which agents stand in the gateway's log too; they count once."""
    agents = [
        {"person": agent.plan.person.home, "agent": agent.plan.name, "events": len(list(litellm.rows(agent, since)))}
        for agent, since in company.told_again
    ]
    return {"file": litellm.PATH, "rule": "duplicate-source", "agents": agents}


def main(folder: Path) -> None:
    """Write everything anew."""
    company = sample()
    shutil.rmtree(folder / "exports", ignore_errors=True)
    company.write(folder / "exports")
    TRUTH.write_text(truth_text(company), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
