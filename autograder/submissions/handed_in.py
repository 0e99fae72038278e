"""The files that a student handed in: those in the folder, and those in an archive that lies there."""

import bz2
import gzip
import io
import lzma
import os
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

from autograder.submissions import timestamp

MAX_ARCHIVE_BYTES = 128 << 20  # of an archive, and of all that it unpacks to
MAX_MEMBERS = 2000
# What nbgrader's exchange puts beside a submission: its time and its secret, and feedback that the student fetched.
SECRET = "submission_secret.txt"
_OF_EXCHANGE = frozenset((timestamp.FILE, SECRET))
_FETCHED = re.compile(r"feedback/[^/]+/[^/]+\.html")

START = 4096  # bytes that tell what a file is
_TOO_LARGE = f"an archive that unpacks to more than {MAX_ARCHIVE_BYTES >> 20} MiB"


class _Closed(ValueError):
    """An archive that is not opened; the text says why."""


@dataclass
class Room:
    """How many bytes may still be unpacked, of all compressed archives of a submission together."""

    left: int = MAX_ARCHIVE_BYTES


_DAMAGED = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError)


@dataclass(frozen=True)
class HandedIn:
    """One file that was handed in.

    Attributes:
        name: its path in the student's folder, or in the archive.
        size: in bytes.
        read: gives its content, or raises an OSError.
        archive: the path of the archive that it lies in, "" if it lies in the folder itself.
        read_start: gives at least its first bytes, see `start`; by default its whole content.
    """

    name: str
    size: int
    read: Callable[[], bytes]
    archive: str = ""
    read_start: Callable[[], bytes] | None = field(default=None, repr=False)

    def start(self) -> bytes:
        """Its first bytes, without reading all of it; or an OSError."""
        return (self.read_start or self.read)()[:START]

    @property
    def place(self) -> str:
        """Where it lies, for messages."""
        return f"{self.name} in {self.archive}" if self.archive else self.name

    @property
    def base(self) -> str:
        """The folder that it lies in, with a slash at its end; "" at the top."""
        return self.name.removesuffix(PurePosixPath(self.name).name)


def in_folder(folder: Path) -> list[HandedIn]:
    """The regular files in a student's folder, by path.

    Hidden ones are of no use to a notebook; IPython would run the code in some of them. Links are not followed.
    """
    found = []
    for path in sorted(_paths(folder)):
        try:
            name, size = path.relative_to(folder).as_posix(), path.stat().st_size
            found.append(HandedIn(name, size, path.read_bytes, read_start=partial(_start_of, path)))
        except OSError:  # removed meanwhile
            continue
    return found


def _start_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(START)


def in_archives(files: Iterable[HandedIn]) -> list[HandedIn]:
    """The files in all archives among these files, as far as they may be unpacked together."""
    room = Room()
    return [member for file in files if is_archive(file) for member in in_archive(file, room)]


def is_archive(file: HandedIn) -> bool:
    """Whether a file is a ZIP or TAR archive or compressed, or is called like one."""
    if file.name.lower().endswith(".zip"):
        return True
    try:
        start = file.start()
    except OSError:
        return False
    return start.startswith((b"PK", *(magic for magic, _ in _COMPRESSED))) or start[257:262] == b"ustar"


def in_archive(archive: HandedIn, room: Room | None = None) -> list[HandedIn]:
    """The files in a ZIP or TAR archive, by path; nothing is written to a disk. No archive has none.

    An archive that is damaged, encrypted or huge has none either; see `why_closed`.
    """
    try:
        return sorted(_members(archive, room or Room()), key=lambda member: member.name)
    except (*_DAMAGED, OSError):
        return []


def why_closed(archive: HandedIn) -> str:
    """Why nothing can be taken from an archive, in a few words; "" if something can, or if it is no archive."""
    try:
        _members(archive, Room())
    except _Closed as error:
        return str(error)
    except (*_DAMAGED, OSError):
        return "a damaged archive"
    return ""


def _members(archive: HandedIn, room: Room) -> list[HandedIn]:
    if archive.size > MAX_ARCHIVE_BYTES:
        raise _Closed(f"larger than {MAX_ARCHIVE_BYTES >> 20} MiB")
    data = archive.read()
    is_zip = data.startswith(b"PK\3\4") or zipfile.is_zipfile(io.BytesIO(data))
    return list(_in_zip(data, archive.name) if is_zip else _in_tar(data, archive, room))


def _paths(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            if not name.startswith(".") and not _is_of_exchange(path.relative_to(folder)) and is_file(path):
                yield path


def _is_of_exchange(path: Path) -> bool:
    return path.as_posix() in _OF_EXCHANGE or bool(_FETCHED.fullmatch(path.as_posix()))


def is_file(path: Path) -> bool:
    """Whether this is a regular file, and no link."""
    try:
        return path.is_file() and not path.is_symlink()
    except OSError:  # in a folder that may not be entered
        return False


def _in_zip(data: bytes, archive: str) -> Iterator[HandedIn]:
    if data.count(b"PK\x01\x02") > MAX_MEMBERS:  # entries of the list of contents, which is read as a whole
        raise _Closed(f"an archive of more than {MAX_MEMBERS} files")
    packed = zipfile.ZipFile(io.BytesIO(data))
    entries = [entry for entry in packed.infolist() if not entry.is_dir()]
    if any(entry.flag_bits & 1 for entry in entries):
        raise _Closed("an archive with a password")
    if sum(entry.file_size for entry in entries) > MAX_ARCHIVE_BYTES:
        raise _Closed(_TOO_LARGE)
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if _is_plain(name) and not stat.S_ISLNK(entry.external_attr >> 16):
            read, start = partial(packed.read, entry), partial(_start_in_zip, packed, entry)
            yield HandedIn(name, entry.file_size, _reader(read), archive, _reader(start))


def _start_in_zip(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with packed.open(entry) as file:
        return file.read(START)


def _in_tar(data: bytes, archive: HandedIn, room: Room) -> Iterator[HandedIn]:
    start = _decompressed(data, START)
    is_tar, is_compressed = start[257:262] == b"ustar", not data.startswith(start[:6])
    if not is_tar and not (is_compressed and b"{" in start):  # one compressed file that is no notebook
        return
    if is_compressed:
        data = _decompressed(data, max(room.left, 0) + 1)
        room.left -= len(data)
    if len(data) > MAX_ARCHIVE_BYTES or room.left < 0:
        raise _Closed(_TOO_LARGE)
    if not is_tar:
        yield HandedIn(PurePosixPath(archive.name).stem, len(data), lambda: data, archive.name)
        return
    packed = tarfile.TarFile(fileobj=io.BytesIO(data))
    for count, entry in enumerate(packed):
        if count >= MAX_MEMBERS:
            raise _Closed(f"an archive of more than {MAX_MEMBERS} files")
        if entry.isreg() and not entry.issparse() and _is_plain(entry.name.removeprefix("./")):
            name = entry.name.removeprefix("./")
            yield HandedIn(name, entry.size, _reader(partial(_read_from_tar, packed, entry)), archive.name)


def _read_from_tar(packed: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    file = packed.extractfile(entry)
    return file.read() if file else b""


_COMPRESSED = ((b"\x1f\x8b", gzip), (b"BZh", bz2), (b"\xfd7zXZ", lzma))


def _decompressed(data: bytes, limit: int) -> bytes:
    """Decompressed here, up to a limit: `tarfile` has none for what it reads in front of a file."""
    for start, library in _COMPRESSED:
        if not data.startswith(start):
            continue
        try:
            with library.open(io.BytesIO(data)) as file:
                return file.read(limit)
        except (*_DAMAGED, OSError):
            break
    return data


def _is_plain(name: str) -> bool:
    """Whether a path in an archive leads to a file below it that is not hidden."""
    parts = name.split("/")
    return not any(part in ("", "__MACOSX") or part.startswith(".") or "\0" in part for part in parts)


def _reader(read: Callable[[], bytes]) -> Callable[[], bytes]:
    def read_member() -> bytes:
        try:
            return read()
        except _DAMAGED as error:
            raise OSError(0, f"damaged in its archive: {error}") from error

    return read_member
