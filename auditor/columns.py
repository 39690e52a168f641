"""Records on their way from a reader to the case, some thousands at a time, usage events as columns.

A column is converted, sent to another process and bound to an SQL statement several times faster than the same values
one record at a time.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from hashlib import sha256
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar

import numpy as np

from auditor.records import Record, UsageEvent

Coded = TypeVar("Coded", bound=Hashable)
Place = tuple[str | None, str, str | None, str | None]
"""Whose call and where: PLACE. Many calls share one."""

FIELDS = tuple(told.name for told in fields(UsageEvent))
PLACE = ("person", "agent", "team", "session")
PLAIN = tuple(name for name in FIELDS if name not in (*PLACE, "prompt", "response"))
_fields = attrgetter(*FIELDS)


def digest_of(text: str) -> bytes:
    """The first half of the SHA-256 of the text as UTF-8; lone surrogates, which some exports hold, are kept."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]


def _digests_of(texts: Sequence[str]) -> list[bytes]:
    """The same of many, in half the time where they hold no surrogates."""
    try:
        return [sha256(text.encode()).digest()[:16] for text in texts]
    except UnicodeEncodeError:
        return list(map(digest_of, texts))


@dataclass(slots=True)
class EventColumns:
    """Events as columns of equal length. `plain` are the fields of PLAIN, but for those of which no event tells.

    `place` of each event indexes `places`; `prompt` and `response` index `texts` (None: no text). Each text stands
    there once, in order of its digest, which stands at the same index of `digests`.
    """

    length: int = 0
    plain: dict[str, Sequence[Any]] = field(default_factory=dict[str, Sequence[Any]])
    place: Sequence[int] = ()
    places: Sequence[Place] = ()
    prompt: Sequence[int | None] = ()
    response: Sequence[int | None] = ()
    texts: Sequence[str] = ()
    digests: Sequence[bytes] = ()

    @classmethod
    def of(cls, events: Sequence[UsageEvent]) -> "EventColumns":
        """The same events as columns."""
        if not events:
            return cls()
        return cls.made(len(events), dict(zip(FIELDS, zip(*map(_fields, events), strict=True), strict=True)))

    @classmethod
    def made(cls, length: int, columns: Mapping[str, Sequence[Any]]) -> "EventColumns":
        """From a column for each field of UsageEvent, `at`, `agent` and `line` at least; others are unknown.

        An empty prompt or response is none.
        """
        unknown = [None] * length
        place, places = _coded(zip(*(columns.get(name, unknown) for name in PLACE), strict=True))
        spoken = [columns.get(name, unknown) for name in ("prompt", "response")]
        texts, digests = _in_order_of_digests([text for text in set(chain(*spoken)) if text])
        numbers: dict[str | None, int] = dict(zip(texts, range(len(texts)), strict=True))
        prompt, response = (list(map(numbers.get, column)) for column in spoken)
        plain = {name: columns[name] for name in PLAIN if name in columns and _tells(columns[name])}
        return cls(length, plain, place, places, prompt, response, texts, digests)

    def parts(self, size: int) -> Iterator["EventColumns"]:
        """The same events in parts of at most so many, which share places and texts."""
        for start in range(0, self.length, size):
            part = slice(start, start + size)
            plain = {name: column[part] for name, column in self.plain.items()}
            yield replace(
                self,
                length=min(size, self.length - start),
                plain=plain,
                place=self.place[part],
                prompt=self.prompt[part],
                response=self.response[part],
            )

    def event(self, position: int) -> UsageEvent:
        """One of the events as a record."""
        told: dict[str, Any] = dict(zip(PLACE, self.places[self.place[position]], strict=True))
        for name, column in (("prompt", self.prompt), ("response", self.response)):
            number = column[position]
            told[name] = None if number is None else self.texts[number]
        return UsageEvent(**told, **{name: column[position] for name, column in self.plain.items()})


def _in_order_of_digests(texts: list[str]) -> tuple[list[str], list[bytes]]:
    """Texts and digests in order of the digests' first halves: an index takes in neighbours faster."""
    digests = _digests_of(texts)
    order = np.argsort(np.frombuffer(b"".join(digests), ">u8")[::2]).tolist()
    return [texts[at] for at in order], [digests[at] for at in order]


def _tells(column: Sequence[Any]) -> bool:
    """Whether any of the events tells something here; a `lower_bound` that is False for all is told by its default."""
    first = column[0]
    return (first is not None and first is not False) or column.count(first) < len(column)


def _coded(values: Iterable[Coded]) -> tuple[list[int], list[Coded]]:
    """For each value its place in the list of different values, and that list."""
    codes = defaultdict[Coded, int]()
    codes.default_factory = codes.__len__
    return list(map(codes.__getitem__, values)), list(codes)


@dataclass(slots=True)
class Batch:
    """What a reader gives at once: events, and whatever else there was among them, in order of lines."""

    events: EventColumns = field(default_factory=EventColumns)
    others: Sequence[Record] = ()

    @classmethod
    def of(cls, records: Sequence[Record]) -> "Batch":
        """A batch of these records."""
        events = [record for record in records if isinstance(record, UsageEvent)]
        return cls(EventColumns.of(events), [record for record in records if not isinstance(record, UsageEvent)])

    def __len__(self) -> int:
        return self.events.length + len(self.others)
