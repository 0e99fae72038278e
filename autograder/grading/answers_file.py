"""The file with the answers of a grading record: one MessagePack map from the hash of each answer to its bytes.

One file, since a submission answers about seventy questions, and as many files take longer to open than to write. A
single answer is read without the others: the map is walked in a file that is mapped into memory.
"""

import hashlib
import mmap
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from autograder.errors import RecordUnusable

FILE = "answers.msgpack"

_decoder = msgspec.msgpack.Decoder(dict[str, memoryview])  # views of the file, no copies


def write(folder: Path, answers: Mapping[str, bytes]) -> None:
    """Write the answers of a record."""
    (folder / FILE).write_bytes(msgspec.msgpack.encode(answers))


def read(folder: Path, digests: Iterable[str]) -> dict[str, bytes]:
    """The answers with these hashes; each byte is as it was written.

    Raises:
        RecordUnusable: if one is missing or was changed.
    """
    wanted = set(digests)
    if not wanted:
        return {}
    try:
        found = _decoder.decode((folder / FILE).read_bytes())
    except OSError:
        raise _damaged("is missing") from None
    except msgspec.MsgspecError:
        raise _damaged("cannot be read") from None
    return {digest: _checked(found, digest) for digest in wanted}


def read_one(folder: Path, digest: str, most: int) -> bytes:
    """One answer.

    Args:
        most: bytes.

    Raises:
        RecordUnusable: if it is missing, was changed, or is larger.
    """
    try:
        with (folder / FILE).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            found = _decoder.decode(mapped)
            try:
                if digest in found and len(found[digest]) > most:
                    raise RecordUnusable(f"the answer has {len(found[digest]) / 2**20:.1f} MiB")
                return _checked(found, digest)
            finally:
                for view in found.values():  # a file cannot be closed while something looks into it
                    view.release()
    except OSError:
        raise _damaged("is missing") from None
    except (ValueError, msgspec.MsgspecError):  # ValueError: it is empty
        raise _damaged("cannot be read") from None


def _checked(found: Mapping[str, memoryview], digest: str) -> bytes:
    if digest not in found:
        raise _damaged(f"has no answer {digest}")
    message = bytes(found[digest])
    if hashlib.sha256(message).hexdigest() != digest:
        raise _damaged(f"was changed in the answer {digest}")
    return message


def _damaged(how: str) -> RecordUnusable:
    return RecordUnusable(f"the record is damaged: {FILE} {how}")
