"""A model with a trained head, and what the student's `fine_tune` makes of it."""

from typing import Any

import keras
import numpy as np

from autograder.hidden_tests.answers import expect_list
from autograder.hidden_tests.asked_once import once
from autograder.hidden_tests.circuit import outputs_of
from autograder.hidden_tests.vgg16_finetuning.photos import photos_for
from autograder.hidden_tests.vgg16_finetuning.tiny_base import (
    SIDE,
    LayerWeights,
    expect_base,
    layer_weights,
    prepared,
    tiny_base,
)
from autograder.hidden_tests.vgg16_finetuning.trained_models import FIRST_PHASE
from autograder.questions import expect
from autograder.questions.student_work import StudentWork

# The model is trained for a moment in the student's kernel, as it is in the notebook: Keras then has a training step
# that knows the old flags, and keeps using it unless the model is compiled again. (Not with a few images, for which
# no step becomes a graph: they are for what does not depend on it.)
# The base arrives frozen as a whole, or layer by layer: then its own flag is still True.
FEW = 30  # images: so many are not worth a graph
TUNE = f"""(lambda keras, model: [
    setattr(model.get_layer("vgg16"), "trainable", layer_by_layer),
    layer_by_layer and [setattr(layer, "trainable", False) for layer in model.get_layer("vgg16").layers],
    model.compile(keras.optimizers.Adam(rate, name="{FIRST_PHASE}"), loss="binary_crossentropy"),
    len(images) > {FEW} and model.fit(images, labels, batch_size=32, epochs=1, verbose=0),
    model.get_weights(),
    fine_tune(model, model.get_layer("vgg16"), images, labels, epochs, rate),
][-2:])(__import__("keras"), model)"""

HIDDEN, RIDGE = 32, 1.0  # units of the head, and what keeps its weights small


def model_with_head(submission: StudentWork, in_block_5: int = 3) -> keras.Model:
    """The tiny base, nested, with a head that tells the two kinds of stripes apart.

    Args:
        in_block_5: convolutions of the base's block 5.
    """
    base = tiny_base(in_block_5)
    head = [
        keras.layers.Flatten(name="flatten"),
        keras.layers.Dense(HIDDEN, activation="relu", name="head_hidden"),
        keras.layers.Dense(1, activation="sigmoid", name="head_output"),
    ]
    model = keras.Sequential([keras.Input((SIDE, SIDE, 3), name="images"), base, *head], name="graders_model")
    photos, labels, _, _ = photos_for(submission, 120)
    features = outputs_of(base, prepared(photos)).reshape(len(photos), -1)
    rng = np.random.default_rng(5)
    hidden = (rng.normal(0, 1, (features.shape[1], HIDDEN)) / np.sqrt(features.shape[1])).astype("float32")
    signals = np.maximum(features @ hidden, 0)
    inputs = np.column_stack([signals, np.ones(len(signals))])
    ridge = inputs.T @ inputs + RIDGE * np.eye(inputs.shape[1])
    solution = np.linalg.solve(ridge, inputs.T @ (4.0 * labels - 2.0))
    kernel, bias = np.round(solution[:-1], 3), np.round(solution[-1:], 3)
    model.set_weights([*base.get_weights(), hidden, np.zeros(HIDDEN), kernel[:, np.newaxis], bias])
    return model


def called(rate: float, epochs: int) -> str:
    return f"fine_tune(model, base, images, labels, {epochs}, head_rate={rate:g})"


@once
def tuned(
    submission: StudentWork, rate: float, epochs: int, count: int, layer_by_layer: bool
) -> tuple[LayerWeights, keras.Model]:
    """The weights of each layer when fine_tune got the model, and the model that it returned.

    Args:
        layer_by_layer: whether the base was frozen by the flags of its layers, and not by its own; the model is then a
            functional one.
    """
    model = model_with_head(submission)
    if layer_by_layer:
        model = keras.Model(model.inputs, model.outputs, name="graders_model")
    photos, labels, _, _ = photos_for(submission, 120)
    names: dict[str, Any] = {
        "images": prepared(photos[:count]),
        "labels": labels[:count],
        "rate": rate,
        "epochs": epochs,
        "layer_by_layer": layer_by_layer,
    }
    what = called(rate, epochs)
    answer = expect_list(submission.evaluate(TUNE, what=what, eager=count <= FEW, model=model, **names))
    expect.true(len(answer) == 2 and isinstance(answer[0], list), f"{what}: the answer cannot be read")
    weights = [expect.array(weight, f"{what}: weights before the call") for weight in answer[0]]
    returned = expect.model(answer[1], what)
    shapes = [tuple(weight.shape) for weight in model.weights]
    expect.true([weight.shape for weight in weights] == shapes, f"{what}: the answer cannot be read")
    model.set_weights(weights)
    expect_base(layer_weights(returned), f"{what}: the returned model")
    return layer_weights(model), returned


def tuned_well(submission: StudentWork) -> tuple[LayerWeights, LayerWeights]:
    """Weights of each layer before and after two epochs on 120 images."""
    before, model = tuned(submission, 1e-3, 2, 120, False)
    return before, layer_weights(model)
