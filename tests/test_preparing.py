"""What an opened case is made ready with: all of it, the agent wanted first, and no more once it is to stop."""

from pathlib import Path

import pytest

from auditor import preparing
from auditor.case.case_file import CaseFile
from auditor.errors import Cancelled, CaseError
from auditor.preparing import prepare
from auditor.progress import Progress, Step
from auditor.records import UNKNOWN
from tests.invented import events, import_file, write


@pytest.fixture(params=[1, 1_000_000], ids=["apart", "here"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Families are found out in a process of its own, and in this one."""
    monkeypatch.setattr(preparing, "APART_FROM", request.param)


def ready(case: CaseFile) -> bool:
    return not case.packed.missing() and not case.families.missing() and case.search.ready


@pytest.mark.usefixtures("either")
def test_all_is_made_ready(filled: CaseFile):
    prepare(filled)
    assert ready(filled)
    activity = filled.events.activity(1)
    assert set(activity.family.tolist()) == {0}
    assert activity.families[0].startswith("What broke in run")


@pytest.mark.usefixtures("either")
def test_after_another_import_only_what_changed_is_made_anew(filled: CaseFile, tmp_path: Path):
    prepare(filled)
    before = filled.events.activity(2)
    import_file(filled, write(tmp_path / "more.invented", events(2, first=40)))
    assert filled.packed.missing() == filled.families.missing() == [1]
    prepare(filled)
    assert ready(filled)
    assert len(filled.events.activity(1)) == 5
    assert UNKNOWN not in filled.events.activity(1).family
    assert filled.events.activity(2).family.tolist() == before.family.tolist()


def test_the_agent_on_the_screen_comes_first(filled: CaseFile):
    packed: list[int] = []
    pack = filled.packed.pack
    filled.packed.pack = lambda agent_id, progress=None: packed.append(agent_id) or pack(agent_id, progress)
    prepare(filled, first=2)
    assert packed == [2, 1]


@pytest.mark.usefixtures("either")
def test_it_stops_when_asked_and_goes_on_where_it_was(filled: CaseFile):
    progress = Progress()
    keep = filled.packed.keep
    filled.packed.keep = lambda agent_id, columns: (keep(agent_id, columns), progress.cancel())
    with pytest.raises(Cancelled):
        prepare(filled, progress)
    assert filled.packed.missing() == []
    assert len(filled.families.missing()) == 1
    prepare(filled)
    assert ready(filled)


def test_closing_the_case_ends_it_and_it_goes_on_when_next_opened(filled: CaseFile):
    both = [filled.store.aside(lambda: prepare(filled)) for _ in range(2)]
    filled.close()
    assert not [thread for thread in both if thread.is_alive()]
    with CaseFile.open(filled.path) as case:
        prepare(case)
        assert ready(case)


def test_no_work_goes_on_in_a_closed_case(filled: CaseFile):
    filled.close()
    with pytest.raises(CaseError, match="closed"):
        prepare(filled)


def test_a_case_for_reading_only_stays_as_it_is(filled: CaseFile):
    filled.close()
    before = filled.path.read_bytes()
    with CaseFile.open(filled.path, readonly=True) as case:
        prepare(case)
    assert filled.path.read_bytes() == before


def test_it_says_what_it_is_at(filled: CaseFile):
    told: list[Step] = []
    prepare(filled, Progress(told.append))
    titles = list(dict.fromkeys(step.title for step in told))
    evidence = ["Reading texts", "Measuring"]
    assert titles == ["Preparing agents", *evidence, "Finding prompt families", "Indexing texts for search"]
    assert {step.total for step in told if step.title in ("Preparing agents", "Finding prompt families")} == {2}
