"""Spans of coding agents that tell their counts in words of their own, put into those of the conventions.

Claude Code (since 2.1, traces in beta) writes `claude_code.llm_request` spans with bare names: `model`, `input_tokens`
(the uncached part only), `cache_read_tokens`, `cache_creation_tokens`, `output_tokens`, `request_id`. Codex writes the
sums of a turn as `codex.turn.token_usage.*`, input with what was cached. Known by names that public readers test
against, some of them taken from real exports; not yet seen on a real file.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.importers.telemetry.otlp_values import text
from auditor.importers.values.call_keys import call_key

Attributes = Mapping[str, object]

CLAUDE_CODE = {
    "model": "gen_ai.request.model",
    "input_tokens": "gen_ai.usage.input_tokens",
    "output_tokens": "gen_ai.usage.output_tokens",
    "cache_read_tokens": "gen_ai.usage.cache_read.input_tokens",
    "cache_creation_tokens": "gen_ai.usage.cache_creation.input_tokens",
}
CODEX = {
    "input_tokens": "gen_ai.usage.input_tokens",
    "cached_input_tokens": "gen_ai.usage.cache_read.input_tokens",
    "cache_read_input_tokens": "gen_ai.usage.cache_read.input_tokens",
    "cache_creation_input_tokens": "gen_ai.usage.cache_creation.input_tokens",
    "output_tokens": "gen_ai.usage.output_tokens",
    "reasoning_output_tokens": "gen_ai.usage.reasoning.output_tokens",
    "total_tokens": "gen_ai.usage.total_tokens",
}
TURN = "codex.turn.token_usage."
MAIN = ("main", "repl_main_thread", "sdk")
"""Where a request of Claude Code came from, if from no helper."""


@dataclass(frozen=True, slots=True)
class Words:
    """A span's attributes in known words. `beside`: its input is the uncached part only."""

    attributes: Attributes
    beside: bool = False
    agent: str | None = None
    sub_agent: str | None = None
    key: str | None = None
    failed: bool | None = None


def known_words(of: Attributes, name: str | None) -> Words:
    """The span in the conventions' words; as it is where it speaks them already."""
    if name == "claude_code.llm_request" or of.get("span.type") == "llm_request":
        return _claude_code(of)
    if any(key.startswith(TURN) for key in of):
        named = {known: of[TURN + own] for own, known in CODEX.items() if TURN + own in of}
        thread = of.get("thread.id") or of.get("conversation.id")
        model = of.get("gen_ai.request.model") or of.get("model")
        return Words({"gen_ai.request.model": model, "gen_ai.conversation.id": thread, **of, **named})
    return Words(of)


def _claude_code(of: Attributes) -> Words:
    named = {known: of[own] for own, known in CLAUDE_CODE.items() if own in of}
    source = text(of.get("agent.name")) or text(of.get("query_source"))
    request = text(of.get("request_id"))
    success = of.get("success")
    return Words(
        {"gen_ai.provider.name": "anthropic", "gen_ai.operation.name": "chat", **of, **named},
        beside="input_tokens" in of,
        agent="Claude Code",
        sub_agent=None if source is None or source.startswith(MAIN) else source,
        key=call_key("claude-code-otel", request),
        failed={"true": False, "false": True}.get(str(success).lower()),
    )
