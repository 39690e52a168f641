"""What each agent adds to the summary of all: kept in the case, merged in any order."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from auditor.assess.gathering import Gathered
from auditor.errors import CaseError
from auditor.records import UNKNOWN, Activity, Column

STEPS = 8
"""Bins of a histogram per doubling of the tokens: a quartile is right to 9 %."""

BINS = 40 * STEPS
COMMON = 0.02
"""Share of the agents above which a word is everybody's; but two agents may always share one."""

LEAST_SHARED = 2

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """Of one agent: the distinct `words` and `references` of its prompts (hashed, sorted), how large its requests are
    (`inputs`, `outputs`: BINS), what each of its models cost (micro-dollars, output tokens told with them), and when it
    was first active, µs."""

    words: Column
    references: Column
    inputs: Counts
    outputs: Counts
    models: Mapping[str, tuple[int, int]]
    first: int

    def packed(self) -> bytes:
        """As the case keeps it."""
        head = json.dumps({"models": self.models, "first": self.first}, sort_keys=True).encode()
        columns = (self.references, self.inputs, self.outputs, self.words)
        sizes = (len(head), len(self.references))
        lengths = b"".join(size.to_bytes(4, "little") for size in sizes)
        return zlib.compress(lengths + head + b"".join(one.astype("<i8").tobytes() for one in columns), 1)


def unpacked(data: bytes) -> Sketch:
    """A kept sketch. Raises CaseError where it is damaged."""
    try:
        data = zlib.decompress(data)
        length, names = (int.from_bytes(data[place : place + 4], "little") for place in (0, 4))
        head = json.loads(data[8 : 8 + length])
        columns = np.frombuffer(data[8 + length :], "<i8")
        references, inputs, outputs, words = np.split(columns, (names, names + BINS, names + 2 * BINS))
        models = {name: (int(cost), int(tokens)) for name, (cost, tokens) in head["models"].items()}
        return Sketch(words, references, inputs, outputs, models, int(head["first"]))
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise CaseError("What an agent adds to the summary of all is damaged.", "Import into a new case.") from error


def sketch_of(gathered: Gathered, agent_id: int) -> Sketch:
    """One of the gathered agents."""
    activity = gathered.activities[agent_id]
    said = gathered.said[agent_id] if gathered.said else None
    words, references = (
        (_EMPTY, _EMPTY) if said is None else map(np.unique, (said.words.values, said.references.values))
    )
    inputs, outputs = (_histogram(column) for column in (activity.input_tokens, activity.output_tokens))
    first = int(activity.at[0]) if len(activity) else UNKNOWN
    return Sketch(words, references, inputs, outputs, _models(activity), first)


def _histogram(tokens: Column) -> Counts:
    told = tokens[tokens >= 0]
    return np.bincount((np.log2(told + 1) * STEPS).astype(np.int64), minlength=BINS)[:BINS]


def _models(activity: Activity) -> dict[str, tuple[int, int]]:
    """What each model cost, and the tokens that were bought: a class of cheap ones is weighed like a dear one."""
    told = (activity.cost > 0) & (activity.output_tokens > 0) & (activity.model >= 0)
    model = activity.model[told]
    cost = np.bincount(model, activity.cost[told], len(activity.models))
    bought = activity.output_tokens[told] + np.maximum(activity.input_tokens[told], 0) // 5
    tokens = np.bincount(model, bought, len(activity.models))
    return {
        name: (int(cost[place]), int(tokens[place]))
        for place, name in enumerate(activity.models)
        if (activity.model == place).any()
    }


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """Of all agents: words everybody uses (sorted), the quartiles of requests, and models with cost and tokens."""

    common: Column
    input_quartile: float | None
    output_quartile: float | None
    models: Mapping[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])


def merged(sketches: Sequence[Sketch]) -> Summary:
    """All of them."""
    words, agents = np.unique(np.concatenate([_EMPTY, *(one.words for one in sketches)]), return_counts=True)
    common = words[agents > max(LEAST_SHARED, COMMON * len(sketches))]
    models: dict[str, tuple[int, int]] = {}
    for sketch in sketches:
        for name, (cost, tokens) in sketch.models.items():
            before = models.get(name, (0, 0))
            models[name] = before[0] + cost, before[1] + tokens
    inputs, outputs = (_quartile([getattr(one, name) for one in sketches]) for name in ("inputs", "outputs"))
    return Summary(common, inputs, outputs, dict(sorted(models.items())))


_EMPTY = np.empty(0, np.int64)


def _quartile(histograms: Sequence[Counts]) -> float | None:
    """The tokens below which a quarter of all requests lies: the middle of that bin; None where none was told."""
    total = np.sum(histograms, axis=0) if histograms else _EMPTY
    if not total.sum():
        return None
    place = int(np.searchsorted(np.cumsum(total), total.sum() / 4))
    return float(2 ** ((place + 0.5) / STEPS) - 1)
