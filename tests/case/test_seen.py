"""What certainly is new, and what a look-up finds."""

from hypothesis import given
from hypothesis import strategies as st

from auditor.case.case_file import CaseFile
from auditor.case.seen import Seen
from auditor.columns import digest_of


@given(st.lists(st.lists(st.text(), unique=True), max_size=5))
def test_nothing_that_was_there_is_called_new(batches: list[list[str]]) -> None:
    seen, before = Seen[str](), set[str]()
    for batch in batches:
        assert set(seen.add(batch)) >= before & set(batch)
        before |= set(batch)


def test_what_is_new_is_seldom_looked_up() -> None:
    seen = Seen[str]()
    assert seen.add([f"call-{number}" for number in range(100_000)]) == []
    assert len(seen.add([f"other-{number}" for number in range(100_000)])) < 100


def test_a_text_has_one_id_wherever_and_whenever_it_comes(case: CaseFile) -> None:
    texts = [f"What broke in run {number}?" for number in range(1_234)]

    def ids(some: list[str]) -> list[int]:
        return case.store.load(lambda c: case.texts.store(c, list(map(digest_of, some)), some)).result()

    first = ids(texts)
    assert len(set(first)) == len(texts)
    assert ids([*texts[700:], "A new one."]) == [*first[700:], max(first) + 1]
    case.store.flush()
    case.close()
    with CaseFile.open(case.path) as again:
        later = again.store.load(lambda c: again.texts.store(c, list(map(digest_of, texts)), texts)).result()
    assert later == first
