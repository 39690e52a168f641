"""`python -m tests.company resources/sample`: write the sample's exports there, and its truth beside this file."""

import json
import shutil
import sys
from dataclasses import asdict
from pathlib import Path

from tests.company import Company, sample
from tests.company.company import WEEKLY_TARGET
from tests.company.gateway import BROKEN

TRUTH = Path(__file__).with_name("truth.json")


def truth_text(company: Company) -> str:
    """Who pads and the expected totals, as JSON."""
    agents = [{"person": person, "agent": agent, **asdict(told)} for (person, agent), told in company.truth.items()]
    facts = {"announced": "2026-09-28", "report_weekday": "fri", "weekly_target": WEEKLY_TARGET, "days": company.days}
    rejected = {"gateway_usage.csv.gz": len(BROKEN), f"claude-code/{company.first_coder}.zip": 1}
    return json.dumps({**facts, "rejected": rejected, "agents": agents}, indent=1) + "\n"


def main(folder: Path) -> None:
    """Write everything anew."""
    company = sample()
    shutil.rmtree(folder / "exports", ignore_errors=True)
    company.write(folder / "exports")
    TRUTH.write_text(truth_text(company), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
