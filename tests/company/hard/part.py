"""What a strand is made of, and what comes out of it: the plain nouns of an agent's use."""

from dataclasses import dataclass

from tests.company.hard.kind import Kind
from tests.company.hard.life import Life
from tests.company.hard.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of use planned for an agent. `key` is shared by a group, whose agents differ in `role`.

    `worn`: its disguises. `scale`: of its tokens; `records`: how much comes into a system of record; `caches`: whether
    its client caches input.
    """

    key: str
    kind: Kind
    words: Vocabulary
    life: Life
    calls: int
    worn: tuple[str, ...] = ()
    role: int = 0
    scale: float = 1.0
    records: float = 1.0
    caches: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a system of record tells; `at` in milliseconds UTC."""

    at: int
    kind: str
    reference: str
    title: str
