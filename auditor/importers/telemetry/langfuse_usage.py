"""Token counts of a Langfuse observation, whose usage keys are free: every integration names them its own way."""

from collections.abc import Mapping

from auditor.importers.telemetry.span_counts import Counts, Usage, first_told, is_some, settled, tokens

INPUT = ("input", "input_tokens", "inputTokens", "prompt_tokens", "promptTokens", "prompt")
OUTPUT = ("output", "output_tokens", "outputTokens", "completion_tokens", "completionTokens", "completion")
TOTAL = ("total", "total_tokens", "totalTokens")
CACHE_WORDS = ("cache", "cached")
CREATION_WORDS = ("creation", "write", "created")
REASONING_WORDS = ("reasoning", "thoughts", "thinking")
PLAIN = frozenset(name.lower() for name in (*INPUT, *OUTPUT, *TOTAL, "unit"))
MONEY = ("cost", "price")


def usage_of(details: Mapping[str, object], model: str | None) -> Usage:
    """In our terms. Raises Unreadable."""
    found = {"read": 0, "creation": 0, "reasoning": 0, "input": 0, "output": 0}
    told: set[str] = set()
    for key, value in details.items():
        kind = kind_of(key)
        if kind and (number := tokens(value, key)) is not None:
            found[kind] += number
            told.add(kind)
    counts = Counts(
        input=tokens(first_told(details, INPUT), "input"),
        output=tokens(first_told(details, OUTPUT), "output"),
        total=tokens(first_told(details, TOTAL), "total"),
        cache_read=found["read"] if "read" in told else None,
        cache_creation=found["creation"] if "creation" in told else None,
        reasoning=found["reasoning"] if "reasoning" in told else None,
        other_input=found["input"],
        other_output=found["output"],
    )
    return settled(counts, beside=True, model=model)


def kind_of(key: str) -> str:
    """Which detail a key tells: "read", "creation", "reasoning", "input", "output"; "" for none of them.

    `input_cache_read`, `cache_read_input_tokens`, `prompt_details.cache_read`, `input_cached_tokens`, `input_audio`, …
    """
    word = key.lower()
    if word in PLAIN or any(money in word for money in MONEY):
        return ""
    if any(part in word for part in CACHE_WORDS):
        return "creation" if any(part in word for part in CREATION_WORDS) else "read"
    if any(part in word for part in REASONING_WORDS):
        return "reasoning"
    if word.startswith(("input_", "prompt_")):
        return "input"
    return "output" if word.startswith(("output_", "completion_")) else ""


def tells_usage(details: Mapping[str, object]) -> bool:
    """Whether any count is more than 0, or cannot be read."""
    return any(is_some(value) for key, value in details.items() if key.lower() in PLAIN - {"unit"} or kind_of(key))
