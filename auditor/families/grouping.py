"""Which family each prompt of an agent belongs to, found out in two passes that hold no texts.

First every prompt is masked, and a digest of its template is kept: 16 bytes a prompt; templates as long as there is
room. Then one prompt of each template that is not held is asked for again, the templates are joined, and where there
were too many for that, the prompts of the rest are asked for and placed. The order in which prompts arrive does not
matter.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from auditor.families.joining import Step, nothing
from auditor.families.masking import template_of
from auditor.families.outlines import Pasted
from auditor.families.placeholders import OTHER
from auditor.families.templates import families_of_templates
from auditor.families.withheld import digest_of, digest_template, is_withheld
from auditor.records import UNKNOWN

Column = NDArray[np.int64]
Prompts = Sequence[tuple[int, str]]
Texts = Callable[[Column], Iterable[Prompts]]
"""Gives the texts of prompts again, by rising ids, in batches."""

AT_MOST = 20_000
"""Different templates that are compared with each other; the rest is placed among what was found."""

HELD = 10_000_000
"""Characters of templates held in the first pass, 20 MB."""

WITHHELD = -2
"""The template of a prompt that says nothing: in the column of templates' digests."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """`family` (n) of each of the prompts `ids` (n, rising), UNKNOWN where nothing is told; the templates by family.

    The last template is that of prompts like no other; families are in no order that means anything.
    """

    ids: Column
    family: Column
    templates: tuple[str, ...]


def template_or_digest(text: str) -> str | None:
    """What prompts have in common with others of their family; None for one that says nothing."""
    if is_withheld(text):
        return None
    if digest := digest_of(text):
        return digest_template(digest)
    return template_of(text) or None


def key_of(template: str | None) -> int:
    """63 bits of a digest: two of a million templates are taken for one another once in 18 million cases."""
    if template is None:
        return WITHHELD
    digest = blake2b(template.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1


class Grouping:
    """Takes the prompts of one agent in batches, in any order, then tells the family of each."""

    def __init__(self, at_most: int = AT_MOST) -> None:
        self._at_most = at_most
        self._ids: list[Column] = []
        self._keys: list[Column] = []
        self._held: dict[int, str] = {}
        self._room = HELD

    def add(self, prompts: Prompts) -> None:
        """Distinct prompts with their ids; each comes once."""
        count = len(prompts)
        self._ids.append(np.fromiter((id_ for id_, _ in prompts), np.int64, count))
        self._keys.append(np.fromiter((self._key(template_or_digest(text)) for _, text in prompts), np.int64, count))

    def _key(self, template: str | None) -> int:
        """The digest of a template, which is held while there is room: so it need not be made again."""
        key = key_of(template)
        if template and self._room > 0 and key not in self._held:
            self._held[key] = template
            self._room -= len(template)
        return key

    def families(self, ids: Column, events: Column, texts: Texts, step: Step = nothing) -> Grouped:
        """The families. `events`: how many each prompt of `ids` (rising) has; prompts that did not come are left out.

        `texts` is asked for some prompts again; `step` is called now and then, so that it can stop the work.
        """
        come, keys = _together(self._ids), _together(self._keys)
        order = np.argsort(come, kind="stable")
        come, keys = come[order], keys[order]
        weights = events[np.searchsorted(ids, come)]
        return _grouped(_Prompts.of(come, keys, weights, self._at_most), self._held, texts, step)


@dataclass(frozen=True, slots=True)
class _Prompts:
    """Prompts `ids` (n) with the place of their template in `keys` (k); `chosen` of the k are compared."""

    ids: Column
    keys: Column
    place: Column
    first: Column
    weights: Column
    chosen: Column

    @classmethod
    def of(cls, ids: Column, keys: Column, weights: Column, at_most: int) -> "_Prompts":
        """Templates by weight, the digest where weights are equal: a fair choice, the same in every order."""
        found, first, place = np.unique(keys, return_index=True, return_inverse=True)
        place = place.reshape(-1)
        heavy = np.bincount(place, weights, len(found)).astype(np.int64)
        told = np.flatnonzero(found != WITHHELD)
        chosen = told[np.lexsort((found[told], -heavy[told]))][:at_most]
        return cls(ids, found, place, ids[first], heavy, chosen)


def _grouped(prompts: _Prompts, held: Mapping[int, str], texts: Texts, step: Step) -> Grouped:
    templates = _templates(prompts, held, texts, step)
    pasted = Pasted(templates)
    step()
    shared = pasted.all_shared()
    weights: Counter[str] = Counter()
    for template, weight in zip(shared, prompts.weights[prompts.chosen].tolist(), strict=True):
        weights[template] += weight
    found = families_of_templates(weights, step)
    of_key = np.full(len(prompts.keys), UNKNOWN, np.int64)
    of_key[prompts.chosen] = [found.of_template[template] for template in shared]
    family = of_key[prompts.place]
    _place_rest(prompts, family, texts, lambda template: found.place(pasted.shared(template)), len(found.names))
    return Grouped(prompts.ids, family, (*found.names, OTHER))


def _templates(prompts: _Prompts, held: Mapping[int, str], texts: Texts, step: Step) -> list[str]:
    """The templates of the chosen, in their order; those not held from the first prompt of each."""
    keys, wanted = prompts.keys[prompts.chosen].tolist(), prompts.first[prompts.chosen]
    missing = np.array([key not in held for key in keys], np.bool_)
    found: dict[int, str] = {}
    for batch in texts(np.sort(wanted[missing])):
        found |= {id_: template_or_digest(text) or "" for id_, text in batch}
        step()
    return [held[key] if key in held else found[id_] for key, id_ in zip(keys, wanted.tolist(), strict=True)]


def _place_rest(
    prompts: _Prompts, family: Column, texts: Texts, place: Callable[[str], int | None], other: int
) -> None:
    """Give the prompts of templates that were not chosen the family they are like, or that of all others."""
    rest = np.ones(len(prompts.keys), dtype=np.bool_)
    rest[prompts.chosen] = False
    rest &= prompts.keys != WITHHELD
    ids = prompts.ids[rest[prompts.place]]
    for batch in texts(ids) if len(ids) else ():
        places = np.searchsorted(prompts.ids, [id_ for id_, _ in batch])
        for at, (_, text) in zip(places.tolist(), batch, strict=True):
            found = place(template_or_digest(text) or "")
            family[at] = other if found is None else found


def _together(parts: list[Column]) -> Column:
    return np.concatenate(parts) if parts else np.empty(0, np.int64)
