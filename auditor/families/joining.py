"""Near-duplicate templates joined to one family, whatever the order in which they came.

Templates are taken by weight, the heaviest first. Each is compared, word by word, with the families found so far that
begin with the same telling word ("Translate", not "Please"): it joins the most similar one, or founds its own. Where
the first or the last sentence differs too much, a long common preamble does not help: there the instruction stands.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import Indel

from auditor.families.outlines import first_and_last
from auditor.families.spelling import Spelling, negations, telling_word, words_of
from auditor.families.withheld import DIGEST

ALIKE = 0.72
"""Share of words in common, over both: 8 of 10 words are the same, or 9 of 11."""

STILL_ALIKE = 0.8
"""The same of families, by the words that all members have: the second round, which mends what the first one cut."""

ENDS_ALIKE = 0.6
"""The same of the first and of the last sentence, which are short: 3 of 5 words."""

FEWEST_WORDS = 4
"""Templates with fewer words must be equal: "Fix the test" is not "Run the test"."""

CANDIDATES = 4
"""So many of the most similar families are looked at more closely."""


Step = Callable[[], object]
Spell = Callable[[Sequence[str]], str]
BUCKET = 300
"""Families of one telling word that others are compared with, the heaviest: a person founds thousands of one prompt."""

STEP = 200
"""Templates after which the work can be stopped."""


@dataclass(slots=True)
class Bucket:
    """The families that begin with the same telling word: their words as letters, and their numbers."""

    spelled: list[str] = field(default_factory=list[str])
    families: list[int] = field(default_factory=list[int])


@dataclass(frozen=True, slots=True)
class Ends:
    """The first and last sentence of a template, a letter a word."""

    first: str
    last: str


class Joined:
    """Families, each known by its heaviest template; `place` finds the one a template belongs to."""

    def __init__(self, alike: float = ALIKE) -> None:
        self._alike_from = alike
        self.leaders: list[str] = []
        self._exact: dict[str, int] = {}
        self._buckets: defaultdict[str, Bucket] = defaultdict(Bucket)
        self._ends: dict[int, Ends] = {}
        self._spelling = Spelling()

    def place(self, template: str) -> int | None:
        """The family of a template, None if it is like no other."""
        exact = self._exact.get(template)
        return self._alike(_Read.of(template, self._spelling.spell_known)) if exact is None else exact

    def add(self, template: str) -> int:
        """The family of a template, a new one if it is like no other."""
        exact = self._exact.get(template)
        if exact is not None:
            return exact
        read = _Read.of(template, self._spelling.spell)
        family = self._alike(read)
        if family is None:
            family = self._found(read)
        self._exact[template] = family
        return family

    def _found(self, read: "_Read") -> int:
        """A family of its own."""
        family = len(self.leaders)
        self.leaders.append(read.template)
        bucket = self._buckets[read.key]
        if read.key and len(bucket.families) < BUCKET:
            bucket.spelled.append(read.spelled)
            bucket.families.append(family)
        return family

    def _alike(self, read: "_Read") -> int | None:
        bucket = self._buckets.get(read.key) if read.key else None
        if bucket is None:
            return None
        scorer: Callable[..., float] = Indel.normalized_similarity
        cutoff, limit = self._alike_from, CANDIDATES
        found = process.extract(read.spelled, bucket.spelled, scorer=scorer, score_cutoff=cutoff, limit=limit)
        if not found:
            return None
        ends = self._ends_of(read.template, self._spelling.spell_known)
        families = (bucket.families[place] for _, _, place in found)
        return next((family for family in families if _fit(ends, self._leader_ends(family))), None)

    def _leader_ends(self, family: int) -> Ends:
        if family not in self._ends:
            self._ends[family] = self._ends_of(self.leaders[family], self._spelling.spell)
        return self._ends[family]

    def _ends_of(self, template: str, spell: Spell) -> Ends:
        first, last = first_and_last(template)
        spelled = spell(words_of(first))
        return Ends(spelled, spelled if last == first else spell(words_of(last)))


@dataclass(frozen=True, slots=True)
class _Read:
    """A template, its words as letters, and the bucket it belongs to: "" for one that only its equals join."""

    template: str
    spelled: str
    key: str

    @classmethod
    def of(cls, template: str, spell: Spell) -> "_Read":
        words = words_of(template)
        joins = len(words) >= FEWEST_WORDS and not template.startswith(DIGEST)
        telling = telling_word(words) if joins else ""
        return cls(template, spell(words), telling and telling + " not" * negations(words))


def _fit(one: Ends, other: Ends) -> bool:
    return _alike(one.first, other.first) and _alike(one.last, other.last)


def _alike(one: str, other: str) -> bool:
    return one == other or Indel.normalized_similarity(one, other, score_cutoff=ENDS_ALIKE) > 0


def nothing() -> None:
    """No step to take between."""


def joined(weights: Mapping[str, int], step: Step = nothing, alike: float = ALIKE) -> tuple[Joined, dict[str, int]]:
    """The families of templates, given with their weights, and the family of each. Digests are not joined."""
    families = Joined(alike)
    found: dict[str, int] = {}
    for place, template in enumerate(sorted(weights, key=lambda one: (-weights[one], one))):
        found[template] = families.add(template)
        if place % STEP == 0:
            step()
    return families, found
