"""Hidden tests of image_augmentation.

Augmentation is judged by what it does to images whose pixels say where they come from: two colour channels are ramps,
so the change of each image can be read off its middle, and the fill of its borders follows from it. Pipelines get
images that carry a number, and an augmentation of the grader's making. Nothing is asked about how it is written.
"""

import keras
import numpy as np
import pytest

from autograder.hidden_tests.circuit import Circuit, outputs_of
from autograder.questions import expect
from autograder.questions.student_work import Submission, describe

LECTURE_OPTIONS = {
    "rotation_range": 40,
    "width_shift_range": 0.2,
    "height_shift_range": 0.2,
    "shear_range": 0.2,
    "zoom_range": 0.2,
    "horizontal_flip": True,
}


def parts(value: object, count: int, what: str) -> list:
    """Expect a list or tuple of this many parts."""
    is_list = isinstance(value, list | tuple) and len(value) == count
    expect.true(is_list, f"{what}: expected {count} parts, got {describe(value)}")
    return list(value)


# --- shift_image ---

SHIFTS = ((1, 3), (-2, 1), (0, -4), (3, 0), (-1, -2), (0, 0))


@pytest.mark.graded("check_shift_image", points=0.5)
def test_content_moves_by_the_asked_pixels(submission):
    """The content moves down and right by the asked pixels, negative ones up and left; the image itself stays."""
    image = np.random.default_rng(1).integers(0, 256, (6, 8, 3), "uint8")
    for down, right in SHIFTS:
        what = f"shift_image(image of 6x8, {down}, {right})"
        moved, (given, *_) = submission.call_and_inspect("shift_image", image, down, right)
        moved = expect.array(moved, what, shape=image.shape, hint="the result has the shape of the image")
        target = (slice(max(down, 0), 6 + min(down, 0)), slice(max(right, 0), 8 + min(right, 0)))
        source = (slice(max(-down, 0), 6 - max(down, 0)), slice(max(-right, 0), 8 - max(right, 0)))
        reason = (
            f"{what}: the content is not where it should be. Likely cause: rows and columns are mixed up, or the "
            "image moves the other way"
        )
        expect.true(np.array_equal(moved[target], image[source]), reason)
        reason = f"{what}: the given image is another one afterwards. Likely cause: the result is written into it"
        expect.true(np.array_equal(given, image), reason)


@pytest.mark.graded("check_shift_image", points=0.5)
def test_shifted_border_repeats_the_nearest_pixel(submission):
    """What comes in at the border repeats the nearest pixel of the image."""
    image = np.random.default_rng(2).integers(1, 256, (7, 7, 2), "uint8")
    for size in (2, -2):  # alike in both directions: which way is which is the other test's question
        what = f"shift_image(image of 7x7, {size}, {size})"
        moved = expect.array(submission.call("shift_image", image, size, size), what, shape=image.shape)
        ways = [moved[::down, ::right] for down in (1, -1) for right in (1, -1)]
        repeats = [np.array_equal(way[:2], way[[2, 2]]) and np.array_equal(way[:, :2], way[:, [2, 2]]) for way in ways]
        reason = (
            f"{what}: the two rows and columns at the border do not repeat the nearest ones of the image. Likely "
            "cause: they are black, mirrored, or come from the other side (np.roll)"
        )
        expect.true(any(repeats), reason)


# --- build_augmentation ---

# With 96 images the chance that none is in the last fifth of a range is 0.8 ** 96, below 1e-9.
SIDE, COPIES = 20, 96
ROWS, COLUMNS = np.mgrid[0:SIDE, 0:SIDE].astype("float32")
# The first two channels of a pixel say where it comes from; no number is 0, so that a black border shows.
RAMPS = np.repeat(np.stack([COLUMNS + 3, ROWS + 3, COLUMNS * 0 + 9], axis=-1)[np.newaxis], COPIES, axis=0)


def augmented(submission: Submission, training: bool = True, **options: object) -> np.ndarray:
    """What the student's augmentation makes of the ramps."""
    arguments = ", ".join(f"{name}={value}" for name, value in options.items())
    expression = f"build_augmentation({arguments})(images, training={training})"
    what = f"build_augmentation({arguments})({COPIES} images, training={training})"
    result = submission.evaluate(expression, what=what, images=RAMPS)
    return expect.array(result, what, shape=RAMPS.shape, hint="images keep their shape")


class Changes:
    """The change of each image: for each pixel of the result, where in the original it comes from.

    It is fitted to the middle, so that whole pixels (`interpolation="nearest"`) are as good as values between them.

    Args:
        images: (n, SIDE, SIDE, 3).
        half: half of the width of the middle in pixels, small enough that no border gets into it.

    Attributes:
        matrices: (n, 2, 2): pixels in the original, to the right and down, for a step to the right (first column) or
            down (second column) in the result.
        shifts: (n, 2): how far right and down of the middle of the original the middle of the result comes from.
    """

    def __init__(self, images: np.ndarray, half: int = 6):
        self.images = images
        middle = (slice(SIDE // 2 - half, SIDE // 2 + half),) * 2
        steps = np.stack([COLUMNS, ROWS, np.ones_like(ROWS)], axis=-1)
        steps[..., :2] -= (SIDE - 1) / 2
        found = images[:, *middle, :2].reshape(len(images), -1, 2) - 3 - (SIDE - 1) / 2
        solved = np.linalg.pinv(steps[middle].reshape(-1, 3)) @ found
        self.matrices = solved[:, :2].transpose(0, 2, 1)
        self.shifts = solved[:, 2]
        self.sources = (steps.reshape(-1, 3) @ solved).reshape(len(images), SIDE, SIDE, 2) + (SIDE - 1) / 2

    @property
    def angles(self) -> np.ndarray:
        """Degrees by which each image is turned, of a change that only turns."""
        return np.degrees(np.arctan2(self.matrices[:, 1, 0], self.matrices[:, 0, 0]))


def expect_range(values: np.ndarray, limit: float, slack: float, what: str, hint: str) -> None:
    """Expect random values in -limit to limit, some near either end."""
    low, high = float(values.min()), float(values.max())
    reason = f"{what}: among {COPIES} images they reach from {low:.3g} to {high:.3g}. Likely cause: {hint}"
    expect.true(-limit - slack <= low and high <= limit + slack, f"{reason} (too far)")
    expect.true(low < -0.6 * limit and high > 0.6 * limit, f"{reason} (not far enough)")


@pytest.mark.graded("check_build_augmentation", points=1)
def test_rotation_is_in_degrees(submission):
    """Images are turned by up to the asked degrees, both ways."""
    for degrees in (40, 12):
        images = augmented(submission, rotation_range=degrees)
        hint = "RandomRotation takes a share of a full turn: degrees / 360"
        what = f"rotation_range={degrees}: angles should reach from nearly -{degrees} to {degrees}"
        expect_range(Changes(images).angles, degrees, 4, what, hint)


@pytest.mark.graded("check_build_augmentation", points=0.5)
def test_flip_is_horizontal(submission):
    """About half of the images are mirrored, left to right, and none is turned upside down."""
    matrices = Changes(augmented(submission, horizontal_flip=True)).matrices
    expect.true((matrices[:, 1, 1] > 0).all(), "horizontal_flip=True: some images are upside down. Likely cause: "
                "RandomFlip() flips both ways by default")  # fmt: skip
    share = float((matrices[:, 0, 0] < 0).mean())
    reason = f"horizontal_flip=True: {share:.0%} of {COPIES} images are mirrored, expected about half"
    expect.true(0.15 < share < 0.85, reason)


@pytest.mark.graded("check_build_augmentation", points=1)
def test_shifts_along_their_own_axis(submission):
    """Images are moved along the asked axis only, by up to the asked share, both ways."""
    for name, axis in (("width_shift_range", 0), ("height_shift_range", 1)):
        for share in (0.2, 0.35):
            shifts = Changes(augmented(submission, **{name: share}), half=3).shifts
            hint = "RandomTranslation takes the height first, then the width"
            reason = f"{name}={share}: images also move along the other axis. Likely cause: {hint}"
            expect.true(np.abs(shifts[:, 1 - axis]).max() < 0.6, reason)
            limit = share * SIDE
            what = f"{name}={share}: shifts should reach from nearly -{limit:g} to {limit:g} pixels of {SIDE}"
            expect_range(shifts[:, axis], limit, 0.6, what, "the factor is the share itself, for both directions")


@pytest.mark.graded("check_build_augmentation", points=0.5)
def test_zoom_goes_in_and_out(submission):
    """Images are scaled by up to the asked share, in and out."""
    matrices = Changes(augmented(submission, zoom_range=0.2)).matrices
    for axis in (0, 1):
        steps = matrices[:, axis, axis]  # 0.8 to 1.2, or 1 / 1.2 to 1 / 0.8
        reason = (
            f"zoom_range=0.2: among {COPIES} images a pixel shows {steps.min():.2f} to {steps.max():.2f} pixels of the "
            "original, expected about 0.8 to 1.2. Likely cause: in one direction only, or another share"
        )
        expect.true(0.77 < steps.min() < 0.895 and 1.105 < steps.max() < 1.28, reason)


@pytest.mark.graded("check_build_augmentation", points=0.5)
def test_shear_slides_rows_sideways(submission):
    """Rows slide sideways by up to the asked number of pixels a row, both ways."""
    for share in (0.2, 0.4):
        matrices = Changes(augmented(submission, shear_range=share)).matrices
        straight = np.abs(matrices[:, 1, 0]).max() < 0.04
        expect.true(
            straight, f"shear_range={share}: columns slide up or down. Likely cause: y_factor in place of x_factor"
        )
        what = f"shear_range={share}: the slant should reach from nearly -{share} to {share} pixels a row"
        expect_range(matrices[:, 0, 1], share, 0.1, what, "x_factor is the share itself")


@pytest.mark.graded("check_build_augmentation", points=1)
def test_borders_repeat_the_nearest_pixel(submission):
    """Whatever the option, what comes in at the border repeats the nearest pixel."""
    options = {
        "rotation_range": 40,
        "width_shift_range": 0.3,
        "height_shift_range": 0.3,
        "shear_range": 0.4,
        "zoom_range": 0.4,
    }
    for name, value in options.items():
        changes = Changes(augmented(submission, **{name: value}), half=3 if "shift" in name else 6)
        expected = np.clip(changes.sources, 0, SIDE - 1) + 3
        wrong = np.abs(changes.images[..., :2] - expected).max(axis=-1) > 1.5
        share = float(wrong.mean())
        reason = (
            f"{name}={value}: {share:.1%} of the pixels are not what the nearest pixel of the image would give. "
            'Likely cause: a layer without fill_mode="nearest" (the default is "reflect")'
        )
        expect.true(share < 0.006, reason)  # reflected corners of turned images: 0.012 and more


@pytest.mark.graded("check_build_augmentation", points=1)
def test_images_stay_when_nothing_is_asked(submission):
    """Without options, and with training=False, images stay as they are."""
    for training, options in ((True, {}), (False, LECTURE_OPTIONS)):
        images = augmented(submission, training=training, **options)
        arguments = "the lecture's options" if options else ""
        reason = f"build_augmentation({arguments})(images, training={training}): the images changed. Likely cause: " + (
            "layers that act whatever training is" if options else "values that do not depend on the options"
        )
        expect.true(np.abs(images - RAMPS).max() < 0.02, reason)


@pytest.mark.graded("check_build_augmentation", points=0.5)
def test_options_act_together(submission):
    """Several options at once change each image in all the asked ways."""
    options = LECTURE_OPTIONS | {"width_shift_range": 0.1, "height_shift_range": 0.1}
    turned = Changes(augmented(submission, **options))
    upright = Changes(augmented(submission, **options | {"rotation_range": 0}))
    effects = {  # without rotation each other option shows in a number of its own, 0 in an image as it was
        "rotation_range": (turned.matrices[:, 1, 0], 0.1),
        "width_shift_range": (upright.shifts[:, 0], 0.5),
        "height_shift_range": (upright.shifts[:, 1], 0.5),
        "shear_range": (upright.matrices[:, 0, 1], 0.05),
        "zoom_range": (upright.matrices[:, 1, 1] - 1, 0.05),
        "horizontal_flip": (np.sign(upright.matrices[:, 0, 0]) - 1, 0.1),
    }
    idle = [name for name, (values, least) in effects.items() if np.sqrt(np.mean(values**2)) < least]
    reason = (
        f"build_augmentation with the lecture's options together: {', '.join(idle)} had no effect. Likely cause: elif "
        "in place of if, or a layer that is not in the model"
    )
    expect.true(not idle, reason)


# --- augmented_versions ---


def mirror() -> keras.Model:
    """An augmentation of the grader's that keeps all values of an image."""
    return keras.Sequential([keras.Input((6, 6, 3)), keras.layers.RandomFlip("horizontal", name="flip")], name="mirror")


def dimmer() -> keras.Model:
    """An augmentation of the grader's that mirrors, and halves all values: twice makes a quarter."""
    steps = [keras.layers.RandomFlip("horizontal", name="flip"), keras.layers.Rescaling(0.5, name="dim")]
    return keras.Sequential([keras.Input((6, 6, 3)), *steps], name="dimmer")


def mover() -> keras.Model:
    """An augmentation of the grader's that hardly ever gives the same image twice, and keeps an even colour."""
    layer = keras.layers.RandomTranslation(0.4, 0.4, fill_mode="nearest", name="move")
    return keras.Sequential([keras.Input((6, 6, 3)), layer], name="mover")


@pytest.mark.graded("check_augmented_versions", points=1)
def test_versions_are_scaled_once(submission):
    """There are as many versions as asked for (nine by default), each of the image, scaled from 0..255 to 0..1 once."""
    image = np.random.default_rng(3).integers(0, 200, (6, 6, 3), "uint8")  # none of its pixels is white
    image[0, 0] = 0, 200, 128
    for asked in ((9,), (1,), (4,), ()):
        what = f"augmented_versions({', '.join(map(str, ('image', 'augmentation', *asked)))})"
        count = asked[0] if asked else 9
        versions = submission.call("augmented_versions", image, dimmer(), *asked)
        versions = expect.array(versions, what, shape=(count, 6, 6, 3), hint="a version for each count, 9 by default")
        values = np.sort(versions.reshape(count, -1), axis=1)
        expected = np.broadcast_to(np.sort(image.reshape(-1)) / 255 / 2, values.shape)
        hint = "grey levels are divided by 255, once (not by the brightest), and each version is augmented, once"
        what = f"{what}, with an augmentation that halves the values: the sorted values of each version"
        expect.close(values, expected, what, tolerance=1e-3, hint=hint)


@pytest.mark.graded("check_augmented_versions", points=1)
def test_each_version_has_random_numbers_of_its_own(submission):
    """Each version has random numbers of its own, also the first."""
    image = np.random.default_rng(4).integers(0, 256, (6, 6, 3), "uint8")
    image[2:4, 2:4, 0] = 255  # stays in the picture wherever it is moved
    what = "augmented_versions(image, augmentation, 9)"
    versions = expect.array(submission.call("augmented_versions", image, mover(), 9), what, shape=(9, None, None, None))
    greatest = max(np.abs(versions).max(), 1e-9)  # the scale is the other test's question
    different = len({np.round(version / greatest, 4).tobytes() for version in versions})
    reason = (
        f"{what}: {different} different images among 9 versions. Likely cause: one version is repeated, or the "
        "augmentation is called without training=True"
    )
    expect.true(different >= 7, reason)
    as_given = [np.allclose(version / greatest, image / image.max(), atol=0.02) for version in versions]
    expect.true(not any(as_given), f"{what}: {sum(as_given)} of the 9 versions are the image itself, not augmented")


# --- make_datasets ---

TRAINING, VALIDATION, BATCH = 22, 9, 8
PASSES = (
    "[[tuple(batch) for _, batch in zip(range(24), data)] "
    "for data in make_datasets(x_train, y_train, x_validation, y_validation, augmentation, batch_size=8) "
    "for _ in range(2)]"
)

SIZES = (
    "[[len(batch[0]) for _, batch in zip(range(41), data)] "
    "for data in make_datasets(images, labels, images, labels, augmentation)]"
)


def numbered(numbers: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """6x6 images: all of the red is 250, all of the blue says which image it is, the green is a pattern."""
    images = np.full((len(numbers), 6, 6, 3), 250, "uint8")
    images[..., 1] = rng.integers(0, 256, (len(numbers), 6, 6))
    images[..., 2] = (5 * numbers + 5).reshape(-1, 1, 1)
    return images


class Given:
    """The images that `make_datasets` gets; the training images have the numbers 0 to 21, the others 22 to 30."""

    def __init__(self):
        rng = np.random.default_rng(5)
        self.images = numbered(np.arange(TRAINING + VALIDATION), rng)
        self.labels = rng.permutation(TRAINING + VALIDATION).astype("int32")

    def ask(self, submission: Submission, augmentation: keras.Model | None) -> dict[str, list["Pass"]]:
        """Two passes over each dataset, or a reason if they are none."""
        names = {
            "x_train": self.images[:TRAINING],
            "y_train": self.labels[:TRAINING],
            "x_validation": self.images[TRAINING:],
            "y_validation": self.labels[TRAINING:],
            "augmentation": augmentation,
        }
        what = "make_datasets(...): two passes over both datasets"
        passes = parts(submission.evaluate(PASSES, what=what, **names), 4, what)
        return {
            "training": [Pass(each, "training") for each in passes[:2]],
            "validation": [Pass(each, "validation") for each in passes[2:]],
        }


class Pass:
    """One pass over a dataset: all images, their labels, and the number that each image carries.

    Attributes:
        images: (n, 6, 6, 3), as they came.
        labels: (n,).
        label_shapes, types: for each batch the shape of its labels, and the dtype of its images.
        numbers: (n,), the same whatever the images were divided by.
        plain: the images divided by their red, so that the scale does not matter: 0 to about 1.
        sizes: images in each batch.
    """

    def __init__(self, batches: object, name: str):
        what = f"{name}: one pass"
        is_list = isinstance(batches, list | tuple) and len(batches) > 0
        expect.true(is_list, f"{what}: it gave no batch. Likely cause: a generator, which can be passed once")
        pairs = [parts(batch, 2, f"{what}, a batch (images, labels)") for batch in batches]
        images = [expect.array(pair[0], f"{what}: images", shape=(None, 6, 6, 3)) for pair in pairs]
        self.images = np.concatenate(images).astype("float64")
        self.types = [each.dtype.name for each in images]
        labels = [expect.array(pair[1], f"{what}: labels") for pair in pairs]
        self.label_shapes = [each.shape for each in labels]
        self.labels = np.concatenate([each.reshape(-1) for each in labels])
        count = len(self.images)
        expect.true(count > 0, f"{what}: it has no images")
        expect.true(len(self.labels) == count, f"{what}: {count} images and {len(self.labels)} labels")
        self.sizes = [len(each) for each in images]
        red = np.median(self.images[..., 0], axis=(1, 2))
        expect.true(
            (red > 0).all(), f"{what}: images have lost their colours, or are no longer in order of the channels"
        )
        self.plain = self.images / red.reshape(-1, 1, 1, 1)
        self.numbers = np.rint(np.median(self.plain[..., 2], axis=(1, 2)) * 50 - 1).astype(int)

    def by_number(self, values: np.ndarray) -> dict[int, np.ndarray]:
        """Values of the images by the number of the image."""
        return dict(zip(self.numbers.tolist(), values, strict=True))


@pytest.mark.graded("check_make_datasets", points=1)
def test_each_pass_has_each_image_once(submission):
    """Each pass has each image once, in batches of the asked size, which is 32 by default."""
    passes = Given().ask(submission, mirror())
    for name, numbers in (("training", range(TRAINING)), ("validation", range(TRAINING, TRAINING + VALIDATION))):
        for number, each in enumerate(passes[name], start=1):
            what = f"{name}, pass {number}"
            reason = f"{what}: {len(each.images)} images in a pass, expected each of the {len(numbers)} given ones once"
            expect.true(sorted(each.numbers.tolist()) == list(numbers), reason)
            size = f"{what}: batches of {each.sizes} images, expected 8 in each but the last"
            expect.true(all(count == BATCH for count in each.sizes[:-1]) and each.sizes[-1] <= BATCH, size)
    what = "make_datasets(...) without a batch_size, 40 images: images in each batch"
    images = np.zeros((40, 6, 6, 3), "uint8")
    sizes = submission.evaluate(SIZES, what=what, images=images, labels=np.arange(40), augmentation=mirror())
    expect.equal(sizes, [[32, 8], [32, 8]], what, "another default than 32")


@pytest.mark.graded("check_make_datasets", points=1)
def test_labels_stay_with_their_images(submission):
    """Each image has its own label, a single number, in training and validation, in each pass."""
    given = Given()
    for name, both in given.ask(submission, mirror()).items():
        for each in both:
            known = (each.numbers >= 0) & (each.numbers < len(given.labels))
            right = given.labels[each.numbers[known]] == each.labels[known]
            reason = (
                f"{name}: {int((~right).sum())} of {right.size} images have the label of another image. Likely cause: "
                "images were shuffled without their labels"
            )
            expect.true(right.size and right.all(), reason)
            reason = (
                f"{name}: the labels of a batch have the shape {each.label_shapes[0]}, expected one axis, as they came"
            )
            expect.true(all(len(shape) == 1 for shape in each.label_shapes), reason)


@pytest.mark.graded("check_make_datasets", points=1)
def test_training_images_change_in_each_pass(submission):
    """Training images are augmented, with new random changes in each pass."""
    given = Given()
    first, second = (each.by_number(each.plain) for each in given.ask(submission, mover())["training"])
    both = sorted(first.keys() & second.keys() & set(range(TRAINING)))
    expect.true(len(both) > 4, "training: two passes have hardly an image in common")
    originals = given.images / 250
    changed = [not np.allclose(first[number], originals[number], atol=0.02) for number in both]
    reason = "training: the images are not augmented. Likely cause: training=True is missing, or the step itself"
    expect.true(np.mean(changed) > 0.5, reason)
    differ = [not np.allclose(first[number], second[number], atol=0.02) for number in both]
    reason = (
        "training: the images are equal in both passes. Likely cause: augmented before .cache(), or before the "
        "dataset is made"
    )
    expect.true(np.mean(differ) > 0.5, reason)


@pytest.mark.graded("check_make_datasets", points=1)
def test_validation_is_not_augmented(submission):
    """Validation images are the given ones, in each pass."""
    given = Given()
    for each in given.ask(submission, mover())["validation"]:
        known = (each.numbers >= 0) & (each.numbers < len(given.images))
        originals = given.images[each.numbers[known]] / 250
        same = originals.size and np.allclose(each.plain[known], originals, atol=0.02)
        expect.true(
            same, "validation: the images are not the given ones. Likely cause: validation images are augmented"
        )


@pytest.mark.graded("check_make_datasets", points=1)
def test_both_datasets_are_scaled_once(submission):
    """Training and validation images are scaled from 0..255 to 0..1 once, as floats of full precision."""
    for name, both in Given().ask(submission, mirror()).items():
        for each in both:
            red = float(np.median(each.images[..., 0]))
            reason = (
                f"{name}: the grey level 250 became {red:.4g}, expected 250 / 255 = 0.9804. Likely cause: not divided "
                "by 255, or twice"
            )
            expect.true(np.allclose(each.images[..., 0], 250 / 255, atol=2e-3), reason)
            reason = f"{name}: the images are {each.types[0]}, expected float32"
            expect.true(all(kind in ("float32", "float64") for kind in each.types), reason)  # NumPy's are good enough


@pytest.mark.graded("check_make_datasets", points=0.5)
def test_training_is_shuffled_anew(submission):
    """Training images come in another order in each pass."""
    first, second = (each.numbers.tolist() for each in Given().ask(submission, mirror())["training"])
    reason = "training: the images come in the given order. Likely cause: no .shuffle"
    expect.true(first != sorted(first), reason)
    reason = (
        "training: the images come in the same order in both passes. Likely cause: shuffled once, or before .cache()"
    )
    expect.true(first != second, reason)


@pytest.mark.graded("check_make_datasets", points=0.5)
def test_training_without_augmentation(submission):
    """With augmentation=None the training images are the given ones, scaled as they are with one."""
    given = Given()
    with_one = float(np.median(given.ask(submission, mirror())["training"][0].images[..., 0]))
    for each in given.ask(submission, None)["training"]:
        known = (each.numbers >= 0) & (each.numbers < len(given.images))
        same = known.any() and np.allclose(each.plain[known], given.images[each.numbers[known]] / 250, atol=0.02)
        expect.true(same, "make_datasets(..., None): the training images are not the given ones")
        without = float(np.median(each.images[..., 0]))
        reason = (
            f"training: the grey level 250 became {without:.4g} with augmentation=None, and {with_one:.4g} with an "
            "augmentation. Likely cause: images are scaled only where they are augmented"
        )
        expect.true(np.isclose(without, with_one, rtol=0.01), reason)


# --- build_convnet ---

SMALLEST = 46  # pixels of which one feature map cell is left


def circuit_of(submission) -> Circuit:
    """The model that the student builds for the smallest images, wired for a test."""
    what = f"build_convnet({SMALLEST})"
    model = submission.call("build_convnet", SMALLEST)
    model = expect.model(model, what, input_shape=(None, SMALLEST, SMALLEST, 3), output_shape=(None, 1))
    circuit = Circuit(model)
    layers = len(circuit.kernels)
    expect.true(layers > 1, f"{what}: expected hidden layers and a last layer, got {layers} layers with weights")
    last = circuit.shapes[-1]
    expect.true(last == (1,), f"{what}: expected a last layer with one bias, got weights of shape {last}")
    return circuit


@pytest.mark.graded("check_build_convnet", points=1)
def test_convnet_has_the_lectures_size(submission):
    """The convnet has the lecture's number of parameters, for images of any size."""
    for size, parameters in ((150, 3_453_121), (64, 504_001)):
        what = f"build_convnet({size})"
        model = expect.model(
            submission.call("build_convnet", size), what, input_shape=(None, size, size, 3), output_shape=(None, 1)
        )
        hint = "look for padding, pool sizes, filters, or a layer that is missing or too many"
        expect.equal(model.count_params(), parameters, f"{what}: number of parameters", hint)


@pytest.mark.graded("check_build_convnet", points=0.5)
def test_each_hidden_layer_has_a_relu(submission):
    """Each hidden layer of the convnet sets negative values to 0."""
    linear = circuit_of(submission).layers_that_pass_negative_signals()
    reason = (
        f"build_convnet(): of the layers with weights, {', '.join(f'number {layer}' for layer in linear)} "
        "let negative values through. Likely cause: activation='relu' is missing, or it is another activation"
    )
    expect.true(not linear, reason)


def chequered() -> np.ndarray:
    """Chessboards of fields that are as large as what a cell sees before each pooling, at the places that it sees.

    Where the fields fit the windows, pooling has both colours in each of its windows; elsewhere the maximum is bright
    as well. The first place is that without padding, the second that with it.
    """
    rows, columns = np.mgrid[0:SMALLEST, 0:SMALLEST]
    fields = [(1, 0), (2, 1), (2, 0), (4, 3), (4, 0), (8, 7), (8, 0)]
    boards = [((rows - place) // size + (columns - place) // size) % 2 for size, place in fields]
    return np.repeat(np.stack(boards)[..., np.newaxis], 3, axis=-1).astype("float32")


@pytest.mark.graded("check_build_convnet", points=0.5)
def test_pooling_takes_the_maximum(submission):
    """Pooling keeps the strongest value of each window, not the average."""
    circuit = circuit_of(submission)
    white = np.ones((1, SMALLEST, SMALLEST, 3), "float32")
    black_score, white_score = circuit.output(white * 0), circuit.output(white)
    reason = "build_convnet(): black and white images give the same output. Likely cause: a softmax over one unit"
    expect.true(not np.allclose(white_score, black_score, atol=1e-4), reason)
    reason = (
        "build_convnet(): in a chequered image each pooling window has a bright field, and should count as much as "
        "one that is all bright, and counts less. Likely cause: average-pooling, or a pooling layer is missing"
    )
    expect.true(np.allclose(circuit.output(chequered()), white_score, atol=1e-4), reason)


@pytest.mark.graded("check_build_convnet", points=0.5)
def test_last_layer_is_a_sigmoid(submission):
    """The last layer gives one probability."""
    circuit = circuit_of(submission)
    for score in (-3.0, 0.7):
        image = np.zeros((1, SMALLEST, SMALLEST, 3), "float32")
        output = float(circuit.output(image, bias=np.array([score], "float32")).reshape(-1)[0])
        reason = (
            f"build_convnet(): for the score {score} the output is {output:.3g}, expected the sigmoid "
            f"{1 / (1 + np.exp(-score)):.3g}. Likely cause: no activation in the last layer, or another one"
        )
        expect.true(abs(output - 1 / (1 + np.exp(-score))) < 1e-3, reason)
        # A black image gives no signal that a dropout before could take away: the bias alone decides.
        in_training = outputs_of(lambda images, training: circuit.model(images, training=not training), image)
        in_training = float(in_training.reshape(-1)[0])
        reason = (
            f"build_convnet(): with training=True the output for a black image is {in_training:.3g} in place of "
            f"{output:.3g}. Likely cause: a Dropout layer behind the last layer, which deletes answers"
        )
        expect.true(abs(in_training - output) < 1e-3, reason)


@pytest.mark.graded("check_build_convnet", points=0.5)
def test_scaled_images_are_not_scaled_again(submission):
    """The convnet takes images from 0 to 1 as they are."""
    circuit = circuit_of(submission)
    white = np.ones((1, SMALLEST, SMALLEST, 3), "float32")
    same = np.allclose(circuit.output(white), circuit.output(white * 0, bias=np.array([1.0], "float32")), atol=2e-3)
    reason = (
        "build_convnet(): a signal of 1 does not arrive as 1 at the last layer, though all weights are 1. Likely "
        "cause: a Rescaling or normalisation layer (the pipeline scales the images), or not ReLU"
    )
    expect.true(same, reason)


# --- train ---

DATASET = "__import__('tensorflow').data.Dataset.from_tensor_slices"
TRAIN = f"(train(model, {DATASET}((x, y)).batch(16), {DATASET}((x_validation, y_validation)).batch(16), epochs), model)"


def warm_and_cold(count: int, rng: np.random.Generator, warm_is: int) -> tuple[np.ndarray, np.ndarray]:
    """Noisy 4x4 images, cold (more blue) and warm (more red) in turn, and labels: warm ones have `warm_is`."""
    warm = np.arange(count) % 2
    images = rng.uniform(0.25, 0.75, (count, 4, 4, 3)).astype("float32")
    tint = (0.1 * (2 * warm - 1)).reshape(-1, 1, 1)
    images[..., 0] += tint
    images[..., 2] -= tint
    return images, np.where(warm == 1, warm_is, 1 - warm_is).astype("uint8")


def linear_model(kernel: np.ndarray) -> keras.Model:
    """One weight for each number of a 4x4 image, and a sigmoid: small enough for any optimizer."""
    probability = keras.layers.Dense(1, activation="sigmoid", name="probability")
    stack = [keras.Input((4, 4, 3), name="images"), keras.layers.Flatten(name="flat"), probability]
    model = keras.Sequential(stack, name="graders_model")
    model.set_weights([kernel.reshape(48, 1), np.zeros(1)])
    return model


def weights_for_warm(weight: float) -> np.ndarray:
    """Weights that give warm images (weight > 0) or cold ones a probability above one half."""
    return np.tile(np.array([weight, 0, -weight]), (4, 4, 1))


def trained(submission, model, training, validation, epochs: int, eager: bool) -> tuple[dict, keras.Model]:
    """The history and the model after `train`."""
    what = f"train(model, training, validation, {epochs})"
    names = {"x": training[0], "y": training[1], "x_validation": validation[0], "y_validation": validation[1]}
    result = submission.evaluate(TRAIN, what=what, eager=eager, model=model, epochs=epochs, **names)
    history, after = parts(result, 2, what)
    after = expect.model(after, f"{what}: the model afterwards", input_shape=(None, 4, 4, 3), output_shape=(None, 1))
    return expect.history(history, what), after


def accuracy_of(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> float:
    """The share of images for which the model's probability is on the side of the label."""
    return float(((outputs_of(model, images).reshape(-1) > 0.5) == labels).mean())


def entry(history: dict, names: tuple[str, ...], what: str) -> list[float]:
    """The values under the first of these names that the history has."""
    found = next((history[name] for name in names if name in history), None)
    expect.true(found, f"{what}: the history has no {names[0]!r}; its entries are {list(history)}")
    return found


@pytest.mark.graded("check_train", points=1)
def test_model_learns_from_what_it_is_given(submission, thresholds):
    """The given model itself learns from the given batches, and recognises other images afterwards."""
    rng = np.random.default_rng(submission.seed)
    warm_is = int(rng.integers(0, 2))
    images, labels = warm_and_cold(320, rng, warm_is)
    labels[:16] = 1 - labels[:16]  # who takes the first batch only learns the opposite
    # The first weights are wrong: all held out images are on the wrong side.
    model = linear_model(weights_for_warm(-0.003 if warm_is else 0.003))
    first = [weight.copy() for weight in model.get_weights()]
    _, after = trained(submission, model, (images, labels), warm_and_cold(16, rng, warm_is), 10, eager=False)
    same = all(np.array_equal(old, new) for old, new in zip(first, after.get_weights(), strict=False))
    expect.true(not same, "train(...): the given model did not change. Likely cause: another model was trained")
    what = "accuracy on images that were held out, after train(model, training, validation, 10) with 320 images"
    hint = "a far too small learning rate, or other data than the given"
    accuracy = accuracy_of(after, *warm_and_cold(200, rng, warm_is))
    thresholds.at_least("accuracy_after_training", accuracy, what, hint)


@pytest.mark.graded("check_train", points=0.5)
def test_validation_figures_are_of_the_validation_data(submission):
    """The history has the accuracy for each asked epoch: on all training batches, and on all validation data."""
    rng = np.random.default_rng(7)
    # So sure a model keeps its opinions in a few steps: it is right on the first five of six training batches, and on
    # the last of three validation batches.
    training, validation = warm_and_cold(96, rng, 1), warm_and_cold(48, rng, 1)
    training[1][80:] = 1 - training[1][80:]
    validation[1][:32] = 1 - validation[1][:32]
    what = "train(model, training, validation, 4)"
    history, after = trained(submission, linear_model(weights_for_warm(20.0)), training, validation, 4, eager=True)
    of_training = entry(history, ("accuracy", "acc", "binary_accuracy"), what)
    of_validation = entry(history, ("val_accuracy", "val_acc", "val_binary_accuracy"), what)
    expect.equal(len(of_validation), 4, f"{what}: epochs in the history", "pass the argument epochs on to fit")
    hint = "validation_data is not the given validation dataset"
    expected = accuracy_of(after, *validation)
    expect.close(of_validation[-1], expected, f"{what}: the last val_accuracy", tolerance=0.03, hint=hint)
    hint = "not all batches of the training dataset are taken"
    expect.close(
        of_training[-1], accuracy_of(after, *training), f"{what}: the last accuracy", tolerance=0.03, hint=hint
    )


def cross_entropy(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> float:
    """The mean binary cross-entropy between labels and a model's probabilities."""
    warm = np.clip(outputs_of(model, images).reshape(-1).astype("float64"), 1e-7, 1 - 1e-7)
    return float(-np.log(np.where(labels == 1, warm, 1 - warm)).mean())


@pytest.mark.graded("check_train", points=0.5)
def test_loss_is_the_cross_entropy(submission):
    """The loss is the binary cross-entropy of the images as they come; the last val_loss is that of the final model."""
    data = warm_and_cold(16, np.random.default_rng(8), 1)
    model = linear_model(weights_for_warm(0.5))  # quite sure, and right: there the losses differ most
    history, after = trained(submission, model, data, data, 1, eager=True)
    loss, expected = entry(history, ("loss",), "train(...)")[0], cross_entropy(model, *data)
    reason = (
        f"train(...): for a model whose binary cross-entropy is {expected:.3g} the first loss is {loss:.3g}. Likely "
        "cause: another loss (mean squared error, focal, smoothed labels), or images that are scaled again"
    )
    expect.true(abs(loss - expected) < 0.05 * expected, reason)
    last, final = entry(history, ("val_loss",), "train(...)")[-1], cross_entropy(after, *data)
    reason = (
        f"train(...): the last val_loss is {last:.4g}, and the model that is left has {final:.4g} on the validation "
        "data. Likely cause: another model is trained, or this one learns on after the last epoch"
    )
    expect.true(abs(last - final) < 0.001 * final, reason)


# --- summarise ---


def histories() -> list[dict[str, list[float]]]:
    """Made-up histories of several lengths; in one the best accuracy comes twice, in one it comes first."""
    rng = np.random.default_rng(9)
    made = []
    for epochs in (7, 1, 12, 5):
        names = ("accuracy", "val_accuracy", "loss", "val_loss")
        made.append({name: rng.uniform(0.4, 0.99, epochs).tolist() for name in names})
    made[2]["val_accuracy"][4] = made[2]["val_accuracy"][9] = 0.999
    made[0]["val_accuracy"][-1] = 0.41
    made[0]["val_accuracy"][2:5] = 0.9961, 0.7, 0.9964  # equal only if they are rounded
    made[3]["val_accuracy"][0] = 0.995
    return made


@pytest.mark.graded("check_summarise", points=1)
def test_best_epoch_by_validation_accuracy(submission):
    """The best epoch is the first with the highest validation accuracy, counted from 1."""
    for history in histories():
        curve = history["val_accuracy"]
        what = f"summarise(a history of {len(curve)} epochs)"
        result = submission.call("summarise", history)
        expect.true(isinstance(result, dict), f"{what}: expected a dictionary, got {describe(result)}")
        hint = "the first epoch with the highest val_accuracy, counted from 1"
        expect.equal(result.get("epoch"), int(np.argmax(curve)) + 1, f"{what}['epoch']", hint)
        expect.close(result.get("accuracy"), max(curve), f"{what}['accuracy']", hint="the val_accuracy of that epoch")


@pytest.mark.graded("check_summarise", points=1)
def test_gap_of_the_last_epoch(submission):
    """The gap is the training accuracy minus the validation accuracy in the last epoch."""
    for history in histories():
        what = f"summarise(a history of {len(history['accuracy'])} epochs)"
        result = submission.call("summarise", history)
        expect.true(isinstance(result, dict), f"{what}: expected a dictionary, got {describe(result)}")
        expected = history["accuracy"][-1] - history["val_accuracy"][-1]
        expect.close(result.get("gap"), expected, f"{what}['gap']", hint="training minus validation, last epoch")
