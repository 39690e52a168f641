"""One agent of one person in a hard company: its calls, its words, its outcomes."""

from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from tests.company.hard.kind import Kind
from tests.company.hard.part import Outcome, Part
from tests.company.hard.strand import Strand
from tests.company.models import PRICES
from tests.company.people import Person

Row = tuple[int, str, str, int, int, int, int, bool, str, str]
"""Time (ms UTC), session, model, input, output, cached, micro-dollars, failed, prompt, response."""


@dataclass(frozen=True, slots=True)
class Plan:
    """An agent before it lives. `parts`: what it does, its kind first. `text`: whether its texts are kept."""

    person: Person
    name: str
    number: int
    kind: Kind
    parts: tuple[Part, ...]
    disguises: tuple[str, ...] = ()
    text: bool = True


def cost_of(model: str, fresh: int, read: int, out: int) -> int:
    """Micro-dollars of a call."""
    price = PRICES[model]
    return (fresh * price[0] + read * price[1] + out * price[3]) // 100


class Agent:
    """A planned agent with its calls."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.strands = [Strand(part) for part in plan.parts]

    @property
    def events(self) -> int:
        """How many calls."""
        return sum(len(strand.at) for strand in self.strands)

    def rows(self) -> Iterator[Row]:
        """All calls, strand by strand. Texts are empty where none are kept."""
        for number, strand in enumerate(self.strands):
            names = [self._session(number, session) for session in range(len(strand.lengths))]
            columns = (strand.at, strand.session, strand.model, strand.input, strand.output, strand.cache_read)
            told = zip(*(c.tolist() for c in (*columns, strand.failed)), strand.words(), strict=True)
            models = strand.part.kind.models
            for at, session, model, given, out, read, failed, (prompt, response) in told:
                # what is written was counted, too: four characters are about a token
                given, out = max(given, len(prompt) // 4 + 8), max(out, len(response) // 4 + 1)
                cost = cost_of(models[model], given - read, read, out)
                asked, answered = (prompt, "" if failed else response) if self.plan.text else ("", "")
                yield at, names[session], models[model], given, out, read, cost, failed, asked, answered

    def _session(self, strand: int, session: int) -> str:
        return f"s{self.plan.number:03x}-{crc32(f'{self.plan.parts[0].key}/{strand}/{session}'.encode()):08x}"

    def outcomes(self) -> Iterator[Outcome]:
        """What came out of all it does."""
        for strand in self.strands:
            yield from strand.outcomes()
