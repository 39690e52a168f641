"""Real billing exports, where they lie beside the repository, against sums computed without this program."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from auditor.importers import IMPORTERS
from auditor.importers.files.export_file import ExportFile
from auditor.importers.reports import focus
from auditor.records import ImportIssue, UsageAggregate

EXPORTS = Path(__file__).parents[2].parent / "shared" / "exports"
BILL = EXPORTS / "focus/focus_sample_1.0_1000rows.csv"
TRACE = EXPORTS / "traces/azure/AzureLLMInferenceTrace_code.csv"
GATEWAYS = {
    "litellm-spend-logs", "cursor-usage", "openrouter-activity", "helicone", "azure-openai-log", "vertex-request-log",
    "focus",
}  # fmt: skip
OTHERS = sorted(p for p in EXPORTS.rglob("*") if p.is_file() and p != BILL) if EXPORTS.is_dir() else []
pytestmark = pytest.mark.skipif(not EXPORTS.is_dir(), reason="no real exports beside the repository")


def test_a_real_bill_gives_its_ai_charges_and_counts_the_others() -> None:
    with BILL.open(encoding="utf-8", newline="") as file:
        charges = [row for row in csv.DictReader(file) if row["ServiceCategory"] == "AI and Machine Learning"]
    records = list(focus.IMPORTER.read(ExportFile.at(BILL)))
    found = [record for record in records if isinstance(record, UsageAggregate)]
    assert len(found) == len(charges) == 9 and {sum_.unit for sum_ in found} == {"usd"}
    exact = sum(Decimal(row["BilledCost"]) for row in charges) * 1_000_000
    assert abs(sum(sum_.quantity for sum_ in found) - exact) <= Decimal("0.5")
    assert len({sum_.key for sum_ in found}) == 9 and sum(sum_.quantity < 0 for sum_ in found) == 3
    (warning,) = [record for record in records if isinstance(record, ImportIssue)]
    assert warning.reason.startswith("991 charges of other services passed over")


def test_a_trace_without_agent_and_person_is_claimed_by_nobody() -> None:
    peek = ExportFile.at(TRACE).peek()
    assert [importer.name for importer in IMPORTERS if importer.matches(peek)] == []


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.relative_to(EXPORTS).as_posix()[-60:])
def test_no_other_real_file_is_claimed_by_a_gateway_s_importer(path: Path) -> None:
    peek = ExportFile.at(path).peek()
    assert [one.name for one in IMPORTERS if one.name in GATEWAYS and one.matches(peek)] == []
