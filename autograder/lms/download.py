"""The files of a download: a ZIP archive, or the folder that somebody unpacked."""

import os
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from autograder.errors import CourseError

MAX_FILE_BYTES = 512 << 20
MAX_BYTES = 16 << 30  # of all files together
MAX_FILES = 200_000
MAX_RATIO = 200  # a large file that is compressed better than this is made to fill a disk
LARGE = 32 << 20
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
            CourseError: if the archive is damaged there.
        """
        try:
            with self.open() as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
            raise CourseError(
                f"{self.path} in the archive is damaged or encrypted ({error}): download it again"
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
        with zipfile.ZipFile(path) as archive:
            yield _in_zip(path, archive)
    except zipfile.BadZipFile as error:
        raise CourseError(
            f"{path} is not a whole ZIP archive ({error}): download it again, or unpack it and give the folder"
        ) from error


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
        if any(part in _IGNORED for part in parts):
            continue
        if name.startswith("/") or ".." in parts or "\\" in name or (len(name) > 1 and name[1] == ":"):
            left_out.append(f"{name!r} would lie outside of its folder")
        elif member.file_size > MAX_FILE_BYTES or member.file_size > max(LARGE, MAX_RATIO * member.compress_size):
            left_out.append(f"{name} would fill {member.file_size >> 20} MiB")
        elif member.flag_bits & 1:
            left_out.append(f"{name} is encrypted")
        else:
            files.append(File(name, member.file_size, lambda member=member: archive.open(member)))  # type: ignore[misc]
    return Download(sorted(files, key=lambda file: file.path), left_out)


def _name(member: zipfile.ZipInfo) -> str:
    """Its path. Older programs write UTF-8 without saying so, which zipfile reads as the code page of DOS."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename
