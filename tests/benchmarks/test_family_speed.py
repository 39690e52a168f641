"""How fast prompts become families, and how fast what differs between two of them is found."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.families.differing import parts
from auditor.families.masking import template_of
from auditor.grouping import group
from tests.families.cases import case_of
from tests.families.invented import chat, prose, timer, translator

pytestmark = pytest.mark.benchmark

MILLION = 1_000_000


def best(work: Callable[[], object], times: int = 5) -> float:
    """The shortest time of some, in seconds."""
    taken: list[float] = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return min(taken)


def test_masking_a_prompt_of_500_characters():
    rng = random.Random(1)
    prompts = [f"Case {i} of 2026-10-{i % 28 + 1:02}: {prose(rng, 600)}"[:500] for i in range(2000)]
    taken = best(lambda: [template_of(prompt) for prompt in prompts]) / len(prompts)
    print(f"\nmasking 500 characters: {taken * 1e6:.1f} µs")
    assert taken < 100e-6


@pytest.mark.parametrize(("name", "prompts"), [("timer", timer(10_000)), ("person", chat(10_000))])
def test_families_of_ten_thousand_events(tmp_path: Path, name: str, prompts: list[str]):
    with case_of(tmp_path / "a.auditcase", prompts) as case:
        case.packed.pack(1)
        taken = best(lambda: group(case, 1), times=2)
        print(f"\nfamilies of 10,000 events, a {name}: {taken:.2f} s")
        assert taken < 5


def test_families_of_pasted_pages(tmp_path: Path):
    with case_of(tmp_path / "a.auditcase", translator(10_000)) as case:
        case.packed.pack(1)
        taken = best(lambda: group(case, 1), times=2)
        print(f"\nfamilies of 10,000 events, pasted pages: {taken:.2f} s")
        assert taken < 12


def test_what_differs_in_long_texts():
    lines = prose(random.Random(1), 200_000).split("\n")
    text = "\n".join(lines)
    other = "\n".join(prose(random.Random(i), 80) if i % 5 == 0 else line for i, line in enumerate(lines))
    taken = best(lambda: parts(text, other))
    print(f"\nwhat differs between two texts of 200,000 characters: {taken * 1000:.0f} ms")
    assert taken < 2
