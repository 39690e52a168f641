"""Prompts of which an export tells a digest, a placeholder, or only a size."""

import numpy as np
import pytest

from auditor.families.sizes import by_size, fresh_input, shown
from auditor.families.withheld import digest_of, is_withheld
from tests.families.invented import group
from tests.timeline.activities import made_up

HEX = "9f86d081884c7d659a2feaa0c55ad015"


@pytest.mark.parametrize(
    "text", [HEX, HEX.upper(), f"sha256:{HEX}{HEX}", f"SHA-256={HEX * 2}", f"md5:{HEX}", f" {HEX}\n", HEX * 4]
)
def test_a_digest_is_known(text: str):
    assert (digest_of(text) or "").startswith(HEX)


def test_a_digest_in_a_placeholder_and_in_base64_is_known():
    assert digest_of("[REDACTED_MESSAGE len=171 sha=a125a3be]\n[tool: exec]") == "a125a3be"
    assert digest_of("sha256:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=") is not None


@pytest.mark.parametrize(
    "text", ["Write a poem", "deadbeef", HEX + " is the hash", "sha256: what is it?", "a" * 300, ""]
)
def test_text_is_no_digest(text: str):
    assert digest_of(text) is None


@pytest.mark.parametrize(
    "text",
    ["<REDACTED>", "[content removed]", "redacted-by-litellm", "***", "[Filtered]", " \n", "", "<prompt not logged>"],
)
def test_a_placeholder_tells_nothing(text: str):
    assert is_withheld(text)


@pytest.mark.parametrize("text", ["Redact the names in this letter", "Thanks!", "Was it removed or not?", "x", "ok."])
def test_short_text_is_no_placeholder(text: str):
    assert not is_withheld(text)


def test_equal_digests_are_a_family_and_others_are_not_joined_to_it():
    assert group([HEX] * 5 + [HEX[::-1]] * 2 + ["<REDACTED>"]) == {
        "text withheld, digest 9f86d081884c": 5,
        "text withheld, digest 510da55c0aae": 2,
    }


def sized(*fresh: int, cached: int = 0, models: tuple[int, ...] = ()) -> dict[str, int]:
    """The families of events without text, by the sizes of their input."""
    given = np.array([size + cached if size >= 0 else -1 for size in fresh])
    told = {"model": np.array(models), "models": ("one", "two")} if models else {}
    cache = np.full(len(fresh), cached)
    activity = made_up(range(len(fresh)), input_tokens=given, cache_read_input_tokens=cache, **told)
    family, names = by_size(activity, np.ones(len(fresh), np.bool_))
    return {name: int((family == number).sum()) for number, name in enumerate(names)}


def test_neighbours_within_five_per_cent_are_one_family():
    assert sized(21_900, 21_904, 21_910, 1200, 1250, 1300) == {
        "no text, 1.2 k – 1.3 k tokens in": 3,
        "no text, ≈ 21.9 k tokens in": 3,
    }


def test_what_was_read_from_a_cache_does_not_count():
    assert sized(900, 900, 900, cached=50_000) == {"no text, ≈ 900 tokens in": 3}


def test_models_have_families_of_their_own():
    assert sized(900, 900, 900, 900, models=(0, 0, 1, 1)) == {
        "no text, one, ≈ 900 tokens in": 2,
        "no text, two, ≈ 900 tokens in": 2,
    }


def test_rare_sizes_are_told_together_beside_a_frequent_one():
    assert sized(900, 900, 900, 5_000, 70_000) == {"no text, ≈ 900 tokens in": 3, "no text, other sizes": 2}


def test_sizes_that_are_all_rare_are_one_span():
    assert sized(900, 5_000, 70_000) == {"no text, 900 – 70.0 k tokens in": 3}


def test_an_untold_size_is_not_nothing():
    assert sized(-1, -1, -1, 0, 0, 0) == {"no text, size not told": 3, "no text, ≈ 0 tokens in": 3}


def test_more_cached_than_given_is_not_less_than_nothing():
    activity = made_up([1], input_tokens=np.array([10]), cache_read_input_tokens=np.array([30]))
    assert fresh_input(activity).tolist() == [0]


def test_sizes_are_readable():
    assert [shown(size) for size in (0, 812, 1204, 21_904, 2_310_000)] == ["0", "812", "1.2 k", "21.9 k", "2.31 M"]
