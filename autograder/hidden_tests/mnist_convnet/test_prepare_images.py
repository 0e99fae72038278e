"""Images are prepared for a convnet: channel axis and scale."""

import numpy as np
import pytest

from autograder.questions import expect


@pytest.mark.graded("check_prepare_images", points=0.75)
def test_images_get_a_channel_axis(submission):
    """Images get a last axis for their one channel, whatever their number, height and width."""
    for shape in ((4, 28, 28), (1, 28, 28), (3, 12, 9)):
        images = (np.arange(np.prod(shape)) % 256).astype("uint8").reshape(shape)
        prepared = submission.call("prepare_images", images)
        what = f"prepare_images(images of shape {shape})"
        expect.array(prepared, what, shape=(*shape, 1), hint="Conv2D wants (images, height, width, channels)")


@pytest.mark.graded("check_prepare_images", points=1)
def test_grey_levels_are_scaled(submission):
    """The gray levels 0 to 255 become numbers from 0 to 1, in each image and for each type of integers."""
    images = np.random.default_rng(1).integers(0, 256, (5, 28, 28), "uint8")
    images[:, 0, :2] = 0, 255
    images[3:] = 30 + images[3:] // 2  # neither white nor black: an image is not stretched
    for kind in ("uint8", "int64"):
        what = f"prepare_images(images of type {kind})"
        prepared = expect.array(submission.call("prepare_images", images.astype(kind)), what)
        expect.true(prepared.size == images.size, f"{what}: {prepared.size} numbers for {images.size}")
        hint = "divide by 255 exactly once, whatever the image and its type, and not in whole numbers"
        expect.close(prepared.reshape(images.shape), images / 255, what, tolerance=1e-3, hint=hint)


@pytest.mark.graded("check_prepare_images", points=1)
def test_scale_does_not_depend_on_the_batch(submission):
    """A gray level becomes the same number in each batch of images."""
    images = np.random.default_rng(2).integers(40, 120, (3, 28, 28), "uint8")
    other = images.copy()
    other[1:] //= 3
    other[1:, 0], other[1:, 1] = 0, 255
    same = True
    for first in (images[:1], images[:1] % 2):  # 0 and 1 only: that looks like scaled images
        firsts = []
        for others in (images[1:], images[:0], other[1:]):
            prepared = submission.call("prepare_images", np.concatenate([first, others]))
            prepared = expect.array(prepared, "prepare_images(images)")
            expect.true(prepared.size >= first.size, "prepare_images(images): pixels are missing")
            firsts.append(prepared.reshape(-1)[: first.size])
        same = same and all(np.allclose(one, firsts[0], atol=1e-3) for one in firsts)
    reason = (
        "prepare_images(images): the same image came out differently, depending on the other images of its batch. "
        "Likely cause: the scale is taken from the batch (its maximum, mean or deviation), not from the 255 gray levels"
    )
    expect.true(same, reason)
