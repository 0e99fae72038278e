"""The sample data is always the same."""

import hashlib
import subprocess
import sys

from convnets import datasets
from convnets.datasets.sample_vgg16 import sample_vgg16_weights


def checksum() -> str:
    """One hash over all sample data."""
    digits, reviews = datasets.mnist(verbose=False), datasets.imdb(verbose=False)
    images = datasets.cats_and_dogs(32, limit=20, verbose=False)
    total = hashlib.sha256()
    for array in (digits.x_train, digits.y_train, digits.x_test, digits.y_test, reviews.y_train, reviews.y_test):
        total.update(array.tobytes())
    for array in (images.x_train, images.x_validation, *sample_vgg16_weights()):
        total.update(array.tobytes())
    total.update(repr((reviews.x_train.tolist(), reviews.x_test.tolist(), datasets.imdb_word_index())).encode())
    return total.hexdigest()


def test_the_sample_data_is_the_same_in_every_process_and_on_every_call(monkeypatch):
    monkeypatch.setenv("CONVNETS_DATA", "sample")
    other = subprocess.run([sys.executable, __file__], capture_output=True, text=True, check=True)
    assert [checksum(), checksum()] == [other.stdout.strip()] * 2


if __name__ == "__main__":
    print(checksum())
