"""What the mapping screen calls our fields, units and conventions."""

from auditor.gui.importing.choice import Options

TITLES = {
    "timestamp": "Time", "end": "End of period", "person": "Person", "agent": "Agent", "team": "Team",
    "model": "Model", "client": "Client", "input_tokens": "Input tokens", "cache_read_tokens": "Cached input",
    "cache_creation_tokens": "Cache writes", "output_tokens": "Output tokens", "reasoning_tokens": "Reasoning tokens",
    "cost_usd": "Cost", "credits": "Credits", "requests": "Requests", "messages": "Messages", "latency_ms": "Latency",
    "status": "Status", "session": "Session", "request_id": "Request id", "prompt": "Prompt", "response": "Response",
    "provider": "Provider", "operation": "Operation", "sub_agent": "Sub-agent", "branch": "Branch", "kind": "Kind",
    "reference": "Reference", "title": "Title",
}  # fmt: skip
"""In the order they stand on the screen."""

UNIT_WORDS = {
    "tokens": "tokens", "thousands": "thousands", "millions": "millions", "usd": "US dollars", "cents": "US cents",
    "micro-dollars": "micro-dollars", "ms": "ms", "s": "seconds", "us": "µs", "ns": "ns",
}  # fmt: skip

GRAINS: Options = (("event", "one request"), ("aggregate", "a sum over a period"), ("outcome", "an outcome"))
PERIODS: Options = (("", "choose…"), ("hour", "an hour"), ("day", "a day"), ("week", "a week"), ("month", "a month"))
DATES: Options = (
    ("", "choose…"),
    ("day-first", "day first: 03/04 is 3 April"),
    ("month-first", "month first: 03/04 is 4 March"),
)
NUMBERS: Options = (("", "1234.5"), ("1,234.5", "1,234.5"), ("1.234,5", "1.234,5"))
CACHED: Options = (
    ("", "choose…"),
    ("inside", "part of the input"),
    ("outside", "not part of the input"),
    ("unknown", "not known"),
)
REASONING: Options = (("", "part of the output"), ("outside", "not part of the output"))


def listed(fields: list[str]) -> str:
    """Fields in words: "input tokens, output tokens and how dates are written"."""
    special = {"dates": "how dates are written", "cached_input": "where cached input is counted", "period": "a length"}
    words = [special.get(field) or TITLES.get(field, field).lower() for field in fields]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
