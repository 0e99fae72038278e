"""The files of a download: a ZIP archive, or the folder that somebody unpacked."""

import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from autograder.errors import CourseError

MAX_FILE_BYTES = 512 << 20
MAX_BYTES = 16 << 30  # of all files together
MAX_FILES = 200_000
MAX_RATIO = 200  # a large file that is compressed better than this is made to fill a disk
LARGE = 32 << 20
_BLOCK = 1 << 20
_READ = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
# What zipfile and the modules behind it raise for damaged data.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, RuntimeError, ValueError, OverflowError,
)  # fmt: skip
_IGNORED = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class File:
    """A file of a download.

    Attributes:
        path: in the download, with slashes.
        size: in bytes, unpacked.
        open: gives a stream of its content.
    """

    path: str
    size: int
    open: Callable[[], IO[bytes]]

    def copy_to(self, target: Path) -> None:
        """Write its content to a file.

        Raises:
            CourseError: if the archive is damaged there, or the file cannot be read.
        """
        with target.open("wb") as copy:
            for block in self._blocks():
                copy.write(block)

    def _blocks(self) -> Iterator[bytes]:
        try:
            with self.open() as source:
                while block := source.read(_BLOCK):
                    yield block
        except (*_DAMAGE, OSError) as error:  # bzip2 raises an OSError for damaged data
            why = getattr(error, "strerror", None) or error
            raise CourseError(
                f"{self.path!r} in the download is damaged or encrypted, or cannot be read ({why}): download it again"
            ) from error


@dataclass(frozen=True)
class Download:
    """The files of a download, and those that are left out, each with the reason."""

    files: list[File]
    left_out: list[str]


@contextmanager
def opened(path: Path) -> Iterator[Download]:
    """Open a download; its files can be read as long as the context lasts.

    Raises:
        CourseError: if it is neither a folder nor a whole ZIP archive, or unpacks to more than `MAX_BYTES`.
    """
    if path.is_dir():
        yield _in_folder(path)
        return
    if not path.exists():
        raise CourseError(f"there is no {path}: give the path of the downloaded archive, or of the unpacked folder")
    try:
        archive = zipfile.ZipFile(path)
    except PermissionError as error:
        raise CourseError(f"{path} cannot be read ({error.strerror}): see to its permissions") from error
    except (*_DAMAGE, OSError) as error:
        raise CourseError(
            f"{path} is not a whole ZIP archive ({error}): download it again, or unpack it and give the folder"
        ) from error
    with archive:
        yield _in_zip(path, archive)


def _in_folder(folder: Path) -> Download:
    files, left_out = [], []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in (*_IGNORED, ".git"))
        for name in sorted(names):
            path = Path(parent, name)
            place = path.relative_to(folder).as_posix()
            if path.is_symlink() or not path.is_file():
                left_out.append(f"{place} is not a file")
            elif name not in _IGNORED:
                files.append(File(place, path.stat().st_size, lambda path=path: path.open("rb")))  # type: ignore[misc]
    return Download(files, left_out)


def _in_zip(path: Path, archive: zipfile.ZipFile) -> Download:
    members = [member for member in archive.infolist() if not member.is_dir()]
    total = sum(member.file_size for member in members)
    if total > MAX_BYTES or len(members) > MAX_FILES:
        raise CourseError(
            f"{path} unpacks to {total >> 20} MiB in {len(members)} files, which is more than a course hands in: "
            "look into it before you unpack it"
        )
    files, left_out = [], []
    for member in members:
        name = _name(member)
        parts = PurePosixPath(name).parts
        if name.endswith("/") or any(part in _IGNORED for part in parts):
            continue
        if name.startswith("/") or ".." in parts or (len(name) > 1 and name[1] == ":"):
            left_out.append(f"{name!r} would lie outside of its folder")
        elif member.file_size > MAX_FILE_BYTES or member.file_size > max(LARGE, MAX_RATIO * member.compress_size):
            left_out.append(f"{name} would fill {member.file_size >> 20} MiB")
        elif member.flag_bits & 1:
            left_out.append(f"{name} is encrypted")
        elif member.compress_type not in _READ:
            raise CourseError(
                f"{path} is packed by a method that is not read here ({name!r}, method {member.compress_type}): unpack "
                "it and give the folder"
            )
        else:
            files.append(File(name, member.file_size, lambda member=member: archive.open(member)))  # type: ignore[misc]
    return Download(sorted(files, key=lambda file: file.path), left_out)


def _name(member: zipfile.ZipInfo) -> str:
    """Its path, with slashes, where some programs of Windows write backslashes.

    Older programs write UTF-8 without saying so, which zipfile reads as the code page of DOS.
    """
    name = member.filename
    if not member.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def one_line(text: str) -> str:
    """A text from a download for a message: a newline in a name, or a sign that turns the text round, is shown."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
