"""Archives that come out the same on every day: fixed dates, sorted members."""

import gzip
import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

DATE = (2026, 11, 2, 8, 0, 0)


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip file of these members, sorted by path."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, DATE)
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, members[name], zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def gzipped(data: bytes) -> bytes:
    """gzip without name and time."""
    return gzip.compress(data, 9, mtime=0)


def put(path: Path, data: bytes) -> None:
    """Write a file, its folders made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def unpacked(path: Path) -> dict[str, bytes]:
    """Members of an archive, or the one content of any other file: what another zlib must agree on."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return {info.filename: archive.read(info) for info in archive.infolist()}
    data = path.read_bytes()
    return {path.name: gzip.decompress(data) if path.suffix == ".gz" else data}


def iso(ms: int) -> str:
    """Milliseconds UTC as 2026-09-07T06:14:03.120Z."""
    return datetime.fromtimestamp(ms // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S") + f".{ms % 1000:03d}Z"


def iso_column(ms: np.ndarray) -> list[str]:
    """`iso` of a whole column at once."""
    return [f"{text}Z" for text in np.datetime_as_string(ms.astype("datetime64[ms]")).tolist()]
