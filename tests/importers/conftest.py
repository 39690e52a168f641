"""Reading a text as if it were an export file."""

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile
from auditor.importers.tables.mapping_json import mapping_from
from auditor.records import Record

Read = Callable[..., list[Record]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """`read(importer, text, name=…, zone=…, mapping=…)` gives the records of a file with that text."""

    def run(
        importer: Importer,
        content: str | bytes,
        name: str = "export.jsonl",
        zone: str = "UTC",
        mapping: dict[str, object] | None = None,
    ) -> list[Record]:
        path = tmp_path / "export"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        file = ExportFile.at(path, name)
        file.zone = ZoneInfo(zone)
        file.mapping = mapping_from(mapping, "mapping.json") if mapping else None
        return list(importer.read(file))

    return run
