"""Each data-integrity check says what it finds with source and line, and is silent of honest data that look alike."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.integrity.notes import look, notes
from auditor.records import UsageEvent
from tests.integrity.cases import CALL, MINUTE, NOON, calls, empty_case, said, take

HOUR = 60 * MINUTE
Rows = Callable[[], Iterable[UsageEvent]]


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    with empty_case(tmp_path) as case:
        yield case


def spoiled(count: int, change: Callable[[int, UsageEvent], UsageEvent]) -> Rows:
    return lambda: [change(number, call) for number, call in enumerate(calls(count))]


def back_at(*places: int, far: int) -> Callable[[int, UsageEvent], UsageEvent]:
    """In one session the clock is put back before each of these places."""
    return lambda n, call: replace(call, session="s", at=call.at - far * sum(n >= place for place in places))


def text_of(size: int, kind: str) -> Callable[[int, UsageEvent], UsageEvent]:
    return lambda n, call: replace(call, **{kind: f"{n} " + "word " * (size // 5)})


WRONG: list[tuple[str, Rows]] = [
    ("time goes back within sessions, 1 time and by up to", spoiled(30, back_at(20, far=2 * HOUR))),
    ("time goes back within sessions, 3 times", spoiled(40, back_at(10, 20, 30, far=15 * MINUTE))),
    ("In source 1 (Claude Code transcript), the first time told is 1970-01-01", lambda: [replace(CALL, at=0), CALL]),
    (
        "1 of 9 requests looked at tells a part that is greater than the whole (cached input above all input, or"
        " reasoning above all output), first at line 6",
        spoiled(9, lambda n, call: replace(call, cache_read_input_tokens=9_001 if n == 5 else 400)),
    ),
    (
        "first at line 3: these counts",
        spoiled(9, lambda n, c: replace(c, reasoning_output_tokens=999 if n == 2 else 1)),
    ),
    (
        "9 of 9 requests looked at tell more tokens than any model",
        spoiled(9, lambda n, call: replace(call, input_tokens=30_000_000)),
    ),
    (
        "output only rises from request to request, for 1 of 1 agent",
        spoiled(20, lambda n, call: replace(call, output_tokens=100 + 70 * n)),
    ),
    (
        "output only rises from request to request, for 3 of 3 sessions",
        spoiled(24, lambda n, call: replace(call, session=f"s{n // 8}", output_tokens=50 + n % 8 * 31)),
    ),
    (
        "input only rises from request to request, for 1 of 1 agent",
        spoiled(24, lambda n, call: replace(call, session=f"s{n // 6}", input_tokens=900 + 333 * n)),
    ),
    (
        "30 of 30 requests looked at tell fewer output tokens than the stored response needs",
        spoiled(30, text_of(20_000, "response")),
    ),
    (
        "30 of 30 requests looked at tell fewer input tokens than the stored prompt needs",
        spoiled(30, text_of(200_000, "prompt")),
    ),
    (
        "30 of 30 requests looked at tell more output tokens than the stored response could hold",
        spoiled(30, lambda n, call: replace(text_of(300, "response")(n, call), output_tokens=3_000 + n * n % 97)),
    ),
    (
        "100% of the requests have exactly the same",
        spoiled(60, lambda n, c: replace(c, input_tokens=5, output_tokens=20)),
    ),
    (
        "100% of the requests have input and output in whole hundreds",
        spoiled(60, lambda n, call: replace(call, input_tokens=100 * (1 + n), output_tokens=100 + n * n % 7 * 100)),
    ),
    ("100% of the pauses between", spoiled(60, lambda n, call: replace(call, at=NOON + n * HOUR))),
    (
        "6 of 66 requests looked at tell the same as another in time, agent and tokens, without an id",
        lambda: [*calls(60), *list(calls(60))[:6]],
    ),
    (
        "reports $0.00 for claude-opus-4-6, its tokens at the listed price cost $",
        spoiled(60, lambda n, call: replace(call, cost_microusd=7)),
    ),
    (
        "2 lines left out as told twice, first line 2, with the id of a request more than an hour away",
        lambda: [replace(CALL, key="k", line=n + 1, at=NOON + n * 2 * HOUR) for n in range(3)],
    ),
]


@pytest.mark.parametrize(("words", "rows"), WRONG, ids=[words[:40] for words, _ in WRONG])
def test_what_is_wrong_is_said(case: CaseFile, words: str, rows: Rows) -> None:
    take(case, rows())
    assert words in said(case)


HONEST: list[tuple[str, Rows]] = [
    ("unlike calls", lambda: calls(300)),
    (
        "the latest session first",
        spoiled(60, lambda n, c: replace(c, session=f"s{n // 9}", at=c.at - n // 9 * 24 * HOUR)),
    ),
    ("two runs written into one session", spoiled(60, back_at(30, far=15 * MINUTE))),
    ("a talk that grows", spoiled(60, lambda n, call: replace(call, session="s", input_tokens=500 + 400 * n))),
    ("short answers", spoiled(60, lambda n, call: replace(call, input_tokens=100, output_tokens=3))),
    (
        "English",
        spoiled(60, lambda n, c: replace(c, response=f"{n} " + "some word " * 80, output_tokens=180 + n * n % 9)),
    ),
    (
        "reasoning that is told",
        spoiled(60, lambda n, c: replace(c, response="x" * 300, output_tokens=5000 - n, reasoning_output_tokens=4900)),
    ),
    (
        "history that is sent along",
        spoiled(60, lambda n, call: replace(call, prompt=f"and then {n}?" * 20, input_tokens=90_000 + n * n % 997)),
    ),
    (
        "a lower bound",
        spoiled(60, lambda n, call: replace(text_of(20_000, "response")(n, call), lower_bound=True)),
    ),
    ("a timer with the seconds of a machine", spoiled(60, lambda n, c: replace(c, at=NOON + n * HOUR + n * n % 11))),
    ("the listed price", spoiled(60, lambda n, c: replace(c, cost_microusd=5 * c.input_tokens + 25 * c.output_tokens))),
    ("a repeat with its id", lambda: [replace(call, key=f"k{call.line}") for call in [*calls(9), *calls(9)]]),
    ("two equal calls in a second", lambda: [*calls(60), *list(calls(60))[:2]]),
]


@pytest.mark.parametrize(("_", "rows"), HONEST, ids=[name for name, _ in HONEST])
def test_honest_data_that_look_alike_are_not_named(case: CaseFile, _: str, rows: Rows) -> None:
    take(case, rows())
    take(case, [replace(CALL, at=NOON + HOUR // 2, key="other")])
    others = ("No outcome data", "only a lower bound", "told twice: kept")
    assert [text for text in said(case).split(" | ") if not any(words in text for words in others)] == []


def test_a_source_is_named_by_number_and_format_as_its_path_may_name_people(case: CaseFile) -> None:
    for day in range(3):
        take(case, [replace(call, input_tokens=5, output_tokens=20) for call in calls(60, NOON + day * 24 * HOUR)])
    assert "In source 1 (Claude Code transcript) and 2 more, 100%" in said(case)


def test_of_a_large_source_runs_spread_over_it_are_looked_at_and_always_the_same(case: CaseFile) -> None:
    take(case, calls(3_000))
    whole, part = (case.checks.sample(1, most) for most in (3_000, 500))
    assert (len(whole), len(part), part.block[-1]) == (3_000, 500, 9)
    assert part.line[0] == 1 and part.line[-1] == 3_000
    assert case.checks.sample(1, 500).id.tolist() == part.id.tolist()


def test_small_sources_leave_their_share_to_the_large(case: CaseFile) -> None:
    take(case, calls(5))
    take(case, calls(700, NOON + 24 * HOUR))
    assert [len(sample) for sample in look(case).samples.values()] == [5, 700]


def test_what_is_left_out_is_not_looked_at(case: CaseFile) -> None:
    take(case, [replace(call, dropped_by="streamed-repeat") for call in calls(60)])
    assert len(case.checks.sample(1, 100)) == 0


def test_every_note_is_one_sentence_that_says_where_to_look(case: CaseFile) -> None:
    for day, (_, rows) in enumerate(WRONG):
        take(case, [replace(call, at=call.at + day * 30 * HOUR) for call in rows()])
    found = notes(case)
    assert len(found) >= 10
    for note in found:
        assert re.fullmatch(r"[A-Z0-9“].*[^.]\.", note.text), note.text
        assert note.place in ("sources", "reconcile", "prices", "identity")
