"""Everything the program writes for others: one module a table, listed in EXPORTERS."""

from auditor.exports.events import EVENTS
from auditor.exports.labels import LABELS
from auditor.exports.table import Exporter
from auditor.exports.verdicts import VERDICTS

EXPORTERS: tuple[Exporter, ...] = (LABELS, VERDICTS, EVENTS)
