"""Reading `imdb.npz`, whose lists of different length NumPy can store as pickles only.

A pickle may run any program when it is read. So this reader accepts arrays and lists, and refuses everything else.
"""

# Not `np.load(allow_pickle=True)` behind a check of the hash: the file in a folder of the user's own (`CONVNETS_DATA`)
# may have been rebuilt, with the same reviews and another hash, and that one has to be read safely too.

import io
import pickle
import zipfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.lib import format as npy

UNREADABLE = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, pickle.UnpicklingError)

# What it takes to rebuild an array, under NumPy 2's name and under the older one.
_ALLOWED = {
    ("numpy", "ndarray"),
    ("numpy", "dtype"),
    ("numpy.core.multiarray", "_reconstruct"),
    ("numpy._core.multiarray", "_reconstruct"),
}


def read_object_npz(path: Path, names: Iterable[str]) -> dict[str, np.ndarray]:
    """Read arrays, also arrays of lists, from an `.npz` file.

    Args:
        path: the file.
        names: which arrays.

    Raises:
        One of `UNREADABLE`: if the file is damaged, lacks an array or holds more than data.
    """
    with zipfile.ZipFile(path) as archive:
        return {name: _read_array(archive.read(f"{name}.npy")) for name in names}


def _read_array(content: bytes) -> np.ndarray:
    stream = io.BytesIO(content)
    version = npy.read_magic(stream)
    header = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
    _, _, dtype = header(stream)
    if dtype.hasobject:
        return _DataUnpickler(stream).load()
    stream.seek(0)
    return npy.read_array(stream, allow_pickle=False)


class _DataUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str):
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(f"it holds {module}.{name}, which is not data")
        if name == "_reconstruct":  # NumPy 1 does not know the module's new name, NumPy 2 warns about the old one
            return np.ndarray.__reduce__(np.empty(0))[0]
        return super().find_class(module, name)
