"""Turns the cells of one row of a plain table into an event or an outcome."""

import re
from collections.abc import Callable, Sequence
from datetime import tzinfo
from functools import lru_cache
from operator import itemgetter

import msgspec

from auditor.importers.contract import NO_AGENT
from auditor.importers.files.json_lines import as_dict
from auditor.importers.values.quantities import NO_AMOUNT_WORDS, UNKNOWN_WORDS, Dollars, Unreadable, count, milliseconds
from auditor.importers.values.swift_event import swift_event
from auditor.importers.values.times import any_time, iso_time
from auditor.records import ImportIssue, Outcome, Severity, UsageEvent

USE_FIELDS = (
    "timestamp", "agent", "person", "team", "request_id", "session", "sub_agent", "branch", "provider", "model",
    "operation", "input_tokens", "cache_read_tokens", "cache_creation_tokens", "output_tokens", "reasoning_tokens",
    "cost_usd", "latency_ms", "status", "prompt", "response",
)  # fmt: skip
OUTCOME_FIELDS = ("timestamp", "kind", "reference", "agent", "person", "title", "branch")

CACHE_OUTSIDE = (
    "cache_read_tokens exceeds input_tokens: this table seems to count cached input apart, so its input is too low here"
)

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?", re.IGNORECASE)

_DONE = re.compile(r"2\d\d(?:\.0)?(?: ok)?|ok|success|succeeded|successful|completed")


@lru_cache(maxsize=256)
def status_word(written: str) -> str | None:
    """ "ok" for what systems write for it (200, success, completed), None for "not told", else the source's word."""
    word = written.strip().lower()
    if word in UNKNOWN_WORDS:
        return None
    return "ok" if _DONE.fullmatch(word) else written


def cell(value: object) -> str:
    """A JSON value as a table would hold it; lists and objects as JSON text."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return msgspec.json.encode(value).decode() if isinstance(value, dict | list | bool) else str(value)


def flat(values: dict[str, object], deep: int = 3) -> dict[str, object]:
    """A JSON object with what lies in inner objects beside the rest: {"usage": {"in": 5}} as {"usage.in": 5}."""
    found: dict[str, object] = {}
    for name, value in values.items():
        inner = as_dict(value) if deep else {}
        found |= {f"{name}.{key}": part for key, part in flat(inner, deep - 1).items()} if inner else {name: value}
    return found


def refuse_wrong_width(cells: Sequence[str], width: int) -> None:
    """Raises Unreadable for a row with more or fewer cells than the header."""
    if len(cells) != width:
        raise Unreadable(f"the row has {len(cells)} cells, the header {width}")


class TableRows:
    """Makes records of one table. `notes` are warnings for the reader, at most one of each kind per file."""

    def __init__(self, zone: tzinfo) -> None:
        self.notes: list[ImportIssue] = []
        self.zone = zone
        self.dollars = Dollars(NO_AMOUNT_WORDS)
        self._said: set[str] = set()

    def use(self, line: int, cells: Sequence[str]) -> UsageEvent:
        """An event from cells in the order of USE_FIELDS. Raises Unreadable."""
        (when, agent, person, team, request, session, sub_agent, branch, provider, model, operation, total, cached,
         created, output, reasoning, cost, latency, status, prompt, response) = cells  # fmt: skip
        at = self.time(line, when)
        agent, person = agent.strip(), person.strip()
        if not (agent or person):
            raise Unreadable("neither an agent nor a person is named")
        input_tokens = count(total, "input_tokens") if total else None
        cache_read = count(cached, "cache_read_tokens") if cached else None
        if cache_read and input_tokens is not None and cache_read > input_tokens:
            self.note(line, CACHE_OUTSIDE)
        # By position, for speed: the order is UsageEvent's.
        return swift_event(
            at, agent or NO_AGENT, line, person or None, team or None, f"{request}@{at}" if request else None,
            session or None, sub_agent or None, branch or None, provider or None, model or None, operation or None,
            input_tokens, cache_read,
            count(created, "cache_creation_tokens") if created else None,
            count(output, "output_tokens") if output else None,
            count(reasoning, "reasoning_tokens") if reasoning else None,
            self.dollars.micro(cost) if cost else None, None, milliseconds(latency) if latency else None,
            status_word(status) if status else None, prompt or None, response or None,
        )  # fmt: skip

    def outcome(self, line: int, cells: Sequence[str]) -> Outcome:
        """An outcome from cells in the order of OUTCOME_FIELDS. Raises Unreadable."""
        when, kind, reference, agent, person, title, branch = (part.strip() for part in cells)
        at = self.time(line, when)
        if not kind or not reference:
            raise Unreadable("no reference" if kind else "no kind")
        if not (agent or person):
            raise Unreadable("neither an agent nor a person is named")
        # A commit is the same in git's own log, where its hash is its identity.
        commit = kind.lower() == "commit" and _COMMIT.fullmatch(reference)
        key = f"git:{reference.lower()}" if commit else f"{kind}:{reference}@{at}"
        return Outcome(at, kind, reference, line, title, person or None, agent or None, branch or None, key)

    def time(self, line: int, written: str) -> int:
        """A written time in µs UTC; the first one without a zone is noted. Raises Unreadable."""
        at, assumed = iso_time(written, self.zone) if written[4:5] == "-" else any_time(written, self.zone)
        if assumed:
            self.note(line, f"times without a time zone were read as {self.zone}")
        return at

    def note(self, line: int, reason: str) -> None:
        """Warn of something once a file."""
        if reason not in self._said:
            self._said.add(reason)
            self.notes.append(ImportIssue(line, reason, Severity.WARNING))


Make = Callable[[int, Sequence[str]], UsageEvent | Outcome]


def pick_cells(positions: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """A function that puts cells into our order; position -1 is the empty cell appended to every row."""
    return itemgetter(*positions)
