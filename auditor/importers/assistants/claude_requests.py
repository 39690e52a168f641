"""One request to Claude, put together from the lines a transcript repeats it in."""

from collections.abc import Iterator
from dataclasses import replace

from auditor.importers.assistants.claude_context import Context
from auditor.importers.assistants.claude_iterations import Iteration, calls_within
from auditor.importers.assistants.claude_lines import Counters, Line
from auditor.importers.assistants.claude_texts import Block, answer_in
from auditor.importers.values.swift_event import swift_event
from auditor.records import UsageEvent

CHARACTERS_PER_TOKEN = 8
"""More than this no language reaches over a whole response; English has about 4."""

NOTHING: Counters = (None, None, None, None, None, None)


def largest(one: Counters, other: Counters) -> Counters:
    """Each counter's maximum."""
    a, b, c, d, e, f = (y if x is None else x if y is None else max(x, y) for x, y in zip(one, other, strict=True))
    return a, b, c, d, e, f


class Request:
    """The lines of one response so far: the largest counters, and which line comes nearest to them."""

    def __init__(self, number: int, at: int, line: Line, blocks: list[Block], context: Context) -> None:
        self._number, self._at = number, at
        self._sub_agents = context.sub_agents
        self._agent, self._person = context.agent(line), context.person(line)
        self._session, self.thread = context.session(line), context.sub_agents.thread(line)
        self._sub_agent = context.sub_agents.name(line)
        self._branch = line.git_branch or None
        self._key = line.identity
        self._model = None if line.is_local_error or not line.message else line.message.model
        self._prompt = context.prompt(line)
        self._most = line.counters()
        self._best = number, at, self._most
        self._texts: list[str] = []
        self._written = 0
        self._stopped: str | None = None
        self._within: list[Iteration] = []
        self._tell(line, blocks)

    def add(self, number: int, at: int, line: Line, blocks: list[Block]) -> UsageEvent | None:
        """Take another line in; the event of the line that is now known to be a repeat, if it told any usage."""
        repeat = number, at, line.counters()
        self._tell(line, blocks)
        before, self._most = self._most, largest(self._most, repeat[2])
        if self._most == repeat[2] != before:
            self._best, repeat = repeat, self._best
        number, at, counters = repeat
        if counters[3] is None and counters[:3] == (None, None, None):
            return None
        return self._event(number, at, counters, dropped_by="streamed-repeat")

    def event(self) -> UsageEvent:
        """The request, once: begun when its first line was written, with each counter's maximum."""
        return self._event(
            *(self._number, self._at, self._most),
            status="ok" if self._stopped else None,
            prompt=self._prompt,
            response="\n".join(self._texts).strip() or None,
            lower_bound=self._never_finished(self._most[3]),
        )

    def within(self) -> Iterator[UsageEvent]:
        """The calls made within the response that its counters leave out, each a call by itself."""
        for place, call in enumerate(self._within):
            read, created = call.cache_read_input_tokens, call.cache_creation_input_tokens
            parts = [part for part in (call.input_tokens, read, created) if part is not None]
            yield replace(
                self._event(self._number, self._at, NOTHING, "ok", self._prompt),
                key=f"{self._key}:{call.type}:{place}" if self._key else None,
                sub_agent=self._sub_agent or call.type,
                model=call.model or self._model,
                input_tokens=sum(parts) if parts else None,
                cache_read_input_tokens=read,
                cache_creation_input_tokens=created,
                output_tokens=call.output_tokens,
            )

    def failure(self) -> UsageEvent:
        """A local error message: activity without tokens and without a model."""
        counters = self._most if any(self._most) else NOTHING
        response = "\n".join(self._texts).strip() or None
        return self._event(self._number, self._at, counters, "error", self._prompt, response)

    def _event(
        self,
        number: int,
        at: int,
        counters: Counters,
        status: str | None = None,
        prompt: str | None = None,
        response: str | None = None,
        lower_bound: bool = False,
        dropped_by: str | None = None,
    ) -> UsageEvent:
        """Input is uncached + creation + read."""
        uncached, created, cached, output, cost, thinking = counters
        told = [part for part in (uncached, created, cached) if part is not None]
        return swift_event(
            *(at, self._agent, number, self._person, None, self._key, self._session, self._sub_agent, self._branch),
            *("anthropic", self._model, "chat", sum(told) if told else None, cached, created, output, thinking, cost),
            *(None, None, status, prompt, response, lower_bound, dropped_by),
        )

    def _tell(self, line: Line, blocks: list[Block]) -> None:
        texts, written = answer_in(blocks)
        self._texts += texts
        self._written += written
        self._within = max(self._within, calls_within(line), key=len)
        self._stopped = (line.message and line.message.stop_reason) or self._stopped

    def _never_finished(self, output: int | None) -> bool:
        """See the rule in `claude_code`: the recorded output is too small for what was written, or for its parent."""
        if output is None:
            return False
        too_small = self._stopped is None and output * CHARACTERS_PER_TOKEN < self._written
        return too_small or output < self._sub_agents.output_by_parent(self.thread, self._most[:3])
