"""A streamed Bedrock answer, decoded as the events it usually consists of. Any other is read by `bedrock_texts`."""

import msgspec


class Ending(msgspec.Struct, gc=False):
    """Whatever may say why an answer ended."""

    stop: str | None = msgspec.field(name="stopReason", default=None)
    stop_reason: str | None = None
    guardrail: str | None = msgspec.field(name="amazon-bedrock-guardrailAction", default=None)

    @property
    def is_finished(self) -> bool:
        """Whether it says why the answer ended."""
        return bool(self.stop or self.stop_reason or self.guardrail)


class Holder(msgspec.Struct, gc=False):
    """What may name the answer and count its tokens."""

    id: str | None = None
    usage: dict[str, object] | None = None


class Delta(Ending, gc=False):
    """A piece of the answer, or its end."""

    text: str | None = None


class _Block(msgspec.Struct, gc=False):
    delta: Delta | None = None


class _Named(msgspec.Struct, gc=False):
    name: str | None = None


class _Start(msgspec.Struct, rename="camel", gc=False):
    tool_use: _Named | None = None


class _BlockStart(msgspec.Struct, gc=False):
    start: _Start | None = None


class Event(Ending, rename="camel", gc=False):
    """One event: of Claude (`delta`, `content_block`), of Converse (the others), of Titan and Llama (texts)."""

    id: str | None = None
    message: Holder | None = None
    metadata: Holder | None = None
    usage: dict[str, object] | None = None
    delta: Delta | None = None
    content_block: _Named | None = msgspec.field(name="content_block", default=None)
    content_block_delta: _Block | None = None
    content_block_start: _BlockStart | None = None
    message_stop: Ending | None = None
    output_text: str | None = None
    generation: str | None = None


Stream = list[Event | str]
"""It can end with the string "[DONE]", which is no event."""


def text_of_stream(stream: Stream) -> str | None:
    """The pieces of text, and the tools that are called."""
    pieces: list[str] = []
    for event in stream:
        if isinstance(event, str):
            continue
        delta, block = event.delta, event.content_block_delta
        if delta and delta.text:
            pieces.append(delta.text)
        elif block and block.delta and block.delta.text:
            pieces.append(block.delta.text)
        elif text := event.output_text or event.generation:
            pieces.append(text)
        elif tool := _tool_of(event):
            pieces.append(f"\n[tool: {tool}]\n")
    return "".join(pieces) or None


def _tool_of(event: Event) -> str | None:
    started = event.content_block_start and event.content_block_start.start
    named = started and started.tool_use
    return (named and named.name) or (event.content_block and event.content_block.name)


def is_finished_stream(stream: Stream) -> bool:
    """Whether an event says why the answer ended."""
    for event in reversed(stream):
        if not isinstance(event, str):
            delta, stop = event.delta, event.message_stop
            if event.is_finished or (delta and delta.is_finished) or (stop and stop.is_finished):
                return True
    return False


def id_of_stream(stream: Stream) -> str | None:
    """The answer's own id, which its first events may tell."""
    for event in stream[:2]:
        if not isinstance(event, str) and (id_ := event.id or (event.message and event.message.id)):
            return id_
    return None


def counts_of_stream(stream: Stream) -> dict[str, object]:
    """The last telling of each count."""
    found: dict[str, object] = {}
    for event in stream:
        if not isinstance(event, str):
            for holder in (event.message, event.metadata, event):
                if holder and holder.usage:
                    found |= {name: told for name, told in holder.usage.items() if told}
    return found
