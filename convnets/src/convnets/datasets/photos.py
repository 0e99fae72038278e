"""Cats and dogs: colour photos for training and validation."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from convnets.datasets import sources
from convnets.datasets.dataset import PhotoDataset

CLASSES = ("cats", "dogs")  # folders in the zip; the position is the label
SPLITS = ("train", "validation")


def cats_and_dogs(
    image_size: int = 150, limit: int | tuple[int, int] | None = None, verbose: bool = True
) -> PhotoDataset:
    """Load 2,000 training and 1,000 validation photos of cats and dogs, or draws images in their place.

    The photos are a part of Kaggle's "Dogs vs. Cats" (2013), filtered by Google for its courses. Each is scaled to
    a square, whatever its shape was.

    Args:
        image_size: height and width of the images in pixels. All photos take about 4 s,
            all drawn images 2 s at 64 pixels and 10 s at 150.
        limit: how many cats, and as many dogs, are loaded of each split: one number for both, or one for training
            and one for validation. None loads all (1,000 and 500).
        verbose: whether to print one line that says what was loaded and from where.

    Returns:
        `x_train`, `x_validation`: uint8 RGB images (n, image_size, image_size, 3), cat and dog in turn, so that the
        first n are balanced; `y_train`, `y_validation`: uint8 labels (n,), 0 cat, 1 dog; `source`.

    Raises:
        DatasetError: if the folder in CONVNETS_DATA lacks the file, or the file is damaged.
        ValueError: if the size or the limit is below 1.
    """
    from convnets.datasets.sample_images import TRAINING_PER_CLASS, VALIDATION_PER_CLASS, sample_images

    wanted = limit if isinstance(limit, tuple) else (limit, limit)
    if image_size < 1 or any(number is not None and number < 1 for number in wanted):
        raise ValueError(f"Expected sizes of 1 or more. Received: image_size={image_size}, limit={limit}")
    available = (TRAINING_PER_CLASS, VALIDATION_PER_CLASS)
    training, validation = (
        most if number is None else min(number, most) for number, most in zip(wanted, available, strict=True)
    )
    per_class = (training, validation)
    source, paths = sources.locate("cats_and_dogs")
    if source == sources.SAMPLE:
        name, arrays = "Cats and dogs stand-in (drawn images)", sample_images(image_size, per_class)
    else:
        name, arrays = "Cats and dogs", _read(paths["cats_and_dogs_filtered.zip"], source, image_size, per_class)
    data = PhotoDataset(**arrays, source=source)
    if verbose:
        sizes = f"{len(data.x_train)} training and {len(data.x_validation)} validation images"
        print(f"{name}: {sizes} of {image_size}x{image_size}, {sources.origin(source)}")
    return data


def _read(path: Path, source: str, image_size: int, per_class: Iterable[int]) -> dict[str, np.ndarray]:
    arrays: dict[str, np.ndarray] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            for split, number in zip(SPLITS, per_class, strict=True):
                by_class = [_photo_names(archive, split, label)[:number] for label in CLASSES]
                if any(len(names) < number for names in by_class):
                    found = [len(names) for names in by_class]
                    raise ValueError(f"{split} has {found} cats and dogs, expected {number} of each")
                names = [name for pair in zip(*by_class, strict=True) for name in pair]
                arrays[f"x_{split}"] = np.stack([_decode(archive, name, image_size) for name in names])
                arrays[f"y_{split}"] = np.tile(np.arange(len(CLASSES), dtype="uint8"), number)
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise sources.damaged(path, source, error) from error
    return arrays


def _photo_names(archive: zipfile.ZipFile, split: str, label: str) -> list[str]:
    """The photos of a class in the order of their numbers: cat.2.jpg before cat.10.jpg."""
    names = (name for name in archive.namelist() if f"/{split}/{label}/" in name and name.endswith(".jpg"))
    return sorted(names, key=lambda name: int(name.split(".")[-2]))


def _decode(archive: zipfile.ZipFile, name: str, image_size: int) -> np.ndarray:
    from PIL import Image

    with archive.open(name) as file, Image.open(file) as photo:
        photo.draft("RGB", (image_size, image_size))  # decodes large photos at a fraction of their size: much faster
        return np.asarray(
            photo.convert("RGB").resize((image_size, image_size), Image.Resampling.BILINEAR), dtype="uint8"
        )
