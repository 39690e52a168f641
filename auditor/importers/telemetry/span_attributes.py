"""What a span's attributes tell of a model call, in OpenTelemetry's GenAI words and in OpenInference's.

Both vocabularies are read alike, since collectors hold them side by side: `gen_ai.*` (and its older names, those of
OpenLLMetry, pydantic-ai and Vercel's AI SDK) and `llm.*` with `openinference.span.kind`. Attributes may be flat
(`llm.token_count.prompt`) or nested ({"llm": {"token_count": {"prompt": …}}}): `flat` makes them the former.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.importers.files.json_lines import as_dict, as_text, is_dict, is_list
from auditor.importers.files.told_fields import opened
from auditor.importers.telemetry.otlp_values import text
from auditor.importers.telemetry.span_counts import Counts, is_some, tokens
from auditor.importers.telemetry.span_names import (
    AGENT_NAME,
    AGENTS,
    CALLS,
    COUNTS,
    CREATION,
    INPUT,
    MODEL,
    OPERATION,
    OUTPUT,
    READ,
    REASONING,
    TOTAL,
)
from auditor.importers.values.call_keys import call_key

CALL_KINDS, TOOL, AGENT, UNTOLD = ("LLM", "EMBEDDING"), "TOOL", "AGENT", ("", "UNKNOWN")

DEEPEST = 16
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)

Attributes = Mapping[str, object]


def flat(nested: Attributes, depth: int = 0) -> Attributes:
    """Attributes by their dotted names; objects within lists stay as they are."""
    if not any(map(is_dict, nested.values())) or depth > DEEPEST:
        return nested
    found: dict[str, object] = {}
    for name, value in nested.items():
        if is_dict(value):
            found |= {f"{name}.{inner}": told for inner, told in flat(value, depth + 1).items()}
        else:
            found[name] = value
    return found


def first(of: Attributes, names: Sequence[str]) -> object:
    """The attribute under the first of several names that has a value."""
    for name in names:
        if (value := of.get(name)) is not None and value != "":
            return value
    return None


def first_text(of: Attributes, names: Sequence[str]) -> str | None:
    """The same as text; numbers written out."""
    return text(first(of, names))


@dataclass(frozen=True, slots=True)
class Kind:
    """What a span is: a model call, a tool at work, an agent's run, or none of them."""

    is_call: bool
    is_tool: bool
    is_agent: bool
    operation: str | None


def kind_of(of: Attributes, declared: str = "") -> Kind:
    """From OpenInference's kind (`declared` by the span itself, or an attribute), else the GenAI operation.

    A span with neither is a model call if it names a model and tells usage, and no workflow is said to be.
    """
    operation = (first_text(of, OPERATION) or "").lower()
    kind = (text(of.get("openinference.span.kind")) or declared).upper()
    if kind not in UNTOLD:
        return Kind(kind in CALL_KINDS, kind == TOOL, kind == AGENT, operation or kind.lower())
    loop = text(of.get("traceloop.span.kind")) or ""
    bare = not (operation or loop) and bool(first_text(of, MODEL)) and tells_usage(of)
    is_tool, is_agent = operation == "execute_tool" or loop == "tool", operation in AGENTS or loop == "agent"
    return Kind(operation in CALLS or bare, is_tool, is_agent, operation or None)


def tells_usage(of: Attributes) -> bool:
    """Whether a count is told that is more than 0, or cannot be read."""
    return any(name in of and is_some(of[name]) for name in COUNTS)


def counts_of(of: Attributes) -> Counts:
    """The counts as told. Raises Unreadable."""
    read, creation = tokens(first(of, READ), "cache read"), tokens(first(of, CREATION), "cache creation")
    return Counts(
        input=tokens(first(of, INPUT), "input tokens"),
        output=tokens(first(of, OUTPUT), "output tokens"),
        cache_read=read,
        cache_creation=creation,
        reasoning=tokens(first(of, REASONING), "reasoning tokens"),
        total=tokens(first(of, TOTAL), "total tokens"),
    )


def agent_in(of: Attributes, kind: Kind, name: str | None) -> str | None:
    """The agent a span names: by attribute, or by its own name if it is an agent's run and not named by a random id."""
    told = first_text(of, AGENT_NAME)
    if told or not kind.is_agent or not name:
        return told
    # “invoke_agent” alone is the operation; what stands behind it is the agent.
    named = name.removeprefix("invoke_agent").removeprefix("create_agent").strip()
    return named if named and not _UUID.search(named) else None


def response_id(of: Attributes) -> str | None:
    """The id of the answer: an attribute, or the provider's own in an answer that was kept as JSON."""
    if told := text(of.get("gen_ai.response.id")):
        return told
    written = as_text(as_dict(opened(of.get("output.value"))).get("id"))
    return written if call_key("", written) == written else None


def unflattened(of: Attributes, prefix: str) -> list[object]:
    """The list that stands under `prefix` as flat attributes: `llm.input_messages.0.message.role`, …"""
    tree: dict[str, object] = {}
    for name, value in of.items():
        if name.startswith(prefix + "."):
            *path, last = name[len(prefix) + 1 :].split(".")
            inner = tree
            for step in path[:12]:
                inner = _child(inner, step)
            inner[last] = value
    found = _listed(tree)
    return found if is_list(found) else [found]


def _child(of: dict[str, object], step: str) -> dict[str, object]:
    inner = of.get(step)
    if not is_dict(inner):
        inner = of[step] = dict[str, object]()
    return inner


def _listed(node: object) -> object:
    """Objects whose keys are numbers become lists, in the order of these."""
    if not is_dict(node):
        return node
    inner = {key: _listed(value) for key, value in node.items()}
    if all(key.isdecimal() and len(key) < 9 for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner
