"""The nouns of an audit. Frozen and slotted: what crosses a border between packages is one of these.

Times are integer microseconds UTC, money integer micro-dollars. Unknown is None, never 0; in numpy columns,
which have no None, unknown is `UNKNOWN` (-1).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

UNKNOWN = -1
"""Stands for "not told" in an integer column of `Activity`."""

TOKEN_CLASSES = (
    "input_tokens",
    "cache_read_input_tokens",
    "cache_creation_input_tokens",
    "output_tokens",
    "reasoning_output_tokens",
)
"""Token fields, OpenTelemetry GenAI names: both cache classes are part of input, reasoning is part of output."""


class Label(StrEnum):
    """What a reviewer calls an agent."""

    USEFUL = "useful"
    PADDING = "token-padding"
    INCONCLUSIVE = "inconclusive"


class Unit(StrEnum):
    """What an aggregate counts. Quantities of different units are never added."""

    INPUT_TOKENS = "input_tokens"
    CACHE_READ_INPUT_TOKENS = "cache_read_input_tokens"
    CACHE_CREATION_INPUT_TOKENS = "cache_creation_input_tokens"
    OUTPUT_TOKENS = "output_tokens"
    REASONING_OUTPUT_TOKENS = "reasoning_output_tokens"
    CREDITS = "credits"
    REQUESTS = "requests"
    MESSAGES = "messages"
    USD = "usd"


@dataclass(frozen=True, slots=True)
class UsageEvent:
    """One recorded model call, as an export tells it, converted to our terms.

    `key` identifies the call over all files of a case (a request or message id with its system's prefix); None where
    the export has no identity, then every row counts. `dropped_by` names the correction rule by which this line is
    kept but not counted (a streamed repeat, for instance). `lower_bound`: the true counts are known to be higher.
    """

    at: int
    agent: str
    line: int
    person: str | None = None
    team: str | None = None
    key: str | None = None
    session: str | None = None
    sub_agent: str | None = None
    branch: str | None = None
    provider: str | None = None
    model: str | None = None
    operation: str | None = None
    input_tokens: int | None = None
    cache_read_input_tokens: int | None = None
    cache_creation_input_tokens: int | None = None
    output_tokens: int | None = None
    reasoning_output_tokens: int | None = None
    cost_microusd: int | None = None
    microcredits: int | None = None
    duration_us: int | None = None
    status: str | None = None
    prompt: str | None = None
    response: str | None = None
    lower_bound: bool = False
    dropped_by: str | None = None


@dataclass(frozen=True, slots=True)
class UsageAggregate:
    """A sum an export gives for [`start`, `end`): reconciled with events, never added to them.

    `quantity` is in millionths of `unit`, an integer, so that sums of fractions stay exact. `key` identifies the sum
    over all files of a case (format, interval, and every dimension it is told for; not the unit): the same sum told
    again by an overlapping export counts once, the greater one. None: every row counts. `dropped_by`: see `UsageEvent`.
    """

    start: int
    end: int
    quantity: int
    unit: Unit
    line: int
    person: str | None = None
    team: str | None = None
    agent: str | None = None
    model: str | None = None
    client: str | None = None
    key: str | None = None
    dropped_by: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something that came out of work: a commit, a merged change, a closed ticket, a published page.

    `reference` is what others call it (commit hash, ticket id); `title` its first line; `key` as in `UsageEvent`.
    `helper` is the tool that a commit's trailer names as co-author, "Claude <noreply@anthropic.com>" for instance.
    """

    at: int
    kind: str
    reference: str
    line: int
    title: str = ""
    person: str | None = None
    agent: str | None = None
    branch: str | None = None
    key: str | None = None
    helper: str | None = None


class Severity(StrEnum):
    """How much an import issue matters."""

    REJECTED = "rejected"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class ImportIssue:
    """What could not be read, or what a reader must know. `line` counts from 1; 0 speaks of the whole file."""

    line: int
    reason: str
    severity: Severity = Severity.REJECTED
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class SamePerson:
    """An export that names a person in two ways (an e-mail and an account id, say): both are one."""

    name: str
    other: str
    line: int


Record = UsageEvent | UsageAggregate | Outcome | ImportIssue | SamePerson

Column = NDArray[np.int64]
"""A read-only int64 array with one value per event, in order of time."""


@dataclass(frozen=True, slots=True)
class Activity:
    """All counted events of one agent, sorted by time, as read-only columns of equal length n.

    Integers are int64; `UNKNOWN` (-1) marks what the export did not tell. `at` and `duration` are microseconds,
    `cost` micro-dollars; `event`, `session`, `prompt` and `response` are row ids in the case (prompt and response:
    of texts). `model`, `sub_agent`, `status` and `family` index the names beside them; `failed` is bool. A family is
    named by the template its prompts share (see families/); UNKNOWN until it was found out.
    """

    at: Column
    event: Column
    session: Column
    input_tokens: Column
    cache_read_input_tokens: Column
    cache_creation_input_tokens: Column
    output_tokens: Column
    cost: Column
    duration: Column
    prompt: Column
    response: Column
    model: Column
    sub_agent: Column
    status: Column
    family: Column
    failed: NDArray[np.bool_]
    models: tuple[str, ...] = ()
    sub_agents: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    families: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.at)


@dataclass(frozen=True, slots=True)
class Request:
    """One event as the requests table and the reader pane show it; texts may be cut to their beginning."""

    id: int
    at: int
    session: str | None
    sub_agent: str | None
    branch: str | None
    model: str | None
    input_tokens: int | None
    cache_read_input_tokens: int | None
    cache_creation_input_tokens: int | None
    output_tokens: int | None
    reasoning_output_tokens: int | None
    cost_microusd: int | None
    duration_us: int | None
    status: str | None
    lower_bound: bool
    prompt: str | None
    response: str | None
    source_id: int
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over counted events. A token class, cost or credits are None when no event told them."""

    events: int = 0
    input_tokens: int | None = None
    cache_read_input_tokens: int | None = None
    cache_creation_input_tokens: int | None = None
    output_tokens: int | None = None
    reasoning_output_tokens: int | None = None
    cost_microusd: int | None = None
    lower_bounds: int = 0
    microcredits: int | None = None
    first: int | None = None
    last: int | None = None

    @property
    def tokens(self) -> int | None:
        """Input (cached included) plus output; None when neither is known."""
        if self.input_tokens is None and self.output_tokens is None:
            return None
        return (self.input_tokens or 0) + (self.output_tokens or 0)


@dataclass(frozen=True, slots=True)
class Agent:
    """The thing judged, with what the queue shows of it. `alias` stands for the person until names are revealed.

    `merged_into`: the agent it was made part of; it has no events of its own then, but may have verdicts.
    """

    id: int
    name: str
    person: str
    alias: str
    team: str | None
    totals: Totals
    outcomes: int | None
    label: Label | None = None
    reviewers: tuple[str, ...] = ()
    person_id: int = 0
    merged_into: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One imported export file, with its receipt.

    `duplicates` are events, sums and outcomes kept but not counted; `rules` those of them that are events, by rule.
    `quantities`: its counted aggregates by unit, in millionths. `covers`: first and last moment told of, µs.
    """

    id: int
    path: str
    sha256: str
    size: int
    importer: str
    importer_version: int
    imported_at: int
    imported_by: str
    lines: int
    events: int
    aggregates: int
    outcomes: int
    duplicates: int
    rejected: int
    totals: Totals
    raw: Totals
    rules: Mapping[str, int] = field(default_factory=dict[str, int])
    warnings: tuple[str, ...] = ()
    quantities: Mapping[str, int] = field(default_factory=dict[str, int])
    covers: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class SourcePart:
    """What a source's counted events add up to for one person and model (None: not named)."""

    person_id: int
    person: str
    alias: str
    model: str | None
    events: int
    input_tokens: int | None
    output_tokens: int | None
    cost_microusd: int | None
    microcredits: int | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an agent's data can show: how many sources tell of it, what was dropped (by rule), what is missing.

    `untold` counted events tell neither input nor output tokens; `costs` of them tell a cost. `dropped_sums`: what the
    dropped lines of each rule tell of requests, input and output tokens and cost.
    """

    sources: int
    rejected: int
    prompts: int
    lower_bounds: int
    dropped: Mapping[str, int]
    outcomes_delivered: bool
    untold: int = 0
    costs: int = 0
    dropped_sums: Mapping[str, Totals] = field(default_factory=dict[str, Totals])


class ExhibitKind(StrEnum):
    """What was pinned."""

    SPAN = "span"
    EVENTS = "events"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A pinned piece of evidence: `reference` is a span `2026-10-01T00:00:00Z..2026-10-02T00:00:00Z`, an
    event id, or a finding `indicator@version:sources`.
    """

    id: int
    agent_id: int
    kind: ExhibitKind
    reference: str
    title: str
    pinned_by: str
    pinned_at: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """A label given by a reviewer at a time. `label` None takes an earlier verdict back (an undo is a new line)."""

    id: int
    agent_id: int
    label: Label | None
    reviewer: str
    recorded_at: int
    reasons: tuple[str, ...] = ()
    confidence: int | None = None
    note: str = ""
    exhibits: tuple[int, ...] = ()
    supersedes: int | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """The employee or account whose use it is. `names` are all that sources used; `agents` how many have events."""

    id: int
    alias: str
    name: str
    names: tuple[str, ...]
    agents: int


class IdentityKind(StrEnum):
    """What the auditor can say of who is who."""

    MERGE_AGENTS = "merge agents"
    SPLIT_AGENT = "split agent"
    RENAME_AGENT = "rename agent"
    MOVE_AGENT = "move agent"
    JOIN_PERSONS = "join persons"
    RENAME_PERSON = "rename person"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class IdentityAct:
    """One change of who is who. `detail` holds ids and names (see case/identity.py); `undoes` an earlier act's id."""

    id: int
    at: int
    who: str
    kind: IdentityKind
    detail: Mapping[str, Any]
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Strand:
    """A part of an agent's use by which it can be split: one session in one source. Times in µs.

    `origin_id` is the agent as the export told it; `session_id` None: the events of that source that tell no session.
    """

    agent_id: int
    source_id: int
    source: str
    session_id: int | None
    session: str | None
    events: int
    first: int
    last: int
    tokens: int
    origin_id: int


@dataclass(frozen=True, slots=True)
class ModelDay:
    """An agent's sums of one model ("": not named) on one UTC day in one kind of export, by importer.

    Calls above 200,000 input tokens (`long`) stand apart. `priced` of its events report a cost.
    """

    agent_id: int
    model: str
    day: int
    long: int
    importer: str
    events: int
    input_tokens: int | None
    cache_read_input_tokens: int | None
    cache_creation_input_tokens: int | None
    output_tokens: int | None
    reasoning_output_tokens: int | None
    cost_microusd: int | None
    microcredits: int | None
    priced: int


@dataclass(frozen=True, slots=True)
class Price:
    """What a model's tokens cost from a day (ISO, UTC) on, in micro-dollars per million; None: not told.

    `model` is a plain model name (see prices.py). `source` says who says so. `id`, `at`, `who` are those of a price
    entered for a case; `withdrawn` takes it back.
    """

    model: str
    valid_from: str
    input: int | None
    cache_read: int | None
    cache_creation: int | None
    output: int | None
    source: str
    withdrawn: bool = False
    id: int = 0
    at: int = 0
    who: str = ""
    long: "Price | None" = None


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """What an invoice, a dashboard or a letter (`kind`) says was used in [`start`, `end`), in millionths of `unit`.

    `unit` is a `Unit`, or "tokens" for input and output together. None in `person_id`, `model`, `source_id`: of all.
    """

    kind: str
    unit: str
    quantity: int
    start: int
    end: int
    person_id: int | None = None
    model: str | None = None
    source_id: int | None = None
    note: str = ""
    withdraws: int | None = None
    id: int = 0
    at: int = 0
    who: str = ""


class Aspect(StrEnum):
    """What an indicator looks at. Weights are summed within an aspect and capped, so that one trait counts once."""

    REPETITION = "repetition"
    LOOPS = "loops"
    CONSUMPTION = "consumption"
    INCENTIVE = "incentive"
    SHAPE = "shape"
    CONTEXT = "context"


class Rhythm(StrEnum):
    """How an agent's sessions start; agents of one class are compared with each other."""

    SCHEDULED = "scheduled"
    EVENT_DRIVEN = "event-driven"
    BATCH = "batch"
    INTERACTIVE = "interactive"


@dataclass(frozen=True, slots=True)
class Measure:
    """What an indicator measured: None with `why` where data do not suffice.

    `n` is how many items it rests on. `events` are those that show it: indices into `Activity` as an indicator gives
    them; in a `Finding` of the case, row ids. `sentence` says it with its numbers (in a `Finding` it is the `summary`).
    `p` is a p-value where a test was made; `parameters` what it was told beside the data (dates, targets), by name.
    """

    value: float | None
    n: int
    why: str = ""
    events: tuple[int, ...] = ()
    sentence: str = ""
    p: float | None = None
    parameters: Mapping[str, str | int | float | None] = field(default_factory=dict[str, "str | int | float | None"])


@dataclass(frozen=True, slots=True)
class Finding:
    """What one indicator says of one agent, placed among its peers. Never a verdict.

    `percentile` (0–1) is the share of the peers whose value is lower, shrunk towards all agents where the peers are
    few; `peers` how many were compared. `weight` is the evidence in bans: above 0 it speaks for padding, below 0 for
    usefulness. `leans` says so in a word; INCONCLUSIVE where it weighs nothing. `sources` is a digest of all that was
    measured: it changes when the data do.
    """

    agent_id: int
    indicator: str
    version: int
    leans: Label
    measure: Measure
    percentile: float | None
    peers: int
    summary: str
    benign: str
    aspect: Aspect = Aspect.CONTEXT
    title: str = ""
    weight: float = 0.0
    sources: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Where an agent stands in the queue, and why: the sums of its findings. Never a verdict.

    `priority` in bans; `top`: in the band looked at first. `aspects`: the capped sums by aspect. `reason` is one line;
    `missing` names the indicators that had not enough data. `told` is the rhythm class said by the auditor, if any.
    """

    agent_id: int
    rhythm: Rhythm | None
    told: Rhythm | None
    priority: float
    top: bool
    aspects: Mapping[Aspect, float]
    reason: str
    missing: tuple[str, ...] = ()
    computed_at: int = 0


class OverrideKind(StrEnum):
    """What the auditor can say of an agent against what the program works out."""

    RHYTHM = "rhythm"
    HARMLESS = "known harmless"


@dataclass(frozen=True, slots=True)
class Override:
    """One word of the auditor on an agent, kept for ever. `value` is a `Rhythm` for RHYTHM, else "".

    `expires` is an ISO day, the last on which it holds, "" for never. `withdraws` takes an earlier one back.
    """

    id: int
    at: int
    who: str
    agent_id: int
    kind: OverrideKind
    value: str
    reason: str
    expires: str = ""
    withdraws: int | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the activity log: who did what, when; `detail` is JSON text."""

    id: int
    at: int
    who: str
    action: str
    detail: str
