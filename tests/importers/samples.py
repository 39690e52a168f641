"""The samples of all formats, as they are and as they come: packed, in other encodings, in other shapes of JSON."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from auditor.errors import ImportFailed
from auditor.importers import IMPORTERS
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile
from auditor.importers.files.unpack import zstd
from auditor.records import Record

FORMATS = Path(__file__).parents[2] / "resources" / "formats"


def samples_of(importer: Importer) -> list[Path]:
    """The files that show the format: `sample.…`, and companions that are read with it."""
    return sorted(path for path in (FORMATS / importer.name).glob("*") if "expected" not in path.name)


def sample_of(importer: Importer) -> Path:
    """The file that shows the format."""
    return next(path for path in samples_of(importer) if path.stem == "sample")


def holding(path: Path, content: bytes) -> ExportFile:
    """A file in the place of `path`, companions beside it, that holds something else."""
    return ExportFile(path, path.as_posix(), len(content), lambda: io.BytesIO(content))


def records_of(importer: Importer, content: bytes) -> list[Record] | str:
    """What the importer reads from its sample's place with that content; the message where it refuses the file."""
    file = holding(sample_of(importer), content)
    try:
        importer.matches(file.peek())
        return list(importer.read(file))
    except ImportFailed as refusal:
        return refusal.message


def claims(file: ExportFile) -> list[str]:
    """The names of the importers that say a file is theirs."""
    peek = file.peek()
    return [importer.name for importer in IMPORTERS if importer.matches(peek)]


def zipped(content: bytes) -> bytes:
    """A zip archive with that one member."""
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("member", content)
    return made.getvalue()


def tarred(content: bytes) -> bytes:
    """A tar archive with that one member."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        info = tarfile.TarInfo("member")
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


def text_of(content: bytes) -> str:
    """The content as text without byte order mark."""
    return content.decode("utf-8-sig")


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "zstandard": zstd.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
}
WRITTEN: dict[str, Callable[[bytes], bytes]] = {
    "a byte order mark": lambda content: text_of(content).encode("utf-8-sig"),
    "UTF-16": lambda content: text_of(content).encode("utf-16"),
    "UTF-16 without mark": lambda content: text_of(content).encode("utf-16-le"),
    "CRLF": lambda content: text_of(content).replace("\r\n", "\n").replace("\n", "\r\n").encode(),
    "no final newline": lambda content: content.rstrip(b"\r\n"),
}


def json_values(content: bytes) -> list[object]:
    """The JSON values a text holds, one to a line or one in all; those that are broken left out."""
    text = text_of(content)
    try:
        whole: object = json.loads(text)
    except ValueError:
        pass
    else:
        return whole if isinstance(whole, list) else [whole]
    found: list[object] = []
    for line in text.split("\n"):
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


SHAPED: dict[str, Callable[[list[object]], str]] = {
    "one to a line": lambda values: "".join(json.dumps(value) + "\n" for value in values),
    "an array in one line": json.dumps,
    "an array, indented": lambda values: json.dumps(values, indent=2),
    "indented, one after the other": lambda values: "\n".join(json.dumps(value, indent=1) for value in values),
}
