"""`python -m tests.company.hard 11 folder`: the export files of the hard company of that seed, and its truth."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from tests.company.hard.company import HardCompany, hard_company


def truth_text(company: HardCompany) -> str:
    """The dates, and what each agent is, as JSON."""
    agents = [{"person": person, "agent": agent, **asdict(told)} for (person, agent), told in company.truth.items()]
    facts = {"announced": company.announced.isoformat(), "weekly_target": company.weekly_target}
    return json.dumps({**facts, "report_weekday": company.report_weekday, "agents": agents}, indent=1) + "\n"


def main(seed: int, folder: Path) -> None:
    """Write both; the truth beside the exports, not among them."""
    company = hard_company(seed)
    company.write(folder / "exports")
    (folder / "truth.json").write_text(truth_text(company), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
