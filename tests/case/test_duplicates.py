"""The same use told by two sources counts once, whichever came first; what only looks alike counts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.case.verification import verify
from auditor.records import Source, UsageEvent

SECOND = 1_000_000
NOON = 1_793_620_800 * SECOND


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    with CaseFile.create(tmp_path / "twins.auditcase", Properties("Twins", "R. Okafor")) as case:
        yield case


def take(case: CaseFile, importer: str, events: Iterable[UsageEvent]) -> Source:
    name = f"{importer}-{case.sources.count()}"
    intake = case.sources.begin(name, 1, importer, 1)
    intake.add(list(events))
    intake.complete(sha256=name, lines=1)
    case.derived.refresh()
    return case.sources.all()[-1]


def calls(count: int, *, start: int = NOON, every: int = 60, **told: object) -> list[UsageEvent]:
    """Calls a minute apart with counts of their own."""
    base = UsageEvent(at=start, agent="reader", line=1, person="ann@example.test", session="s")
    return [
        replace(
            base, at=start + i * every * SECOND, line=i + 1, input_tokens=1000 + 7 * i, output_tokens=20 + i, **told
        )  # type: ignore[arg-type]
        for i in range(count)
    ]


def seen_by_the_gateway(events: list[UsageEvent], **changed: object) -> list[UsageEvent]:
    """The same calls as another system tells them: begun 4 s before, no session."""
    changed = {"agent": "key ann-1", "session": None, **changed}
    return [replace(event, at=event.at - 4 * SECOND, **changed) for event in events]  # type: ignore[arg-type]


def counted(case: CaseFile) -> dict[str, int]:
    return {agent.name: agent.totals.events for agent in case.agents.all()}


def sound(case: CaseFile) -> bool:
    return all(check.ok is not False for check in verify(case))


def test_a_transcript_and_a_gateway_that_tell_the_same_calls_count_once(case: CaseFile) -> None:
    transcript = calls(20)
    take(case, "transcript", transcript)
    source = take(case, "gateway", seen_by_the_gateway(transcript))
    assert counted(case) == {"reader": 20}
    assert source.rules == {"duplicate-source": 20} and source.raw.events == 20 and source.events == 0
    assert any("stand in source 1 (transcript) too" in warning for warning in source.warnings)
    assert sound(case)


def test_the_source_that_tells_more_counts_though_it_came_later(case: CaseFile) -> None:
    transcript = calls(20)
    take(case, "gateway", seen_by_the_gateway(transcript))
    source = take(case, "transcript", transcript)
    assert counted(case) == {"reader": 20} and source.rules == {}
    assert sound(case)


def test_calls_that_only_one_of_the_two_tells_count(case: CaseFile) -> None:
    transcript = calls(20)
    take(case, "transcript", transcript)
    others = calls(300, start=NOON + 30 * SECOND, every=7)
    others = [replace(event, agent="key bob-1", person="bob@example.test", output_tokens=9) for event in others]
    take(case, "gateway", seen_by_the_gateway(transcript) + others)
    assert counted(case) == {"reader": 20, "key bob-1": 300}


def test_calls_of_different_persons_are_never_one_but_it_is_said(case: CaseFile) -> None:
    transcript = calls(20)
    take(case, "transcript", transcript)
    source = take(case, "gateway", seen_by_the_gateway(transcript, person="bob@example.test"))
    assert counted(case) == {"reader": 20, "key ann-1": 20}
    assert any("another person's" in warning for warning in source.warnings)


def test_calls_of_no_known_person_can_be_the_same(case: CaseFile) -> None:
    transcript = calls(20)
    take(case, "transcript", transcript)
    take(case, "gateway", seen_by_the_gateway(transcript, person=None))
    assert counted(case) == {"reader": 20}


@pytest.mark.parametrize(
    "change",
    [{"output_tokens": 1}, {"at": NOON + 86_400 * SECOND}, {"cache_read_input_tokens": 3}],
    ids=["other counts", "another day", "other cached input"],
)
def test_calls_that_differ_count_both(case: CaseFile, change: dict[str, int]) -> None:
    take(case, "transcript", calls(20, cache_read_input_tokens=5))
    take(case, "gateway", [replace(event, agent="key", **change) for event in calls(20, cache_read_input_tokens=5)])
    assert sum(counted(case).values()) == 40


def test_chance_makes_no_duplicates(case: CaseFile) -> None:
    """A timer with one fixed prompt has the same counts in every call: equal counts alone convince nobody."""
    alike = [replace(event, input_tokens=1200, output_tokens=5) for event in calls(50)]
    take(case, "transcript", alike)
    take(case, "gateway", [replace(event, agent="key", person=None) for event in alike[::3]] + calls(40, every=61))
    assert sum(counted(case).values()) == 50 + 17 + 40


def test_exports_without_ids_that_share_days_count_the_shared_rows_once(case: CaseFile) -> None:
    rows = calls(30)
    take(case, "billing", rows[:20])
    source = take(case, "billing", rows[10:])
    assert counted(case) == {"reader": 30} and source.rules == {"overlapping-window": 10}
    assert sound(case)


def test_equal_rows_within_one_export_all_count(case: CaseFile) -> None:
    take(case, "billing", calls(1) * 5)
    assert counted(case) == {"reader": 5}


def test_an_export_split_in_two_counts_as_the_whole(case: CaseFile) -> None:
    rows = calls(10)
    rows[5] = rows[4]  # twice the same, legitimately, and cut apart just between the two
    take(case, "billing", rows[:5])
    take(case, "billing", rows[5:])
    assert counted(case) == {"reader": 10}


def test_rows_dealt_to_two_files_count_all(case: CaseFile) -> None:
    rows = calls(40)
    rows[21] = rows[20]
    take(case, "billing", rows[::2])
    take(case, "billing", rows[1::2])
    assert counted(case) == {"reader": 40}


def test_an_import_taken_back_leaves_the_others_counted(case: CaseFile) -> None:
    transcript = calls(20)
    take(case, "gateway", seen_by_the_gateway(transcript))
    intake = case.sources.begin("transcript", 1, "transcript", 1)
    intake.add(transcript)
    intake.discard()
    assert counted(case) == {"key ann-1": 20} and sound(case)


def test_many_calls_are_compared_in_parts(case: CaseFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.case.duplicates.AT_ONCE", 7)
    transcript = calls(50)
    take(case, "transcript", transcript)
    assert take(case, "gateway", seen_by_the_gateway(transcript)).rules == {"duplicate-source": 50}
    rows = [replace(event, at=event.at + 10**12) for event in calls(40)]
    take(case, "billing", rows[:30])
    assert take(case, "billing", rows[10:]).rules == {"overlapping-window": 20}


def test_equal_calls_of_another_person_do_not_stand_in_the_way(case: CaseFile) -> None:
    transcript = calls(20)
    both = seen_by_the_gateway(transcript, person="bob@example.test", agent="key bob-1")
    both = [replace(event, at=event.at - SECOND) for event in both] + seen_by_the_gateway(transcript)
    take(case, "gateway", both)
    source = take(case, "transcript", transcript)
    assert counted(case) == {"reader": 20, "key bob-1": 20}
    assert not any("another person" in warning for warning in source.warnings)
