"""Made-up tables; the best on the validation set is never the best on the test set."""

from collections.abc import Sequence

import numpy as np

from autograder.hidden_tests.windows_and_strides.configurations import configuration


def made_up_table(parameters: Sequence[int], accuracies: Sequence[float]) -> list[dict]:
    """A table in which the worst validation accuracy, and of equals the largest model, is the best on the test set."""
    rng = np.random.default_rng(31)
    return [
        {
            "configuration": configuration(2, 3, 2, number + 1, "valid"),
            "parameters": int(count),
            "validation_accuracy": float(accuracy),
            "spread": float(rng.uniform(0, 0.05)),
            "seconds": float(rng.uniform(1, 9)),
            "test_accuracy": float(1 - accuracy / 2 + count * 1e-7),
        }
        for number, (count, accuracy) in enumerate(zip(parameters, accuracies, strict=True))
    ]
