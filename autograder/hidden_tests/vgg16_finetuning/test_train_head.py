"""A head is trained on a frozen base."""

from typing import Any

import keras
import numpy as np
import pytest

from autograder.hidden_tests.answers import expect_list
from autograder.hidden_tests.asked_once import once
from autograder.hidden_tests.vgg16_finetuning.photos import few_photos, photos_for, striped_photos
from autograder.hidden_tests.vgg16_finetuning.tiny_base import (
    BASE_SHAPE,
    expect_base,
    layer_weights,
    moved,
    prepared,
    tiny_base,
)
from autograder.hidden_tests.vgg16_finetuning.trained_models import (
    accuracy,
    expect_probability,
    expect_rate,
    expect_rates,
)
from autograder.hidden_tests.vgg16_finetuning.trainings import COUNT, MANY, STILL, expect_each_label, expect_epochs
from autograder.questions import expect
from autograder.questions.student_work import StudentWork

HEAD_CALL = "train_head(base, images, labels, 20, 0.01)"

# The model, the base afterwards, and for each weight of the base whether the model holds this one, not a copy of it.
HEAD = """(lambda model: [
    model, base, [any(held is each for held in getattr(model, "weights", [])) for each in base.weights]
])(train_head(base, images, labels, 20, 0.01))"""


# The base afterwards.
MIXED = "[train_head(base, images, labels, 2, 0.01), base][-1]"


def mixed_base() -> keras.Model:
    """A base whose layers are of three kinds, all of them with weights."""
    photos = keras.Input((6, 6, 3), name="photos")
    maps = keras.layers.Conv2D(4, 3, activation="relu", name="block1_conv1")(photos)
    maps = keras.layers.BatchNormalization(name="block1_norm")(maps)
    return keras.Model(photos, keras.layers.Dense(4, name="block1_mix")(maps), name="vgg16")


@once
def headed(submission: StudentWork) -> list[object]:
    """What train_head returns, the base afterwards, and which of its weights the model shares."""
    photos, labels, _, _ = photos_for(submission, 120)
    answer: Any = submission.evaluate(HEAD, what=HEAD_CALL, base=tiny_base(), images=prepared(photos), labels=labels)
    expect.true(
        len(expect_list(answer)) == 3 and isinstance(answer[2], list), f"{HEAD_CALL}: the answer cannot be read"
    )
    return answer


@pytest.mark.graded("check_train_head", points=1)
def test_base_keeps_its_weights(submission):
    """While the head is trained, not a single weight of the base moves."""
    result, base, _ = headed(submission)
    model = expect.model(result, HEAD_CALL)
    before = layer_weights(tiny_base())
    for now, where in ((base, "the base afterwards"), (model, "the base inside the model")):
        weights = layer_weights(expect.model(now, f"{HEAD_CALL}: {where}"))
        expect_base(weights, f"{HEAD_CALL}: the model" if now is model else f"{HEAD_CALL}: {where}")
        names = moved(before, weights)
        reason = (
            f"{HEAD_CALL}: {where} has other weights in {', '.join(names)}. Likely cause: the base was not frozen when "
            "the model was compiled, or another base than the given one was used"
        )
        expect.true(not names, reason)
    given = mixed_base()
    what = "train_head(a base with convolution, dense layer and normalization, images, labels, 2, 0.01)"
    images = np.random.default_rng(9).normal(size=(8, 6, 6, 3)).astype("float32")
    now = submission.evaluate(MIXED, what=what, eager=True, base=given, images=images, labels=np.arange(8) % 2)
    names = moved(layer_weights(given), layer_weights(expect.model(now, f"{what}: the base afterwards")))
    expect.true(not names, f"{what}: {', '.join(names)} moved. Freeze all layers of the base, not only convolutions")


@pytest.mark.graded("check_train_head", points=1)
def test_model_is_base_and_head(submission):
    """The model goes from images through the base to one probability."""
    result, _, shared = headed(submission)
    what = f"{HEAD_CALL}: the model"
    model = expect.model(result, what, input_shape=BASE_SHAPE)
    expect_base(layer_weights(model), what)
    expect.true(all(shared), f"{what} holds a copy of the base; put the given base itself into it")
    expect_probability(model, prepared(striped_photos(320, False)[0][:50]), what)


@pytest.mark.graded("check_train_head", points=0.5)
def test_head_learns(submission, thresholds):
    """The head learns the given labels at the given rate, and recognises images that it has not seen."""
    result, _, _ = headed(submission)
    model = expect.model(result, f"{HEAD_CALL}: the model")
    expect_rate(model, 0.01, HEAD_CALL)
    expect_rates(submission, "train_head", tiny_base(), few_photos(2), np.arange(2))
    _, _, photos, labels = photos_for(submission, 120)
    share = accuracy(model, prepared(photos), labels)
    hint = (
        "the head was not trained, the images were prepared or scaled although they are prepared already, or a far too "
        "small rate"
    )
    what = f"accuracy on photos that were held out, after {HEAD_CALL} with 120 images"
    thresholds.at_least("accuracy_with_a_new_head", share, what, hint)


@pytest.mark.graded("check_train_head", points=0.25)
def test_head_uses_all_images(submission):
    """Each label has an effect on the head, so nothing is held out; images and labels stay as they are."""
    images = few_photos(COUNT)
    what = "train_head(base, images, labels, 2, 0.01)"
    expect_each_label(submission, what, what, images, base=tiny_base())


@pytest.mark.graded("check_train_head", points=0.25)
def test_head_trains_for_all_epochs(submission):
    """Training goes through the images as often as asked, 3 times if nothing is said, and does not stop early."""
    images = few_photos(2)
    for arguments, epochs in ((f"epochs={MANY}, rate={STILL}", MANY), (f"rate={STILL}", 3), ("epochs=2", 2)):
        call = f"train_head(base, images, labels, {arguments})"
        expect_epochs(submission, call, call, epochs, base=tiny_base(), images=images, labels=np.arange(2))
