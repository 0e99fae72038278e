"""Where the data comes from: the first of three sources that is there.

1. `CONVNETS_DATA`, an environment variable: a folder with the files under the names that Keras uses;
2. Keras' cache, filled by one download (hashes checked);
3. the sample data, part of this package. `CONVNETS_DATA=sample` chooses it outright.

A folder that was asked for is never left silently: if a file in it is missing or damaged, that is an error.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from convnets.datasets import keras_cache
from convnets.datasets.keras_cache import RemoteFile

VARIABLE = "CONVNETS_DATA"
FOLDER, KERAS, SAMPLE = VARIABLE, "Keras", "sample"

_DATASETS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
_PHOTOS = "https://storage.googleapis.com/mledu-datasets/"
_WEIGHTS = "https://storage.googleapis.com/tensorflow/keras-applications/vgg16/"

# The hashes are those that Keras checks. Nobody publishes one for the photos: a damaged zip is noticed on reading.
FILES: Mapping[str, tuple[RemoteFile, ...]] = {
    "mnist": (RemoteFile("mnist.npz", _DATASETS, "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"),),
    "imdb": (
        RemoteFile("imdb.npz", _DATASETS, "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f"),
        RemoteFile("imdb_word_index.json", _DATASETS, "bfafd718b763782e994055a2d397834f"),
    ),
    "cats_and_dogs": (RemoteFile("cats_and_dogs_filtered.zip", _PHOTOS, None),),
    "vgg16": (
        RemoteFile(
            "vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5",
            _WEIGHTS,
            "6d6bbae143d832006294945121d1f1fc",
            subfolder="models",
        ),
    ),
}
# The weights are of no use to most exercises, so a folder without them is complete.
OPTIONAL_IN_FOLDER = frozenset({"vgg16"})

Paths = Mapping[str, Path]


class DatasetError(Exception):
    """The data that was asked for can't be had. The message says what to do."""


def source(name: str) -> str:
    """Say where a data set would come from, without loading it.

    Takes milliseconds, or up to three seconds where it has to find out whether there is a network.

    Args:
        name: "mnist", "imdb", "cats_and_dogs" or "vgg16".

    Returns:
        "CONVNETS_DATA", "Keras" or "sample".

    Raises:
        DatasetError: if the folder in CONVNETS_DATA, or a file in it, is missing.
        ValueError: if there is no data set of this name.
    """
    if name not in FILES:
        raise ValueError(f"Expected one of {', '.join(map(repr, FILES))}. Received: name={name!r}.")
    setting = os.environ.get(VARIABLE, "")
    if setting == SAMPLE:
        return SAMPLE
    if setting and _folder_has(name, _folder()):
        return FOLDER
    if all(keras_cache.is_cached(file) or keras_cache.is_reachable(file) for file in FILES[name]):
        return KERAS
    return SAMPLE


def locate(name: str) -> tuple[str, Paths]:
    """Find the files of a data set, after downloading them where that is needed and possible.

    Args:
        name: as in `source`.

    Returns:
        The source, and the path of each file by its name. No files for the source "sample".

    Raises:
        As `source`.
    """
    chosen = source(name)
    if chosen == FOLDER:
        folder = _folder()
        return FOLDER, {file.name: folder / file.name for file in FILES[name]}
    if chosen == KERAS:
        try:
            return KERAS, {file.name: keras_cache.fetch(file) for file in FILES[name]}
        except keras_cache.DownloadFailed as error:
            print(f"{error} The sample data takes its place.")
    return SAMPLE, {}


def damaged(path: Path, chosen: str, problem: object) -> DatasetError:
    """The error for a file that is there but does not hold what it should."""
    advice = (
        f"Replace it by a fresh copy, or set {VARIABLE}={SAMPLE} to work with the sample data."
        if chosen == FOLDER
        else "Delete it and run this again: it will be downloaded anew."
    )
    return DatasetError(f"{path} is damaged or is another file of this name ({problem}). {advice}")


def origin(chosen: str) -> str:
    """A source in words that are the same on every machine: they end up in compared notebook outputs."""
    return {FOLDER: f"from the folder in {VARIABLE}", KERAS: "from Keras' cache", SAMPLE: "from the sample data"}[
        chosen
    ]


def _folder() -> Path:
    return Path(os.environ[VARIABLE]).expanduser()


def _folder_has(name: str, folder: Path) -> bool:
    """Whether the folder holds the data set; an error if it should and does not."""
    if not folder.is_dir():
        raise DatasetError(
            f"{VARIABLE} names a folder that does not exist. Create it, correct {VARIABLE}, unset it to let Keras "
            f"download the data, or set {VARIABLE}={SAMPLE} to work with the sample data. "
            f"Received: {VARIABLE}={folder}"
        )
    missing = [file.name for file in FILES[name] if not (folder / file.name).is_file()]
    if missing and name in OPTIONAL_IN_FOLDER:
        return False
    if missing:
        raise DatasetError(
            f"The folder in {VARIABLE} has no {' and no '.join(missing)}. Copy the file there, unset {VARIABLE} to "
            f"let Keras download it, or set {VARIABLE}={SAMPLE} to work with the sample data. "
            f"Received: {VARIABLE}={folder}"
        )
    return True
