"""Files into a case: entirely or not at all, every call counted once, whatever the order of the files."""

import itertools
import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor import ingest as ingesting
from auditor.case.case_file import CaseFile
from auditor.errors import Cancelled, CaseError, ImportFailed
from auditor.find import Options, find_files
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile
from auditor.ingest import identify, ingest, preview
from auditor.progress import Progress, Step
from auditor.records import Label, Record, Severity, UsageEvent
from auditor.review import Draft, give_verdict
from tests.case.raw import row_counts
from tests.invented import INVENTED, event, events, import_file, outcome, write


def test_a_receipt_tells_what_came(case: CaseFile, tmp_path: Path) -> None:
    records: list[Record] = [*events(3), event(4, dropped_by="streamed-repeat", output_tokens=7), outcome()]
    source = import_file(case, write(tmp_path / "use.invented", records)).source
    assert source and (source.events, source.outcomes, source.duplicates, source.lines) == (3, 1, 1, 5)
    assert source.rules == {"streamed-repeat": 1}
    assert (source.totals.input_tokens, source.raw.output_tokens) == (3_000, 37)


def test_unknown_stays_unknown(case: CaseFile, tmp_path: Path) -> None:
    import_file(case, write(tmp_path / "use.invented", [event(input_tokens=None, cost_microusd=None, output_tokens=0)]))
    totals = case.agents.all()[0].totals
    assert (totals.input_tokens, totals.output_tokens, totals.cost_microusd) == (None, 0, None)


def test_the_same_bytes_twice_are_refused_kindly(filled: CaseFile, tmp_path: Path) -> None:
    (tmp_path / "copy.invented").write_bytes((tmp_path / "use.invented").read_bytes())
    before = row_counts(filled.path)
    again = import_file(filled, tmp_path / "copy.invented")
    assert (again.source, again.problem) == (None, None)
    assert again.again and again.again.path.endswith("use.invented")
    assert row_counts(filled.path) == before


def fuller_and_shorter(folder: Path) -> list[Path]:
    """Three exports of overlapping time: one complete, one cut off while an answer came, one with a later call."""
    cut = event(2, output_tokens=1, input_tokens=1_500, cost_microusd=None)
    return [
        write(folder / "1.invented", events(3)),
        write(folder / "2.invented", [event(1), cut]),
        write(folder / "3.invented", [*events(2, first=3), event(2, output_tokens=10, cost_microusd=9_000)]),
    ]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_overlapping_exports_add_up_the_same_in_every_order(
    case: CaseFile, tmp_path: Path, order: tuple[int, ...]
) -> None:
    files = fuller_and_shorter(tmp_path)
    for number in order:
        import_file(case, files[number])
    totals = case.agents.all()[0].totals
    assert (totals.events, totals.input_tokens, totals.output_tokens) == (4, 4_000, 40)
    assert totals.cost_microusd == 3 * 2_500 + 9_000


def test_the_fuller_of_two_copies_in_one_file_counts(case: CaseFile, tmp_path: Path) -> None:
    copies = [event(1, output_tokens=n) for n in (3, 9, 9, 5)]
    source = import_file(case, write(tmp_path / "use.invented", copies)).source
    assert source and source.rules == {"fuller-copy": 1, "replayed-history": 2}
    assert case.agents.all()[0].totals.output_tokens == 9


def test_copies_far_apart_in_one_file_count_once(case: CaseFile, tmp_path: Path) -> None:
    many = [*events(1_200), event(1, output_tokens=99)]
    source = import_file(case, write(tmp_path / "use.invented", many)).source
    assert source and source.rules == {"fuller-copy": 1}
    assert case.agents.all()[0].totals.output_tokens == 1_199 * 10 + 99


def test_rows_without_identity_all_count(case: CaseFile, tmp_path: Path) -> None:
    import_file(case, write(tmp_path / "use.invented", [event(1, key=None)] * 3))
    assert case.agents.all()[0].totals.events == 3


def test_an_outcome_told_twice_counts_once(case: CaseFile, tmp_path: Path) -> None:
    import_file(case, write(tmp_path / "a.invented", [event(), outcome()]))
    source = import_file(case, write(tmp_path / "b.invented", [outcome(), outcome(2)])).source
    assert source and (source.outcomes, source.duplicates) == (1, 1)
    assert case.agents.all()[0].outcomes == 2


def test_an_address_and_an_account_of_the_same_name_are_one_person(case: CaseFile, tmp_path: Path) -> None:
    names = ("Mira.Holt", "mira.holt@example.org", "MIRA.HOLT@EXAMPLE.ORG")
    import_file(case, write(tmp_path / "a.invented", [event(n, person=name) for n, name in enumerate(names)]))
    (agent,) = case.agents.all()
    assert (agent.alias, agent.totals.events) == ("Person 01", 3)
    assert [line.action for line in case.log.lines()][-2:] == ["person joined", "source imported"]


def test_addresses_of_two_domains_stay_two_persons(case: CaseFile, tmp_path: Path) -> None:
    names = ("mira@example.org", "mira@example.com", "mira")
    import_file(case, write(tmp_path / "a.invented", [event(n, person=name) for n, name in enumerate(names)]))
    assert {agent.alias for agent in case.agents.all()} == {"Person 01", "Person 02", "Person 03"}


def endless(_: ExportFile) -> Iterator[Record]:
    yield from (event(number, agent="endless", person=f"p{number}@example.org") for number in itertools.count(1))


def test_cancelling_leaves_the_case_as_before(
    filled: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = row_counts(filled.path)
    monkeypatch.setattr(ingesting, "IMPORTERS", (Importer("endless", "Endless", 1, lambda peek: "always", endless),))
    progress = Progress(lambda step: progress.cancel() if step.events > 5_000 else None)
    with pytest.raises(Cancelled):
        list(ingest(filled, find_files([write(tmp_path / "b.invented", [event()])]), progress=progress))
    assert row_counts(filled.path) == before


def test_after_a_cancelled_import_the_file_can_be_imported(filled: CaseFile, tmp_path: Path) -> None:
    path = write(tmp_path / "b.invented", events(3, agent="later", first=50))
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        list(ingest(filled, find_files([path]), progress=stopped))
    assert import_file(filled, path).source


def test_two_imports_at_once_are_refused(filled: CaseFile) -> None:
    intake = filled.sources.begin("a", 1, "invented", 1)
    with pytest.raises(CaseError, match="under way"):
        filled.sources.begin("b", 1, "invented", 1)
    intake.discard()
    filled.sources.begin("b", 1, "invented", 1).discard()


def test_a_verdict_given_during_an_import_does_not_wait_for_its_end(filled: CaseFile, tmp_path: Path) -> None:
    path = write(tmp_path / "b.invented", events(20_000, agent="later", first=100))
    importing = threading.Thread(target=import_file, args=(filled, path))
    importing.start()
    while not filled.store.read("SELECT 1 FROM sources WHERE state = 'importing'"):
        time.sleep(0.001)
    give_verdict(filled, 1, Draft(Label.USEFUL))
    assert importing.is_alive()
    importing.join()
    assert {agent.name: agent.totals.events for agent in filled.agents.all()}["later"] == 20_000


def limit_pages(case: CaseFile, room: int | None) -> None:
    """Let the case file grow by so many pages and no further: SQLite then says that the disk is full."""

    def work(connection: sqlite3.Connection) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + room if room is not None else 1 << 30}").fetchone()

    case.store.write(work)


def test_a_full_disk_takes_nothing_half_and_keeps_verdicts(filled: CaseFile, tmp_path: Path) -> None:
    give_verdict(filled, 1, Draft(Label.USEFUL, note="kept"))
    before = row_counts(filled.path)
    path = write(tmp_path / "b.invented", events(5_000, agent="later", first=100))
    limit_pages(filled, 40)
    with pytest.raises(CaseError, match=r"The disk is full: audit\.auditcase could not grow\. Free some space"):
        import_file(filled, path)
    assert row_counts(filled.path) == before
    assert [verdict.note for verdict in filled.verdicts.all()] == ["kept"]


def test_once_there_is_space_again_the_import_works(filled: CaseFile, tmp_path: Path) -> None:
    path = write(tmp_path / "b.invented", events(5_000, agent="later", first=100))
    limit_pages(filled, 40)
    with pytest.raises(CaseError):
        import_file(filled, path)
    limit_pages(filled, None)
    assert import_file(filled, path).source
    assert {agent.name: agent.totals.events for agent in filled.agents.all()}["later"] == 5_000


def test_progress_tells_bytes_and_events(case: CaseFile, tmp_path: Path) -> None:
    steps: list[Step] = []
    path = write(tmp_path / "b.invented", events(1_000))
    list(ingest(case, find_files([path]), progress=Progress(steps.append)))
    assert steps[0].title.endswith("b.invented")
    assert steps[0].total == path.stat().st_size


def test_a_strict_import_refuses_a_file_with_a_line_that_cannot_be_read(case: CaseFile, tmp_path: Path) -> None:
    path = write(tmp_path / "b.invented", [event()])
    path.write_text(path.read_text() + '["Usage')
    (refused,) = ingest(case, find_files([path]), Options(strict=True))
    assert str(refused.problem).endswith("line 2: the line is cut off. Mend it, or import without --strict.")
    assert case.agents.all() == []


def test_a_preview_shows_records_and_stores_none(case: CaseFile, tmp_path: Path) -> None:
    (file,) = find_files([write(tmp_path / "b.invented", events(80))])
    assert len(preview(identify(file))) == 50
    assert case.sources.all() == []


def test_two_importers_that_claim_a_file_are_both_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    twin = Importer("twin", "Twin", 1, lambda peek: "anything", INVENTED.read)
    monkeypatch.setattr(ingesting, "IMPORTERS", (INVENTED, twin))
    (file,) = find_files([write(tmp_path / "b.invented", [event()])])
    with pytest.raises(ImportFailed, match="both invented and twin claim this file"):
        identify(file)


def test_bytes_that_are_no_utf8_are_told_as_a_warning(case: CaseFile, tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes("timestamp,agent,input_tokens,prompt\n2026-09-01,tidy-up,5,Grüße\n".encode("latin-1"))
    source = import_file(case, path).source
    assert source and any("read as Windows-1252" in warning for warning in source.warnings)
    assert case.events.request(1).prompt == "Grüße"


def test_a_text_is_stored_once_over_all_sources(filled: CaseFile, tmp_path: Path) -> None:
    before = row_counts(filled.path)["texts"]
    import_file(filled, write(tmp_path / "b.invented", events(4, first=50, prompt="A lamp.", response="A lamp.")))
    assert row_counts(filled.path)["texts"] == before


def test_derived_sums_can_be_dropped_and_made_anew(filled: CaseFile) -> None:
    before = (filled.agents.all(), filled.agents.days_of(1))
    filled.store.write(lambda c: c.execute("DELETE FROM agent_totals").close())
    assert filled.agents.all() == []
    filled.derived.rebuild()
    assert (filled.agents.all(), filled.agents.days_of(1)) == before


def test_activity_is_sorted_and_read_only(case: CaseFile, tmp_path: Path) -> None:
    use: list[UsageEvent] = list(reversed(events(5)))
    import_file(case, write(tmp_path / "b.invented", [*use, event(9, input_tokens=None, status="error")]))
    activity = case.events.activity(1)
    assert json.dumps(activity.at.tolist()) == json.dumps(sorted(activity.at.tolist()))
    assert (activity.input_tokens[-1], activity.failed.tolist()) == (-1, [False] * 5 + [True])
    assert not activity.at.flags.writeable


def test_lines_that_could_not_be_read_are_kept_with_their_reason(case: CaseFile, tmp_path: Path) -> None:
    path = write(tmp_path / "b.invented", events(2))
    path.write_text(path.read_text() + '["UsageEvent", {"at"')
    source = import_file(case, path).source
    assert source and source.rejected == 1
    (issue,) = case.sources.issues(source.id)
    assert (issue.line, issue.reason, issue.severity) == (3, "the line is cut off", Severity.REJECTED)


def test_what_is_told_of_small_files_has_come_to_the_disk(
    case: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [write(tmp_path / f"{n}.invented", events(2, agent=f"a{n}", first=10 * n)) for n in range(5)]
    at_sync: list[int] = []
    sync = case.store.sync
    monkeypatch.setattr(case.store, "sync", lambda: (at_sync.append(case.sources.count()), sync()))
    for told, imported in enumerate(ingest(case, find_files(paths)), 1):
        assert imported.source and at_sync[-1] >= told
    assert case.sources.count() == 5 and len(at_sync) < 5


def test_files_complete_before_a_cancel_are_told(case: CaseFile, tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{n}.invented", events(2, agent=f"a{n}", first=10 * n)) for n in range(4)]
    progress = Progress(lambda step: progress.cancel() if step.title.endswith("3.invented") else None)
    told: list[str] = []
    with pytest.raises(Cancelled):
        for imported in ingest(case, find_files(paths), progress=progress):
            told.append(imported.name)
    assert len(told) == case.sources.count() == 3
