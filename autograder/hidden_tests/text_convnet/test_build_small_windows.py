"""A network of the student's own design, with small windows only."""

import keras
import numpy as np
import pytest

from autograder.hidden_tests.answers import answers_of, parts
from autograder.hidden_tests.circuit import outputs_of
from autograder.questions import expect

LENGTH, WORDS, SPAN, TRAININGS = 40, 34, 6, 3
LEARNED = (
    "(lambda keras: [keras.utils.set_random_seed(start), model := build_small_windows(length, words),"
    " model.fit(texts, labels, epochs=12, batch_size=32, verbose=0), model][-1])(__import__('keras'))"
)
# With large positive weights, logits leave (0, 1); with small ones, probabilities are not saturated.
SCALES = (0.3, 0.1, 0.03, 0.01, 0.003)
# The last kernel, and what comes behind it, is negative at the end: a logit is then, and a probability is not.
OUTPUTS_AND_LOSSES = """(lambda model, rng: [
    weights := [abs(rng.normal(size=each.shape)) for each in model.get_weights()],
    [[model.set_weights([scale * each for each in weights]),
      model.predict(texts, verbose=0),
      model.evaluate(texts, labels, verbose=0, return_dict=True)["loss"] - sum(map(float, model.losses))][1:]
     for scale in scales],
    last := max((index for index, each in enumerate(weights) if each.ndim > 1), default=0),
    model.set_weights([0.3 * (each if index < last else -each) for index, each in enumerate(weights)]),
    model.predict(texts, verbose=0),
][1::3])(build_small_windows(length, words), __import__("numpy").random.default_rng(9))"""
NOT_FEED_FORWARD = (
    keras.layers.RNN,
    keras.layers.Bidirectional,
    keras.layers.Attention,
    keras.layers.AdditiveAttention,
    keras.layers.MultiHeadAttention,
    keras.layers.GroupQueryAttention,
    keras.layers.Dot,  # attention by hand
)


def signal_texts(count: int, rng: np.random.Generator, words: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Texts with two phrases of `SPAN` words; whose head goes with whose tail tells the label.

    Args:
        words: a permutation of all ids; its first five are the two heads, the two tails and the neutral word.
    """
    labels = rng.permutation(np.arange(count) % 2)
    texts = rng.choice(words[5:], (count, LENGTH))
    for text, label in zip(texts, labels, strict=True):
        starts = rng.integers(0, LENGTH // 2 - SPAN + 1), rng.integers(LENGTH // 2, LENGTH - SPAN + 1)
        for start, head in zip(starts, rng.permutation(2), strict=True):
            tail = 2 + (head if label else 1 - head)
            text[start : start + SPAN] = [words[head], *[words[4]] * (SPAN - 2), words[tail]]
    return texts.astype("int32"), labels


def predictions_of(model: keras.Model, texts: np.ndarray, what: str) -> np.ndarray:
    """Classes from a probability, a logit or two probabilities."""
    outputs = expect.array(outputs_of(model, texts), f"{what}: outputs")
    expected = outputs.ndim == 2 and outputs.shape[1] in (1, 2)
    expect.true(expected, f"{what}: expected one or two outputs for each text, got shape {outputs.shape}")
    if outputs.shape[1] == 2:
        return outputs.argmax(axis=1)
    are_logits = outputs.min() < 0 or outputs.max() > 1
    return (outputs[:, 0] > (0.0 if are_logits else 0.5)).astype(int)


@pytest.mark.graded("check_build_small_windows", points=1)
def test_signal_of_6_words_is_learned(submission, thresholds):
    """After training the network recognises texts whose signal is 6 words long."""
    rng = np.random.default_rng(submission.seed)
    words = rng.permutation(WORDS)
    texts, labels = signal_texts(1000, rng, words)
    held_out, truth = signal_texts(500, rng, words)
    what = f"build_small_windows({LENGTH}, {WORDS})"
    accuracies = []
    for start in range(TRAININGS):  # a start can be unlucky; a view that is too short stays too short
        asked = {"texts": texts, "labels": labels, "length": LENGTH, "words": WORDS, "start": start}
        model = expect.model(submission.evaluate(LEARNED, what=f"{what}.fit(1000 texts, labels)", **asked), what)
        accuracies.append(float((predictions_of(model, held_out, what) == truth).mean()))
        if accuracies[-1] > 0.97:
            break
    measured = f"accuracy of {what} on texts that were held out, best of {len(accuracies)} trainings"
    hint = (
        "the view does not hold 6 words from each place; or it does, but only at its weak ends, in a deep stack (use "
        "pooling, strides or dilation); or the learning rate is far from 0.005"
    )
    thresholds.at_least("accuracy_on_long_signals", max(accuracies), measured, hint)


@pytest.mark.graded("check_build_small_windows", points=0.5)
def test_loss_fits_the_output_of_the_own_network(submission):
    """The loss knows whether the output is a probability or a logit."""
    texts = np.random.default_rng(9).integers(0, WORDS, (30, LENGTH)).astype("int32")
    labels = np.zeros(30, "int32")
    what = f"build_small_windows({LENGTH}, {WORDS})"
    asked = {"texts": texts, "labels": labels, "length": LENGTH, "words": WORDS, "scales": SCALES}
    what_is_done = f"{what}.evaluate(30 texts, labels)"
    both = submission.evaluate(OUTPUTS_AND_LOSSES, what=what_is_done, eager=True, **asked)
    answers, negative = parts(both, 2, what_is_done)
    measured = [parts(answer, 2, what_is_done) for answer in answers_of(answers, len(SCALES), what_is_done)]
    outputs = [expect.array(each, f"{what}: outputs") for each, _ in measured]
    losses = [expect.number(each, f"{what}: loss") for _, each in measured]
    expected = all(each.ndim == 2 and each.shape[1] in (1, 2) for each in outputs)
    expect.true(expected, f"{what}: expected one or two outputs for each text, got shape {outputs[0].shape}")
    are_probabilities = outputs[0].min() >= 0 and outputs[0].max() <= 1
    lowest = expect.array(negative, f"{what}: outputs").min()
    reason = (
        f"{what}: the outputs go from {lowest:.3g} to {outputs[0].max():.3g}, neither probabilities nor logits. "
        "Likely cause: another activation at the end, such as tanh"
    )
    expect.true(lowest >= 0 or not are_probabilities, reason)
    is_unsaturated = [each.min() > 0.02 and each.max() < 0.98 for each in outputs]
    chosen = is_unsaturated.index(True) if are_probabilities and any(is_unsaturated) else 0
    wanted = _loss_of_label_0(outputs[chosen], are_probabilities)
    kind = "probabilities" if are_probabilities else "logits"
    reason = (
        f"{what}: the outputs are {kind}, the loss should be {wanted:.2f} with them, and is {losses[chosen]:.2f}. "
        "Likely cause: no sigmoid or softmax, though the loss wants probabilities, or another loss"
    )
    expect.true(abs(losses[chosen] - wanted) < 0.03 * (1 + wanted), reason)


def _loss_of_label_0(outputs: np.ndarray, are_probabilities: bool) -> float:
    """The mean cross-entropy of texts with the label 0."""
    if outputs.shape[1] == 1:
        outputs = np.hstack([1 - outputs if are_probabilities else 0 * outputs, outputs])
    scores = np.log(np.clip(outputs, 1e-7, 1)) if are_probabilities else outputs.astype("float64")
    return float(np.mean(np.logaddexp(0, scores[:, 1] - scores[:, 0])))


@pytest.mark.graded("check_build_small_windows", points=0.5)
def test_windows_are_small(submission):
    """No convolution has a window of more than 3 words, and nothing else reads over words but pooling."""
    what = "build_small_windows(45, 20)"
    model = expect.model(submission.call("build_small_windows", 45, 20), what, input_shape=(None, 45))
    layers = model._flatten_layers(include_self=False)
    for layer in layers:
        expect.true(not isinstance(layer, NOT_FEED_FORWARD), f"{what}: {type(layer).__name__} is not allowed here")
        window = max(np.ravel(getattr(layer, "kernel_size", 1)))
        expect.true(window <= 3, f"{what}: {type(layer).__name__} has a window of {window} words, expected 3 at most")
