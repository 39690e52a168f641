"""What a person types finds the texts that hold it, in the index as by reading, whatever she types."""

import sqlite3
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.case.case_file import CaseFile
from auditor.case.folding import folded
from auditor.case.search import Search
from auditor.case.search_index import SearchIndex
from auditor.case.verification import verify
from auditor.columns import digest_of
from auditor.errors import Cancelled
from auditor.progress import Progress
from tests.case.raw import raw, tamper
from tests.invented import events, import_file, write

TEXTS = (
    "The lamp in depot 7 is broken.",
    "Lamps and cables: count them.",
    "Depot 7 reports: a broken pump, no lamp.",
    "Café Zürich, bitte die Straße prüfen",
    "done🤖 with the pump\u200bing",
    "東京の倉庫でランプが壊れた",
    "count count count",
)
HOSTILE = (
    *("", " ", '"', '""', '"""', "*", "(", ")", "-", "--", '-"', "NEAR", "AND OR NOT", "NEAR(lamp pump, 2)"),
    *("text:lamp", "lamp*", "^lamp", "{lamp}", "lamp + pump", "'; DROP TABLE texts; --", "…?!,;"),
    *("\0", "lamp\0pump", "🤖", "\ud83e", "\u0301", "\u200b", "lamp\u202e", "'", "%", "_", "\\"),
    *("x" * 10_000, "x" * 40_000, "lamp " * 2_000, '"' * 10_000, "-a " * 3_000, "日" * 10_000),
    " ".join(f"w{number}" for number in range(2_500)),
)

MEANT = {
    "lamp": [1, 2, 3],
    "lamp ": [1, 2, 3],
    "lamp broken": [1, 3],
    "LAMP Bro": [1, 3],
    '"lamp"': [1, 3],
    '"a broken pump"': [3],
    "“depot 7” lamp": [1, 3],
    "lamp -pump": [1, 2],
    'lamp -"a broken"': [1, 2],
    "-lamp -lamps -count": [4, 5, 6],
    "cafe zurich STRASSE prufen": [4],
    "don": [5],
    '"done"': [5],
    "pumping": [5],
    "倉庫": [6],
    "ランプ": [6],
    "c": [2, 4, 7],
    "count": [2, 7],
    "broken c": [],
    "count c": [2, 7],
    "nothing of this": [],
    "?!": [],
}


def store(case: CaseFile, texts: tuple[str, ...] = TEXTS) -> None:
    digests = [digest_of(text) for text in texts]
    case.store.load(lambda c: case.texts.store(c, digests, texts)).result()
    case.store.flush()


@pytest.fixture(params=["index", "half", "reading"])
def search(request: pytest.FixtureRequest, case: CaseFile) -> Search:
    """The search of a case with these texts: all of them in the index, some, or none."""
    found = Search(case.store)
    if request.param == "half":
        store(case, TEXTS[:3])
    if request.param == "index":
        store(case)
    if request.param != "reading":
        found.build(Progress())
    store(case)
    assert found.ready == (request.param == "index")
    return found


def test_words_find_the_texts_that_hold_them(search: Search) -> None:
    assert {typed: search.find(typed).tolist() for typed in MEANT} == MEANT


def test_nothing_that_is_typed_is_an_error(search: Search) -> None:
    for typed in HOSTILE:
        found = search.find(typed, limit=3)
        assert found.dtype == np.int64 and found.tolist() == search.find(typed).tolist()[:3], typed
        search.highlights(typed, TEXTS[0])


def test_a_search_among_some_texts_gives_only_those(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    for few in (2_000, 0):  # read one by one, then by the index
        monkeypatch.setattr("auditor.case.search.FEW", few)
        monkeypatch.setattr("auditor.case.search.AT_FIRST", 1)
        assert search.find("lamp", np.array([3, 1, 1, 99, -1, 4])).tolist() == [1, 3]
        assert search.find("-lamp", np.array([5, 1, 4])).tolist() == [4, 5]
        assert search.find("lamp", np.array([], np.int64)).tolist() == []
        assert search.find("lamp", np.array([2, 4, 3]), limit=1).tolist() == [2]
        assert search.find("c", np.array([7, 3, 2]), limit=1).tolist() == [2]
        assert search.find("-lamp", np.array([7, 1, 2]), limit=2).tolist() == [2, 7]


def test_a_first_page_has_the_first_texts(search: Search) -> None:
    assert search.find("lamp", limit=2).tolist() == [1, 2]
    assert search.find("c", limit=2).tolist() == [2, 4]
    assert search.find("-lamp", limit=1).tolist() == [2] and search.find("lamp", limit=0).tolist() == []


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text('aàbß日🤖1 -"*\u0301', max_size=12), text=st.text("aàbß日🤖1 -\u0301", max_size=20))
def test_index_and_reading_agree_on_any_text(case: CaseFile, typed: str, text: str) -> None:
    store(case, (text,))
    Search(case.store).build(Progress())
    read = Search(case.store)
    read._index._broken = True
    assert Search(case.store).find(typed).tolist() == read.find(typed).tolist()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(), max_size=40))
def test_every_word_of_a_text_finds_it_and_is_marked_in_it(case: CaseFile, text: str) -> None:
    store(case, (text,))
    case.search.build(Progress())
    id_, kept = case.store.read("SELECT id, text FROM texts WHERE digest = ?", (digest_of(text),))[0]
    for typed in (word for word in kept.split() if '"' not in word and word[0] not in "-“”„«»"):
        if folded(typed).strip():
            assert id_ in case.search.find(typed) and id_ in case.search.find(f'"{typed}"')
            assert case.search.highlights(typed, kept)


def test_hits_are_marked_as_they_were_found() -> None:
    def marked(words: str, text: str) -> list[str]:
        return [text[start:end] for start, end in Search.highlights(words, text)]

    assert marked("LAMP", TEXTS[1]) == ["Lamps"] and marked("lamp pump", TEXTS[2]) == ["pump", "lamp"]
    assert marked('"depot 7 reports" rep', TEXTS[2]) == ["Depot 7 reports"]
    assert marked("cafe stras", "Cafe\u0301, Straße") == ["Cafe\u0301", "Straße"]
    assert marked("倉庫", TEXTS[5]) == ["倉庫"] and marked("done -pump", TEXTS[4]) == ["done"]
    assert marked("pumping", TEXTS[4]) == ["pump\u200bing"] and marked("?", TEXTS[0]) == []


def test_an_import_taken_back_was_never_in_the_index(case: CaseFile, tmp_path: Path) -> None:
    store(case)
    search = Search(case.store)
    intake = case.sources.begin("half.invented", 1, "invented", 1)
    intake.add(events(50, prompt="A lamp that goes again."))
    case.store.flush()
    search.build(Progress())
    assert search.indexed == (len(TEXTS), len(TEXTS)) and search.find("again").tolist() == []
    intake.discard()
    assert import_file(case, write(tmp_path / "use.invented", events(2))).problem is None
    there = [id_ for (id_,) in case.store.read("SELECT id FROM texts WHERE text LIKE '%broke in run%' ORDER BY id")]
    assert not search.ready and search.find("broke run").tolist() == there and len(there) == 2
    search.build(Progress())
    assert search.ready and search.find("broke run").tolist() == there


def test_a_case_with_an_index_verifies_and_its_texts_are_kept(filled: CaseFile) -> None:
    filled.search.build(Progress())
    assert filled.search.ready and not [check for check in verify(filled) if check.ok is False]
    for attack in ("UPDATE texts SET text = ''", "DELETE FROM texts", "REPLACE INTO texts SELECT * FROM texts"):
        with pytest.raises(sqlite3.IntegrityError, match="texts are kept"):
            filled.store.write(lambda c, attack=attack: c.execute(attack).close())


def test_a_build_that_is_cancelled_goes_on_where_it_was_left(case: CaseFile) -> None:
    store(case, tuple(f"text {number} " + "lamp " * 30_000 for number in range(12)))
    progress = Progress(lambda _: progress.cancel())
    search = Search(case.store)
    with pytest.raises(Cancelled):
        search.build(progress)
    case.store.flush()
    done, total = search.indexed
    assert 0 < done < total and f"{done} of {total} texts are indexed" in search.notice
    assert len(search.find("lamp")) == 12
    search.build(Progress())
    assert search.ready and search.notice == "" and len(search.find("lamp")) == 12


def test_two_builds_at_once_bring_each_text_in_once(case: CaseFile) -> None:
    store(case, tuple(f"lamp number {number} " * 40 for number in range(2_000)))
    search = Search(case.store)
    threads = [threading.Thread(target=search.build, args=(Progress(),)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert search.ready and search.find("lamp").tolist() == list(range(1, 2_001))


BROKEN = {
    "dropped": ("DROP TABLE text_search",),
    "emptied": ("DELETE FROM text_search_data",),
    "made by other rules": ("UPDATE text_search_state SET rules = 0",),
    "without a part": ("DROP TABLE text_search_idx",),
    "garbled": ("UPDATE text_search_data SET block = x'0102030405' WHERE id > 10", "DELETE FROM text_search_config"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_an_index_that_is_lost_is_made_anew(case: CaseFile, how: str) -> None:
    store(case)
    Search(case.store).build(Progress())
    case.close()
    tamper(case.path, *BROKEN[how])
    with CaseFile.open(case.path) as again:
        search = Search(again.store)
        assert search.find("lamp broken").tolist() == [1, 3]
        search.build(Progress())
        assert search.ready and search.find("lamp broken").tolist() == [1, 3]


def test_without_fts5_the_case_opens_and_a_search_reads(case: CaseFile, monkeypatch: pytest.MonkeyPatch) -> None:
    store(case)
    Search(case.store).build(Progress())
    case.close()
    with raw(case.path) as connection:  # as a SQLite sees the table that does not know its module
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'fts5', 'fts9') WHERE name = 'text_search'")
    monkeypatch.setattr(SearchIndex, "possible", property(lambda _: False))
    with CaseFile.open(case.path) as again:
        search = Search(again.store)
        with pytest.raises(sqlite3.OperationalError, match="no such module"):
            search._index.match('"lamp"', 1, 7, None)
        assert search.find("lamp broken").tolist() == [1, 3] and "no full-text search" in search.notice
        search.build(Progress())
        assert not search.ready


def test_a_case_for_reading_only_is_searched_but_not_changed(case: CaseFile) -> None:
    store(case)
    case.close()
    with CaseFile.open(case.path, readonly=True) as looking:
        search = Search(looking.store)
        search.build(Progress())
        assert search.indexed == (0, len(TEXTS)) and search.find("lamp").tolist() == [1, 2, 3]
