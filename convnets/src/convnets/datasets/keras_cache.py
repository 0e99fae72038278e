"""Keras' cache of downloaded files: what is in it, and what a download could add.

Keras itself would wait long for a network that is not there, print while it does so, and delete a cached file whose
hash it does not know. So this module asks first, and calls Keras for the download only.
"""

import contextlib
import functools
import hashlib
import http.client
import os
import tempfile
import threading
import urllib.request
import zipfile
from dataclasses import dataclass
from pathlib import Path

NETWORK_TIMEOUT = 3.0  # seconds


@dataclass(frozen=True)
class RemoteFile:
    """A file that Keras can download: its name, the address of its folder, its SHA-256 or MD5 where one is known."""

    name: str
    base_url: str
    hash: str | None
    subfolder: str = "datasets"

    @property
    def url(self) -> str:
        """Where the file is downloaded from."""
        return self.base_url + self.name


class DownloadFailed(Exception):
    """The server answered, but the file did not arrive whole."""


def is_cached(file: RemoteFile) -> bool:
    """Whether the file is in the cache, whole."""
    return _find(file) is not None


def fetch(file: RemoteFile) -> Path:
    """The path of the file in the cache, downloaded by Keras if it is not there yet.

    Raises:
        DownloadFailed: if it can't be downloaded.
    """
    found = _find(file)
    if found is not None:
        return found
    from keras.utils import get_file  # imported here: it takes seconds, and most calls need none of it

    folder = _writable_home()
    try:
        return Path(
            get_file(file.name, file.url, file_hash=file.hash, cache_subdir=file.subfolder, cache_dir=str(folder))
        )
    except Exception as error:  # Keras raises a plain Exception for a failed download
        _unreachable.add(file.url)
        raise DownloadFailed(f"Downloading {file.name} failed ({error}).") from error


def is_reachable(file: RemoteFile) -> bool:
    """Whether the file could be downloaded now. Asked once for each file in a process; takes at most 3 seconds."""
    return file.url not in _unreachable and _answers(file.url)


_unreachable: set[str] = set()


@functools.cache
def _answers(url: str) -> bool:
    answers: list[bool] = []

    def ask() -> None:
        try:
            request = urllib.request.Request(url, method="HEAD")
            with urllib.request.urlopen(request, timeout=NETWORK_TIMEOUT):
                answers.append(True)
        except (OSError, http.client.HTTPException):  # no name, no route, no permission, no such file, no time left
            answers.append(False)

    # A thread, because the timeout above does not cover looking up the name, which can hang for a minute.
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(NETWORK_TIMEOUT)
    return answers == [True]


def _homes() -> tuple[Path, Path]:
    """Keras' folder, and the one that it takes instead where that can't be written."""
    chosen = os.environ.get("KERAS_HOME")
    return Path(chosen or os.path.expanduser("~/.keras")), Path(tempfile.gettempdir()) / ".keras"


def _writable_home() -> Path:
    chosen, instead = _homes()
    with contextlib.suppress(OSError):  # decided by the next line: containers often have no home of their own
        chosen.mkdir(parents=True, exist_ok=True)
    return chosen if os.access(chosen, os.W_OK) else instead


def _find(file: RemoteFile) -> Path | None:
    for folder in _homes():
        path = folder / file.subfolder / file.name
        if path.is_file() and _is_whole(path, path.stat().st_mtime_ns, file.hash):
            return path
    return None


@functools.cache
def _is_whole(path: Path, modified: int, expected: str | None) -> bool:
    """Whether a file has this hash. `modified` has its part in the cache's key: a changed file is read again."""
    if expected is None:
        return zipfile.is_zipfile(path)  # its table of contents stands at the end, so a part of a zip has none
    algorithm = "md5" if len(expected) == hashlib.md5().digest_size * 2 else "sha256"
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, algorithm).hexdigest() == expected
