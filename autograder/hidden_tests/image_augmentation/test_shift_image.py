"""Shifting an image by whole pixels."""

import numpy as np
import pytest

from autograder.questions import expect

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


@pytest.mark.graded("check_shift_image", points=0.25)
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
