"""Opens archives, and the archives in them: every member by its place, in any order, nothing written where it names.

Names in an archive are only names: no member is ever written to the disk. A compressed tar and an archive within an
archive cannot be read in any order as they lie; they are unpacked into temporary files without a name, once.
"""

import posixpath
import tempfile
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import IO

from auditor.errors import ImportFailed
from auditor.importers.files.unpack import BOMB_BYTES, BOMB_RATIO
from auditor.importers.files.unpack_members import Kept, Member, lost
from auditor.importers.files.unpack_tar import TAR_SUFFIXES, tar_members, untarred
from auditor.importers.files.unpack_zip import BROKEN_ZIP, zip_members

DEPTH = 3
"""Archives within each other that are opened: an export of exports, packed by a mail program."""

MOST_MEMBERS = 1_000_000
UNPACK_FIRST = "Unpack it first, and import the folder."


def is_archive(name: str) -> bool:
    """Whether the name is an archive's. Workbooks and programs are archives, too, but not of exports."""
    return name.lower().endswith((".zip", *TAR_SUFFIXES))


class Archive:
    """The members of the archive at `path`, those of archives in it with their path. Raises OSError, ImportFailed.

    What cannot be read is a member that raises its ImportFailed when it is opened. Closed when nobody holds it.
    """

    def __init__(self, path: Path) -> None:
        self.members: list[Member] = []
        self._files: list[IO[bytes]] = []
        size = path.stat().st_size
        self._room = max(BOMB_BYTES, BOMB_RATIO * size)
        file = path.open("rb")
        self._files.append(file)
        self._add(file, path.name, "", 1)

    def open(self, place: int) -> IO[bytes]:
        """The stored bytes of a member. Raises ImportFailed with the reason why not."""
        return Kept(self.members[place].open(), self)  # type: ignore[return-value]

    def beside(self, place: int, name: str) -> int | None:
        """The place of the file called `name` in the same folder."""
        folder = posixpath.dirname(self.members[place].name)
        return self._places.get(posixpath.join(folder, name))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {member.name: place for place, member in enumerate(self.members)}

    def close(self) -> None:
        """Give back files and temporary space."""
        for file in self._files:
            file.close()

    def __del__(self) -> None:
        self.close()

    def _add(self, file: IO[bytes], name: str, prefix: str, depth: int) -> None:
        """The members of one archive that can be sought, or is a compressed tar."""
        if name.lower().endswith(".zip"):
            members = zip_members(file)
        else:
            file, damage = untarred(file, self._temporary)
            members = tar_members(file, damage)
        count = len(self.members)
        for member in members:
            self._take(Member(prefix + member.name, member.size, member.open), depth)
        if len(self.members) == count:
            raise ImportFailed(f"{name}: there is no file in this archive.", "Ask the sender for a new copy.")

    def _take(self, member: Member, depth: int) -> None:
        self._spend(member.size)
        if len(self.members) >= MOST_MEMBERS:
            raise ImportFailed(f"the archive has more than {MOST_MEMBERS:,} members.", UNPACK_FIRST)
        if not is_archive(member.name):
            self.members.append(member)
            return
        try:
            if depth == DEPTH:
                raise ImportFailed(f"archives are opened {DEPTH} deep; “{member.name}” lies deeper.", UNPACK_FIRST)
            self._add(self._copy(member.open), member.name, f"{member.name}/", depth + 1)
        except Bomb:
            raise
        except ImportFailed as problem:
            self.members.append(lost(member.name, problem))
        except BROKEN_ZIP as error:
            self.members.append(lost(member.name, ImportFailed(f"the archive cannot be read ({error}).", UNPACK_FIRST)))

    def _copy(self, opener: Callable[[], IO[bytes]]) -> IO[bytes]:
        with opener() as stream:
            return self._temporary(stream.read)

    def _temporary(self, read: Callable[[int], bytes]) -> IO[bytes]:
        """What `read` gives, in a temporary file of this archive."""
        copy = tempfile.TemporaryFile()  # noqa: SIM115  closed with the archive
        self._files.append(copy)
        for data in iter(partial(read, 1 << 20), b""):
            self._spend(len(data))
            copy.write(data)
        copy.seek(0)
        return copy

    def _spend(self, size: int) -> None:
        self._room -= size
        if self._room < 0:
            raise Bomb(
                f"the archive unpacks to more than {BOMB_RATIO:,} times its size: it may be made to fill the disk.",
                "Unpack it by yourself if you trust its sender, and import the folder.",
            )


class Bomb(ImportFailed):
    """An archive that is not opened any further."""
