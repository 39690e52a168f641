"""Families in the case: found out once, kept beside the events, gone when these change."""

from pathlib import Path

import numpy as np
import pytest

from auditor import beside, grouping
from auditor.case.case_file import CaseFile
from auditor.errors import Cancelled, CaseError
from auditor.grouping import group
from auditor.progress import Progress
from tests.families.cases import add, case_of, families_of
from tests.families.invented import timer

PROMPTS = timer(60)
HAIKU = "Write a haiku about deployment ‹number›"
INBOX = "Summarise the following inbox for ‹date› ‹time›. ‹number› new mails."


def families(case: CaseFile) -> dict[str, int]:
    return families_of(case.events.activity(1))


def test_an_agent_gets_its_families(tmp_path: Path):
    with case_of(tmp_path / "a.auditcase", PROMPTS) as case:
        assert case.families.missing() == [1]
        assert families(case) == {}
        group(case, 1)
        assert case.families.missing() == []
        assert families(case) == {INBOX: 57, HAIKU: 3}


def test_they_are_there_when_the_case_is_opened_again(tmp_path: Path):
    with case_of(tmp_path / "a.auditcase", PROMPTS) as case:
        group(case, 1)
    with CaseFile.open(tmp_path / "a.auditcase", readonly=True) as case:
        assert families(case) == {INBOX: 57, HAIKU: 3}


def test_more_events_make_them_missing_again(tmp_path: Path):
    with case_of(tmp_path / "a.auditcase", PROMPTS) as case:
        group(case, 1)
        add(case, ["Thanks!"] * 5, first=1000)
        assert (case.families.missing(), families(case)) == ([1], {})
        group(case, 1)
        assert families(case) == {INBOX: 57, "Thanks!": 5, HAIKU: 3}


def test_events_without_text_go_by_size(tmp_path: Path):
    with case_of(tmp_path / "a.auditcase", [None, "<REDACTED>", "Fix it", None]) as case:
        group(case, 1)
        assert families(case) == {"no text, ≈ 20.0 k tokens in": 3, "Fix it": 1}


def test_grouping_twice_gives_the_same(tmp_path: Path):
    with case_of(tmp_path / "a.auditcase", PROMPTS) as case:
        group(case, 1)
        before = case.events.activity(1)
        group(case, 1)
        after = case.events.activity(1)
        assert np.array_equal(before.family, after.family)
        assert before.families == after.families


def test_a_process_of_its_own_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with case_of(tmp_path / "a.auditcase", PROMPTS) as case:
        monkeypatch.setattr(grouping, "APART_FROM", 1)
        group(case, 1)
        assert families(case) == {INBOX: 57, HAIKU: 3}


@pytest.mark.parametrize("apart_from", [1, 1000])
def test_it_can_be_cancelled_and_done_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, apart_from: int):
    monkeypatch.setattr(grouping, "APART_FROM", apart_from)
    progress = Progress()
    progress.cancel()
    with case_of(tmp_path / "a.auditcase", PROMPTS) as case:
        case.packed.pack(1)
        with pytest.raises(Cancelled):
            group(case, 1, progress)
        assert case.families.missing() == [1]
        group(case, 1)
        assert case.families.missing() == []


def test_a_process_that_ends_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(grouping, "APART_FROM", 1)
    monkeypatch.setattr(beside, "START", "import sys; sys.stdin.buffer.read(10)")
    with case_of(tmp_path / "a.auditcase", PROMPTS) as case, pytest.raises(CaseError, match="ended unexpectedly"):
        group(case, 1)


def test_a_fault_in_the_other_process_is_raised_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(grouping, "APART_FROM", 1)
    monkeypatch.setattr(Path, "__reduce__", lambda _: (str, ("/nowhere/a.auditcase",)))
    with case_of(tmp_path / "a.auditcase", PROMPTS) as case, pytest.raises(RuntimeError, match="str"):
        group(case, 1)


def test_of_a_long_prompt_both_ends_come_and_cut_characters_do_not(tmp_path: Path):
    long = "ä€😀" * 4000 + "End."
    with case_of(tmp_path / "a.auditcase", [long, "short"]) as case:
        page = next(iter(case.families.texts(np.unique(case.events.activity(1).prompt))))
        texts = sorted((text for _, text in page), key=len)
        assert texts[0] == "short"
        assert long.startswith(texts[1][:2_000])
        assert texts[1].endswith(long[-500:])
        assert len(texts[1]) < 4_000


def test_a_case_for_reading_only_tells_families_and_keeps_none(tmp_path: Path):
    case_of(tmp_path / "a.auditcase", PROMPTS).close()
    with CaseFile.open(tmp_path / "a.auditcase", readonly=True) as case:
        assert list(families_of(group(case, 1))) == [INBOX, HAIKU]
        assert case.families.missing() == [1]
