"""How much of the disk a process uses: its folders, and files that no longer have a name but are still open."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

_BLOCK = 512  # the unit of `st_blocks`
_ENTRY = 16 << 10  # each file or folder counts as at least this: very many empty ones fill a disk too


def disk_use(folders: Iterable[Path], processes: Iterable[int], enough: int) -> int:
    """Bytes of disk (or of memory, for files in memory) that all files take together.

    Args:
        folders: Where the processes may write.
        processes: Process ids.
        enough: Counting stops above this.
    """
    total = 0
    for size in (*_named(folders), *_nameless(processes)):
        total += size
        if total > enough:
            break
    return total


def _named(folders: Iterable[Path]) -> Iterator[int]:
    unread = [os.fspath(folder) for folder in folders]
    while unread:
        for entry in _entries(unread.pop()):
            try:
                found = entry.stat(follow_symlinks=False)
            except OSError:
                continue  # removed since it was listed
            yield max(_ENTRY, found.st_blocks * _BLOCK)
            if stat.S_ISDIR(found.st_mode):
                unread.append(entry.path)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except PermissionError:
        return _entries_after_opening(folder)
    except OSError:
        return []


def _entries_after_opening(folder: str) -> list[os.DirEntry[str]]:
    """Open a folder that its owner has closed to hide what is in it."""
    try:
        os.chmod(folder, stat.S_IRWXU, follow_symlinks=False)
    except (OSError, NotImplementedError):
        return []
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _nameless(processes: Iterable[int]) -> Iterator[int]:
    """Files that were deleted while open, and files in memory (`memfd_create`), each once."""
    seen: set[tuple[int, int]] = set()
    for process in processes:
        try:
            descriptors = os.listdir(f"/proc/{process}/fd")
        except OSError:
            continue  # ended, or belongs to another user
        for descriptor in descriptors:
            try:
                found = os.stat(f"/proc/{process}/fd/{descriptor}")
            except OSError:
                continue
            if stat.S_ISREG(found.st_mode) and not found.st_nlink and (found.st_dev, found.st_ino) not in seen:
                seen.add((found.st_dev, found.st_ino))
                yield found.st_blocks * _BLOCK
