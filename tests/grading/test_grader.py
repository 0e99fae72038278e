"""What is imported before kernels are forked: what the reference or the submission uses in the cells to execute."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.grading import needed_cells
from autograder.grading.grader import Grader
from autograder.grading.settings import GradingSettings

KERAS = ("tensorflow", "keras")


def _modules(course, name, *cells: str, only_needed: bool = True) -> tuple[str, ...]:
    notebook = new_notebook(cells=[new_code_cell(source) for source in cells])
    return Grader(GradingSettings(only_needed=only_needed))._modules(course.exercise(name), notebook)


def test_an_exercise_in_numpy_needs_no_keras_unless_a_student_uses_it(course):
    name = "convolution_by_hand"
    assert _modules(course, name, "import keras", "def pool2d(x): return x") == ()
    assert _modules(course, name, "import keras", "def pool2d(x): return keras.ops.max(x)") == KERAS
    assert _modules(course, name, "def pool2d(x):\n    import tensorflow as tf\n    return tf.nn.pool(x)") == KERAS


def test_all_cells_need_what_visible_checks_and_plots_use(course):
    assert _modules(course, "convolution_by_hand", only_needed=False) == (*KERAS, "sklearn.datasets")


def test_an_exercise_with_data_needs_keras(course):
    assert _modules(course, "mnist_convnet") == KERAS


@pytest.mark.parametrize(
    ("code", "used"),
    [
        ("import keras", False),
        ("import keras as k", False),
        ("import tensorflow as tf  \nimport keras\n", False),
        ("import numpy as np\nnp.ones(3)", False),
        ("import keras as k\nk.layers.Dense(2)", True),
        ("import tensorflow as tf\ntf.constant(1)", True),
        ("from keras import layers", True),
        ("import keras.layers", True),
        ("    import keras", True),
        ("keras_like = 3", False),
    ],
)
def test_a_package_is_used_if_more_than_its_import_names_it(code, used):
    assert needed_cells.use([new_code_cell(code)], *KERAS) == used
