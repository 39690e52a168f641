"""Packed columns: the same as the rows, gone when those change, and never believed where they are damaged."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.case import event_columns
from auditor.case.case_file import CaseFile
from auditor.case.event_columns import from_rows
from auditor.case.packing import packed, unpacked
from auditor.case.verification import verify
from auditor.identity import merge_agents, parts_of, split_agent, undo_identity
from auditor.records import UNKNOWN
from tests.case.raw import tamper
from tests.invented import START, event, events, import_file, write


def pack_all(case: CaseFile) -> None:
    for agent_id in case.packed.missing():
        case.packed.pack(agent_id)


def settle(case: CaseFile) -> None:
    """Wait for bulk work that is queued."""
    case.store.bulk(lambda _: None).result()
    case.store.flush()


def failed(case: CaseFile) -> list[str]:
    return [check.title for check in verify(case) if check.ok is False]


def ids(case: CaseFile) -> list[int]:
    """The agents that have events."""
    return [agent.id for agent in case.agents.all() if agent.totals.events]


def shown(case: CaseFile, agent_id: int) -> dict[str, list[int]]:
    """What `activity` gives, without families."""
    activity = case.events.activity(agent_id)
    return {name: getattr(activity, name).tolist() for name in from_rows(case.store, agent_id).columns}


def by_rows(case: CaseFile, agent_id: int) -> dict[str, list[int]]:
    return {name: column.tolist() for name, column in from_rows(case.store, agent_id).columns.items()}


def as_the_rows(case: CaseFile) -> bool:
    """Whether all agents are packed, and each is shown just as its rows tell."""
    return all(case.packed.read(id_) and shown(case, id_) == by_rows(case, id_) for id_ in ids(case))


@pytest.fixture
def told(case: CaseFile, tmp_path: Path) -> CaseFile:
    """Two agents with unknown values, several names, equal times and events out of order."""
    use = [
        event(1, model=None, input_tokens=None, session=None, sub_agent="search"),
        event(2, model="m-små", status="error", cost_microusd=None, prompt=None, duration_us=-5),
        event(9, at=START, key="late", status=None),
        event(10, at=START, key="later", output_tokens=2_000_000),
        event(11, at=-1_000_000, key="before 1970", session="night 2"),
        *events(3, first=20, agent="draft-retry"),
    ]
    import_file(case, write(tmp_path / "use.invented", use))
    return case


@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=30))
def test_any_whole_numbers_come_out_as_they_went_in(values: list[int]):
    column = np.array(values, np.int64)
    found = unpacked(packed("cost", column), len(values))
    assert found is not None
    assert found.tolist() == values


@pytest.mark.parametrize(("values", "taken"), [([7, 7, 7], 0), ([1, 256], 2), ([-1, 255], 4), ([-(2**63), 1], 16)])
def test_a_column_takes_as_little_room_as_its_range_needs(values: list[int], taken: int):
    assert len(packed("cost", np.array(values, np.int64)).data) == taken


def test_an_agent_is_shown_the_same_from_packed_columns_as_from_rows(told: CaseFile):
    before = [told.events.activity(id_) for id_ in ids(told)]
    pack_all(told)
    after = [told.events.activity(id_) for id_ in ids(told)]
    assert as_the_rows(told)
    assert [(a.models, a.sub_agents, a.statuses, a.failed.tolist()) for a in after] == [
        (a.models, a.sub_agents, a.statuses, a.failed.tolist()) for a in before
    ]


def test_what_is_shown_cannot_be_changed(told: CaseFile):
    pack_all(told)
    activity = told.events.activity(ids(told)[0])
    columns = [activity.at, activity.input_tokens, activity.sub_agent, activity.family, activity.failed]
    assert not any(column.flags.writeable for column in columns)


def test_an_agent_is_packed_once(told: CaseFile):
    assert told.packed.missing() == ids(told)
    pack_all(told)
    assert told.packed.missing() == []


def test_a_second_import_leaves_nothing_outdated(told: CaseFile, tmp_path: Path):
    pack_all(told)
    fuller = [event(1, output_tokens=99), *events(4, first=40)]
    assert import_file(told, write(tmp_path / "more.invented", fuller)).problem is None
    assert told.packed.missing() == [1]
    assert shown(told, 1) == by_rows(told, 1)
    pack_all(told)
    assert as_the_rows(told)


def test_before_sums_are_made_anew_the_rows_are_read(told: CaseFile):
    pack_all(told)
    intake = told.sources.begin("more", 1, "invented", 1)
    intake.add(events(2, first=40))
    intake.complete(sha256="0" * 64, lines=2)
    assert told.packed.read(1) == {}
    assert len(told.events.activity(1)) == 7


def test_an_import_taken_back_leaves_all_as_it_was(told: CaseFile):
    pack_all(told)
    intake = told.sources.begin("more", 1, "invented", 1)
    intake.add(events(2, first=40))
    intake.discard()
    assert told.packed.missing() == []
    assert as_the_rows(told)


def test_merged_split_and_undone_agents_are_packed_anew(told: CaseFile):
    pack_all(told)
    merge_agents(told, [2], into=1)
    assert told.packed.read(1) == told.packed.read(2) == {}
    pack_all(told)
    assert as_the_rows(told)
    assert len(told.events.activity(1)) == 8
    undo_identity(told)
    split_agent(told, 1, "night-search", [part for part in parts_of(told, 1) if part.session])
    pack_all(told)
    assert as_the_rows(told)
    assert sorted(len(told.events.activity(id_)) for id_ in ids(told)) == [1, 3, 4]


def test_what_was_read_before_a_change_is_not_kept(told: CaseFile, tmp_path: Path):
    pack_all(told)
    read = told.packed.read(1)
    import_file(told, write(tmp_path / "more.invented", [event(1, output_tokens=99)]))
    told.packed.keep(1, {"family": read["at"]})
    told.packed.keep(1, read)
    assert told.packed.missing() == [1]


def families_of(case: CaseFile, agent_id: int, templates: list[str], column: list[int]) -> None:
    rows = [(agent_id, number, template) for number, template in enumerate(templates)]
    statement = "INSERT INTO agent_families (agent_id, number, template) VALUES (?, ?, ?)"
    case.store.write(lambda connection: connection.executemany(statement, rows).close())
    case.packed.keep(agent_id, {"family": np.array(column, np.int64)})


def test_families_are_shown_with_the_events_and_go_with_them(told: CaseFile, tmp_path: Path):
    pack_all(told)
    assert set(told.events.activity(1).family.tolist()) == {UNKNOWN}
    families_of(told, 1, ["What broke in run ⟨n⟩?", "Else"], [0, 0, 0, 1, UNKNOWN])
    activity = told.events.activity(1)
    assert activity.family.tolist() == [0, 0, 0, 1, UNKNOWN]
    assert activity.families == ("What broke in run ⟨n⟩?", "Else")
    import_file(told, write(tmp_path / "more.invented", events(1, first=40)))
    assert told.store.read("SELECT * FROM agent_families") == []
    assert told.events.activity(1).families == ()


@pytest.mark.parametrize("column", [[0, 1], [0, 1, 2, 0, 0]])
def test_families_that_do_not_fit_are_left_out(told: CaseFile, column: list[int]):
    pack_all(told)
    families_of(told, 1, ["One", "Two"], column)
    assert set(told.events.activity(1).family.tolist()) == {UNKNOWN}
    assert as_the_rows(told)


DAMAGE = {
    "cut off": "UPDATE agent_columns SET data = substr(data, 1, 1) WHERE name = 'at'",
    "another length": "UPDATE agent_columns SET data = data || x'00' WHERE name = 'event'",
    "a flipped byte": "UPDATE agent_columns SET data = CAST(x'ff' || substr(data, 2) AS BLOB)"
    " WHERE name = 'input_tokens' AND length(data) > 1",
    "text for bytes": "UPDATE agent_columns SET data = 'abc' WHERE name = 'output_tokens'",
    "text for a number": "UPDATE agent_columns SET low = 'low'",
    "another number": "UPDATE agent_columns SET low = low + 1 WHERE name = 'cost'",
    "an unknown kind": "UPDATE agent_columns SET kind = 'f8'",
    "bytes for a kind": "UPDATE agent_columns SET kind = x'00'",
    "names that are none": "UPDATE agent_columns SET data = x'ff' WHERE name = 'models'",
    "a column too few": "DELETE FROM agent_columns WHERE name = 'status'",
    "swapped columns": "UPDATE agent_columns SET data = (SELECT data FROM agent_columns AS o"
    " WHERE o.agent_id = agent_columns.agent_id AND o.name = 'prompt') WHERE name = 'event'",
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damaged_columns_are_not_believed_but_made_anew(told: CaseFile, damage: str):
    right = {id_: by_rows(told, id_) for id_ in ids(told)}
    pack_all(told)
    told.close()
    tamper(told.path, damage)
    with CaseFile.open(told.path) as case:
        assert {id_: shown(case, id_) for id_ in ids(case)} == right
        settle(case)
        assert case.packed.missing()
        pack_all(case)
        assert as_the_rows(case)


def test_verify_tells_of_damaged_columns_and_a_rebuild_mends_them(told: CaseFile):
    pack_all(told)
    assert failed(told) == []
    told.close()
    tamper(told.path, DAMAGE["a flipped byte"])
    with CaseFile.open(told.path) as case:
        assert [check.title for check in verify(case) if check.ok is False] == [
            "Packed columns are those of the events"
        ]
        case.derived.rebuild()
        pack_all(case)
        assert failed(case) == []


def test_verify_tells_of_sound_columns_with_other_sums_than_the_rows(told: CaseFile):
    pack_all(told)
    other = packed("cost", np.full(5, 7))
    told.close()
    tamper(
        told.path,
        f"UPDATE agent_columns SET kind = '', low = 7, checksum = {other.checksum}, data = x''"
        " WHERE name = 'cost' AND agent_id = 1",
    )
    with CaseFile.open(told.path, readonly=True) as case:
        found = {check.title: check.detail for check in verify(case) if check.ok is False}
    assert found == {"Packed columns are those of the events": "agent 1 has other packed columns than events"}


def test_a_case_for_reading_only_is_shown_though_its_columns_are_damaged(told: CaseFile):
    pack_all(told)
    told.close()
    tamper(told.path, DAMAGE["a flipped byte"])
    with CaseFile.open(told.path, readonly=True) as case:
        assert shown(case, 1) == by_rows(case, 1)


def test_more_events_than_one_page_are_read_in_order(case: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(event_columns, "AT_ONCE", 4)
    monkeypatch.setattr(event_columns, "PAGE", event_columns.PAGE.replace("LIMIT 20000", "LIMIT 4"))
    import_file(case, write(tmp_path / "use.invented", [event(n, at=START + n % 3) for n in range(1, 18)]))
    order = sorted((START + n % 3, n) for n in range(1, 18))
    activity = case.events.activity(1)
    assert list(zip(activity.at.tolist(), activity.event.tolist(), strict=True)) == order


def test_names_with_any_signs_come_back_as_they_are(case: CaseFile, tmp_path: Path):
    names = ['a"b', "c,d", "e\\f", "g\nh", "å\u0000ö", ""]
    import_file(case, write(tmp_path / "use.invented", [event(n, model=name) for n, name in enumerate(names)]))
    pack_all(case)
    activity = case.events.activity(1)
    assert [activity.models[place] for place in activity.model.tolist()] == names
