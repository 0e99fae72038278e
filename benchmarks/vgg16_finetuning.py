"""VGG16 on 2,000 photos of cats and dogs, as far as it is available.

ImageNet's weights were unavailable on the machine that measured this, so the lecture's figures are **not reproduced**:
these are the accuracies of a base with random weights that keep the signal's variance. They show what a base without
training is worth, that preprocessing and the frozen, then opened block 5 work, and how long it takes. 64x64 pixels;
2,000 photos train, 1,000 validate; nothing was chosen by these. With ImageNet's weights in the folder of CONVNETS_DATA
the same command measures the real thing.
"""

import time
from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
from keras import layers
from keras.applications.vgg16 import preprocess_input

from benchmarks import kept
from convnets import datasets

RESULTS = Path(__file__).parent / "results" / "vgg16_finetuning.json"
IMAGE_SIZE, BATCH = 64, 32
HEAD_EPOCHS, JOINT_EPOCHS = 20, 3
RATE, JOINT_RATE = 1e-3, 1e-5
LITERATURE = {  # with ImageNet's weights, at 150 px; Chollet (2017) and later courses
    "frozen features, x/255": ".90",
    "frozen features, preprocess_input": "about .97",
    "fine-tuned, block 5 open": ".968 to .985",
}

ABOUT_RANDOM_WEIGHTS = """
Shown: on a base that was never trained, a head learns something from photos that were prepared as VGG16 expects them,
and nothing from photos that were divided by 255. Not shown: what ImageNet's weights are worth, and whether fine-tuning
adds anything: the standard error of an accuracy on 1,000 photos is 0.015, so the last two trainings are within chance.
"""


def run(report: Callable[[str], None] = print) -> dict[str, dict]:
    """Train a head on frozen features, with two ways of preparing the photos, then block 5 with it.

    Returns:
        For each way "val_accuracy" (after the last epoch), "weights" (where the base's come from) and "seconds".
    """
    photos = datasets.cats_and_dogs(image_size=IMAGE_SIZE, verbose=False)
    kept.need_real(photos.source)
    base = datasets.vgg16_base((IMAGE_SIZE, IMAGE_SIZE, 3), verbose=False)
    x, held_out = (images.astype("float32") for images in (photos.x_train, photos.x_validation))
    y, answers = photos.y_train, photos.y_validation
    order = np.random.default_rng(0).permutation(len(x))

    def features_and_head(prepare: Callable[[np.ndarray], np.ndarray]) -> tuple[keras.Model, dict]:
        start = time.perf_counter()
        features = [
            base.predict(prepare(images.copy()), batch_size=BATCH, verbose=0) for images in (x[order], held_out)
        ]
        keras.utils.set_random_seed(0)
        head = keras.Sequential(
            [
                keras.Input(features[0].shape[1:]),
                layers.Flatten(),
                layers.Dense(256, activation="relu"),
                layers.Dropout(0.5),
                layers.Dense(1, activation="sigmoid"),
            ]
        )
        head.compile(keras.optimizers.Adam(RATE), "binary_crossentropy", metrics=["accuracy"])
        head.fit(features[0], y[order], epochs=HEAD_EPOCHS, batch_size=BATCH, verbose=0)
        return head, found(head.predict(features[1], verbose=0), start)

    def fine_tuned() -> dict:
        start = time.perf_counter()
        head, _ = features_and_head(preprocess_input)
        for layer in base.layers:
            layer.trainable = layer.name.startswith("block5")
        model = keras.Sequential([base, head])
        model.compile(keras.optimizers.Adam(JOINT_RATE), "binary_crossentropy", metrics=["accuracy"])
        model.fit(preprocess_input(x[order]), y[order], epochs=JOINT_EPOCHS, batch_size=BATCH, verbose=0)
        return found(model.predict(preprocess_input(held_out.copy()), batch_size=BATCH, verbose=0), start)

    def found(probabilities: np.ndarray, start: float) -> dict:
        accuracy = float(np.mean((probabilities[:, 0] > 0.5) == answers))
        weights = "ImageNet" if base.source != "sample" else "random"
        return {
            "val_accuracy": round(accuracy, 4),
            "weights": weights,
            "seconds": round(time.perf_counter() - start, 1),
        }

    ways = {
        "frozen features, x/255": lambda: features_and_head(lambda images: images / 255)[1],
        "frozen features, preprocess_input": lambda: features_and_head(preprocess_input)[1],
        "fine-tuned, block 5 open": fine_tuned,
    }
    return {name: kept.once(RESULTS, name, measure, report) for name, measure in ways.items()}


def as_table(results: dict[str, dict]) -> str:
    """The results as a table in Markdown."""
    lines = [
        "| training | weights of the base | validation accuracy | literature, with ImageNet's weights | seconds |",
        "|---|---|---|---|---|",
    ]
    for name, found in results.items():
        figures = f"{found['weights']} | {found['val_accuracy']:.3f} | {LITERATURE[name]} | {found['seconds']:.0f}"
        lines.append(f"| {name} | {figures} |")
    lines.append("| always one class | | 0.500 | | |")
    if any(found["weights"] == "random" for found in results.values()):
        lines.append(ABOUT_RANDOM_WEIGHTS.rstrip())
    return "\n".join(lines)
