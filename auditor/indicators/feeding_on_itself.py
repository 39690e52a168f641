"""Indicator 4: an answer becomes the next question, again and again, and nothing is added."""

import numpy as np
from numpy.typing import NDArray

from auditor.indicators.contract import Indicator, Uses, not_enough
from auditor.indicators.material import Material
from auditor.indicators.rare_words import shown
from auditor.indicators.reference import Reference
from auditor.records import Aspect, Column, Label, Measure
from auditor.said.ragged import Ragged
from auditor.said.reading import before_in_session
from auditor.said.said import Said

LEAST = 10
ROW = 3
"""So many in a row are no chance: everybody hands an answer on once."""

NEAR = 600_000_000
"""Ten minutes in µs: agents that talk to each other do so without a pause."""

SLACK = 4
"""Tokens by which a sum of tokens may be off: what stands between two messages."""

WEAK = 0.5
"""What rows count that are told by numbers of tokens alone: a chat that is sent whole looks nearly the same."""


def measure(material: Material, reference: Reference) -> Measure:
    """Mean over all requests of log2 of the length of their row, 0 outside of rows.

    A row is ROW requests or more, one after the other, each of which holds 40 characters of the answer before it (of
    the session, or of another agent of the person within ten minutes) and no rare word that is new to the agent. In
    place of indicators.md's longest run alone, which one long evening decides. A chat that sends all again brings new
    words; so do a planner, a worker and a critic with every task. Without prompts a row is input that grows by the
    output before it and nothing else, at half the value.
    """
    said = material.said
    if not (said.prompt >= 0).any():
        return _by_tokens(material)
    echo = said.echo | said.echo_of_other
    feeding = echo & ~_adds(said, reference.common) if echo.any() else echo
    answered = (before_in_session(material.activity) >= 0) | said.echo_of_other
    pairs = int((answered & (said.prompt >= 0)).sum())
    if pairs < LEAST:
        return not_enough(f"{pairs:,} of {LEAST} prompts that follow an answer", pairs)
    return _measured(material, feeding, pairs, "hold the answer before them and no new word", 1.0)


def _by_tokens(material: Material) -> Measure:
    """The same by what can be seen without texts."""
    given, made = material.activity.input_tokens, material.activity.output_tokens
    order = np.argsort(material.session, kind="stable")
    before, after = order[:-1], order[1:]
    known = (
        (material.session[before] == material.session[after])
        & (given[before] >= 0)
        & (given[after] >= 0)
        & (made[before] >= 0)
    )
    pairs = int(known.sum())
    if pairs < LEAST:
        return not_enough("no prompts were delivered", pairs)
    grown = given[after] - given[before] - made[before]
    feeding = np.zeros(len(material), np.bool_)
    feeding[after[known & (np.abs(grown) <= SLACK) & (made[before] > 5 * SLACK)]] = True
    how = "have the input before them, its output, and nothing else (by tokens; texts were not delivered)"
    return _measured(material, feeding, pairs, how, WEAK)


def _measured(material: Material, feeding: NDArray[np.bool_], pairs: int, how: str, counts: float) -> Measure:
    row = _rows(feeding, material.session, material.activity.at)
    events = np.flatnonzero(row >= ROW)
    value = counts * float(np.log2(row[events]).sum()) / max(pairs, len(events), 1)
    longest = f"; the longest row has {int(row.max()):,}" if len(events) else ""
    sentence = f"{len(events):,} of {pairs:,} prompts {how}, three or more in a row{longest}."
    kept, more = shown(events)
    return Measure(value, pairs, "", kept, sentence + more)


def _adds(said: Said, common: Column) -> NDArray[np.bool_]:
    """Which prompts (n) hold a word that none before them held and that not everybody says.

    Words in most of the prompts count too: where all that was said is sent again, a new word soon is in most of them.
    """
    events = np.flatnonzero(said.prompt >= 0)
    prompts, first = np.unique(said.prompt[events], return_index=True)
    order = np.argsort(first, kind="stable")  # only the first time can a prompt bring a word
    words = Ragged(said.words.starts, said.places).take(prompts[order])
    when = events[first[order]][words.owners]
    begins = np.zeros(len(said.vocabulary), np.int64)
    begins[words.values[::-1]] = when[::-1]  # the first is written last
    adds = np.zeros(len(said.prompt), np.bool_)
    adds[begins[~np.isin(said.vocabulary, common)]] = True
    return adds


def _rows(feeding: NDArray[np.bool_], session: Column, at: Column) -> Column:
    """How long the row is that each event stands in (n), 0 outside: in its session, or without a pause in time."""
    in_session, in_time = np.argsort(session, kind="stable"), np.arange(len(at))
    apart = np.append(True, np.diff(session[in_session]) > 0), np.append(True, np.diff(at) > NEAR)
    found = np.zeros(len(at), np.int64)
    for order, begins in zip((in_session, in_time), apart, strict=True):
        feeds = feeding[order]
        begins = begins[: len(at)] | ~feeds | ~np.append(False, feeds[:-1])[: len(at)]
        number = np.cumsum(begins)
        found[order] = np.maximum(found[order], np.bincount(number)[number] * feeds)
    return found


INDICATOR = Indicator(
    name="feeding-on-itself",
    title="Feeding on itself",
    useful="Prompts bring something of their own",
    aspect=Aspect.LOOPS,
    version=1,
    question="Do its answers come back as the next prompts, again and again, with nothing added?",
    leans=Label.PADDING,
    benign="a planner, a worker and a critic on a real task; a writer who hands in a text again and again; chats that "
    "send all that was said before once more",
    needs=f"{LEAST} prompts that follow an answer",
    shown="rows of prompts that hold the answer before them",
    weight=0.5,
    relief=0.0,
    uses=Uses.TEXTS | Uses.POPULATION,
    measure=measure,
    least=0.0,
)
