"""Images whose pixels say where they come from, and what an augmentation did to them, read off their pixels."""

import numpy as np

from autograder.questions import expect
from autograder.questions.student_work import StudentWork

# With 96 images the chance that none is in the last fifth of a range is 0.8 ** 96, below 1e-9.
SIDE, COPIES = 20, 96
ROWS, COLUMNS = np.mgrid[0:SIDE, 0:SIDE].astype("float32")
# The first two channels of a pixel say where it comes from; no number is 0, so that a black border shows.
RAMPS = np.repeat(np.stack([COLUMNS + 3, ROWS + 3, COLUMNS * 0 + 9], axis=-1)[np.newaxis], COPIES, axis=0)


def augmented(submission: StudentWork, training: bool = True, **options: object) -> np.ndarray:
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
