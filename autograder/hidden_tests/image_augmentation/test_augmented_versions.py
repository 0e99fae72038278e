"""Several augmented versions of one image."""

import numpy as np
import pytest

from autograder.hidden_tests.image_augmentation.augmentations import dimmer, holes, mover
from autograder.questions import expect


@pytest.mark.graded("check_augmented_versions", points=1)
def test_versions_are_scaled_once(submission):
    """There are as many versions as asked for (nine by default), each of the image, scaled from 0..255 to 0..1 once."""
    image = np.random.default_rng(3).integers(0, 200, (6, 6, 3), "uint8")  # none of its pixels is white
    image[0, 0] = 0, 200, 128
    for asked in ((9,), (1,), (4,), ()):
        what = f"augmented_versions({', '.join(map(str, ('image', 'augmentation', *asked)))})"
        count = asked[0] if asked else 9
        given = (image // 200 if asked == (1,) else image).astype("int64" if asked == (4,) else "uint8")  # (1,): dark
        versions, (after, *_) = submission.call_and_inspect("augmented_versions", given, dimmer(), *asked)
        expect.true(
            np.array_equal(after, given), f"{what} changes its argument `image`. Likely cause: it works in place"
        )
        versions = expect.array(versions, what, shape=(count, 6, 6, 3), hint="a version for each count, 9 by default")
        values = np.sort(versions.reshape(count, -1), axis=1)
        expected = np.broadcast_to(np.sort(given.reshape(-1)) / 255 / 2, values.shape)
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
    different = _different(versions / greatest)
    reason = (
        f"{what}: {different} different images among 9 versions. Likely cause: one version is repeated, or the "
        "augmentation is called with training=False"
    )
    expect.true(different >= 7, reason)
    as_given = [np.allclose(version / greatest, image / image.max(), atol=0.02) for version in versions]
    expect.true(not any(as_given), f"{what}: {sum(as_given)} of the 9 versions are the image itself, not augmented")
    what = "augmented_versions(image, an augmentation with Dropout, 9)"
    versions = expect.array(submission.call("augmented_versions", image, holes(), 9), what, shape=(9, None, None, None))
    reason = f"{what}: the versions are equal. Likely cause: the augmentation is called without training=True"
    expect.true(_different(versions / max(np.abs(versions).max(), 1e-9)) >= 7, reason)


def _different(versions: np.ndarray) -> int:
    return len({np.round(version, 4).tobytes() for version in versions})
