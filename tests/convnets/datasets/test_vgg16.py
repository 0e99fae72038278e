"""The base of VGG16 and its three kinds of weights."""

import h5py
import keras
import numpy as np
import pytest

from convnets import datasets
from convnets.datasets import keras_cache
from convnets.datasets.vgg16 import WEIGHTS_FILE

SHAPE = (32, 32, 3)


@pytest.fixture(autouse=True)
def no_keras_source(monkeypatch, tmp_path):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(keras_cache.tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))
    monkeypatch.setattr(keras_cache, "_answers", lambda url: False)


def save_weights(path, model):
    """Writes weights in the format of the file that Keras downloads (Keras 1)."""
    with h5py.File(path, "w") as file:
        file.attrs["layer_names"] = [layer.name.encode() for layer in model.layers]
        for layer in model.layers:
            group = file.create_group(layer.name)
            names = [f"{layer.name}_{kind}_1:0" for kind in ("W", "b")[: len(layer.weights)]]
            group.attrs["weight_names"] = [name.encode() for name in names]
            for name, value in zip(names, layer.get_weights(), strict=True):
                group[name] = value


def test_the_sample_base_is_vgg16_with_a_signal_that_keeps_its_strength(monkeypatch, capsys):
    monkeypatch.setenv("CONVNETS_DATA", "sample")
    base = datasets.vgg16_base((64, 64, 3))
    assert base.source == "sample"
    assert capsys.readouterr().out == "VGG16 base: weights trained on drawings, not ImageNet's, from the sample data\n"
    assert base.count_params() == 14_714_688
    assert base.output_shape == (None, 2, 2, 512)
    photos = datasets.cats_and_dogs(64, limit=4, verbose=False).x_validation
    images = keras.applications.vgg16.preprocess_input(photos.astype("float32"))
    layers = [layer.output for layer in base.layers if "conv" in layer.name]
    outputs = keras.Model(base.input, layers).predict(images, verbose=0)
    strengths = [float(np.sqrt((output**2).mean())) for output in outputs]
    assert len(strengths) == 13
    assert min(strengths) > 0.5 and max(strengths) < 1.0, "without ReLU each would be 1, with it 0.7"


def test_weights_in_the_folder_are_loaded(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("CONVNETS_DATA", str(tmp_path))
    wanted = keras.applications.VGG16(weights=None, include_top=False, input_shape=SHAPE)
    save_weights(tmp_path / WEIGHTS_FILE, wanted)
    base = datasets.vgg16_base(SHAPE)
    assert base.source == datasets.source("vgg16") == "CONVNETS_DATA"
    assert capsys.readouterr().out == ("VGG16 base: weights trained on ImageNet, from the folder in CONVNETS_DATA\n")
    for ours, theirs in zip(base.get_weights(), wanted.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_damaged_weights_in_the_folder_are_an_error(monkeypatch, tmp_path):
    monkeypatch.setenv("CONVNETS_DATA", str(tmp_path))
    (tmp_path / WEIGHTS_FILE).write_bytes(b"<html>")
    with pytest.raises(datasets.DatasetError, match=f"{WEIGHTS_FILE} is damaged .* Replace it by a fresh copy"):
        datasets.vgg16_base(SHAPE)


def test_a_folder_without_weights_gives_the_sample_base_and_says_so(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("CONVNETS_DATA", str(tmp_path))
    assert datasets.vgg16_base(SHAPE).source == "sample"
    assert capsys.readouterr().out.endswith("weights trained on drawings, not ImageNet's, from the sample data\n")
