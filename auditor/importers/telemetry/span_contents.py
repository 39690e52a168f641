"""Prompt and answer of a span: from its attributes, or from the events that older conventions write instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.importers.files.json_lines import as_dict, as_list, as_text
from auditor.importers.files.told_fields import opened
from auditor.importers.telemetry.span_attributes import Attributes, unflattened
from auditor.importers.telemetry.span_names import ANSWER, INDEXED_ANSWER, INDEXED_PROMPT, PROMPT
from auditor.importers.telemetry.span_texts import answer_in, prompt_in


@dataclass(frozen=True, slots=True)
class SpanEvent:
    """An event of a span."""

    name: str
    attributes: Attributes


def events_written(of: Attributes) -> list[SpanEvent]:
    """Events that pydantic-ai writes into an attribute, as JSON."""
    written = [as_dict(event) for event in as_list(opened(of.get("events")))]
    return [SpanEvent(as_text(event.get("event.name")) or "", event) for event in written]


def prompt_of(of: Attributes, events: Sequence[SpanEvent]) -> str | None:
    """What was asked."""
    for name in PROMPT:
        if (value := of.get(name)) is not None and (found := prompt_in(value)):
            return found
    for prefix in INDEXED_PROMPT:
        if messages := unflattened(of, prefix):
            return prompt_in(messages)
    for event in reversed(events):
        if event.name == "gen_ai.user.message" and (found := prompt_in(_content(event))):
            return found
        for name in PROMPT[:2]:
            if (value := event.attributes.get(name)) is not None and (found := prompt_in(value)):
                return found
    return None


def answer_of(of: Attributes, events: Sequence[SpanEvent]) -> str | None:
    """What was answered."""
    for name in ANSWER:
        if (value := of.get(name)) is not None and (found := answer_in(value)):
            return found
    for prefix in INDEXED_ANSWER:
        if messages := unflattened(of, prefix):
            return answer_in(messages)
    for event in reversed(events):
        if event.name == "gen_ai.choice" and (found := answer_in(_content(event))):
            return found
        for name in ANSWER[:2]:
            if (value := event.attributes.get(name)) is not None and (found := answer_in(value)):
                return found
    return None


def _content(event: SpanEvent) -> object:
    return event.attributes.get("message") or event.attributes.get("content")
