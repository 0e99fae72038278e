"""Hidden tests of vgg16_finetuning.

Functions that train get a tiny base whose layers have VGG16's names, and the tests look at which of its weights moved.
The base is blind by design to images that are scaled or prepared once more: its first layer hands on only what is
brighter than any such image. What it learns from are photos with stripes, upright or level, and the seed decides which
of the two is class 1, so that a model trained elsewhere is worthless. The photos below the stripes are always the drawn
ones, and VGG16's weights are not used: the bounds do not depend on the data of the course.
"""

import functools
from collections.abc import Iterator
from weakref import WeakKeyDictionary

import keras
import numpy as np
import pytest

from autograder.hidden_tests.circuit import outputs_of
from autograder.questions import expect
from autograder.questions.student_work import Submission, Wrong, describe
from convnets.datasets.sample_images import sample_images

MEANS = np.array([103.939, 116.779, 123.68], "float32")  # blue, green, red
SIDE = 16
BASE_SHAPE = (None, SIDE, SIDE, 3)
BLOCKS = {1: 64, 2: 128, 3: 256, 4: 512, 5: 512}
BASE_PARAMETERS = 14_714_688
BLOCK5_PARAMETERS = 7_079_424
FIRST_PHASE = "graders_first_phase"  # name of the optimizer that a model was compiled with before it was handed over

LayerWeights = dict[str, list[np.ndarray]]


# --- the grader's base and photos ---


def prepared(photos: np.ndarray) -> np.ndarray:
    """RGB photos as VGG16 expects them."""
    return (photos[..., ::-1].astype("float32") - MEANS).astype("float32")


def tiny_base() -> keras.Model:
    """A base like VGG16's for images of 16x16 pixels: block 1 sees stripes, blocks 4 and 5 mix what it saw."""
    rng = np.random.default_rng(16)
    images = maps = keras.Input((SIDE, SIDE, 3), name="photos")
    for block, convolutions, filters in (("block1", 1, 6), ("block4", 1, 8), ("block5", 3, 8)):
        for number in range(1, convolutions + 1):
            name = f"{block}_conv{number}"
            maps = keras.layers.Conv2D(filters, 3, padding="same", activation="relu", name=name)(maps)
        maps = keras.layers.MaxPooling2D(2, name=f"{block}_pool")(maps)
    base = keras.Model(images, maps, name="vgg16")
    weights = []
    for shape in [tuple(weight.shape) for weight in base.weights[2:]]:
        spread = np.sqrt(2 / np.prod(shape[:-1])) if len(shape) == 4 else 0.0
        weights.append((rng.normal(0, 1, shape) * spread).astype("float32"))
    base.set_weights([*stripe_filters(), *weights])
    return base


def stripe_filters() -> list[np.ndarray]:
    """Kernel and bias of the first layer: three filters for level and three for upright bright lines.

    Weights are positive and sum to 1 before the scale: an image has to be brighter than 60 (of the 131 that a prepared
    image can have in all channels) to be seen.
    One that was prepared twice has at most 47, one that was divided by 255 at most 1.
    """
    kernel = np.zeros((3, 3, 3, 6), "float32")
    for row in range(3):
        kernel[row, :, :, row] = 1 / 9
        kernel[:, row, :, 3 + row] = 1 / 9
    return [kernel / 20, np.full(6, -60 / 20, "float32")]


@functools.cache
def striped_photos(count: int, flipped: bool) -> tuple[np.ndarray, np.ndarray]:
    """The first photos, dark and with a few bright stripes; the label says whether they are level or upright.

    Returns:
        uint8 RGB photos (count, 16, 16, 3) and labels (count,) of 0 and 1, as many of each.
    """
    rng = np.random.default_rng(count)
    photos = sample_images(SIDE, (count // 2, 1))["x_train"].astype("float32") * 0.5
    level = rng.permutation(np.arange(count) % 2)
    for photo, is_level in zip(photos, level, strict=True):
        across = photo if is_level else photo.transpose(1, 0, 2)
        for place in rng.choice(SIDE, rng.integers(2, 5), replace=False):
            start = rng.integers(0, SIDE // 2)
            across[place, start : start + SIDE // 2] = rng.uniform(220, 255)
    labels = 1 - level if flipped else level
    return np.clip(photos, 0, 255).astype("uint8"), labels.astype("int64")


def photos_for(submission: Submission, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Photos and labels to train on, and 200 others with their labels; the seed decides which stripes are class 1."""
    photos, labels = striped_photos(count + 200, bool(submission.seed % 2))
    return photos[:count], labels[:count], photos[count:], labels[count:]


def layer_weights(model: keras.Model) -> LayerWeights:
    """The weights of each layer of a model, nested ones included, by the layer's name."""
    found: LayerWeights = {}
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            found |= layer_weights(layer)
        elif layer.weights:
            found[layer.name] = [np.asarray(weight) for weight in layer.weights]
    return found


def change(before: list[np.ndarray], after: list[np.ndarray]) -> float:
    """The largest change of a weight of a layer; infinite if it has other shapes now."""
    if [weight.shape for weight in before] != [weight.shape for weight in after]:
        return np.inf
    with np.errstate(invalid="ignore"):
        return max(float(np.nan_to_num(np.abs(a - b), nan=np.inf).max()) for a, b in zip(before, after, strict=True))


def moved(before: LayerWeights, after: LayerWeights) -> list[str]:
    """Names of the layers of `before` that have other weights in `after`; those that are missing do not count."""
    return [name for name in before if name in after and change(before[name], after[name]) > 0]


def expect_base(weights: LayerWeights, what: str) -> None:
    """Expect the layers of the tiny base among those of a model: where they are missing, none of them has moved."""
    missing = sorted(set(layer_weights(tiny_base())) - set(weights))
    expect.true(not missing, f"{what} does not contain the base's layers {', '.join(missing)}")


def accuracy(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> float:
    """Share of images for which the model's probability of class 1 is on the right side of 0.5."""
    outputs = outputs_of(model, images)
    shape = (len(images), 1)
    expect.true(outputs.shape == shape, f"the model's outputs: expected shape {shape}, got {outputs.shape}")
    return float(np.mean((outputs[:, 0] > 0.5) == labels))


def expect_probability(model: keras.Model, inputs: np.ndarray, what: str) -> None:
    """Expect one output from 0 to 1, also for inputs that make the scores large."""
    expect.model(model, what, output_shape=(None, 1))
    for scale in (1.0, 30.0):
        outputs = expect.array(outputs_of(model, inputs * scale), f"{what}: outputs")
        reason = (
            f"{what}: the outputs go from {outputs.min():.3g} to {outputs.max():.3g}, and should be probabilities. "
            "Likely cause: the last layer has no sigmoid"
        )
        expect.true(outputs.min() >= -1e-6 and outputs.max() <= 1 + 1e-6, reason)


_ANSWERS: WeakKeyDictionary = WeakKeyDictionary()


def once(function):
    """Several tests look at the same answer: ask for it once a submission."""

    @functools.wraps(function)
    def remembered(submission: Submission, *arguments: object) -> object:
        known = _ANSWERS.setdefault(submission, {})
        key = (function.__name__, *arguments)
        if key not in known:
            try:
                known[key] = function(submission, *arguments)
            except Wrong as wrong:
                known[key] = wrong
        if isinstance(known[key], Wrong):
            raise known[key]
        return known[key]

    return remembered


# --- count_parameters ---

COUNTED = ((150, 256), (64, 256), (32, 10), (224, 512), (95, 7), (300, 64), ())  # (): the defaults, 150 and 256


@once
def counts(submission: Submission) -> list[object]:
    expression = "[count_parameters(*arguments) for arguments in asked]"
    asked = [list(arguments) for arguments in COUNTED]
    return expect_list(submission.evaluate(expression, what="count_parameters(image_size, units)", asked=asked))


def expect_list(value: object) -> list[object]:
    expect.true(isinstance(value, list), f"expected an answer for each question, got {describe(value)}")
    return value


def counted(submission: Submission, key: str) -> list[tuple[str, int, int, int, object]]:
    """For each call its text, its size and units, one of the four numbers, and the whole answer."""
    found = []
    for arguments, result in zip(COUNTED, counts(submission), strict=True):
        what = f"count_parameters({', '.join(map(str, arguments))})"
        number = expect.integer(expect.entry(result, key, what), f"{what}[{key!r}]")
        found.append((what, *(arguments or COUNTED[0]), number, result))
    return found


@pytest.mark.graded("check_count_parameters", points=1)
def test_features_after_five_poolings(submission):
    """The number of features is right for each size of the photos, also where 2 does not divide it."""
    for what, image_size, _, features, _ in counted(submission, "features"):
        side = image_size // 2**5
        hint = "five poolings halve the side and round down; block 5 has 512 channels"
        expect.equal(features, side * side * BLOCKS[5], f"{what}['features']", hint)


@pytest.mark.graded("check_count_parameters", points=1)
def test_head_follows_from_the_features(submission):
    """With a frozen base, the head's weights and biases are trained, for your own number of features."""
    for what, _, units, frozen, result in counted(submission, "frozen"):
        features = expect.integer(expect.entry(result, "features", what), f"{what}['features']")
        expected = (features + 1) * units + units + 1
        hint = "only the two dense layers are trained; each unit has a weight for each input, and a bias"
        expect.equal(frozen, expected, f"{what}['frozen']", hint)


@pytest.mark.graded("check_count_parameters", points=1)
def test_base_and_block_5_come_on_top(submission):
    """The base, and block 5 alone, have as many parameters as VGG16's, on top of your own count for the head."""
    for what, _, _, frozen, result in counted(submission, "frozen"):
        for key, parameters in (("all", BASE_PARAMETERS), ("block5_open", BLOCK5_PARAMETERS)):
            number = expect.integer(expect.entry(result, key, what), f"{what}[{key!r}]")
            hint = "it is the head (as in 'frozen') and the convolutions; these do not depend on the image"
            expect.equal(number - frozen, parameters, f"{what}[{key!r}] minus 'frozen'", hint)


# --- build_base ---

DESCRIPTION = """(lambda base: {
    "input": list(base.input_shape), "output": list(base.output_shape), "parameters": base.count_params(),
    "layers": [layer.name for layer in base.layers if layer.weights],
} if isinstance(base, __import__("keras").Model) else base)(build_base(size))"""


@pytest.mark.graded("check_build_base", points=1)
def test_base_ends_with_feature_maps(submission):
    """The base is VGG16 without its top: it ends with the feature maps of block 5."""
    for size in (32, 75):
        what = f"build_base({size})"
        # A model of 59 MB stays where it is.
        described = submission.evaluate(DESCRIPTION, what=what, size=size)
        expect.true(isinstance(described, dict), f"{what}: expected a Keras model, got {describe(described)}")
        expect.equal(expect.entry(described, "input", what), [None, size, size, 3], f"{what}: input shape")
        hint = "include_top=False leaves out the dense layers; no pooling= and no Flatten after it"
        output = [None, size // 32, size // 32, 512]
        expect.equal(expect.entry(described, "output", what), output, f"{what}: output shape", hint)
        parameters = expect.entry(described, "parameters", what)
        expect.equal(parameters, BASE_PARAMETERS, f"{what}: number of parameters", "VGG16 without its top")
        names = expect.entry(described, "layers", what)
        last = names[-1] if isinstance(names, list) and names else names
        expect.equal(last, "block5_conv3", f"{what}: its last layer with weights", "take it from keras.applications")


# Weights of another VGG16 without its top are written to a file; the outputs of both for the same image. None if the
# student's is no VGG16 without its top: that is the other test's question.
LOADED = """(lambda keras, np, path: [
    model := keras.applications.VGG16(include_top=False, weights=None, input_shape=(32, 32, 3)),
    shapes := lambda of: [of.input_shape, of.output_shape, *(tuple(weight.shape) for weight in of.weights)],
    [
        model.save_weights(path),
        [np.asarray(each(np.full((1, 32, 32, 3), 100.0))) for each in (model, build_base(32, weights=path))],
    ][-1] if shapes(build_base(32, weights=None)) == shapes(model) else None,
][-1])(__import__("keras"), __import__("numpy"), __import__("tempfile").mkdtemp() + "/vgg16.weights.h5")"""


@pytest.mark.graded("check_build_base", points=1)
def test_weights_are_passed_on(submission):
    """The argument weights reaches Keras: None gives random weights, the path of a file loads those that are there."""
    what = "build_base(32, weights=path of a file)"
    outputs = submission.evaluate(LOADED, what=what)
    if outputs is not None:
        expect.true(isinstance(outputs, list) and len(outputs) == 2, f"{what}: the answer cannot be read")
        expected, found = (expect.array(each, f"{what}: output for an image") for each in outputs)
        scale = np.abs(expected).max()
        hint = "pass `weights` on to Keras, and let nothing stand before or behind VGG16"
        expect.close(found / scale, expected / scale, f"{what}: output for an image", hint=hint)
    expression = "[float(__import__('numpy').asarray(build_base(32, weights=None).weights[-2]).std()) for _ in (1, 2)]"
    spreads = submission.evaluate(expression, what="build_base(32, weights=None)")
    spreads = expect.array(spreads, "build_base(32, weights=None): spread of the weights", shape=(2,))
    reason = "build_base(32, weights=None): twice the same weights. None should give new random weights"
    expect.true(spreads[0] > 0 and spreads[0] != spreads[1], reason)
    expression = "build_base(32, weights='no-such-folder/vgg16.weights.h5') and None"
    try:
        submission.evaluate(expression)
    except Wrong as wrong:
        expect.true(hasattr(wrong, "error"), str(wrong))
        return
    raise Wrong(
        "build_base(32, weights='no-such-folder/vgg16.weights.h5'): this file does not exist, so Keras should raise an "
        "error, and nothing was raised. Likely cause: the argument weights is not passed on to Keras"
    )


# --- preprocess ---


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


# --- extract_features ---


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


@pytest.mark.graded("check_extract_features", points=1)
def test_each_photo_has_its_feature_maps(submission):
    """Each photo has its feature maps (side, side, channels), whatever the number of photos."""
    for count in (1, 70):
        photos = np.random.default_rng(4).integers(0, 256, (count, SIDE, SIDE, 3)).astype("uint8")
        result = submission.call("extract_features", tiny_base(), photos)
        hint = "feature maps are not flattened, and the last, smaller batch counts too"
        expect.array(result, f"extract_features(base, {count} photos)", shape=(count, 2, 2, 8), hint=hint)


# --- train_classifier ---


@once
def classifier(submission: Submission) -> tuple[keras.Model, np.ndarray, np.ndarray]:
    """The classifier that the student's function trains, and features with labels that it has not seen."""
    photos, labels, held_out, held_out_labels = photos_for(submission, 200)
    base = tiny_base()
    features, held_out_features = (np.round(outputs_of(base, prepared(each)), 3) for each in (photos, held_out))
    result = submission.call("train_classifier", features, labels, 30, 0.01)
    return expect.model(result, "train_classifier(features, labels, 30, 0.01)"), held_out_features, held_out_labels


@pytest.mark.graded("check_train_classifier", points=1)
def test_classifier_gives_a_probability(submission):
    """The classifier takes feature maps and gives one probability."""
    model, features, _ = classifier(submission)
    what = "train_classifier(features of shape (n, 2, 2, 8), labels)"
    expect.model(model, what, input_shape=(None, 2, 2, 8))
    expect_probability(model, features, what)


def expect_rate(model: keras.Model, rate: float, what: str) -> None:
    """Expect the learning rate that was asked for, if the model knows one."""
    used = learning_rate(model.compile_config)
    reason = f"{what}: the learning rate is {used or 0:.3g}, expected {rate:g}. Hand `rate` on to the optimizer"
    expect.true(used is None or abs(used - rate) < 0.01 * rate, reason)


@pytest.mark.graded("check_train_classifier", points=1)
def test_classifier_learns_from_features(submission, thresholds):
    """The classifier learns the given labels at the given rate, and recognises features that it has not seen."""
    model, features, labels = classifier(submission)
    expect_rate(model, 0.01, "train_classifier(features, labels, 30, 0.01)")
    what = "accuracy on features that were held out, after train_classifier(200 features, labels, 30, 0.01)"
    hint = "fit was not called, a far too small rate, other labels or features than the given ones"
    thresholds.at_least("accuracy_on_features", accuracy(model, features, labels), what, hint)


# --- train_head ---

HEAD_CALL = "train_head(base, images, labels, 20, 0.01)"


# The model, the base afterwards, and for each weight of the base whether the model holds this one, not a copy of it.
HEAD = """(lambda model: [
    model, base, [any(held is each for held in getattr(model, "weights", [])) for each in base.weights]
])(train_head(base, images, labels, 20, 0.01))"""


@once
def headed(submission: Submission) -> list[object]:
    """What train_head returns, the base afterwards, and which of its weights the model shares."""
    photos, labels, _, _ = photos_for(submission, 120)
    answer = submission.evaluate(HEAD, what=HEAD_CALL, base=tiny_base(), images=prepared(photos), labels=labels)
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


@pytest.mark.graded("check_train_head", points=1)
def test_model_is_base_and_head(submission):
    """The model goes from images through the base to one probability."""
    result, _, shared = headed(submission)
    what = f"{HEAD_CALL}: the model"
    model = expect.model(result, what, input_shape=BASE_SHAPE)
    expect_base(layer_weights(model), what)
    expect.true(all(shared), f"{what} holds a copy of the base; put the given base itself into it")
    expect_probability(model, prepared(striped_photos(320, False)[0][:50]), what)


@pytest.mark.graded("check_train_head", points=1)
def test_head_learns(submission, thresholds):
    """The head learns the given labels at the given rate, and recognises images that it has not seen."""
    result, _, _ = headed(submission)
    model = expect.model(result, f"{HEAD_CALL}: the model")
    expect_rate(model, 0.01, HEAD_CALL)
    _, _, photos, labels = photos_for(submission, 120)
    share = accuracy(model, prepared(photos), labels)
    hint = (
        "the head was not trained, the images were prepared or scaled although they are prepared already, or a far too "
        "small rate"
    )
    what = f"accuracy on photos that were held out, after {HEAD_CALL} with 120 images"
    thresholds.at_least("accuracy_with_a_new_head", share, what, hint)


# --- fine_tune ---

# The model is trained for a moment in the student's kernel, as it is in the notebook: Keras then has a training step
# that knows the old flags, and goes on with it unless the model is compiled again. (Two images only tell the rate.)
TUNE = f"""(lambda keras, model: [
    setattr(model.get_layer("vgg16"), "trainable", False),
    model.compile(keras.optimizers.Adam(rate, name="{FIRST_PHASE}"), loss="binary_crossentropy"),
    len(images) > 2 and model.fit(images, labels, batch_size=32, epochs=1, verbose=0),
    model.get_weights(),
    fine_tune(model, model.get_layer("vgg16"), images, labels, epochs, rate),
][-2:])(__import__("keras"), model)"""


HIDDEN, RIDGE = 32, 1.0  # units of the head, and what keeps its weights small


def model_with_head(submission: Submission) -> keras.Model:
    """The tiny base, nested, with a head that tells the two kinds of stripes apart."""
    base = tiny_base()
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
def tuned(submission: Submission, rate: float, epochs: int, count: int) -> tuple[LayerWeights, keras.Model]:
    """The weights of each layer when fine_tune got the model, and the model that it returned."""
    model = model_with_head(submission)
    photos, labels, _, _ = photos_for(submission, 120)
    names = {"images": prepared(photos[:count]), "labels": labels[:count], "rate": rate, "epochs": epochs}
    what = called(rate, epochs)
    answer = expect_list(submission.evaluate(TUNE, what=what, model=model, **names))
    expect.true(len(answer) == 2 and isinstance(answer[0], list), f"{what}: the answer cannot be read")
    weights = [expect.array(weight, f"{what}: weights before the call") for weight in answer[0]]
    returned = expect.model(answer[1], what)
    shapes = [tuple(weight.shape) for weight in model.weights]
    expect.true([weight.shape for weight in weights] == shapes, f"{what}: the answer cannot be read")
    model.set_weights(weights)
    expect_base(layer_weights(returned), f"{what}: the returned model")
    return layer_weights(model), returned


def tuned_well(submission: Submission) -> tuple[LayerWeights, LayerWeights]:
    """Weights of each layer before and after two epochs on 120 images."""
    before, model = tuned(submission, 1e-3, 2, 120)
    return before, layer_weights(model)


@pytest.mark.graded("check_fine_tune", points=1)
def test_block_5_moves(submission):
    """All convolutions of block 5 learn."""
    before, after = tuned_well(submission)
    # Kernels only: biases move even if nothing arrives from the images.
    for name in (name for name in before if name.startswith("block5")):
        reason = (
            f"{called(1e-3, 2)}: the weights of {name} are as before. Likely cause: the layer is still frozen, compile "
            "was not called after the flags were changed, or the images were prepared or scaled once more"
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
    # The second call is so short that the head's way tells the rate, if nothing else does: with two photos an optimizer
    # makes one step, or two for whoever takes them one by one.
    for rate, epochs, count in ((1e-3, 2, 120), (1e-4, 1, 2)):
        before, model = tuned(submission, rate, epochs, count)
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


@pytest.mark.graded("check_fine_tune", points=1)
def test_fine_tuning_goes_on_from_the_trained_head(submission, thresholds):
    """After fine-tuning the model recognises images that it has not seen: it went on with the head that was there."""
    _, model = tuned(submission, 1e-3, 2, 120)
    _, _, photos, labels = photos_for(submission, 120)
    what = f"accuracy on photos that were held out, after {called(1e-3, 2)} of a trained model"
    hint = "a new head in the place of the trained one, a rate that destroys what was learned, or a damaged model"
    thresholds.at_least("accuracy_after_fine_tuning", accuracy(model, prepared(photos), labels), what, hint)


def learning_rate(settings: object) -> float | None:
    """The learning rate in compile settings; None if they are the grader's own or hold none."""
    optimizer = settings.get("optimizer") if isinstance(settings, dict) else None
    if isinstance(optimizer, str):
        return rate_by_name(optimizer)
    config = optimizer.get("config") if isinstance(optimizer, dict) else None
    if isinstance(config, str):
        return rate_by_name(config)
    if not isinstance(config, dict) or config.get("name") == FIRST_PHASE:
        return None
    rate = config.get("learning_rate")
    if isinstance(rate, dict):  # a schedule: its largest rate
        schedule = rate.get("config")
        rates = (
            [schedule.get(key) for key in ("initial_learning_rate", "warmup_target")]
            if isinstance(schedule, dict)
            else []
        )
        rates += (
            list(schedule.get("values", []))
            if isinstance(schedule, dict) and isinstance(schedule.get("values"), list)
            else []
        )
        known = [float(each) for each in rates if isinstance(each, int | float) and not isinstance(each, bool)]
        return max(known, default=None)
    return float(rate) if isinstance(rate, int | float) and not isinstance(rate, bool) else None


def rate_by_name(name: str) -> float | None:
    """The rate that Keras takes for an optimizer that is given by its name."""
    try:
        return float(keras.optimizers.get(name).learning_rate)
    except (ValueError, TypeError, AttributeError):
        return None


# --- compare ---


# For each case the number of photos, how many show class 1, and the accuracy of each model: on the validation photos,
# then on the test photos. The best on the ones is the worst on the others, and so is the commonest class.
MADE_UP = (
    ((40, 26, {"a": 0.55, "b": 0.9, "c": 0.7, "d": 0.5}), (60, 20, {"a": 0.95, "b": 0.6, "c": 0.75, "d": 0.7})),
    ((50, 20, {"e": 0.8, "f": 0.6, "g": 0.7}), (40, 26, {"g": 0.75, "f": 0.9, "e": 0.65})),
)


def made_up(case: int) -> tuple[dict, np.ndarray, dict, np.ndarray, dict[str, float], dict[str, float]]:
    """Probabilities of models; the best has the largest cross-entropy: what it gets right, it gets right by little.

    Returns:
        Validation probabilities and labels, test probabilities and labels, and the true accuracies on both.
    """
    rng = np.random.default_rng(6 + case)
    answer = []
    for count, ones, shares in MADE_UP[case]:
        labels = rng.permutation((np.arange(count) < ones).astype(int))
        probabilities, accuracies = {}, {}
        for name, share in shares.items():
            right = rng.permutation(np.arange(count) < round(share * count))
            classes = np.where(right, labels, 1 - labels)
            is_best = share == max(shares.values())
            far = np.where(right == is_best, rng.uniform(0.02, 0.06, count), rng.uniform(0.3, 0.48, count))
            values = np.where(classes == 1, 0.5 + far, 0.5 - far)
            values[np.flatnonzero(classes == 0)[:3]] = 0.5  # is not above 0.5
            probabilities[name] = values.reshape(-1, 1).astype("float32")
            accuracies[name] = float(right.mean())
        answer.append((probabilities, labels, accuracies))
    (validation, validation_labels, on_validation), (test, test_labels, on_test) = answer
    return validation, validation_labels, test, test_labels, on_validation, on_test


@once
def compared(submission: Submission, case: int) -> object:
    return submission.call("compare", *made_up(case)[:4])


def comparisons(submission: Submission) -> Iterator[tuple[object, str, tuple]]:
    """For each case the answer, the call for messages, and what was made up."""
    for case in range(len(MADE_UP)):
        validation, labels, _, test_labels, *_ = found = made_up(case)
        what = f"compare({len(validation)} models on {len(labels)} validation photos, {len(test_labels)} test photos)"
        yield compared(submission, case), what, found


@pytest.mark.graded("check_compare", points=1)
def test_model_is_chosen_by_the_validation_photos(submission):
    """The chosen model is the best on the validation photos, whatever it does on the test photos."""
    for result, what, (*_, validation, _) in comparisons(submission):
        chosen = expect.entry(result, "chosen", what)
        best = max(validation, key=validation.get)
        hint = "the highest accuracy on the validation photos; the test photos have no say"
        expect.equal(chosen, best, f"{what}['chosen']", hint)


@pytest.mark.graded("check_compare", points=1)
def test_accuracies_and_baseline(submission):
    """The accuracies are right, "test" is that of the chosen model, and the baseline is the commonest class's."""
    for result, what, (_, _, _, test_labels, validation, test) in comparisons(submission):
        accuracies = expect.entry(result, "validation", what)
        reason = (
            f"{what}['validation']: expected a dictionary with an accuracy for each model, got {describe(accuracies)}"
        )
        expect.true(isinstance(accuracies, dict), reason)
        hint = "the models of this call and no others"
        expect.equal(set(accuracies), set(validation), f"{what}['validation']: names", hint)
        for name, share in validation.items():
            where = f"{what}['validation'][{name!r}]"
            hint = "class 1 is above 0.5; compare (n, 1) with (n,) and NumPy makes n x n of them, so take [:, 0]"
            expect.close(expect.entry(accuracies, name, where), share, where, hint=hint)
        chosen = expect.text(expect.entry(result, "chosen", what), f"{what}['chosen']")
        expect.true(chosen in test, f"{what}['chosen']: {describe(chosen)} is no model's name")
        hint = "the accuracy of the chosen model, found by its name, not the best"
        expect.close(expect.entry(result, "test", what), test[chosen], f"{what}['test']", hint=hint)
        share = max(test_labels.mean(), 1 - test_labels.mean())
        hint = "the share of the commonest class among the test labels"
        expect.close(expect.entry(result, "baseline", what), share, f"{what}['baseline']", hint=hint)
