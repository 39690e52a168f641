"""What exports come in: archives of archives, compressed files, other encodings; the same records from each."""

import bz2
import gzip
import hashlib
import io
import lzma
import tarfile
from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from auditor.errors import ImportFailed
from auditor.find import find_files, forget_archives
from auditor.importers.files import export_file, unpack, unpack_archive
from auditor.importers.files.export_file import ExportFile
from auditor.importers.files.unpack import unpacker_of, zstd

TABLE = b"timestamp,user,input_tokens\n" + b"".join(b"2026-01-02T03:04:05Z,ann,%d\n" % n for n in range(500))
Members = Sequence[tuple[str, bytes]]
Pack = Callable[[Members], bytes]


def zipped(members: Members) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


def tarred(members: Members) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


PACKERS: dict[str, Pack] = {
    ".zip": zipped,
    ".tar": tarred,
    ".tar.gz": lambda members: gzip.compress(tarred(members)),
    ".tgz": lambda members: gzip.compress(tarred(members)),
    ".tar.zst": lambda members: zstd.compress(tarred(members)),
    ".tar.bz2": lambda members: bz2.compress(tarred(members)),
    ".tar.xz": lambda members: lzma.compress(tarred(members)),
}
COMPRESSORS = {".gz": gzip.compress, ".zst": zstd.compress, ".bz2": bz2.compress, ".xz": lzma.compress}
archives = pytest.mark.parametrize("suffix", PACKERS)


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def content_of(file: ExportFile) -> bytes:
    with file.open() as stream:
        found = stream.read()
        file.finish(stream)
    return found


def names(files: list[ExportFile], folder: Path) -> list[str]:
    return [Path(file.name).relative_to(folder).as_posix() for file in files]


@pytest.fixture(autouse=True)
def closed():
    yield
    forget_archives()


@archives
def test_members_come_out_as_they_went_in_and_their_own_bytes_are_hashed(tmp_path: Path, suffix: str) -> None:
    packed = gzip.compress(TABLE)
    path = put(tmp_path, f"all{suffix}", PACKERS[suffix]([("a.csv", TABLE), ("deep/b.csv.gz", packed)]))
    files = find_files([path])
    assert names(files, tmp_path) == [f"all{suffix}/a.csv", f"all{suffix}/deep/b.csv.gz"]
    assert [content_of(file) for file in reversed(files)] == [TABLE, TABLE]
    assert [file.sha256 for file in files] == [hashlib.sha256(data).hexdigest() for data in (TABLE, packed)]
    assert [file.bytes_read for file in files] == [file.size for file in files] == [len(TABLE), len(packed)]


@pytest.mark.parametrize("suffix", COMPRESSORS)
def test_a_compressed_file_is_read_under_the_name_that_it_holds(tmp_path: Path, suffix: str) -> None:
    file = ExportFile.at(put(tmp_path, f"use.csv{suffix}", COMPRESSORS[suffix](TABLE)))
    assert (file.peek().path.name, file.peek().head) == ("use.csv", TABLE[: export_file.PEEK_BYTES])
    assert content_of(file) == TABLE and not file.damage


@pytest.mark.parametrize("suffix", COMPRESSORS)
def test_a_compressed_file_cut_off_is_read_as_far_as_it_goes(tmp_path: Path, suffix: str) -> None:
    lines = b"".join(hashlib.sha256(b"%d" % n).hexdigest().encode() + b"\n" for n in range(40_000))
    stored = COMPRESSORS[suffix](lines)[:-20_000]
    file = ExportFile.at(put(tmp_path, "x", stored))
    found = content_of(file)
    assert lines.startswith(found) and len(found) > 10_000 and file.damage == "it is cut off"
    assert file.sha256 == hashlib.sha256(stored).hexdigest()


def test_a_file_packed_twice_is_unpacked_twice(tmp_path: Path) -> None:
    assert content_of(ExportFile.at(put(tmp_path, "x", zstd.compress(gzip.compress(TABLE))))) == TABLE


@archives
@pytest.mark.parametrize("inner", PACKERS)
def test_archives_within_archives_are_opened(tmp_path: Path, suffix: str, inner: str) -> None:
    packed = PACKERS[inner]([("a.csv", TABLE)])
    (file, after) = find_files(
        [put(tmp_path, f"o{suffix}", PACKERS[suffix]([(f"x/i{inner}", packed), ("z.csv", b"")]))]
    )
    assert names([file, after], tmp_path) == [f"o{suffix}/x/i{inner}/a.csv", f"o{suffix}/z.csv"]
    assert content_of(file) == TABLE


def test_archives_deeper_than_three_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    packed = zipped([("a.csv", TABLE)])
    for _ in range(3):
        packed = zipped([("in.zip", packed), ("b.csv", TABLE)])
    files = find_files([put(tmp_path, "out.zip", packed)])
    assert [content_of(file) for file in files[1:]] == [TABLE] * 3
    with pytest.raises(ImportFailed, match="opened 3 deep"):
        files[0].peek()


def test_a_damaged_archive_in_another_does_not_hide_its_neighbours(tmp_path: Path) -> None:
    broken, good = find_files([put(tmp_path, "o.zip", zipped([("i.zip", b"PK\3\4 and no more"), ("a.csv", TABLE)]))])
    assert content_of(good) == TABLE
    with pytest.raises(ImportFailed, match=r"o\.zip/i\.zip: the archive is damaged"):
        broken.peek()


@archives
def test_of_an_archive_cut_off_the_whole_members_are_read(tmp_path: Path, suffix: str) -> None:
    noise = [hashlib.sha256(b"%d" % n).digest() * 4000 for n in range(3)]
    blob = b"".join(hashlib.sha256(b"%d" % n).digest() for n in range(60_000))
    packed = PACKERS[suffix]([("a.csv", TABLE), ("b", noise[0]), ("c.csv", TABLE), ("blob", blob)])
    *whole, rest = find_files([put(tmp_path, f"o{suffix}", packed[:-400_000])])
    assert [file.name.rpartition("/")[2] for file in whole][:1] == ["a.csv"]
    assert content_of(whole[0]) == TABLE
    with pytest.raises(ImportFailed, match="is missing"):
        rest.peek()


@pytest.mark.parametrize("name", ["../../evil.csv", "/etc/evil.csv", "C:\\evil.csv", "a/../../b.csv"])
@archives
def test_a_name_is_only_a_name(tmp_path: Path, suffix: str, name: str) -> None:
    (tmp_path / "in").mkdir()
    (file,) = find_files([put(tmp_path / "in", f"o{suffix}", PACKERS[suffix]([(name, TABLE)]))])
    assert content_of(file) == TABLE
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "in" / f"o{suffix}"]


@archives
def test_a_companion_lies_in_the_same_folder_of_the_same_archive(tmp_path: Path, suffix: str) -> None:
    inner = PACKERS[suffix]([("s/a.jsonl", b"{}"), ("s/a.json", b"[1]"), ("a.json", b"[2]")])
    files = find_files([put(tmp_path, "o.zip", zipped([(f"i{suffix}", inner), ("a.json", b"[3]")]))])
    beside = files[0].beside("a.json")
    assert beside and content_of(beside) == b"[1]"
    assert files[0].beside("b.json") is None
    again = beside.beside("a.jsonl")
    assert again and again.name == files[0].name


def test_an_archive_is_read_again_after_another_took_its_place(tmp_path: Path) -> None:
    paths = [put(tmp_path, f"{n}.tgz", PACKERS[".tgz"]([("a.csv", TABLE), ("b.csv", b"%d" % n)])) for n in range(4)]
    files = find_files(paths)
    held = files[0].opener()
    assert [content_of(file) for file in files[1::2]] == [b"0", b"1", b"2", b"3"]
    assert held.read() == TABLE
    held.close()


@pytest.mark.parametrize("suffix", [".zip", ".tgz", ".tar.zst", ".tar.xz"])
def test_a_bomb_is_not_unpacked(tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack_archive, "BOMB_BYTES", 1_000_000)
    monkeypatch.setattr(unpack_archive, "BOMB_RATIO", 100)
    packed = PACKERS[suffix]([(f"{n}.csv", bytes(9_000_000)) for n in range(2)])
    (file,) = find_files([put(tmp_path, f"o{suffix}", packed)])
    with pytest.raises(ImportFailed, match="more than 100 times its size: it may be made to fill the disk"):
        file.peek()


def test_a_bomb_within_an_archive_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack_archive, "BOMB_BYTES", 1_000_000)
    monkeypatch.setattr(unpack_archive, "BOMB_RATIO", 100)
    inner = zipped([("a.csv", bytes(9_000_000))])
    (file,) = find_files([put(tmp_path, "o.zip", zipped([("i.zip", inner)]))])
    with pytest.raises(ImportFailed, match="fill the disk"):
        file.peek()


def test_a_compressed_bomb_ends_where_it_is_known_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "BOMB_BYTES", 1 << 20)
    file = ExportFile.at(put(tmp_path, "x.zst", zstd.compress(bytes(1 << 28))))
    assert sum(len(line or b"") for _, line in file.lines()) < 1 << 24
    assert file.damage == "it unpacks to more than 1,000 times its size"


def test_an_empty_archive_is_told(tmp_path: Path) -> None:
    (file,) = find_files([put(tmp_path, "o.zip", zipped([]))])
    with pytest.raises(ImportFailed, match="there is no file in this archive"):
        file.peek()


def test_files_of_five_thousand_members_are_found_without_reading_them(tmp_path: Path) -> None:
    packed = PACKERS[".tgz"]([(f"{n:04}.csv", b"%d" % n) for n in range(5_000)])
    files = find_files([put(tmp_path, "o.tgz", packed)])
    assert len(files) == 5_000 and content_of(files[4_321]) == b"4321"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_lines_are_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    text = 'timestamp,"größe"\n„ja“,2\n'
    file = ExportFile.at(put(tmp_path, "x", text.encode(encoding)))
    assert [line.decode() for _, line in file.lines() if line] == text.split("\n")[:-1]
    assert file.peek().text == text
    with file.text() as stream:
        assert stream.read() == text


def test_a_short_or_binary_head_is_not_taken_for_utf16() -> None:
    assert [export_file.encoding_of(head) for head in (b"", b"a", b"ab", b"\0\0\0\0", b"a\0\0\0", b"a\0bcdefg")] == [
        "utf-8"
    ] * 6


def test_what_is_not_compressed_is_not_unpacked() -> None:
    assert [unpacker_of(head) for head in (b"", b"BZhello world", b"{", b"\xfd7", b"PK\3\4")] == [None] * 5
