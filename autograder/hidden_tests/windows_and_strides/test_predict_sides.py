"""The side of the maps after each convolution."""

import pytest

from autograder.hidden_tests.windows_and_strides.configurations import configuration, shown
from autograder.questions import expect
from autograder.questions.student_work import StudentWork

SIZES = (
    (28, configuration(3, 3, 2, 8, "valid")),
    (41, configuration(2, 4, 3, 5, "valid")),
    (20, configuration(4, 5, 1, 2, "valid")),
    (33, configuration(1, 2, 4, 6, "valid")),
    (30, configuration(3, 5, 2, 3, "same")),
    (29, configuration(2, 4, 3, 4, "same")),
    (30, configuration(2, 4, 3, 4, "same")),
    (17, configuration(3, 3, 1, 2, "same")),
    (31, configuration(2, 1, 3, 4, "same")),  # the window is smaller than the stride
    (29, configuration(2, 2, 4, 4, "same")),
)


def true_sides(of: dict, size: int) -> list[int]:
    """The side of the maps after each convolution."""
    sides = []
    for _ in range(of["depth"]):
        places = size - of["window"] + 1 if of["padding"] == "valid" else size
        size = -(-places // of["stride"])
        sides.append(size)
    return sides


def expect_sides(submission: StudentWork, padding: str, hint: str) -> None:
    """Expect the sides of all configurations with this padding."""
    for size, given in SIZES:
        if given["padding"] == padding:
            value = submission.call("predict_sides", given, size)
            expect.equal(value, true_sides(given, size), f"predict_sides({shown(given)}; size {size})", hint)
    given = configuration(2, 5, 1, 3, padding)
    value = submission.call("predict_sides", given)
    expect.equal(value, true_sides(given, 28), f"predict_sides({shown(given)})", "images have 28x28 pixels by default")


@pytest.mark.graded("check_predict_sides", points=1)
def test_windows_that_lie_on_the_image(submission):
    """With "valid" the sides are right after each convolution, also where the stride leaves pixels over."""
    hint = "floor((size - window) / stride) + 1, once for each convolution, on the side that the last one gave"
    expect_sides(submission, "valid", hint)


@pytest.mark.graded("check_predict_sides", points=0.75)
def test_windows_with_zeros_around_the_image(submission):
    """With "same" the sides are right after each convolution, also where the stride does not divide them."""
    expect_sides(submission, "same", "ceil(size / stride), once for each convolution, whatever the window")
