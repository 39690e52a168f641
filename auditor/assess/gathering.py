"""What indicators are given of the agents of one person, gathered from the case."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from zlib import crc32

import numpy as np

from auditor.case.events import Events
from auditor.case.families import Families
from auditor.case.packed import Packed
from auditor.case.store import Store
from auditor.indicators.material import Material, Results, days_of, sessions_of
from auditor.records import UNKNOWN, Activity, Column
from auditor.said.ragged import ragged
from auditor.said.reading import read_person
from auditor.said.said import Said

NAMES = {"models", "sub_agents", "statuses", "families"}


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """The agents of a person, by id: their events in one order, and what these say (None: texts were not read)."""

    activities: Mapping[int, Activity]
    said: Mapping[int, Said] | None
    amounts: Mapping[int, Column]

    @property
    def size(self) -> int:
        """About how many bytes this takes."""
        return sum(150 * len(activity) for activity in self.activities.values()) + sum(map(_size, _said(self)))


def _said(gathered: Gathered) -> Iterable[Said]:
    return gathered.said.values() if gathered.said else ()


def _size(said: Said) -> int:
    return 8 * (
        len(said.words.values) + len(said.sentences.values) + len(said.references.values) + 8 * len(said.prompt)
    )


class Gatherer:
    """Reads from a case of its own reader; `credits`: what counts towards the target are credits, not tokens."""

    def __init__(self, store: Store, *, credits: bool = False) -> None:
        packed = Packed(store)
        self._events, self._families, self._credits = Events(store, packed), Families(store, packed), credits

    def gather(self, agent_ids: Sequence[int], *, texts: bool) -> Gathered:
        """The events of a person's agents, with what they say if `texts` are wanted."""
        activities = {agent_id: self._events.activity(agent_id) for agent_id in agent_ids}
        told = self._texts(activities.values()) if texts else {}
        ordered = {agent_id: in_one_order(activity, told) for agent_id, activity in activities.items()}
        said = dict(zip(agent_ids, read_person(list(ordered.values()), told), strict=True)) if texts else None
        return Gathered(ordered, said, {agent_id: self._amount(agent_id, a) for agent_id, a in ordered.items()})

    def _texts(self, activities: Iterable[Activity]) -> dict[int, str]:
        ids = np.unique(np.concatenate([np.concatenate([a.prompt, a.response]) for a in activities]))
        return {id_: text for page in self._families.texts(ids[ids != UNKNOWN]) for id_, text in page}

    def _amount(self, agent_id: int, activity: Activity) -> Column:
        """What each event counts towards the target, 0 where not told."""
        if self._credits:
            told = self._events.credits(agent_id)
            return np.array([told.get(event, 0) for event in activity.event.tolist()], np.int64)
        return np.maximum(activity.input_tokens, 0) + np.maximum(activity.output_tokens, 0)


def in_one_order(activity: Activity, texts: Mapping[int, str]) -> Activity:
    """The same events; those of the same moment in an order that does not hang on how files told them.

    The families are left out: they are found out some time or other, and nothing measured may hang on that.
    """
    activity = replace(activity, family=np.full(len(activity), UNKNOWN, np.int64), families=())
    same = np.diff(activity.at) == 0
    if not same.any():
        return activity
    tied = np.append(same, False) | np.append(False, same)
    keys = [np.zeros(len(activity), np.int64) for _ in range(2)]
    for key, column in zip(keys, (activity.response, activity.prompt), strict=True):
        key[tied] = [crc32(texts.get(id_, "").encode("utf-8", "surrogatepass")) for id_ in column[tied].tolist()]
    order = np.lexsort((*_beside(activity), *keys, activity.output_tokens, activity.input_tokens, activity.at))
    columns = {f.name: getattr(activity, f.name)[order] for f in fields(Activity) if f.name not in NAMES}
    return replace(activity, **columns)


def _beside(activity: Activity) -> Iterator[Column]:
    """What else tells events of one moment apart (n): how large their session is, and all that no file numbers."""
    ids, first, place, count = np.unique(activity.session, return_index=True, return_inverse=True, return_counts=True)
    place = place.reshape(-1)
    yield np.where(ids[place] == UNKNOWN, 0, count[place])
    yield np.where(ids[place] == UNKNOWN, 0, activity.at[first][place])
    for column, names in ((activity.model, activity.models), (activity.status, activity.statuses)):
        told = np.array([0, *(crc32(name.encode("utf-8", "surrogatepass")) for name in names)], np.int64)
        yield told[column + 1]
    yield from (activity.duration, activity.cost, activity.cache_creation_input_tokens)
    yield activity.cache_read_input_tokens


def material_of(gathered: Gathered, agent_id: int, results: Results, number: int) -> Material:
    """What indicators are given of one of them."""
    activity = gathered.activities[agent_id]
    others = [one for one in gathered.activities if one != agent_id]
    at = np.concatenate([np.empty(0, np.int64), *(gathered.activities[one].at for one in others)])
    amount = np.concatenate([np.empty(0, np.int64), *(gathered.amounts[one] for one in others)])
    order = np.lexsort((amount, at))
    return Material(
        activity=activity,
        said=gathered.said[agent_id] if gathered.said else silent(len(activity)),
        results=results,
        day=days_of(activity.at),
        session=sessions_of(activity),
        amount=gathered.amounts[agent_id],
        other_at=at[order],
        other_amount=amount[order],
        number=number,
    )


def silent(n: int) -> Said:
    """Of n events of which no text is known."""
    nothing, unknown, never = ragged([]), np.full(n, UNKNOWN, np.int64), np.zeros(n, np.bool_)
    empty = np.empty(0, np.int64)
    return Said(unknown, unknown, nothing, nothing, empty, empty, empty, nothing, never, never)
