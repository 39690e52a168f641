"""The invented company: always the same, small enough, and its truth is what a careful reader of its files finds."""

import csv
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.company import KINDS, Company, analytics, sample, write_gateway_csv
from tests.company.__main__ import TRUTH, truth_text
from tests.company.agent import Plan
from tests.company.archive import unpacked
from tests.company.kind import Kind
from tests.company.models import NEWER, PRICES
from tests.company.people import Person

EXPORTS = Path(__file__).parents[1] / "resources" / "sample" / "exports"
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def company() -> Company:
    return sample()


@pytest.fixture(scope="module")
def written(company: Company, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    company.write(folder)
    return folder


def files_below(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def lines_of(folder: Path, pattern: str) -> list[tuple[str, dict[str, Any]]]:
    """Member path and parsed line of all archives; half a line is left out."""
    found = []
    for archive in sorted(folder.glob(pattern)):
        for name, content in unpacked(archive).items():
            whole = (line for line in content.decode().split("\n") if line.endswith("}"))
            found += [(f"{archive.stem}/{name}", json.loads(line)) for line in whole]
    return found


def of_format(company: Company, form: str) -> dict[tuple[str, str], tuple[int, int, int]]:
    return {key: (t.events, t.input_tokens, t.output_tokens) for key, t in company.truth.items() if t.format == form}


def summed(counts: dict[tuple[str, str], list[tuple[int, int]]]) -> dict[tuple[str, str], tuple[int, int, int]]:
    return {key: (len(calls), sum(i for i, _ in calls), sum(o for _, o in calls)) for key, calls in counts.items()}


def test_the_committed_sample_is_what_the_generator_writes(written: Path) -> None:
    """Contents, not archives, are compared: another zlib packs the same bytes otherwise."""
    new, committed = files_below(written), files_below(EXPORTS)
    assert list(new) == list(committed)
    assert [name for name in new if unpacked(new[name]) != unpacked(committed[name])] == []


def test_writing_twice_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    sample().write(tmp_path)
    first, second = files_below(written), files_below(tmp_path)
    assert [name for name in first if first[name].read_bytes() != second[name].read_bytes()] == []


def test_the_committed_truth_is_current(company: Company) -> None:
    assert TRUTH.read_text(encoding="utf-8") == truth_text(company)


def test_the_sample_is_small_but_worth_reviewing(company: Company) -> None:
    truth = company.truth
    assert sum(path.stat().st_size for path in files_below(EXPORTS).values()) < 6 * MEGABYTE
    assert (len(company.people), len(truth)) == (12, 40)
    assert sum(told.events for told in truth.values()) >= 30_000
    assert sum(told.padding for told in truth.values()) == 10


def test_every_padding_kind_has_an_honest_twin() -> None:
    kinds = {kind.name: kind for kind in KINDS}
    assert len(kinds) == len(KINDS)
    assert [kind.name for kind in KINDS if kinds[kind.twin].padding == kind.padding] == []


def test_transcripts_add_up_to_the_truth_by_the_maximum_of_every_message_id(company: Company, written: Path) -> None:
    calls: dict[str, tuple[tuple[str, str], int, int]] = {}
    for _, line in lines_of(written, "claude-code/*.zip"):
        if line["type"] == "assistant":
            usage, (_, _, home, project) = line["message"]["usage"], line["cwd"].split("/")
            given = sum(usage[name] for name in usage if name.endswith("input_tokens"))
            seen = calls.get(line["message"]["id"], (0, 0, 0))[2]
            calls[line["message"]["id"]] = (home, project), given, max(seen, usage["output_tokens"])
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for key, given, out in calls.values():
        found.setdefault(key, []).append((given, out))
    assert summed(found) == of_format(company, "claude-code")


def test_transcripts_hold_the_traps_of_real_ones(written: Path) -> None:
    lines = lines_of(written, "claude-code/*.zip")
    ids = [(name, line["message"]["id"]) for name, line in lines if line["type"] == "assistant"]
    assert len(ids) > 1.3 * len(set(ids)), "streamed repeats"
    assert any(count > 1 for count in Counter(call for _, call in set(ids)).values()), "a resumed session"
    assert any("/subagents/agent-" in name for name, _ in lines)
    assert any(line.get("data", {}).get("type") == "agent_progress" for _, line in lines)


def test_openclaw_sessions_add_up_to_the_truth(company: Company, written: Path) -> None:
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for name, line in lines_of(written, "openclaw/*.zip"):
        if line.get("message", {}).get("role") == "assistant":
            usage, parts = line["message"]["usage"], name.split("/")
            given = usage["input"] + usage["cacheRead"] + usage["cacheWrite"]
            found.setdefault((parts[0], parts[5]), []).append((given, usage["output"]))
    assert summed(found) == of_format(company, "openclaw")


def test_bedrock_logs_add_up_to_the_truth(company: Company, written: Path) -> None:
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for path in written.glob("bedrock/**/*.json.gz"):
        for record in map(json.loads, gzip.decompress(path.read_bytes()).splitlines()):
            person = record["identity"]["arn"].rsplit("/")[-1].split("@")[0]
            given = sum(count for name, count in record["input"].items() if name.endswith("TokenCount"))
            call = given, record["output"].get("outputTokenCount", 0)
            found.setdefault((person, record["requestMetadata"]["agent"]), []).append(call)
    assert summed(found) == of_format(company, "bedrock")


def test_the_gateway_table_adds_up_to_the_truth_and_has_two_broken_rows(company: Company, written: Path) -> None:
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    with gzip.open(written / "gateway_usage.csv.gz", "rt", encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    for row in rows[:-2]:
        call = int(row["input_tokens"] or 0), int(row["output_tokens"] or 0)
        found.setdefault((row["employee"].split("@")[0], row["agent"]), []).append(call)
    assert summed(found) == of_format(company, "gateway")
    assert [row["request_id"] for row in rows[-2:]] == ["rq-lost-1", "rq-lost-2"]
    assert [row["timestamp"] for row in rows[:-2]] == sorted(row["timestamp"] for row in rows[:-2])


def test_the_vendors_sums_add_up_to_the_truth_and_hold_what_was_not_delivered(company: Company, written: Path) -> None:
    with gzip.open(written / analytics.PATH, "rt", encoding="utf-8") as file:
        records = [record for line in file for record in json.loads(line)["data"]]
    found: Counter[str] = Counter()
    for record in records:
        person = record["actor"]["email_address"].split("@")[0]
        found[person] += sum(sum(model["tokens"].values()) for model in record["model_breakdown"])
    known: Counter[str] = Counter()
    for (person, _), told in company.truth.items():
        if told.format == "claude-code":
            known[person] += told.input_tokens + told.output_tokens
    for gone in json.loads(TRUTH.read_text(encoding="utf-8"))["analytics"]["undelivered"]:
        known[gone["person"]] += gone["input_tokens"] + gone["output_tokens"]
    assert found == known


def test_claude_code_calls_models_that_no_other_format_calls(written: Path) -> None:
    """Else a person's other use would stand beside the vendor's sums, which do not hold it."""
    coded = {
        line["message"]["model"] for _, line in lines_of(written, "claude-code/*.zip") if line["type"] == "assistant"
    }
    assert coded == set(NEWER.values())
    assert not coded & set(PRICES)


def test_filler_stops_just_above_the_weekly_target(company: Company) -> None:
    facts = json.loads(TRUTH.read_text(encoding="utf-8"))
    emil = [
        agent.track.weekly(1_790_553_600_000, 5) for agent in company.agents if agent.plan.person.home == "emil.ostrow"
    ]
    assert all(1 <= week / facts["weekly_target"] < 1.1 for week in sum(emil))


@pytest.mark.parametrize(
    ("people", "agents", "days", "events"), [(1, 2, 3, 60), (5, 17, 30, 2_000), (60, 240, 90, 20_000)]
)
def test_companies_come_in_any_size(people: int, agents: int, days: int, events: int) -> None:
    truth = Company(7, people, agents, days, events).truth
    assert len(truth) == agents
    assert sum(told.events for told in truth.values()) == events


@pytest.mark.parametrize("share", [0.0, 0.15, 0.5])
def test_about_the_wished_share_of_agents_pads(share: float) -> None:
    truth = Company(3, 60, 200, 60, 8_000, padding=share).truth
    assert sum(told.padding for told in truth.values()) / len(truth) == pytest.approx(share, abs=0.02)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_can_be_written_in_each_of_its_formats(kind: Kind, tmp_path: Path) -> None:
    person = Person("mira.holt", "Routing")
    planned = [Plan(person, f"a-{form}", kind, form, 40) for form in kind.formats]
    company = Company(planned=planned)
    company.write(tmp_path)
    assert [told.events for told in company.truth.values()] == [40] * len(kind.formats)
    assert len(files_below(tmp_path)) >= len(kind.formats) + 2


def test_another_seed_is_another_company() -> None:
    assert Company(1, events=2_000).truth != Company(2, events=2_000).truth
    assert Company(2, events=2_000).truth == Company(2, events=2_000).truth


def test_a_big_table_has_as_many_rows_as_asked(tmp_path: Path) -> None:
    company = write_gateway_csv(tmp_path / "big.csv", events=5_000)
    with (tmp_path / "big.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) == 5_000
    assert sum(int(row["input_tokens"] or 0) for row in rows) == sum(t.input_tokens for t in company.truth.values())
