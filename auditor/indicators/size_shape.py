"""Size shape: much is sent for little, the same again, or just so that nothing comes from the cache."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.indicators.contract import Indicator, Uses, not_enough
from auditor.indicators.material import Material
from auditor.indicators.periodic import MINUTE
from auditor.indicators.reference import Reference
from auditor.indicators.wording import count, places
from auditor.records import UNKNOWN, Activity, Aspect, Column, Label, Measure
from auditor.said.ragged import Ragged
from auditor.said.reading import HEAD
from auditor.said.said import Said

LEAST = 30
"""Requests with a text, or at least with a size."""

MUCH, TIMES = 1_024, 20
"""Input tokens above which a provider would cache, and how many times the output is much for little."""

SOON, CACHED = 10 * MINUTE, 5 * MINUTE
"""How soon the same is sent again; how long a provider's cache lasts."""

SUBSTANCE = 8
"""Words that a text must hold to be the same content again: short ones come back by themselves."""

WITHOUT_TEXT = 0.5
"""What equal sizes weigh beside equal texts."""

Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """Which events (n) are stuffed, miss the cache by a new beginning, or ask the same again."""

    stuffed: Marks
    evading: Marks
    again: Marks

    @property
    def any(self) -> Marks:
        return self.stuffed | self.evading | self.again


def measure(material: Material, _reference: Reference) -> Measure:
    """Share of the requests with a text that are any of the three; without texts half the share of equal sizes."""
    texts = int((material.said.prompt >= 0).sum())
    if texts >= LEAST:
        return _by_text(material, texts)
    sizes = int((material.activity.input_tokens != UNKNOWN).sum())
    if sizes >= LEAST:
        return _by_size(material.activity, sizes)
    return not_enough(f"{max(texts, sizes)} of {LEAST} requests with a text or a size", max(texts, sizes))


def _by_text(material: Material, n: int) -> Measure:
    shapes = Shapes(_stuffed(material), _evading(material), _again(material))
    events = places(shapes.any)
    parts = [int(marks.sum()) for marks in (shapes.stuffed, shapes.evading, shapes.again)]
    sentence = (
        f"Of {count(n, 'request')} {len(events):,} sent the same again: {parts[0]:,} long for a short answer, in "
        f"words sent before; {parts[1]:,} with only the beginning changed, so that nothing came from the cache; "
        f"{parts[2]:,} word for word within 10 minutes of an answer (one may be several of these)."
    )
    told = {"stuffed": parts[0], "cache evaded": parts[1], "again": parts[2]}
    return Measure(len(events) / n, n, events=events, sentence=sentence, parameters=told)


def _by_size(activity: Activity, n: int) -> Measure:
    kind = np.where(_long_for_little(activity), activity.input_tokens * (len(activity.models) + 1) + activity.model, -1)
    previous = _previous(kind, activity)
    events = places(_soon_after_success(activity, previous, SOON))
    sentence = (
        f"Of {count(n, 'request')} {len(events):,} sent exactly as many tokens to the same model as one in the 10 "
        f"minutes before, each more than {MUCH:,} and at least {TIMES} times the answer. No texts are told: such sizes "
        "count half."
    )
    return Measure(WITHOUT_TEXT * len(events) / n, n, events=events, sentence=sentence, parameters={"texts": 0})


def _long_for_little(activity: Activity) -> Marks:
    """Much is sent anew for little; what came from the cache is the talk so far, not what was sent."""
    sent = activity.input_tokens - np.maximum(activity.cache_read_input_tokens, 0)
    told = (sent > MUCH) & (activity.output_tokens != UNKNOWN)
    return told & (sent >= TIMES * np.maximum(activity.output_tokens, 1))


def _stuffed(material: Material) -> Marks:
    """Much for little, in exactly the words of a request before it that was answered."""
    activity = material.activity
    previous = _previous(_of_events(material.said.prompt, word_sets(material.said.words, SUBSTANCE)), activity)
    return _long_for_little(activity) & (previous >= 0) & ~activity.failed[previous] & ~_retried(activity)


def _evading(material: Material) -> Marks:
    """A beginning of its own, the rest as just before; long enough for the cache, but nothing came from there."""
    activity, said = material.activity, material.said
    long = np.where(said.length >= 2 * HEAD, said.body, UNKNOWN)
    body = _of_events(said.prompt, long)
    own = _of_events(said.prompt, _heads(said, long)) == 1
    missed = (activity.cache_read_input_tokens == 0) & (activity.input_tokens > MUCH)
    previous = _previous(body, activity)
    return own & missed & _within(activity.at, previous, CACHED)


def _heads(said: Said, body: Column) -> Column:
    """For each prompt (p) how many events have its beginning before the same body."""
    events = np.bincount(said.prompt[said.prompt >= 0], minlength=len(body))
    _, head = np.unique(said.head, return_inverse=True)
    _, rest = np.unique(body, return_inverse=True)
    pairs, pair = np.unique(rest.reshape(-1) * (len(body) + 1) + head.reshape(-1), return_inverse=True)
    often = np.bincount(pair.reshape(-1), weights=events, minlength=len(pairs)).astype(np.int64)
    return often[pair.reshape(-1)]


def _again(material: Material) -> Marks:
    """The same prompt soon after it was answered; after a failure it is an honest retry, and short ones are talk."""
    said = material.said
    prompts = np.where(said.length > HEAD, np.arange(len(said.length)), UNKNOWN)
    previous = _previous(_of_events(said.prompt, prompts), material.activity)
    return _soon_after_success(material.activity, previous, SOON) & ~_retried(material.activity)


def _retried(activity: Activity) -> Marks:
    """Whether at least a third of the requests within SOON around each (n) failed: in an outage all is asked again."""
    failed = np.append(0, np.cumsum(activity.failed))
    first = np.searchsorted(activity.at, activity.at - SOON)
    last = np.searchsorted(activity.at, activity.at + SOON, "right")
    return 3 * (failed[last] - failed[first]) >= last - first


def _soon_after_success(activity: Activity, previous: Column, span: int) -> Marks:
    return _within(activity.at, previous, span) & ~activity.failed[previous]


def _within(at: Column, previous: Column, span: int) -> Marks:
    return (previous >= 0) & (at - at[previous] <= span)


def _previous(kind: Column, activity: Activity) -> Column:
    """For each event (n) the last one before it of the same kind; -1 without one, or for a kind below 0."""
    previous = np.full(len(kind), -1, np.int64)
    order = np.lexsort((activity.failed, activity.at, kind))  # stable: what is equal stays in the one order
    same = (kind[order[1:]] == kind[order[:-1]]) & (kind[order[1:]] >= 0)
    previous[order[1:][same]] = order[:-1][same]
    return previous


def _of_events(prompt: Column, of_prompts: Column) -> Column:
    """What is said of prompts (p) for each event (n); UNKNOWN without a prompt."""
    return np.where(prompt >= 0, np.append(of_prompts, UNKNOWN)[prompt], UNKNOWN)


def word_sets(words: Ragged, least: int) -> Column:
    """A number for each set of words (p), equal for equal sets; UNKNOWN for sets of fewer than `least`."""
    mixed = words.values.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    sums = np.append(np.uint64(0), np.cumsum(mixed >> np.uint64(24)))
    sets = sums[words.starts[1:]] - sums[words.starts[:-1]]
    return np.where(words.lengths >= least, (sets >> np.uint64(1)).astype(np.int64), UNKNOWN)


INDICATOR = Indicator(
    name="size-shape",
    title="Much sent for little, or the same again",
    useful="Sizes as the work asks for",
    aspect=Aspect.SHAPE,
    version=1,
    question="Is much sent for short answers, or the same again and again?",
    leans=Label.PADDING,
    benign="Retrieval and code review send long texts for short answers; a time of day in a system prompt defeats the "
    "cache unmeant; load tests and monitors ask the same on purpose.",
    needs="30 requests with a text, or with a size",
    shown="input and output as mirrored bars",
    weight=0.4,
    relief=0.1,
    uses=Uses.TEXTS,
    measure=measure,
    least=0.05,
    most=0.05,
)
