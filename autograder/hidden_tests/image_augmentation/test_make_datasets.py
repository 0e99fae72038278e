"""The training and the validation pipeline."""

import numpy as np
import pytest

from autograder.hidden_tests.answers import parts
from autograder.hidden_tests.image_augmentation.augmentations import holes, mirror, mover
from autograder.hidden_tests.image_augmentation.passes import BATCH, TRAINING, VALIDATION, Given
from autograder.questions import expect

SIZES = (
    "[[len(batch[0]) for _, batch in zip(range(131), data)] "
    "for data in make_datasets(images, labels, images, labels, augmentation{})]"
)


@pytest.mark.graded("check_make_datasets", points=0.75)
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
    sizes = submission.evaluate(SIZES.format(""), what=what, images=images, labels=np.arange(40), augmentation=mirror())
    expect.equal(sizes, [[32, 8], [32, 8]], what, "another default than 32")
    what = "make_datasets(..., batch_size=1), 130 images: batches in a pass"
    images = np.zeros((130, 6, 6, 3), "uint8")
    expression = SIZES.format(", batch_size=1")
    names = {"images": images, "labels": np.arange(130), "augmentation": mirror()}
    sizes = submission.evaluate(expression, what=what, **names)
    counts = [len(each) for each in parts(sizes, 2, what) if isinstance(each, list)]
    expect.equal(counts, [130, 130], what, "a pass ends after so many batches, not after all images")


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
            types = ", ".join(sorted(map(str, each.label_types)))
            reason = f"{name}: labels have the type {types}, expected whole numbers, as they came"
            expect.true(all(kind.kind in "iu" for kind in each.label_types), reason)


@pytest.mark.graded("check_make_datasets", points=1)
def test_training_images_change_in_each_pass(submission):
    """Training images are augmented, with new random changes in each pass."""
    given = Given()
    originals = given.images / 250
    for augmentation in (mover(), holes()):
        first, second = (each.by_number(each.plain) for each in given.ask(submission, augmentation)["training"])
        both = sorted(first.keys() & second.keys() & set(range(TRAINING)))
        expect.true(len(both) > 4, "training: two passes have hardly an image in common")
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
    """With augmentation=None the training images are the given ones, scaled and shuffled as they are with one."""
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
    # Whether training images are shuffled at all is another test's question.
    orders = {
        name: [each.numbers.tolist() for each in given.ask(submission, augmentation)["training"]]
        for name, augmentation in (("with", mirror()), ("without", None))
    }
    shuffled = {name: each[0] != sorted(each[0]) and each[0] != each[1] for name, each in orders.items()}
    reason = (
        "training: with augmentation=None the images are not in another order in each pass. Likely cause: only what is "
        "augmented is shuffled"
    )
    expect.true(shuffled["without"] or not shuffled["with"], reason)


@pytest.mark.graded("check_make_datasets", points=0.25)
def test_given_arrays_stay(submission):
    """The given images and labels stay as they are."""
    changed = Given().changed(submission, mirror())
    reason = f"make_datasets(...) changes its arguments: {', '.join(changed)}. Likely cause: shuffled in place"
    expect.true(not changed, reason)
