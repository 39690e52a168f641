"""Reads the texts of one person's agents into numbers, each distinct text once."""

from collections.abc import Mapping, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from auditor.records import UNKNOWN, Activity, Column
from auditor.said.echoes import echoes
from auditor.said.pieces import gathered, pieces_of
from auditor.said.ragged import Ragged, ragged
from auditor.said.references import hashed as hashed_references
from auditor.said.references import references_of_piece, spaced_references
from auditor.said.said import Said
from auditor.said.sentences import sentences_of
from auditor.said.vocabulary import vocabulary_of

HEAD = 40
"""Characters of a prompt's beginning that a counter or a time of day may fill."""

NEAR = 600_000_000
"""Ten minutes in µs: what another agent answered before that is not answered to."""

SPELLED = 400
"""Words kept as they are written: those told most often."""

Texts = Mapping[int, str]


def read_person(activities: Sequence[Activity], texts: Texts) -> list[Said]:
    """What each of a person's agents said. `texts`: every prompt and response of them by id."""
    return [
        read(activity, texts, _before_elsewhere(activity, [*activities[:place], *activities[place + 1 :]], texts))
        for place, activity in enumerate(activities)
    ]


def read(activity: Activity, texts: Texts, elsewhere: Column | None = None) -> Said:
    """What one agent said. `elsewhere` (n): the text that another agent of the person answered just before."""
    prompts, prompt = _distinct(activity.prompt)
    responses, response = _distinct(activity.response)
    asked = [texts[id_] for id_ in prompts]
    pieces, spelled = pieces_of(asked)
    places, vocabulary = vocabulary_of(pieces, spelled)
    return Said(
        prompt=prompt,
        response=response,
        words=Ragged(places.starts, vocabulary.hashes[places.values]),
        references=_references(pieces, spelled, asked),
        head=_hashes([text[:HEAD] for text in asked]),
        body=_hashes([text[HEAD:] for text in asked]),
        length=np.array([len(text) for text in asked], np.int64),
        sentences=ragged([sentences_of(texts[id_]) for id_ in responses]),
        echo=_echo(activity.prompt, before_in_session(activity), texts),
        echo_of_other=_echo(activity.prompt, elsewhere, texts),
        spelled=vocabulary.most_told(places, prompt, SPELLED),
        vocabulary=vocabulary.hashes,
        places=places.values,
    )


def _references(pieces: Ragged, spelled: Sequence[str], asked: Sequence[str]) -> Ragged:
    """What each prompt names, hashed: found in its pieces, or across a space."""
    held = ragged([hashed_references(references_of_piece(piece)) for piece in spelled])
    across = ((place, spaced_references(text)) for place, text in enumerate(asked))
    more = [(place, number) for place, found in across for number in hashed_references(found)]
    return gathered(pieces, held, more)


def _distinct(ids: Column) -> tuple[list[int], Column]:
    """The distinct text ids, and for each event which of them (UNKNOWN: no text)."""
    found, place = np.unique(ids, return_inverse=True)
    missing = int(len(found) > 0 and found[0] == UNKNOWN)
    return found[missing:].tolist(), place.reshape(-1) - missing


def _hashes(texts: Sequence[str]) -> Column:
    return np.array([crc32(text.encode("utf-8", "surrogatepass")) for text in texts], np.int64)


def before_in_session(activity: Activity) -> Column:
    """For each event (n) the text answered by the event before it in its session; UNKNOWN at the first."""
    before = np.full(len(activity), UNKNOWN, np.int64)
    order = np.argsort(activity.session, kind="stable")
    same = activity.session[order[1:]] == activity.session[order[:-1]]
    before[order[1:][same]] = activity.response[order[:-1][same]]
    return before


def _before_elsewhere(activity: Activity, others: Sequence[Activity], texts: Texts) -> Column:
    """For each event (n) the last text that another agent answered within NEAR before it; UNKNOWN: none.

    Of several answered at one moment, whose order nobody knows, it is the one whose text sorts last.
    """
    before = np.full(len(activity), UNKNOWN, np.int64)
    told = [(other.at[there], other.response[there]) for other in others if (there := other.response >= 0).any()]
    if not told or not len(activity):
        return before
    at, response = (np.concatenate(column) for column in zip(*told, strict=True))
    order = np.argsort(at, kind="stable")
    at, response = at[order], response[order]
    same = np.append(False, np.diff(at) == 0)
    if same.any():
        tied = same | np.append(same[1:], False)
        text = np.zeros(len(at), np.int64)
        text[tied] = _hashes([texts[id_] for id_ in response[tied].tolist()])
        response = response[np.lexsort((text, at))]
    place = np.searchsorted(at, activity.at, "left") - 1
    near = (place >= 0) & (activity.at - at[place] <= NEAR)
    before[near] = response[place[near]]
    return before


def _echo(prompt: Column, before: Column | None, texts: Texts) -> NDArray[np.bool_]:
    """Whether each event's prompt holds a stretch of the text before it (n)."""
    found = np.zeros(len(prompt), np.bool_)
    if before is None:
        return found
    both = np.flatnonzero((prompt >= 0) & (before >= 0))
    seen: dict[tuple[int, int], bool] = {}
    for place in both.tolist():
        pair = (int(prompt[place]), int(before[place]))
        if pair not in seen:
            seen[pair] = echoes(texts[pair[0]], texts[pair[1]])
        found[place] = seen[pair]
    return found
