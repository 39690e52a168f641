"""The head of a table of any kind, as text, for a guess at what its columns mean."""

from itertools import islice

from auditor.importers.files.export_file import ExportFile
from auditor.importers.files.json_lines import records
from auditor.importers.tables.generic_table import open_table
from auditor.importers.tables.table_rows import cell, flat
from auditor.records import ImportIssue


def sample(file: ExportFile, most: int) -> tuple[list[str], list[list[str]]]:
    """The headers and the cells of the first rows of a table of any kind, for a guess at what they mean."""
    if not file.peek().first_line.lstrip().startswith("{"):
        _, headers, rows = open_table(file)
        cells = [item[1] for item in islice(rows, most) if not isinstance(item, ImportIssue)]
        return headers, [row for row in cells if len(row) == len(headers)]
    found = [
        flat(item[1]) for item in islice(records(file, dict[str, object]), most) if not isinstance(item, ImportIssue)
    ]
    headers = list(dict.fromkeys(name for values in found for name in values))
    return headers, [[cell(values.get(name)) for name in headers] for values in found]
