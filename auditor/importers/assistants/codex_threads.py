"""The requests of one Codex thread, told apart by its counters while its lines are read."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

import msgspec

from auditor.importers.assistants.codex_lineage import Lineage
from auditor.importers.assistants.codex_lines import CALLS, Info, Line, Payload, Tokens, role_of, texts_in, typed_in
from auditor.importers.assistants.codex_totals import RunningTotal
from auditor.importers.files.json_lines import as_dict, as_text
from auditor.importers.values.call_keys import call_key
from auditor.importers.values.places import keeper_of, owner_of, project_of
from auditor.importers.values.times import utc_time
from auditor.records import ImportIssue, Record, Severity, UsageEvent

BEGAN_LATE = "the thread's counter stood at {:,} input tokens before this file begins: what came before is not in it"

SETTINGS = frozenset({"session_meta", "turn_context", "compacted"})
"""Lines that tell no use: some were stripped of their time."""


class Thread:
    """What is known while the lines are read. `take` gives the records a line tells."""

    def __init__(self, name: str) -> None:
        path = PurePosixPath(name.replace("\\", "/"))
        self._stem = path.name.split(".jsonl")[0]
        self._keeper = keeper_of(name)
        self._lineage = Lineage()
        self._header = Payload()
        self._git: dict[str, object] = {}
        self._model: str | None = None
        self._prompt: str | None = None
        self._tells_prompts = self._tells_answers = False
        self._texts: list[str] = []
        self._first_text = 0, 0
        self._totals = RunningTotal()
        self._held: list[UsageEvent] = []

    def take(self, number: int, line: Line) -> Iterator[Record]:
        """The records of a line. Raises Unreadable where it has no time."""
        payload = line.payload
        if payload is None:
            return
        if line.type == "session_meta" and self._lineage.headed(payload):
            self._header, self._git = payload, as_dict(payload.git)
        if line.timestamp is None and line.type in SETTINGS:
            self._model = payload.model or self._model
            return
        at = utc_time(line.timestamp)
        self._lineage.reached(at, line)
        if self._held and (self._lineage.is_certain or not self._lineage.is_history):
            yield from self._decide(are_copies=self._lineage.is_certain)
        for record in self._records(number, at, line.type, payload):
            yield from self._released(record)

    def end(self) -> Iterator[Record]:
        """What is left when the file ends."""
        for record in self._unfinished(None):
            yield from self._released(record)
        yield from self._decide(are_copies=False)

    def _released(self, record: Record) -> Iterator[Record]:
        """The record, or nothing yet: whether the first count of a burst is copied is seen from what follows."""
        if not isinstance(record, UsageEvent) or not self._lineage.is_history:
            yield record
            return
        self._held.append(record)
        if self._lineage.is_certain or sum(event.input_tokens is not None for event in self._held) > 1:
            self._lineage.is_certain = True
            yield from self._decide(are_copies=True)

    def _decide(self, *, are_copies: bool) -> Iterator[Record]:
        held, self._held = self._held, []
        for event in held:
            copy = are_copies and event.dropped_by is None
            yield replace(event, dropped_by="replayed-history") if copy else event

    def _records(self, number: int, at: int, kind: str | None, payload: Payload) -> Iterator[Record]:
        if kind == "turn_context":
            self._model = payload.model or self._model
        elif kind == "token_usage_record" and (usage := msgspec.json.decode(payload.usage, type=Tokens | None)):
            yield self._response(number, at, payload, usage)
        elif kind == "response_item":
            yield from self._item(number, at, payload)
        elif kind == "event_msg":
            yield from self._message(number, at, payload)

    def _message(self, number: int, at: int, payload: Payload) -> Iterator[Record]:
        text = as_text(payload.message)
        if payload.type == "token_count":
            yield from self._count(number, at, msgspec.json.decode(payload.info, type=Info | None) or Info())
        elif payload.type == "user_message" and text:
            yield from self._unfinished(None)
            self._prompt, self._tells_prompts = text, True
        elif payload.type == "agent_message" and text:
            self._tells_answers = True
            self._hear(number, at, text)
        elif payload.type == "error":
            self._hear(number, at, text or "error")
            yield from self._unfinished("error")
        elif payload.type == "turn_aborted":
            yield from self._unfinished("aborted")

    def _item(self, number: int, at: int, payload: Payload) -> Iterator[Record]:
        if payload.type in CALLS:
            self._hear(number, at, f"[tool: {as_text(payload.name) or payload.type}]", again=True)
        elif payload.role == "assistant" and not self._tells_answers:
            for text in texts_in(payload.content):
                self._hear(number, at, text)
        elif payload.role == "user" and not self._tells_prompts and (text := typed_in(payload)):
            yield from self._unfinished(None)
            self._prompt = text

    def _hear(self, number: int, at: int, text: str, *, again: bool = False) -> None:
        """Keep what the model wrote; an answer stands in an `agent_message` and in an item, a call in one of them."""
        if not self._texts:
            self._first_text = number, at
        if again or text not in self._texts:
            self._texts.append(text)

    def _unfinished(self, status: str | None) -> Iterator[Record]:
        """What the model wrote without any counter being told for it: activity whose tokens are unknown."""
        if self._texts:
            number, at = self._first_text
            yield replace(self._event(number, at, Tokens(), f"{at}:unfinished"), status=status, **self._said())

    def _response(self, number: int, at: int, payload: Payload, usage: Tokens) -> UsageEvent:
        """The event of a `token_usage_record`: one response's own counters, or those of the thread it names."""
        response, identity = payload.response_id, f"{at}:{usage.identity}"
        event = self._event(number, at, usage, identity)
        event = replace(event, key=call_key("codex", response) or event.key)
        if payload.thread_id and self._lineage.thread not in (None, payload.thread_id):
            return replace(event, dropped_by="replayed-history")
        if not self._totals.is_new(usage, response or identity):
            return replace(event, dropped_by="cumulative-counter")
        return replace(event, status="ok", **self._said())

    def _count(self, number: int, at: int, info: Info) -> Iterator[Record]:
        """The event of a `token_count`: what was added to the total, or a total told again."""
        total, last = info.total_token_usage, info.last_token_usage
        if total is None and last is None:
            return
        identity = f"{at}:{last.identity if last else ''}" if total is None else f"total:{total.identity}"
        missing = self._totals.missing(info)
        if missing and self._lineage.is_history:
            self._lineage.is_certain = True  # the parent's total, told as the fork opens
        elif missing and self._lineage.parent is None:
            yield ImportIssue(number, BEGAN_LATE.format(missing), Severity.WARNING)
        added = self._totals.added(info, has_answer=bool(self._texts))
        event = self._event(number, at, added or last or Tokens(), identity, info.model)
        if added is None:
            yield replace(event, dropped_by="cumulative-counter")
        else:
            yield replace(event, status="ok", **self._said())

    def _said(self) -> dict[str, str | None]:
        """Prompt and answer for the event that counts, which takes the answer's texts with it."""
        texts, self._texts = self._texts, []
        return {"prompt": self._prompt, "response": "\n".join(texts).strip() or None}

    def _event(self, number: int, at: int, tokens: Tokens, identity: str, model: str | None = None) -> UsageEvent:
        header, lineage = self._header, self._lineage
        thread = (lineage.parent if lineage.is_history else None) or lineage.thread
        return UsageEvent(
            at=at,
            agent=project_of(header.cwd) or header.originator or "Codex",
            line=number,
            person=owner_of(header.cwd) or self._keeper,
            key=f"codex:{thread}:{identity}" if thread else f"codex:{self._stem}:{at}:{identity}",
            session=lineage.thread or self._stem,
            sub_agent=role_of(header),
            branch=as_text(self._git.get("branch")),
            provider=header.model_provider or "openai",
            model=model or self._model,
            operation="chat",
            input_tokens=tokens.input_tokens,
            cache_read_input_tokens=tokens.cached_input_tokens,
            cache_creation_input_tokens=tokens.cache_write_input_tokens,
            output_tokens=tokens.output_tokens,
            reasoning_output_tokens=tokens.reasoning_output_tokens,
        )
