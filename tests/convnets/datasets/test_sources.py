"""Which of the three sources the data comes from, and what happens where one is not as it should be."""

import dataclasses
import functools
import hashlib
import http.server
import subprocess
import sys
import threading

import numpy as np
import pytest

from convnets import datasets
from convnets.datasets import keras_cache, sources

NAMES = tuple(sources.FILES)


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch, tmp_path):
    """No folder is set, Keras' cache is empty, and there is no network."""
    monkeypatch.delenv("CONVNETS_DATA", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(keras_cache.tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))
    monkeypatch.setattr(keras_cache, "_answers", lambda url: False)
    monkeypatch.setattr(keras_cache, "_unreachable", set())


def save_mnist(path, count=5):
    """Writes a file like `mnist.npz` with black images, labelled by their position."""
    images, labels = np.zeros((count, 28, 28), "uint8"), np.arange(count, dtype="uint8")
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, x_train=images, y_train=labels, x_test=images, y_test=labels)
    return path


def expect_sha256(monkeypatch, path, base_url="http://localhost/"):
    """Makes this file the one that Keras would download."""
    file = keras_cache.RemoteFile("mnist.npz", base_url, hashlib.sha256(path.read_bytes()).hexdigest())
    monkeypatch.setitem(sources.FILES, "mnist", (file,))
    return file


@pytest.mark.parametrize("name", NAMES)
def test_without_folder_cache_and_network_the_sample_data_is_the_source(name):
    assert datasets.source(name) == "sample"


@pytest.mark.parametrize("name", NAMES)
def test_a_network_makes_keras_the_source(name, monkeypatch):
    monkeypatch.setattr(keras_cache, "_answers", lambda url: True)
    assert datasets.source(name) == "Keras"


def test_a_file_in_keras_cache_is_used_without_a_network(monkeypatch, tmp_path, capsys):
    cached = save_mnist(tmp_path / "keras" / "datasets" / "mnist.npz", count=7)
    expect_sha256(monkeypatch, cached)
    assert datasets.source("mnist") == "Keras"
    data = datasets.mnist()
    assert (len(data.x_train), data.source) == (7, "Keras")
    assert capsys.readouterr().out == "MNIST: 7 training and 7 test images, from Keras' cache\n"


def test_a_file_with_another_hash_in_keras_cache_is_neither_used_nor_deleted(tmp_path):
    cached = save_mnist(tmp_path / "keras" / "datasets" / "mnist.npz")
    assert datasets.mnist(verbose=False).source == "sample"
    assert cached.exists()


def test_reviews_come_from_keras_only_together_with_their_word_index(monkeypatch, tmp_path):
    cached = save_mnist(tmp_path / "keras" / "datasets" / "imdb.npz")  # any file with the hash that is asked for
    reviews, index = sources.FILES["imdb"]
    found = dataclasses.replace(reviews, hash=hashlib.sha256(cached.read_bytes()).hexdigest())
    monkeypatch.setitem(sources.FILES, "imdb", (found, index))
    assert datasets.source("imdb") == "sample"


def test_the_folder_comes_before_keras(monkeypatch, tmp_path, capsys):
    expect_sha256(monkeypatch, save_mnist(tmp_path / "keras" / "datasets" / "mnist.npz", count=7))
    save_mnist(tmp_path / "folder" / "mnist.npz", count=3)
    monkeypatch.setenv("CONVNETS_DATA", str(tmp_path / "folder"))
    assert datasets.source("mnist") == "CONVNETS_DATA"
    data = datasets.mnist()
    assert (len(data.x_train), data.source) == (3, "CONVNETS_DATA")
    assert capsys.readouterr().out == "MNIST: 3 training and 3 test images, from the folder in CONVNETS_DATA\n"


@pytest.mark.parametrize("name", NAMES)
def test_the_word_sample_comes_before_a_network(name, monkeypatch):
    monkeypatch.setattr(keras_cache, "_answers", lambda url: True)
    monkeypatch.setenv("CONVNETS_DATA", "sample")
    assert datasets.source(name) == "sample"


def test_a_folder_that_does_not_exist_is_an_error_with_advice(monkeypatch, tmp_path):
    monkeypatch.setenv("CONVNETS_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(datasets.DatasetError) as caught:
        datasets.mnist()
    assert str(caught.value) == (
        "CONVNETS_DATA names a folder that does not exist. Create it, correct CONVNETS_DATA, unset it to let Keras "
        "download the data, or set CONVNETS_DATA=sample to work with the sample data. "
        f"Received: CONVNETS_DATA={tmp_path / 'nowhere'}"
    )


@pytest.mark.parametrize(
    ("load", "files"),
    [
        (datasets.mnist, "mnist.npz"),
        (datasets.imdb, "imdb.npz and no imdb_word_index.json"),
        (datasets.imdb_word_index, "imdb.npz and no imdb_word_index.json"),
        (datasets.cats_and_dogs, "cats_and_dogs_filtered.zip"),
    ],
)
def test_a_file_that_the_folder_lacks_is_an_error_with_advice(load, files, monkeypatch, tmp_path):
    monkeypatch.setenv("CONVNETS_DATA", str(tmp_path))
    with pytest.raises(datasets.DatasetError) as caught:
        load()
    assert str(caught.value) == (
        f"The folder in CONVNETS_DATA has no {files}. Copy the file there, unset CONVNETS_DATA to let Keras download "
        f"it, or set CONVNETS_DATA=sample to work with the sample data. Received: CONVNETS_DATA={tmp_path}"
    )


def test_a_folder_need_not_have_the_weights_of_vgg16(monkeypatch, tmp_path):
    monkeypatch.setenv("CONVNETS_DATA", str(tmp_path))
    assert datasets.source("vgg16") == "sample"


def test_an_unknown_name_is_an_error_that_lists_the_known_ones():
    with pytest.raises(ValueError, match=r"'mnist', 'imdb', 'cats_and_dogs', 'vgg16'.*Received: name='cifar'"):
        datasets.source("cifar")


@pytest.fixture
def web_server(tmp_path):
    """A server for the files in a folder: (the folder, its address)."""
    folder = tmp_path / "web"
    folder.mkdir()

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield folder, f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def network(monkeypatch):
    """Takes back that there is no network."""
    monkeypatch.setattr(keras_cache, "_answers", ANSWERS.__wrapped__)


ANSWERS = keras_cache._answers


def test_keras_downloads_the_file_once(network, web_server, monkeypatch, tmp_path):
    folder, address = web_server
    file = expect_sha256(monkeypatch, save_mnist(folder / "mnist.npz", count=4), address)
    assert not keras_cache.is_cached(file)
    assert (len(datasets.mnist().x_train), datasets.source("mnist")) == (4, "Keras")
    (folder / "mnist.npz").unlink()
    assert len(datasets.mnist().x_train) == 4
    assert (tmp_path / "keras" / "datasets" / "mnist.npz").exists()


def test_a_download_with_another_hash_gives_the_sample_data_and_says_so(network, web_server, monkeypatch, capsys):
    folder, address = web_server
    expect_sha256(monkeypatch, save_mnist(folder / "mnist.npz", count=4), address)
    save_mnist(folder / "mnist.npz", count=6)
    assert datasets.source("mnist") == "Keras"
    assert datasets.mnist().source == "sample"
    assert "Downloading mnist.npz failed" in capsys.readouterr().out
    assert datasets.source("mnist") == "sample"


def test_a_file_that_the_server_lacks_is_not_reachable(network, web_server, monkeypatch, tmp_path):
    _, address = web_server
    expect_sha256(monkeypatch, save_mnist(tmp_path / "elsewhere.npz"), address)
    assert datasets.source("mnist") == "sample"


def test_a_server_that_never_answers_is_given_up(network, monkeypatch):
    monkeypatch.setattr(keras_cache, "NETWORK_TIMEOUT", 0.2)
    called, released = threading.Event(), threading.Event()

    def hang(*args, **kwargs):
        called.set()
        released.wait()
        raise OSError("given up")

    monkeypatch.setattr(keras_cache.urllib.request, "urlopen", hang)
    assert datasets.source("mnist") == "sample"
    assert called.is_set()
    released.set()


def test_importing_and_asking_for_the_source_imports_no_large_package():
    code = (
        "import sys; from convnets import datasets; datasets.source('mnist'); "
        "print([name for name in ('keras', 'tensorflow', 'sklearn', 'PIL') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


def test_a_data_set_shows_its_shapes(monkeypatch, tmp_path):
    save_mnist(tmp_path / "mnist.npz", count=2)
    monkeypatch.setenv("CONVNETS_DATA", str(tmp_path))
    images, labels = "uint8[2, 28, 28]", "uint8[2]"
    assert repr(datasets.mnist(verbose=False)) == (
        f"Dataset(x_train={images}, y_train={labels}, x_test={images}, y_test={labels}, source='CONVNETS_DATA')"
    )
