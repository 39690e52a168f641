"""One request to Claude, put together from the lines a transcript repeats it in."""

from dataclasses import replace
from pathlib import PurePosixPath

from auditor.importers.claude_lines import Line, Usage, answer_in
from auditor.importers.places import keeper_of, owner_of, project_of
from auditor.importers.quantities import Dollars
from auditor.records import UsageEvent

CHARACTERS_PER_TOKEN = 8
"""More than this no language reaches over a whole response; English has about 4."""

Counters = tuple[int | None, int | None, int | None, int | None, int | None]
"""Uncached input, cache creation, cache read, output, micro-dollars, as one line tells them."""

NOTHING: Counters = (None, None, None, None, None)


class Context:
    """What earlier lines say of a line: the last prompt of its conversation, the project of its session."""

    def __init__(self, name: str) -> None:
        path = PurePosixPath(name.replace("\\", "/"))
        self._stem = path.name.split(".")[0]
        self._folder = path.parent.name if path.parent.parent.name == "projects" else ""
        self._keeper = keeper_of(name)
        self._prompts: dict[str, str] = {}
        self._homes: dict[str, str] = {}

    def saw(self, line: Line) -> None:
        """A session belongs to the project it began in, wherever it changes to later."""
        if line.cwd:
            self._homes.setdefault(line.session_id or "", line.cwd)

    def heard(self, line: Line, prompt: str) -> None:
        """Remember what the person typed last."""
        if prompt:
            self._prompts[line.thread] = prompt

    def prompt(self, line: Line) -> str | None:
        return self._prompts.get(line.thread)

    def session(self, line: Line) -> str:
        return line.session_id or self._stem

    def agent(self, line: Line) -> str:
        cwd = self._homes.get(line.session_id or "") or line.cwd
        return project_of(cwd) or self._folder or "Claude Code"

    def person(self, line: Line) -> str | None:
        cwd = self._homes.get(line.session_id or "") or line.cwd
        return owner_of(cwd) or owner_of(line.cwd) or self._keeper


def counters_of(line: Line) -> Counters:
    """The line's own counters; None where it does not tell them."""
    usage = (line.message and line.message.usage) or Usage()
    parts = usage.input_tokens, usage.cache_creation_input_tokens, usage.cache_read_input_tokens, usage.output_tokens
    return *parts, Dollars().micro(line.cost)


def largest(one: Counters, other: Counters) -> Counters:
    """Each counter's maximum."""
    a, b, c, d, e = (y if x is None else x if y is None else max(x, y) for x, y in zip(one, other, strict=True))
    return a, b, c, d, e


def base_event(number: int, at: int, line: Line, context: Context, counters: Counters) -> UsageEvent:
    """An event with the line's person, project and counters, without texts. Input is uncached + creation + read."""
    uncached, created, cached, output, cost = counters
    told = [part for part in (uncached, created, cached) if part is not None]
    return UsageEvent(
        at=at,
        agent=context.agent(line),
        line=number,
        person=context.person(line),
        key=line.identity,
        session=context.session(line),
        sub_agent=line.thread or None,
        branch=line.git_branch or None,
        provider="anthropic",
        model=line.message.model if line.message else None,
        operation="chat",
        input_tokens=sum(told) if told else None,
        cache_read_input_tokens=cached,
        cache_creation_input_tokens=created,
        output_tokens=output,
        cost_microusd=cost,
    )


def failure(number: int, at: int, line: Line, context: Context) -> UsageEvent:
    """A local error message: activity without tokens and without a model."""
    counters = counters_of(line)
    told = counters if any(counters) else NOTHING
    texts, _ = answer_in(line.message.content if line.message else None)
    event = base_event(number, at, line, context, told)
    return replace(
        event, model=None, status="error", prompt=context.prompt(line), response="\n".join(texts).strip() or None
    )


class Request:
    """The lines of one response so far: the largest counters, and which line comes nearest to them."""

    def __init__(self, number: int, at: int, line: Line, context: Context) -> None:
        self._context = context
        self._prompt = context.prompt(line)
        self._first = base_event(number, at, line, context, counters_of(line))
        self._best, self._most = self._first, counters_of(line)
        self._texts: list[str] = []
        self._written = 0
        self._stopped: str | None = None
        self._tell(line)

    def add(self, number: int, at: int, line: Line) -> UsageEvent | None:
        """Take another line in; the event of the line that is now known to be a repeat, if it told any usage."""
        self._tell(line)
        counters = counters_of(line)
        repeat = replace(base_event(number, at, line, self._context, counters), dropped_by="streamed-repeat")
        before, self._most = self._most, largest(self._most, counters)
        if self._most == counters != before:
            self._best, repeat = repeat, replace(self._best, dropped_by="streamed-repeat")
        return repeat if told(repeat) else None

    def event(self) -> UsageEvent:
        """The request, once: begun when its first line was written, with each counter's maximum."""
        uncached, created, cached, output, cost = self._most
        parts = [part for part in (uncached, created, cached) if part is not None]
        return replace(
            self._first,
            input_tokens=sum(parts) if parts else None,
            cache_read_input_tokens=cached,
            cache_creation_input_tokens=created,
            output_tokens=output,
            cost_microusd=cost,
            status="ok" if self._stopped else None,
            prompt=self._prompt,
            response="\n".join(self._texts).strip() or None,
            lower_bound=self._never_finished(output),
        )

    def _tell(self, line: Line) -> None:
        if line.message is None:
            return
        texts, written = answer_in(line.message.content)
        self._texts += texts
        self._written += written
        self._stopped = line.message.stop_reason or self._stopped

    def _never_finished(self, output: int | None) -> bool:
        """See the rule in `claude_code`: the recorded output is too small for what was written."""
        return self._stopped is None and output is not None and output * CHARACTERS_PER_TOKEN < self._written


def told(event: UsageEvent) -> bool:
    """Whether the event has any counter."""
    return event.input_tokens is not None or event.output_tokens is not None
