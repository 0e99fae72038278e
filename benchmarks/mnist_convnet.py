"""The lecture's convnet and its dense baseline on 60,000 digits, 5 epochs.

The accuracy on the 10,000 test digits after the last epoch; nothing was chosen by it.
"""

import time
from collections.abc import Callable
from pathlib import Path

import keras

from autograder.course import Course
from benchmarks import kept
from benchmarks.reference import functions_of
from convnets import datasets

RESULTS = Path(__file__).parent / "results" / "mnist_convnet.json"
LECTURE = {"convnet": 0.9908, "dense": 0.978}
EPOCHS = 5
SEEDS = (0,)


def run(report: Callable[[str], None] = print) -> dict[str, dict]:
    """Train the lecture's convnet and its dense baseline on all digits, for each seed.

    Returns:
        For each run ("convnet, seed 0"): test accuracy and seconds.
    """
    functions = functions_of(Course.load(Path(__file__).parent).exercise("mnist_convnet"))
    digits = datasets.mnist(verbose=False)
    kept.need_real(digits.source)
    x_train, x_test = functions["prepare_images"](digits.x_train), functions["prepare_images"](digits.x_test)

    def train(model_name: str, seed: int) -> dict:
        keras.utils.set_random_seed(seed)
        model = functions[f"build_{model_name}"]()
        start = time.perf_counter()
        functions["train"](model, x_train, digits.y_train, EPOCHS)
        return {
            "accuracy": round(float(functions["evaluate"](model, x_test, digits.y_test)), 4),
            "seconds": round(time.perf_counter() - start, 1),
        }

    for seed in SEEDS:
        for model_name in LECTURE:
            kept.once(RESULTS, f"{model_name}, seed {seed}", lambda n=model_name, s=seed: train(n, s), report)
    return kept.load(RESULTS)


def as_table(results: dict[str, dict]) -> str:
    """The results as a table in Markdown."""
    lines = [
        "| model | in the lecture | measured (test accuracy by seed) | seconds, median |",
        "|---|---|---|---|",
    ]
    for model_name, claimed in LECTURE.items():
        runs = [run for name, run in results.items() if name.startswith(f"{model_name}, ")]
        accuracies = ", ".join(f"{run['accuracy']:.4f}" for run in runs)
        seconds = sorted(run["seconds"] for run in runs)[len(runs) // 2]
        lines.append(f"| {model_name} | {claimed} | {accuracies} | {seconds:.0f} |")
    return "\n".join(lines)
