"""Mappings kept for tables with the same headers, one file each in this user's settings folder."""

import json
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from auditor.errors import AuditorError, ImportFailed
from auditor.importers.mapping import Mapping
from auditor.importers.tables.mapping_json import mapping_json, read_mapping
from auditor.settings import config_folder

FOLDER = "mappings"


def fingerprint(headers: Iterable[str]) -> str:
    """SHA-256 over the headers, however they are ordered, spaced and cased."""
    return sha256("\n".join(sorted(" ".join(header.lower().split()) for header in headers)).encode()).hexdigest()


def written(mapping: Mapping) -> str:
    """The mapping as the text of a mapping file."""
    return json.dumps(mapping_json(mapping), ensure_ascii=False, indent=1) + "\n"


def write_mapping(mapping: Mapping, target: Path) -> None:
    """Write a mapping file. Raises AuditorError where it cannot be written."""
    partial = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(written(mapping), encoding="utf-8")
        partial.replace(target)
    except OSError as error:
        raise AuditorError(f"{target} cannot be written ({error.strerror}).", "Choose another folder.") from error


class SavedMappings:
    """The mappings this user has confirmed. A broken file counts as none: the table is mapped anew."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or config_folder() / FOLDER

    def find(self, headers: Iterable[str]) -> Mapping | None:
        """The mapping last used for tables with these headers; never one that is not confirmed."""
        path = self._folder / f"{fingerprint(headers)}.json"
        try:
            mapping = read_mapping(path) if path.is_file() else None
        except ImportFailed:
            return None
        return mapping if mapping and not mapping.unconfirmed else None

    def keep(self, mapping: Mapping, headers: Iterable[str], *, by: str, on: str) -> Mapping:
        """Remember a confirmed mapping as made by a reviewer on a day; the mapping with both in it.

        Raises AuditorError where it cannot be written.
        """
        signed = replace(mapping, made_by=by, made_on=on)
        write_mapping(signed, self._folder / f"{fingerprint(headers)}.json")
        return signed
