"""All kinds of agents, padding and honest, one file a family. A new kind is one more entry in its family's tuple."""

from tests.company.kind import Kind
from tests.company.kinds.batches import BATCHES
from tests.company.kinds.coding import CODING
from tests.company.kinds.desk import DESK
from tests.company.kinds.filler import FILLER
from tests.company.kinds.loops import LOOPS
from tests.company.kinds.pipeline import PIPELINE
from tests.company.kinds.pretence import PRETENCE
from tests.company.kinds.watches import WATCHES

KINDS: tuple[Kind, ...] = LOOPS + FILLER + PRETENCE + WATCHES + PIPELINE + BATCHES + CODING + DESK


def kind_named(name: str) -> Kind:
    """The kind of this name."""
    return next(kind for kind in KINDS if kind.name == name)
