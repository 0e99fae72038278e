"""The lecture's network: its sizes, computed, and the student's version of it with weights of the grader's."""

from typing import Any

import numpy as np

from autograder.hidden_tests.asked_once import once
from autograder.hidden_tests.circuit import outputs_of
from autograder.questions import expect
from autograder.questions.student_work import StudentWork, describe_call

SMALL: dict[str, Any] = {"length": 60, "words": 12, "dimensions": 4, "filters": 3, "window": 5, "pool": 3}


def predicted(length=500, words=10_000, dimensions=128, filters=32, window=7, pool=5) -> dict[str, list[int]]:
    lengths = [length - window + 1]
    lengths += [lengths[0] // pool, lengths[0] // pool - window + 1]
    inputs = [window * dimensions, window * filters]
    return {
        "lengths": lengths,
        "parameters": [words * dimensions, *((number + 1) * filters for number in inputs), filters + 1],
    }


class Wired:
    """The student's lecture network with weights of the grader's: one signal runs from word 5 to the output.

    Word 5 has `word` in its first dimension, the middle of each first filter has the weight 1 or that of `kernels`, and
    the output's score is what the global maximum finds in the first filter, plus `bias`.
    """

    def __init__(self, submission: StudentWork):
        what = describe_call("build_text_convnet", (), SMALL)
        model = expect.model(submission.call("build_text_convnet", **SMALL), what)
        window, dimensions, filters = SMALL["window"], SMALL["dimensions"], SMALL["filters"]
        convolutions = [(window, dimensions, filters), (filters,), (window, filters, filters), (filters,)]
        expected = [(SMALL["words"], dimensions), *convolutions, (filters, 1), (1,)]
        shapes = [tuple(weight.shape) for weight in model.weights]
        expect.true(shapes == expected, f"{what}: expected weights of the shapes {expected}, got {shapes}")
        shape = model.input_shape
        expect.true(shape == (None, SMALL["length"]), f"{what}: expected input shape (None, 60), got {shape}")
        self.model, self.shapes, self.what = model, shapes, what

    def output(
        self, texts: np.ndarray, word: float = 1.0, kernels: tuple = (1.0, 1.0), bias: float = 0.0
    ) -> np.ndarray:
        """The outputs for texts of ids, as one row of numbers."""
        weights = [np.zeros(shape, "float32") for shape in self.shapes]
        weights[0][5, 0] = word
        weights[1][SMALL["window"] // 2, 0, 0], weights[3][SMALL["window"] // 2, 0, 0] = kernels
        weights[5][0, 0] = 1.0
        weights[6][0] = bias
        self.model.set_weights(weights)
        return expect.array(outputs_of(self.model, texts).reshape(-1), f"{self.what}: outputs")


@once
def wired(submission: StudentWork) -> Wired:
    """The student's network, which each output gets weights of its own."""
    return Wired(submission)


EMPTY = np.zeros((1, SMALL["length"]), "int32")
FULL = EMPTY + 5
