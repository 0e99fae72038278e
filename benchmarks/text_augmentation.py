"""Easy data augmentation (EDA) at 500 reviews and at full size, against none.

The convnet of the notebook reads the first 200 words of a review and is measured on all 25,000 test reviews after
the last step; nothing is chosen. Pairs with the same seed have the same reviews, initial weights and number of
training steps. Rates and copies are those that Wei and Zou (2019) recommend: 0.05 and 16 copies for 500 reviews, 0.1
and 4 copies for all. Their thesaurus is WordNet, which was unavailable; here it is the notebook's, of about 100 words.
Their gains are means over five data sets; IMDB is not one of them.
"""

import contextlib
import io
import time
from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
from keras import layers

from autograder.course import Course
from autograder.exercise import id_of
from benchmarks import kept
from benchmarks.reference import functions_of
from convnets import datasets

RESULTS = Path(__file__).parent / "results" / "text_augmentation.json"
LITERATURE = {500: 3.0, 25_000: 0.8}  # percentage points, Wei and Zou (2019)
SEEDS = {500: range(10), 25_000: range(3)}
RATE_AND_COPIES = {500: (0.05, 16), 25_000: (0.1, 4)}
STEPS = {500: 400, 25_000: 980}
BATCH = {500: 32, 25_000: 128}
WORDS_READ = 200
VOCABULARY = 10_000


def run(report: Callable[[str], None] = print) -> dict[str, dict]:
    """Train all pairs.

    Returns:
        For each training "reviews", "seed", "augmented", "accuracy" (0 to 1) and "seconds".
    """
    experiment = _Experiment()
    for size, seeds in SEEDS.items():
        for seed in seeds:
            for augmented in (False, True):
                name = f"{size} reviews, seed {seed}, {'with' if augmented else 'without'} augmentation"
                kept.once(RESULTS, name, lambda run=(size, seed, augmented): experiment.measure(*run), report)
    return kept.load(RESULTS)


def as_table(results: dict[str, dict]) -> str:
    """The results as a table in Markdown."""
    runs = list(results.values())
    gains = _reference()["augmentation_gain"](runs)
    lines = [
        "| training reviews | accuracy without | with augmentation | gain in points (standard error) | literature |",
        "|---|---|---|---|---|",
    ]
    for size, found in gains.items():
        means = [
            np.mean([row["accuracy"] for row in runs if row["reviews"] == size and row["augmented"] == augmented])
            for augmented in (False, True)
        ]
        pairs = len([row for row in runs if row["reviews"] == size]) // 2
        gain = f"{found['gain']:+.1f} ({found['error']:.1f}, {pairs} pairs)"
        lines.append(f"| {size:,} | {means[0]:.3f} | {means[1]:.3f} | {gain} | +{LITERATURE[size]} |")
    return "\n".join(lines)


def _reference() -> dict:
    """What the solution cells of the notebook define, and its thesaurus and protected words."""
    exercise = Course.load(Path(__file__).parent).exercise("text_augmentation")
    namespace = functions_of(exercise)
    words = next(cell for cell in exercise.source.cells if id_of(cell) == "words")
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(words.source, "<words>", "exec"), namespace)
    return namespace


class _Experiment:
    def __init__(self):
        self._functions = functions = _reference()
        data = datasets.imdb(num_words=VOCABULARY, verbose=False)
        kept.need_real(data.source)
        word_index = datasets.imdb_word_index()
        self._ids = {word: rank + 3 for word, rank in word_index.items() if rank + 3 < VOCABULARY}
        self._ids |= {"<pad>": 0, "<start>": 1}
        self._train = functions["decode"]([review[:WORDS_READ] for review in data.x_train], word_index)
        self._train_labels = [int(label) for label in data.y_train]
        self._x_test = self._encoded(functions["decode"]([review[:WORDS_READ] for review in data.x_test], word_index))
        self._y_test = np.asarray(data.y_test)

    def measure(self, size: int, seed: int, augmented: bool) -> dict:
        """One training, with the seconds that it took."""
        start = time.perf_counter()
        found: dict[str, float] = {"reviews": size, "seed": seed, "augmented": augmented}
        found["accuracy"] = round(self.accuracy(size, seed, augmented), 4)
        return found | {"seconds": round(time.perf_counter() - start, 1)}

    def accuracy(self, size: int, seed: int, augmented: bool) -> float:
        """Accuracy on the test reviews after training on `size` reviews, with or without augmented versions."""
        functions, (rate, copies) = self._functions, RATE_AND_COPIES[size]
        operations = [functions[f"random_{name}"] for name in ("deletion", "swap", "insertion")]
        operations.append(functions["synonym_replacement"])
        rng = np.random.default_rng(seed)
        reviews, labels = [], []
        for index in rng.permutation(len(self._train))[:size]:
            tokens = self._train[index]
            reviews.append(tokens)
            for _ in range(copies if augmented else 0):
                version = functions["augment"](
                    tokens, rate, rng, functions["thesaurus"], functions["protected"], operations
                )
                reviews.append(version)
            labels += [self._train_labels[index]] * (1 + copies if augmented else 1)
        x, y = self._encoded(reviews), np.array(labels)
        keras.utils.set_random_seed(seed)
        model = _convnet()
        for batch in _batches(len(x), BATCH[size], STEPS[size], np.random.default_rng(seed)):
            model.train_on_batch(x[batch], y[batch])
        predictions = model.predict(self._x_test, batch_size=512, verbose=0)[:, 0] > 0.5
        return float(np.mean(predictions == self._y_test))

    def _encoded(self, reviews: list[list[str]]) -> np.ndarray:
        encoded = np.zeros((len(reviews), WORDS_READ), "int32")
        for row, review in zip(encoded, reviews, strict=True):
            numbers = [self._ids.get(word, 2) for word in review[:WORDS_READ]]
            row[: len(numbers)] = numbers
        return encoded


def _convnet() -> keras.Model:
    model = keras.Sequential(
        [
            keras.Input((WORDS_READ,)),
            layers.Embedding(VOCABULARY, 32),
            layers.Conv1D(32, 5, activation="relu"),
            layers.GlobalMaxPooling1D(),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.003), "binary_crossentropy")
    return model


def _batches(count: int, size: int, steps: int, rng: np.random.Generator):
    """Positions of the reviews of each batch: all reviews in random order, then all of them again."""
    order = np.concatenate([rng.permutation(count) for _ in range(-(-steps * size // count))])
    for step in range(steps):
        yield order[step * size : (step + 1) * size]
