"""Reading the files that Keras knows, whole and damaged."""

import io
import json
import os
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from convnets import datasets

REAL_DATA = Path(os.environ.get("REAL_DATA") or os.environ.get("CONVNETS_DATA") or "nowhere")
REVIEWS = ([5, 1, 2, 9, 30], [7, 7], [3, 4, 20_000], [8])


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """The empty folder in CONVNETS_DATA."""
    monkeypatch.setenv("CONVNETS_DATA", str(tmp_path))
    return tmp_path


def object_array(lists):
    return np.fromiter(lists, dtype=object)


def save_imdb(folder, reviews=REVIEWS):
    labels = np.arange(len(reviews)) % 2
    x_train, x_test = object_array(reviews), object_array(reversed(reviews))
    np.savez(folder / "imdb.npz", x_train=x_train, y_train=labels, x_test=x_test, y_test=labels)
    (folder / "imdb_word_index.json").write_text(json.dumps({"the": 1, "and": 2}), encoding="utf-8")


def save_photos(folder, per_class=3, size=(60, 40)):
    """Cats are red, the brighter the higher their number; dogs are blue."""
    with zipfile.ZipFile(folder / "cats_and_dogs_filtered.zip", "w") as archive:
        for split in ("train", "validation"):
            for number in (10, 2, 1)[:per_class]:
                for label, colour in (("cat", (100 + 10 * number, 0, 0)), ("dog", (0, 0, 200))):
                    stream = io.BytesIO()
                    Image.new("RGB", size, colour).save(stream, "JPEG", quality=95)
                    name = f"cats_and_dogs_filtered/{split}/{label}s/{label}.{number}.jpg"
                    archive.writestr(name, stream.getvalue())


def imdb_of_keras(monkeypatch, path, **arguments):
    """What Keras makes of a file, given to it where it would look for its own."""
    import keras

    load_data = keras.datasets.imdb.load_data
    monkeypatch.setitem(load_data.__globals__, "get_file", lambda **ignored: str(path))
    return load_data(**arguments)


def assert_equal_to_keras(data, expected):
    for ours, theirs in zip(((data.x_train, data.y_train), (data.x_test, data.y_test)), expected, strict=True):
        assert ours[0].tolist() == theirs[0].tolist()
        assert ours[0].dtype == theirs[0].dtype
        np.testing.assert_array_equal(ours[1], theirs[1], strict=True)


@pytest.mark.parametrize("num_words", [None, 10_000, 12])
def test_reviews_are_those_of_keras(num_words, folder, monkeypatch):
    save_imdb(folder)
    expected = imdb_of_keras(monkeypatch, folder / "imdb.npz", num_words=num_words)
    if num_words is None:  # Keras then takes the highest id for the number of words, and so loses one word
        expected = imdb_of_keras(monkeypatch, folder / "imdb.npz", num_words=10**9)
    assert_equal_to_keras(datasets.imdb(num_words), expected)


def test_real_reviews_are_those_of_keras(monkeypatch):
    if not (REAL_DATA / "imdb.npz").is_file():
        pytest.skip("neither REAL_DATA nor CONVNETS_DATA names a folder with the real imdb.npz")
    monkeypatch.setenv("CONVNETS_DATA", str(REAL_DATA))
    assert_equal_to_keras(datasets.imdb(), imdb_of_keras(monkeypatch, REAL_DATA / "imdb.npz", num_words=10_000))
    assert len(datasets.imdb_word_index()) == 88_584


def test_reviews_of_one_length_stay_lists(folder):
    save_imdb(folder, ([5, 6], [7, 8], [9, 10], [11, 12]))
    assert all(isinstance(review, list) for review in datasets.imdb().x_train)


def test_the_word_index_is_read(folder):
    save_imdb(folder)
    assert datasets.imdb_word_index() == {"the": 1, "and": 2}


class RunsWhenRead:
    def __reduce__(self):
        return os.mkdir, ("ran",)


def test_a_pickle_that_would_run_a_program_is_refused(folder, monkeypatch):
    monkeypatch.chdir(folder)
    save_imdb(folder)
    bad = object_array([RunsWhenRead()])
    np.savez(folder / "imdb.npz", x_train=bad, y_train=[0], x_test=bad, y_test=[0])
    with pytest.raises(datasets.DatasetError, match=r"posix\.mkdir|nt\.mkdir"):
        datasets.imdb()
    assert not (folder / "ran").exists()


def test_photos_are_decoded_in_turn_and_in_the_order_of_their_numbers(folder):
    save_photos(folder)
    data = datasets.cats_and_dogs(image_size=16, limit=3)
    assert data.x_train.shape == data.x_validation.shape == (6, 16, 16, 3)
    assert data.x_train.dtype == data.y_train.dtype == np.uint8
    assert data.y_train.tolist() == [0, 1] * 3
    colours = data.x_train.mean((1, 2))
    assert (colours[0::2, 0] > colours[0::2, 2] + 50).all(), "cats are red"
    assert (colours[1::2, 2] > colours[1::2, 0] + 50).all(), "dogs are blue"
    assert (np.diff(colours[0::2, 0]) > 0).all(), "cat 10 comes after cat 2"


def test_the_limit_can_differ_between_training_and_validation(folder):
    save_photos(folder)
    data = datasets.cats_and_dogs(image_size=8, limit=(3, 1))
    assert (len(data.x_train), len(data.x_validation)) == (6, 2)


@pytest.mark.parametrize("arguments", [{"image_size": 0}, {"limit": 0}, {"limit": (1, 0)}])
def test_sizes_below_one_are_refused(arguments):
    with pytest.raises(ValueError, match="Received: image_size="):
        datasets.cats_and_dogs(**arguments)


def test_a_zip_with_too_few_photos_is_an_error(folder):
    save_photos(folder, per_class=2)
    with pytest.raises(datasets.DatasetError, match=r"train has \[2, 2\] cats and dogs, expected 3 of each"):
        datasets.cats_and_dogs(limit=3)


def assert_damaged(load, path):
    with pytest.raises(datasets.DatasetError) as caught:
        load()
    message = str(caught.value)
    assert message.startswith(f"{path} is damaged or is another file of this name (")
    assert message.endswith("). Replace it by a fresh copy, or set CONVNETS_DATA=sample to work with the sample data.")


@pytest.mark.parametrize(
    ("load", "name"),
    [
        (datasets.mnist, "mnist.npz"),
        (datasets.imdb, "imdb.npz"),
        (datasets.imdb_word_index, "imdb_word_index.json"),
        (lambda: datasets.cats_and_dogs(8, limit=3), "cats_and_dogs_filtered.zip"),
    ],
)
@pytest.mark.parametrize("damage", ["cut off", "other content", "empty"])
def test_a_damaged_file_is_an_error_with_advice(load, name, damage, folder):
    save_imdb(folder)
    save_photos(folder)
    images, labels = np.zeros((5, 28, 28), "uint8"), np.zeros(5, "uint8")
    np.savez(folder / "mnist.npz", x_train=images, y_train=labels, x_test=images, y_test=labels)
    load()  # whole, it loads
    content = (folder / name).read_bytes()
    damaged = {"cut off": content[: len(content) // 2], "other content": b"<html>", "empty": b""}[damage]
    (folder / name).write_bytes(damaged)
    assert_damaged(load, folder / name)


def test_images_of_another_shape_are_an_error(folder):
    images, labels = np.zeros((5, 8, 8), "uint8"), np.zeros(5, "uint8")
    np.savez(folder / "mnist.npz", x_train=images, y_train=labels, x_test=images, y_test=labels)
    assert_damaged(datasets.mnist, folder / "mnist.npz")


def test_a_pickle_in_the_place_of_mnist_is_an_error(folder):
    np.savez(folder / "mnist.npz", **dict.fromkeys(("x_train", "y_train", "x_test", "y_test"), object_array([[1]])))
    assert_damaged(datasets.mnist, folder / "mnist.npz")
