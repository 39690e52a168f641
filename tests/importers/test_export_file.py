"""What an export file gives: lines, encodings, damage, and a hash of the stored bytes."""

import gzip
import hashlib
from pathlib import Path

import pytest

from auditor.importers.files import export_file
from auditor.importers.files.export_file import ExportFile


def file_of(folder: Path, content: bytes) -> ExportFile:
    path = folder / "export"
    path.write_bytes(content)
    return ExportFile.at(path)


@pytest.mark.parametrize(
    "content",
    [
        "a\u2028b\nc\x1e\x85".encode(),
        "\ufeffa\u2028b\r\nc\x1e\x85\r\n".encode(),
        "a\u2028b\nc\x1e\x85\n".encode("utf-16"),
    ],
)
def test_lines_end_at_line_feeds_only_in_every_encoding(tmp_path: Path, content: bytes) -> None:
    lines = [line.decode() for _, line in file_of(tmp_path, content).lines() if line is not None]
    assert lines == ["a\u2028b", "c\x1e\x85"]


def test_bytes_that_are_not_utf8_are_read_as_windows_1252_and_counted(tmp_path: Path) -> None:
    file = file_of(tmp_path, "é".encode() + b"\x80\xe9")
    assert (file.decode(file.path.read_bytes()), file.not_utf8) == ("é€é", 2)


def test_an_overlong_line_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_file, "LONGEST_LINE", 10)
    file = file_of(tmp_path, b"short\n" + b"x" * 5_000_000 + b"\nafter\n" + b"y" * 10 + b"\n")
    assert list(file.lines()) == [(1, b"short"), (2, None), (3, b"after"), (4, b"y" * 10)]


@pytest.mark.parametrize("spoil", [lambda data: data[:-9], lambda data: data[:60000] + b"\0" * 50 + data[60050:]])
def test_a_damaged_gzip_file_gives_what_can_be_read_and_hashes_all_of_it(tmp_path: Path, spoil: object) -> None:
    text = b"".join(hashlib.sha256(b"%d" % n).hexdigest().encode() + b"\n" for n in range(3000))
    stored = spoil(gzip.compress(text))  # type: ignore[operator]
    file = file_of(tmp_path, stored)
    assert len(list(file.lines())) > 20 and file.damage
    assert file.sha256 == hashlib.sha256(stored).hexdigest()


def test_members_of_a_gzip_file_follow_one_another(tmp_path: Path) -> None:
    file = file_of(tmp_path, gzip.compress(b"a\n") + gzip.compress(b"b\n") + b"\0" * 20)
    assert [line for _, line in file.lines()] == [b"a", b"b"]
    assert file.damage == ""
