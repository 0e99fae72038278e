"""The augmentation with the lecture's options, one option at a time and together."""

import numpy as np
import pytest

from autograder.hidden_tests.answers import parts
from autograder.hidden_tests.image_augmentation.ramps import COPIES, RAMPS, SIDE, Changes, augmented, expect_range
from autograder.questions import expect
from autograder.questions.student_work import Raised
from convnets.check import CheckFailed

# The images come twice in one pass: with a seed set before, TensorFlow's own random numbers are the same in each pass.
PIPELINE = (
    "(lambda found: [found[:len(images)], found[len(images):]])((lambda augmentation, data: "
    "list(data.map(lambda batch: augmentation(batch, training=True)).unbatch()))(build_augmentation({}), "
    "__import__('tensorflow').data.Dataset.from_tensor_slices(images).batch(5).repeat(2)))"
)

LECTURE_OPTIONS = {
    "rotation_range": 40,
    "width_shift_range": 0.2,
    "height_shift_range": 0.2,
    "shear_range": 0.2,
    "zoom_range": 0.2,
    "horizontal_flip": True,
}


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
    shares = {"width_shift_range": 0.3, "height_shift_range": 0.1}
    down = np.abs(Changes(augmented(submission, **shares), half=3).shifts[:, 1]).max()
    reason = (
        f"width_shift_range=0.3, height_shift_range=0.1: images move by up to {down:.2g} pixels of {SIDE} up or down. "
        "Likely cause: RandomTranslation takes the height first"
    )
    expect.true(down <= 0.1 * SIDE + 0.6, reason)


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
            straight, f"shear_range={share}: columns slide up or down. Likely cause: y_factor instead of x_factor"
        )
        what = f"shear_range={share}: the slant should reach from nearly -{share} to {share} pixels a row"
        expect_range(matrices[:, 0, 1], share, 0.1, what, "x_factor is the share itself")


@pytest.mark.graded("check_build_augmentation", points=0.75)
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


@pytest.mark.graded("check_build_augmentation", points=0.5)
def test_it_works_in_a_pipeline(submission):
    """The augmentation works inside of Dataset.map too, with new random numbers for each batch."""
    what = "build_augmentation(width_shift_range=0.3, horizontal_flip=True) inside Dataset.map: 12 images, twice"
    expression = PIPELINE.format("width_shift_range=0.3, horizontal_flip=True")
    try:
        passes = submission.evaluate(expression, what=what, images=RAMPS[:12])
    except Raised as error:
        raise CheckFailed(
            f"{what}: {error.raised[:300]}. Likely cause: NumPy functions, which cannot compute with the symbolic "
            "tensors of a pipeline"
        ) from error
    first, second = (expect.array(each, what, shape=(12, SIDE, SIDE, 3)) for each in parts(passes, 2, what))
    reason = (
        f"{what}: both times they are equal. Likely cause: NumPy's random numbers, which are drawn once for the whole "
        "pipeline"
    )
    expect.true(not np.allclose(first, second, atol=0.02), reason)


@pytest.mark.graded("check_build_augmentation", points=0.5)
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
        "instead of if, or a layer that is not in the model"
    )
    expect.true(not idle, reason)


def greatest_shift(submission, option: str, axis: int, width: int) -> float:
    """How far an option with the value 0.3 moves images of 20 rows and so many columns, at most."""
    rows, columns = np.mgrid[0:SIDE, 0:width].astype("float32")
    image = np.stack([columns, rows, columns * 0 - 300], axis=-1)
    images = np.repeat(image[np.newaxis], COPIES, axis=0)
    what = f"build_augmentation({option}=0.3)({COPIES} images of {SIDE}x{width}, training=True)"
    expression = f"build_augmentation({option}=0.3)(images, training=True)"
    moved = expect.array(submission.evaluate(expression, what=what, images=images), what, shape=images.shape)
    reason = (
        f"{what}: values of -300 became {moved[..., 2].min():.4g} to {moved[..., 2].max():.4g}. Likely cause: clipped"
    )
    expect.true(np.allclose(moved[..., 2], -300, atol=0.1), reason)
    row, column = SIDE // 2, width // 2
    return float(np.abs(moved[:, row, column, axis] - image[row, column, axis]).max())


@pytest.mark.graded("check_build_augmentation", points=0.25)
def test_any_range_and_any_shape(submission):
    """Images may have numbers of any range, and a share of the height is none of the width."""
    for option, axis, share in (("height_shift_range", 1, 1), ("width_shift_range", 0, 2)):
        square, wide = (greatest_shift(submission, option, axis, width) for width in (SIDE, 2 * SIDE))
        reason = (
            f"{option}=0.3: images of {SIDE}x{SIDE} move by up to {square:.2g} pixels, and those of {SIDE}x{2 * SIDE} "
            f"by up to {wide:.2g}. Likely cause: the share of another side"
        )
        expect.true(0.7 * share * square <= wide <= 1.4 * share * square, reason)
