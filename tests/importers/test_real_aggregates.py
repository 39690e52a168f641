"""Real and schema-faithful exports of vendors' sums, where they lie beside the repository, added up on their own."""

import csv
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile
from auditor.importers.reports import copilot_usage, copilot_user_metrics
from auditor.records import ImportIssue, Severity, UsageAggregate

COPILOT = Path(__file__).parents[2].parent / "shared" / "exports" / "github-copilot"
pytestmark = pytest.mark.skipif(not COPILOT.is_dir(), reason="no real exports beside the repository")


def sums(importer: Importer, path: Path) -> list[UsageAggregate]:
    records = list(importer.read(ExportFile.at(path)))
    assert not [one for one in records if isinstance(one, ImportIssue) and one.severity is Severity.REJECTED]
    return [one for one in records if isinstance(one, UsageAggregate)]


def by_unit(found: list[UsageAggregate]) -> dict[str, Decimal]:
    """What a case counts: of several sums under one key and unit the greatest."""
    kept: dict[tuple[str | None, str], int] = {}
    for one in found:
        kept[one.key, one.unit] = max(one.quantity, kept.get((one.key, one.unit), 0))
    total: Counter[str] = Counter()
    for (_, unit), quantity in kept.items():
        total[unit] += quantity
    return {unit: Decimal(quantity) / 1_000_000 for unit, quantity in total.items()}


def total(rows: list[dict[str, Any]], name: str) -> Decimal:
    return sum((Decimal(str(row[name])) for row in rows if row.get(name) is not None), Decimal(0))


def rounded(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.000001"))


def test_a_real_premium_request_report_gives_its_sums_none_merged() -> None:
    path = COPILOT / "premium-requests/pru-example.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found = sums(copilot_usage.IMPORTER, path)
    assert by_unit(found) == {"requests": rounded(total(rows, "quantity")), "usd": rounded(total(rows, "gross_amount"))}
    assert {one.person for one in found} == {row["username"] or None for row in rows}


def test_the_billing_api_s_answer_gives_requests_and_credits_apart() -> None:
    path = COPILOT / "ai-credit-usage/billing-credits.json"
    items = json.loads(path.read_text())["usageItems"]
    assert by_unit(sums(copilot_usage.IMPORTER, path)) == {
        "requests": rounded(total([item for item in items if item["unitType"] == "requests"], "grossQuantity")),
        "credits": rounded(total([item for item in items if item["unitType"] == "ai-credits"], "grossQuantity")),
        "usd": rounded(total(items, "grossAmount")),
    }


REPORTS = ["organization-users-28-day", "organization-users-1-day", "enterprise-users-28-day", "enterprise-users-1-day"]


@pytest.mark.parametrize("name", REPORTS)
def test_reports_by_user_give_messages_credits_and_tokens(name: str) -> None:
    path = COPILOT / f"usage-metrics-api/{name}-report.json"
    report = json.loads(path.read_text())
    rows = report.get("day_totals") or report["user_totals"]
    clis = [row["totals_by_cli"] for row in rows if "totals_by_cli" in row]
    expected = {
        "messages": total(rows, "user_initiated_interaction_count"),
        "credits": total(rows, "ai_credits_used"),
        "requests": total(clis, "request_count"),
        "input_tokens": total([cli["token_usage"] for cli in clis], "prompt_tokens_sum"),
        "output_tokens": total([cli["token_usage"] for cli in clis], "output_tokens_sum"),
    }
    assert by_unit(sums(copilot_user_metrics.IMPORTER, path)) == {k: v for k, v in expected.items() if clis or v}


def test_the_day_in_the_1_day_report_is_one_of_the_28() -> None:
    short, long = (
        {one.key for one in sums(copilot_user_metrics.IMPORTER, COPILOT / f"usage-metrics-api/{name}-report.json")}
        for name in ("organization-users-1-day", "organization-users-28-day")
    )
    assert short & long
