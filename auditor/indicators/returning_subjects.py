"""Indicator 1: the same subjects come back on one day after another."""

import numpy as np
from numpy.typing import NDArray

from auditor.indicators.contract import Indicator, Uses, not_enough
from auditor.indicators.material import Material
from auditor.indicators.rare_words import Told, chance_to_meet, rare_words, shown
from auditor.indicators.reference import Reference
from auditor.records import Aspect, Column, Label, Measure
from auditor.said.ragged import Ragged

LEAST, LEAST_DAYS = 20, 3
HELD_AGAINST = 20
"""Sessions of other days that each subject is held against."""

FIXED = 0.5
"""Share of the prompts, in sessions without a rare word, above which the prompts themselves are the subjects."""

NAMED = 3
"""Words the sentence names."""


def measure(material: Material, reference: Reference) -> Measure:
    """The chance that a subject of a session is met again in HELD_AGAINST sessions of other days, mean over all.

    Subjects are the rare words of a session's prompts ("shorter, please" is about what the session is about). Where
    most prompts are in sessions without any, such a prompt is its own subject, numbers aside: so the same fixed prompts
    every day are the most a subject can return. In place of indicators.md's mean number of days, which grows with the
    period, and of Jaccard's index, which in trials told less: a project's few words among new ones are a small share.
    """
    told = rare_words(material, reference)
    n, days = len(told.events), len(np.unique(told.day))
    if not n:
        return not_enough("no prompts were delivered")
    if n < LEAST or days < LEAST_DAYS:
        return not_enough(f"{n:,} of {LEAST} prompts with text, {days} of {LEAST_DAYS} days", n)
    subjects = _subjects(told, material.said.words)
    value = _met_again(subjects, told)
    returning = _returning(subjects, told)
    sentence = f"{len(returning):,} of {n:,} prompts take up a subject of an earlier day{_named(material, told, days)}."
    events, more = shown(told.events[returning])
    return Measure(value, n, "", events, sentence + more)


def _subjects(told: Told, words: Ragged) -> Ragged:
    """The subjects of each prompt (k): its rare words. Where most are in sessions without, all its words as one."""
    silent = np.bincount(told.session, told.words.lengths, int(told.session.max()) + 1)[told.session] == 0
    if silent.mean() <= FIXED:
        return told.words
    known, counts = len(told.hashes), told.words.lengths + silent
    starts = np.append(0, np.cumsum(counts)).astype(np.int64)
    values = np.empty(starts[-1], np.int64)
    values[starts[:-1][silent]] = known + _alike(words)[told.prompt[silent]]
    mine = np.repeat(~silent, counts)
    values[mine] = told.words.values
    return Ragged(starts, values)


def _alike(words: Ragged) -> Column:
    """For each prompt (p) a number that those of the same words share."""
    mixed = words.values * 0x9E3779B97F4A7C1 % (1 << 52)
    sums = np.append(0, np.cumsum(mixed))
    _, place = np.unique(np.diff(sums[words.starts]), return_inverse=True)
    return place.reshape(-1)


def _met_again(subjects: Ragged, told: Told) -> float:
    """The chance, mean over each subject in each session."""
    sessions, first, place = np.unique(told.session, return_index=True, return_inverse=True)
    place, day = place.reshape(-1), told.day[first]
    wide = int(subjects.values.max(initial=0)) + 1
    pairs = np.unique(place[subjects.owners] * wide + subjects.values)
    session, subject = pairs // wide, pairs % wide
    in_all = np.bincount(subject, minlength=wide)[subject]
    same_day = _counts(subject * (day.max() + 1) + day[session])
    others = len(sessions) - np.bincount(day)[day[session]]
    told_of = others > 0
    met = chance_to_meet((in_all - same_day)[told_of], others[told_of], HELD_AGAINST)
    return float(met.mean()) if len(met) else 0.0


def _counts(keys: Column) -> Column:
    """How often each key comes, as long as `keys`."""
    _, place, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return counts[place.reshape(-1)]


def _returning(subjects: Ragged, told: Told) -> NDArray[np.int64]:
    """The prompts of whose subjects (or, without one, their session's) at least half were told on an earlier day."""
    owners, day = subjects.owners, told.day
    first = np.zeros(int(subjects.values.max(initial=0)) + 1, np.int64)
    first[subjects.values[::-1]] = day[owners[::-1]]  # the days rise: the first is written last
    old = first[subjects.values] < day[owners]
    counts, olds = subjects.lengths, np.bincount(owners[old], minlength=len(day))
    in_session = np.bincount(told.session, counts)[told.session], np.bincount(told.session, olds)[told.session]
    counts, olds = np.where(counts > 0, counts, in_session[0]), np.where(counts > 0, olds, in_session[1])
    return np.flatnonzero((2 * olds >= counts) & (counts > 0))


def _named(material: Material, told: Told, days: int) -> str:
    """Which words come on the most days, as far as it is known how they are written."""
    wide = int(told.day.max()) + 1
    pairs = np.unique(told.words.values * wide + told.day[told.words.owners])
    on = np.bincount(pairs // wide, minlength=len(told.hashes))
    spelled = material.said.spelled
    most = [place for place in np.argsort(-on, kind="stable").tolist() if on[place] > 1]
    known = [place for place in most if int(told.hashes[place]) in spelled][:NAMED]
    named = ", ".join(f"“{spelled[int(told.hashes[place])]}” on {int(on[place]):,}" for place in known)
    return f"; of {days:,} days, {named}" if named else ""


INDICATOR = Indicator(
    name="returning-subjects",
    title="Returning subjects",
    useful="Changing subjects",
    aspect=Aspect.REPETITION,
    version=1,
    question="Do its prompts take up the same subjects on one day after another?",
    leans=Label.PADDING,
    benign="a long project, a fixed set of tests, the same systems watched every day",
    needs=f"{LEAST} prompts on {LEAST_DAYS} days",
    shown="when each subject is taken up",
    weight=1.0,
    relief=1.0,
    uses=Uses.TEXTS | Uses.POPULATION,
    measure=measure,
    least=0.1,  # subjects that hardly return are no "Returning subjects"
    most=0.9,
)
