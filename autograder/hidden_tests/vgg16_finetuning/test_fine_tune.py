"""Block 5 is trained at a low rate, on top of the trained head."""

import numpy as np
import pytest

from autograder.hidden_tests.vgg16_finetuning.fine_tuned import FEW, called, model_with_head, tuned, tuned_well
from autograder.hidden_tests.vgg16_finetuning.photos import few_photos, photos_for
from autograder.hidden_tests.vgg16_finetuning.tiny_base import change, layer_weights, moved, prepared
from autograder.hidden_tests.vgg16_finetuning.trained_models import FIRST_PHASE, accuracy, learning_rate
from autograder.hidden_tests.vgg16_finetuning.trainings import COUNT, MANY, STILL, expect_each_label, expect_epochs
from autograder.questions import expect

# A model whose base is frozen and whose head was trained, as it was before the first call.
ANEW = f"""(lambda keras: [
    setattr(model.get_layer("vgg16"), "trainable", False),
    model.set_weights(first),
    model.compile(keras.optimizers.Adam(rate, name="{FIRST_PHASE}"), loss="binary_crossentropy"),
    fine_tune(model, model.get_layer("vgg16"), images, labels{{arguments}}),
][-1])(__import__("keras"))"""


@pytest.mark.graded("check_fine_tune", points=1)
def test_block_5_moves(submission):
    """All convolutions of block 5 learn, whether the base was frozen as a whole or layer by layer."""
    for epochs, count, layer_by_layer in ((2, 120, False), (1, FEW, True)):
        before, model = tuned(submission, 1e-3, epochs, count, layer_by_layer)
        after = layer_weights(model)
        # Kernels only: biases move even if nothing arrives from the images.
        for name in (name for name in before if name.startswith("block5")):
            how = ", a functional model, with a base that was frozen layer by layer" if layer_by_layer else ""
            reason = (
                f"{called(1e-3, epochs)}{how}: the weights of {name} are as before. Likely cause: the layer is still "
                "frozen, compile was not called after the flags were changed, or the images were prepared or scaled "
                "once more"
            )
            expect.true(change(before[name][:1], after[name][:1]) > 0, reason)


@pytest.mark.graded("check_fine_tune", points=1)
def test_lower_blocks_stay(submission):
    """The blocks below block 5 keep their weights."""
    before, after = tuned_well(submission)
    lower = {name: weights for name, weights in before.items() if name.startswith(("block1", "block4"))}
    names = moved(lower, after)
    reason = (
        f"{called(1e-3, 2)}: the weights of {', '.join(names)} moved, and only block 5 and the head may. Likely cause: "
        "the whole base was unfrozen, or base.trainable = True came after the flags of the single layers"
    )
    expect.true(not names, reason)
    model = model_with_head(submission, in_block_5=1)
    asked = {"first": model.get_weights(), "rate": 1e-3, "images": few_photos(COUNT), "labels": np.arange(COUNT) % 2}
    what = "fine_tune(model, base, images, labels, 1, rate), with one convolution in block 5"
    found = submission.evaluate(ANEW.format(arguments=", 1, rate"), what=what, eager=True, model=model, **asked)
    names = moved(layer_weights(model), layer_weights(expect.model(found, what)))
    lower = ", ".join(name for name in names if name.startswith(("block1", "block4")))
    hint = "layers are unfrozen by their number, not by their names, which start with block5"
    expect.true(not lower, f"{what}: the weights of {lower} moved. Likely cause: {hint}")


@pytest.mark.graded("check_fine_tune", points=1)
def test_head_is_trained_too(submission):
    """The head learns together with block 5."""
    before, after = tuned_well(submission)
    head = {name: weights for name, weights in before.items() if name.startswith("head")}
    still = [name for name in head if name in after and change(head[name], after[name]) == 0]
    reason = (
        f"{called(1e-3, 2)}: the head's layers {', '.join(still)} did not move. Train block 5 and the head together"
    )
    expect.true(not still, reason)


@pytest.mark.graded("check_fine_tune", points=1)
def test_rate_is_lowered(submission):
    """The learning rate is at most a fifth of the one that the head was trained with."""
    model = model_with_head(submission)
    names = {"first": model.get_weights(), "rate": 1e-3, "images": few_photos(2)}
    for arguments, head_rate in (("", 1e-3), (", head_rate=1e-5", 1e-5)):
        what = f"fine_tune(model, base, images, labels{arguments})"
        expression = ANEW.format(arguments=arguments)
        found = submission.evaluate(expression, what=what, eager=True, model=model, labels=np.arange(2), **names)
        used = learning_rate(expect.model(found, what).compile_config)
        reason = f"{what}: the learning rate is {used or 0:.3g}, and may be at most {head_rate / 5:g}, a fifth of "
        reason += "head_rate" if arguments else "head_rate, which is 0.001 by default"
        expect.true(used is None or used <= head_rate / 5 * 1.01, reason)
    # The second call is so short that the head's way tells the rate, if nothing else does: with two photos an optimizer
    # makes one step, or two for whoever takes them one by one.
    for rate, epochs, count in ((1e-3, 2, 120), (1e-5, 1, 2)):
        before, model = tuned(submission, rate, epochs, count, False)
        after = layer_weights(model)
        used = learning_rate(model.compile_config)
        if used is not None:
            reason = f"{called(rate, epochs)}: the learning rate is {used:.3g}, and may be at most {rate / 5:g}"
            expect.true(used <= rate / 5 * 1.01, reason)
        elif epochs == 1:
            # Trained by other means than this model's compile and fit: a step of Adam moves a weight by the rate.
            head = [name for name in before if name in after and name.startswith("head")]
            largest = max((change(before[name], after[name]) for name in head), default=0.0)
            reason = (
                f"{called(rate, epochs)}: the head moved by {largest:.2g} in one short epoch, as much as at the old "
                "rate. Likely cause: the model was not compiled again with a smaller learning rate"
            )
            expect.true(largest <= 0.7 * rate, reason)


@pytest.mark.graded("check_fine_tune", points=0.5)
def test_fine_tuning_goes_on_from_the_trained_head(submission, thresholds):
    """After fine-tuning the model recognises images that it has not seen: it went on with the head that was there."""
    _, model = tuned(submission, 1e-3, 2, 120, False)
    _, _, photos, labels = photos_for(submission, 120)
    what = f"accuracy on photos that were held out, after {called(1e-3, 2)} of a trained model"
    hint = "a new head in the place of the trained one, a rate that destroys what was learned, or a damaged model"
    thresholds.at_least("accuracy_after_fine_tuning", accuracy(model, prepared(photos), labels), what, hint)


@pytest.mark.graded("check_fine_tune", points=0.25)
def test_fine_tuning_uses_all_images(submission):
    """Each label has an effect, so nothing is held out; images and labels stay as they are."""
    images = few_photos(COUNT)
    model = model_with_head(submission)
    names = {"model": model, "first": model.get_weights(), "rate": 1e-3}
    expect_each_label(submission, ANEW.format(arguments=", 1, rate"), called(1e-3, 1), images, **names)


@pytest.mark.graded("check_fine_tune", points=0.25)
def test_fine_tuning_lasts_for_all_epochs(submission):
    """Training goes through the images as often as asked, twice if nothing is said, and does not stop early."""
    images = few_photos(2)
    for arguments, epochs in ((f", {MANY}, head_rate={STILL}", MANY), (f", head_rate={STILL}", 2), (", 3", 3)):
        what = f"fine_tune(model, base, images, labels{arguments})"
        model = model_with_head(submission)
        names = {"model": model, "first": model.get_weights(), "rate": STILL, "images": images, "labels": np.arange(2)}
        expect_epochs(submission, ANEW.format(arguments=arguments), what, epochs, **names)
