"""VGG16 on 2,000 photos of cats and dogs, with ImageNet's weights.

Photos of 150x150 pixels; 2,000 train, 1,000 validate, and nothing was chosen by these. The head is the lecture's:
`Flatten`, `Dense(256)`, dropout of 0.5, `Dense(1)`. It trains for 20 epochs (Adam, 0.001) on features that are computed
once; then block 5 and the head train together for 3 epochs (Adam, 0.00001). Accuracies of heads are
means over 3 seeds, with the lowest and the highest; the others are of one. The standard error of an accuracy of .96 on
1,000 photos is 0.006, so fine-tuning is no worse and no better here than the frozen base.
"""

import os
import tempfile
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
IMAGE_SIZE, BATCH = 150, 32
HEAD_EPOCHS, JOINT_EPOCHS = 20, 3
RATE, JOINT_RATE = 1e-3, 1e-5
SEEDS = (0, 1, 2)
AT_ONCE = 200  # photos whose maps are kept in one file, so that an interrupted run goes on where it was
PREPARATIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "x/255": lambda images: images / 255,
    "preprocess_input": lambda images: preprocess_input(images.copy()),
}
LITERATURE = {  # Chollet (2017) and later courses
    "frozen features, x/255": ".90",
    "frozen features, preprocess_input": "about .97",
    "averaged features, preprocess_input, logistic regression": "",
    "fine-tuned, block 5 open": ".968 to .985",
}


def cache() -> Path:
    """The folder that keeps feature maps between runs: VGG16_CACHE, or a temporary one."""
    folder = Path(os.environ.get("VGG16_CACHE", Path(tempfile.gettempdir()) / "vgg16_features"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def run(report: Callable[[str], None] = print) -> dict[str, dict]:
    """Train a head on frozen features, with two ways of preparing the photos, then block 5 with it.

    Returns:
        For each way and seed "val_accuracy" (after the last epoch), "weights" (where the base's come from) and
        "seconds" (processor time of training); for each preparation "seconds" of blocks 1 to 4.
    """
    photos = datasets.cats_and_dogs(image_size=IMAGE_SIZE, verbose=False)
    kept.need_real(photos.source)
    base = datasets.vgg16_base((IMAGE_SIZE, IMAGE_SIZE, 3), verbose=False)
    kept.need_real(base.source)
    lower = keras.Model(base.input, base.get_layer("block4_pool").output)
    order = np.random.default_rng(0).permutation(len(photos.x_train))
    y, answers = photos.y_train[order], photos.y_validation
    opened = [layer.get_weights() for layer in base.layers if layer.name.startswith("block5")]

    def block5() -> keras.Sequential:
        block = [layer for layer in base.layers if layer.name.startswith("block5")]
        for layer, weights in zip(block, opened, strict=True):
            layer.set_weights(weights)
        return keras.Sequential([keras.Input(lower.output_shape[1:]), *block])

    def maps(preparation: str) -> tuple[np.ndarray, np.ndarray]:
        """What reaches block 5 from the training photos, in their order, and from the validation photos."""
        found = {}
        for split, images in (("train", photos.x_train), ("validation", photos.x_validation)):
            parts = []
            for start in range(0, len(images), AT_ONCE):
                path = cache() / f"{preparation.replace('/', '_')}_{split}_{start}.npy"
                if not path.exists():
                    prepared = PREPARATIONS[preparation](images[start : start + AT_ONCE].astype("float32"))
                    np.save(path, lower.predict(prepared, batch_size=BATCH, verbose=0).astype("float16"))
                parts.append(np.load(path))
            found[split] = np.concatenate(parts)
        return found["train"][order], found["validation"]

    def features(preparation: str) -> list[np.ndarray]:
        upper = block5()
        return [upper.predict(each, batch_size=BATCH, verbose=0) for each in maps(preparation)]

    def trained_head(train: np.ndarray, seed: int) -> keras.Sequential:
        keras.utils.set_random_seed(seed)
        head = keras.Sequential(
            [
                keras.Input(train.shape[1:]),
                layers.Flatten(),
                layers.Dense(256, activation="relu"),
                layers.Dropout(0.5),
                layers.Dense(1, activation="sigmoid"),
            ]
        )
        head.compile(keras.optimizers.Adam(RATE), "binary_crossentropy", metrics=["accuracy"])
        head.fit(train, y, epochs=HEAD_EPOCHS, batch_size=BATCH, verbose=0)
        return head

    def frozen(preparation: str, seed: int) -> np.ndarray:
        train, held_out = features(preparation)
        return trained_head(train, seed).predict(held_out, verbose=0)[:, 0]

    def averaged(seed: int) -> np.ndarray:
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler

        train, held_out = (each.mean((1, 2)) for each in features("preprocess_input"))
        regression = make_pipeline(StandardScaler(), LogisticRegression(C=0.01, random_state=seed))
        return regression.fit(train, y).predict_proba(held_out)[:, 1]

    def fine_tuned(seed: int) -> np.ndarray:
        train, held_out = maps("preprocess_input")
        upper = block5()
        head = trained_head(upper.predict(train, batch_size=BATCH, verbose=0), seed)
        model = keras.Sequential([upper, head])
        model.compile(keras.optimizers.Adam(JOINT_RATE), "binary_crossentropy", metrics=["accuracy"])
        model.fit(train, y, epochs=JOINT_EPOCHS, batch_size=BATCH, verbose=0)
        return model.predict(held_out, batch_size=BATCH, verbose=0)[:, 0]

    def measured(way: Callable[[int], np.ndarray], seed: int) -> dict:
        start = time.process_time()
        accuracy = float(np.mean((way(seed) > 0.5) == answers))
        return {
            "val_accuracy": round(accuracy, 4),
            "weights": "ImageNet",
            "seconds": round(time.process_time() - start, 1),
        }

    def passed(preparation: str) -> dict:
        start = time.process_time()
        maps(preparation)
        return {"weights": "ImageNet", "seconds": round(time.process_time() - start, 1)}

    for preparation in reversed(PREPARATIONS):
        name = f"blocks 1 to 4, {preparation}"
        kept.once(RESULTS, name, lambda preparation=preparation: passed(preparation), report)
        ways: dict[str, Callable[[int], np.ndarray]] = {
            f"frozen features, {preparation}": lambda seed, preparation=preparation: frozen(preparation, seed)
        }
        if preparation == "preprocess_input":
            ways["averaged features, preprocess_input, logistic regression"] = averaged
            ways["fine-tuned, block 5 open"] = fine_tuned
        for way, function in ways.items():
            for seed in SEEDS[:1] if function in (averaged, fine_tuned) else SEEDS:
                kept.once(
                    RESULTS,
                    f"{way}, seed {seed}",
                    lambda function=function, seed=seed: measured(function, seed),
                    report,
                )
    return kept.load(RESULTS)


def as_table(results: dict[str, dict]) -> str:
    """The results as a table in Markdown."""
    lines = [
        "| training | validation accuracy | literature | processor seconds |",
        "|---|---|---|---|",
    ]
    for way, literature in LITERATURE.items():
        runs = [run for name, run in results.items() if name.startswith(f"{way}, seed")]
        if runs:
            accuracies = [run["val_accuracy"] for run in runs]
            mean, seconds = np.mean(accuracies), np.mean([run["seconds"] for run in runs])
            spread = f" ({min(accuracies):.3f}, {max(accuracies):.3f})" if len(runs) > 1 else ""
            lines.append(f"| {way} | {mean:.3f}{spread} | {literature} | {seconds:.0f} |")
    lines.append("| always one class | 0.500 | | |")
    return "\n".join(lines)
