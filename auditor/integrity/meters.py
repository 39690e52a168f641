"""Counts that only ever rise: a running meter told as if each reading were a use of its own."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from auditor.case.checks import EventSample
from auditor.integrity.note import Looked, Note, Weight, many
from auditor.records import UNKNOWN, Column

LONG, SESSION, SESSIONS = 20, 8, 3
"""Readings that make a row of an agent or a session, and how many sessions make a rule."""

MOSTLY = 0.5
"""The share of all rows that must rise; of unlike answers not one in a thousand does."""


def check(looked: Looked) -> Iterator[Note]:
    """Sources of whose agents or sessions the output, or the input from session to session, only rises."""
    found = {id_: told for id_, sample in looked.samples.items() if (told := metered(sample))}
    if found:
        what, rising, of, whose = found[min(found)]
        yield Note(
            Weight.WRONG,
            f"In {looked.named(found)}, {what} only rises from request to request, for {rising:,} of"
            f" {many(of, whose)}: a running meter does so and is then counted again and again; answers that grow look"
            " the same.",
            "sources",
        )


def metered(sample: EventSample) -> tuple[str, int, int, str] | None:
    """What rises, for how many of how many, and whether agents or sessions; None where it is unlike a meter."""
    order = np.lexsort((sample.id, sample.at))
    agent, session = sample.agent[order], sample.session[order]
    given, output = sample.input[order], sample.output[order]
    for what, values, whose, groups, length, least in (
        ("output", output, "agent", agent, LONG, 1),
        ("output", output, "session", session, SESSION, SESSIONS),
        ("input", given, "agent", np.where(_many_sessions(agent, session), agent, UNKNOWN), LONG, 1),
    ):
        rising, of = _rising(values, groups, length)
        if rising >= least and rising >= MOSTLY * of:
            return what, rising, of, whose
    return None


def _many_sessions(agent: Column, session: Column) -> NDArray[np.bool_]:
    """Whether each event's agent (n) has SESSIONS: within one, input rises as the talk goes on."""
    told = session != UNKNOWN
    _, first = np.unique(session[told], return_index=True)  # a session is one agent's
    agents, counts = np.unique(agent[told][first], return_counts=True)
    return np.isin(agent, agents[counts >= SESSIONS])


def _rising(values: Column, groups: Column, length: int) -> tuple[int, int]:
    """How many groups of at least `length` told values only rise, and how many there are."""
    told = np.flatnonzero((values != UNKNOWN) & (groups != UNKNOWN))
    order = told[np.argsort(groups[told], kind="stable")]
    group, value = groups[order], values[order]
    numbers, starts, counts = np.unique(group, return_index=True, return_counts=True)
    if not len(numbers):
        return 0, 0
    falls = np.append(np.diff(value) <= 0, False)
    falls[starts[1:] - 1] = False
    long = counts >= length
    return int((long & (np.add.reduceat(falls, starts) == 0)).sum()), int(long.sum())
