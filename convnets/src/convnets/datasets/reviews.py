"""IMDB: film reviews as lists of word ids, and the index of the words."""

import itertools
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from convnets.datasets import sources
from convnets.datasets.dataset import Dataset
from convnets.datasets.object_arrays import UNREADABLE, read_object_npz

START, UNKNOWN = 1, 2  # ids that are not words; 0 is left for padding
OFFSET = 3  # the id of a word is its rank in the word index plus this
SHUFFLE_SEED = 113  # Keras' own: the file has all negative reviews first


def imdb(num_words: int | None = 10_000, verbose: bool = True) -> Dataset:
    """Load the IMDB reviews (Maas et al. 2011) as `keras.datasets.imdb.load_data` does, or generated ones.

    Args:
        num_words: ids below this one stay, all others become 2 ("unknown"). None keeps all.
        verbose: whether to print one line that says what was loaded and from where.

    Returns:
        `x_train`, `x_test`: object arrays (n,) of lists of int, each beginning with 1 ("start"), the id of a word being
        its rank in `imdb_word_index()` plus 3; `y_train`, `y_test`: int64 (n,), 0 negative, 1 positive; `source`.
        IMDB has 25,000 and 25,000 reviews, the sample data 2,000 and 2,000 of 20 to 200 words.

    Raises:
        DatasetError: if the folder in CONVNETS_DATA lacks a file, or a file is damaged.
    """
    source, paths = sources.locate("imdb")
    if source == sources.SAMPLE:
        name, arrays = "IMDB stand-in (reviews from a grammar)", _sample()
    else:
        name, arrays = "IMDB", _read(paths["imdb.npz"], source)
    for part in ("train", "test"):
        arrays[f"x_{part}"] = _encode(arrays[f"x_{part}"], num_words)
    data = Dataset(**arrays, source=source)
    if verbose:
        sizes = f"{len(data.x_train)} training and {len(data.x_test)} test reviews"
        print(f"{name}: {sizes}, {sources.origin(source)}")
    return data


def imdb_word_index() -> dict[str, int]:
    """Load the rank of each word of the reviews, from the same source as `imdb`: 1 is the most frequent word.

    The ids in the reviews are 3 higher: 0 pads, 1 starts a review, 2 is an unknown word.

    Raises:
        DatasetError: if the folder in CONVNETS_DATA lacks a file, or the file is damaged.
    """
    source, paths = sources.locate("imdb")
    if source == sources.SAMPLE:
        from convnets.datasets.sample_reviews import sample_word_index

        return dict(sample_word_index())
    path = paths["imdb_word_index.json"]
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise sources.damaged(path, source, error) from error


def _sample() -> dict[str, np.ndarray]:
    from convnets.datasets.sample_reviews import sample_reviews, sample_word_index

    reviews, ranks = sample_reviews(), sample_word_index()
    return {
        "x_train": _array_of_lists([ranks[word] for word in review] for review in reviews.train),
        "y_train": np.array(reviews.train_labels, "int64"),
        "x_test": _array_of_lists([ranks[word] for word in review] for review in reviews.test),
        "y_test": np.array(reviews.test_labels, "int64"),
    }


def _read(path: Path, source: str) -> dict[str, np.ndarray]:
    """The reviews as ranks, in the order in which Keras shuffles them."""
    try:
        arrays = read_object_npz(path, ("x_train", "y_train", "x_test", "y_test"))
    except UNREADABLE as error:
        raise sources.damaged(path, source, error) from error
    shuffle = np.random.RandomState(SHUFFLE_SEED)  # the legacy generator, because Keras' order depends on it
    for part in ("train", "test"):
        reviews, labels = arrays[f"x_{part}"], arrays[f"y_{part}"]
        if reviews.shape != labels.shape or not all(isinstance(review, list) and review for review in reviews):
            found = f"x_{part} is {reviews.dtype} {reviews.shape} with {len(labels)} labels, expected lists of int"
            raise sources.damaged(path, source, found)
        order = np.arange(len(reviews))
        shuffle.shuffle(order)
        arrays[f"x_{part}"], arrays[f"y_{part}"] = reviews[order], labels[order]
    return arrays


def _encode(reviews: Iterable[list[int]], num_words: int | None) -> np.ndarray:
    """Turn ranks into ids. In one array for all reviews, because one by one takes several times as long."""
    ids = np.fromiter(itertools.chain.from_iterable(reviews), "int64") + OFFSET
    if num_words is not None:
        ids[ids >= num_words] = UNKNOWN
    flat, ends = ids.tolist(), np.cumsum([len(review) for review in reviews]).tolist()
    return _array_of_lists([START, *flat[start:end]] for start, end in itertools.pairwise([0, *ends]))


def _array_of_lists(lists: Iterable[list[int]]) -> np.ndarray:
    return np.fromiter(lists, dtype=object)  # `np.array` would make a table of lists that have the same length
