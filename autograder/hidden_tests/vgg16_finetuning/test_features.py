"""Photos are prepared as VGG16 wants them, and become features."""

import keras
import numpy as np
import pytest

from autograder.hidden_tests.answers import parts
from autograder.hidden_tests.circuit import outputs_of
from autograder.hidden_tests.vgg16_finetuning.tiny_base import SIDE, prepared, tiny_base
from autograder.questions import expect


@pytest.mark.graded("check_preprocess", points=1)
def test_channels_are_turned_and_centred(submission):
    """Blue, green, red, each minus its mean over ImageNet, for photos of integers and of floats."""
    rng = np.random.default_rng(1)
    for photos in (
        rng.integers(0, 256, (4, 6, 5, 3)).astype("uint8"),
        rng.integers(0, 256, (2, 3, 4, 3)),
        rng.integers(0, 2, (3, 4, 2, 3)),  # nearly black
        rng.uniform(0, 255, (1, 3, 7, 3)).astype("float32"),
    ):
        what = f"preprocess({photos.dtype} photos of shape {photos.shape})"
        result = submission.call("preprocess", photos)
        hint = "turn the channels around, then subtract the three means, once; nothing is divided"
        expect.close(result, prepared(photos), what, tolerance=1e-3, hint=hint)


@pytest.mark.graded("check_preprocess", points=1)
def test_photos_are_left_as_they_are(submission):
    """The array that comes in is not changed."""
    for kind in ("float32", "float64", "uint8"):
        photos = np.random.default_rng(2).integers(0, 256, (3, 4, 4, 3)).astype(kind)
        result, after = submission.call_and_inspect("preprocess", photos)
        expect.array(result, f"preprocess({kind} photos)", shape=photos.shape)
        same = isinstance(after[0], np.ndarray) and np.array_equal(after[0], photos)
        hint = "preprocess_input and -= work in place on floats; make a copy first"
        expect.true(same, f"preprocess({kind} photos) changed the array that it was given. Likely cause: {hint}")
    what = "preprocess of two arrays"
    both = submission.evaluate("[preprocess(each) for each in arrays]", what=what, arrays=[photos, 255 - photos])
    expect.true(isinstance(both, list) and len(both) == 2, f"{what}: the answer cannot be read")
    hint = "the second call changed the result of the first: return a new array each time"
    alone = expect.array(result, "preprocess of one array")
    expect.close(both[0], alone, f"{what}: the first result, after the second call", tolerance=1e-3, hint=hint)


@pytest.mark.graded("check_extract_features", points=1)
def test_features_of_prepared_photos(submission):
    """The features are the base's outputs for the photos, prepared once, in their order."""
    base = tiny_base()
    # No stripes here: the channels are told apart by filters of their own.
    rng = np.random.default_rng(3)
    first = [(rng.normal(0, 1, (3, 3, 3, 6)) / 300).astype("float32"), np.full(6, 0.1, "float32")]
    base.set_weights([*first, *base.get_weights()[2:]])
    for photos in rng.integers(0, 256, (2, 128, SIDE, SIDE, 3)).astype("uint8"):
        result = submission.call("extract_features", base, photos)
        what = "extract_features(base, 128 photos)"
        expected = outputs_of(base, prepared(photos))
        result = expect.array(result, what)
        expect.true(result.size >= expected.size, f"{what}: expected shape {expected.shape}, got {result.shape}")
        hint = "preprocess_input exactly once (not 1/255), these photos, and in their order"
        # How they are put together is the other test's question.
        expect.close(result.reshape(-1)[: expected.size], expected.reshape(-1), what, tolerance=2e-3, hint=hint)
    inputs = keras.Input((4, 4, 3), name="photos")
    dropping = keras.Model(inputs, keras.layers.Dropout(0.5, name="dropout")(inputs), name="vgg16")
    photos = np.random.default_rng(5).integers(0, 256, (128, 4, 4, 3)).astype("uint8")
    what = "extract_features(a base with Dropout, 128 photos)"
    result = expect.array(submission.call("extract_features", dropping, photos), what)
    hint = "this is no training: a base that is called with training=True drops numbers"
    zeros = float(np.mean(result == 0))
    expect.true(zeros < 0.2, f"{what}: {zeros:.0%} of the features are zero. Likely cause: {hint}")


@pytest.mark.graded("check_extract_features", points=1)
def test_each_photo_has_its_feature_maps(submission):
    """Each photo has its feature maps (side, side, channels), whatever the number of photos, and stays as it is."""
    for count in (1, 70):
        photos = np.random.default_rng(4).integers(0, 256, (count, SIDE, SIDE, 3)).astype("uint8")
        result, (_, after) = submission.call_and_inspect("extract_features", tiny_base(), photos)
        same = isinstance(after, np.ndarray) and np.array_equal(after, photos)
        expect.true(same, f"extract_features(base, {count} photos) changes the photos; work on a copy")
        hint = "feature maps are not flattened, and the last, smaller batch counts too"
        expect.array(result, f"extract_features(base, {count} photos)", shape=(count, 2, 2, 8), hint=hint)
    flags = "[each.trainable for each in (base, *base.layers)]"
    expression = f"(lambda flags: [flags(), extract_features(base, photos), flags()][::2])(lambda: {flags})"
    what = "extract_features(base, 1 photo)"
    answer = submission.evaluate(expression, what=what, base=tiny_base(), photos=photos[:1])
    before, after = parts(answer, 2, what)
    expect.true(before == after, f"{what} freezes or unfreezes layers of the base, which should stay as it is")
