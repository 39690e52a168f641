"""All kinds of agents of hard companies. A new kind is one more entry in its family's tuple."""

from tests.company.hard.kinds.guilty_batches import GUILTY_BATCHES
from tests.company.hard.kinds.guilty_clocks import GUILTY_CLOCKS
from tests.company.hard.kinds.guilty_people import GUILTY_PEOPLE
from tests.company.hard.kinds.padding_people import PADDING_PEOPLE
from tests.company.hard.kinds.padding_programs import PADDING_PROGRAMS
from tests.company.hard.kinds.plain import PLAIN

KINDS = PADDING_PROGRAMS + PADDING_PEOPLE + GUILTY_CLOCKS + GUILTY_BATCHES + GUILTY_PEOPLE + PLAIN
