"""The formats we read: adding one is a module, a line here, and a sample with its expected result."""

from auditor.importers import bedrock, claude_code, generic_table, git_log, openclaw
from auditor.importers.contract import Importer

IMPORTERS: tuple[Importer, ...] = (
    generic_table.IMPORTER,
    claude_code.IMPORTER,
    openclaw.IMPORTER,
    bedrock.IMPORTER,
    git_log.IMPORTER,
)
