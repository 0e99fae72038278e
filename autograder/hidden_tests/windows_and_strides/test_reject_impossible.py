"""Configurations that are impossible are rejected, with a reason."""

import re

import pytest

from autograder.hidden_tests.windows_and_strides.configurations import configuration, shown
from autograder.questions import expect
from autograder.questions.student_work import Raised, StudentWork, describe

ENTRIES = ("depth", "window", "stride", "channels")

POSSIBLE = (
    (28, configuration(3, 3, 2, 8, "valid")),
    (28, configuration(1, 28, 1, 1, "valid")),  # the window just fits
    (28, configuration(1, 3, 28, 2, "valid")),  # the stride is larger than the window and than what is left
    (13, configuration(3, 2, 2, 4, "valid")),
    (15, configuration(3, 3, 2, 4, "valid")),  # 7, 3, 1: it just fits in the last convolution
    (5, configuration(2, 9, 2, 4, "same")),  # with "same" a window may be larger than the image
    (28, configuration(2, 3, 5, 4, "same")),
    (1, configuration(6, 3, 2, 1, "same")),
)
# With the number of the convolution in which the window does not fit, and the side there.
TOO_LARGE = (
    (27, configuration(2, 28, 2, 3, "valid"), 1, 27),
    (30, configuration(5, 8, 2, 6, "valid"), 3, 3),
    (60, configuration(9, 11, 2, 6, "valid"), 3, 8),
    (50, configuration(8, 7, 2, 9, "valid"), 4, 1),
    (14, configuration(3, 3, 2, 4, "valid"), 3, 2),  # 6, 2
    (16, configuration(4, 6, 1, 5, "valid"), 4, 1),  # 11, 6, 1
)


def rejection(submission: StudentWork, given: dict, *size: int) -> tuple[str, str]:
    """The type and the message of the error that reject_impossible raises, ("", "") if it raises none."""
    try:
        submission.call("reject_impossible", given, *size)
    except Raised as raised:
        if raised.error == "NotImplementedError" or "reject_impossible is not defined" in str(raised):
            raise
        return raised.kind, str(raised).partition(f"raised {raised.error}")[2].removeprefix(": ")
    return "", ""


def expect_rejected(submission: StudentWork, given: dict, size: int | None, why: str) -> str:
    """Expect a ValueError, and return its message; no size is the one by default."""
    error, message = rejection(submission, given, *([] if size is None else [size]))
    came = f"a {error} ({message[:200]})" if error else "no error"
    what = f"reject_impossible({shown(given)}{'' if size is None else f'; size {size}'})"
    expect.true(error == "ValueError", f"{what}: expected a ValueError, got {came}. Likely cause: {why}")
    expect.true(message.strip(), f"{what}: the ValueError has no message. It should say what is wrong: {why}")
    return message


@pytest.mark.graded("check_reject_impossible", points=0.5)
def test_possible_configurations_pass(submission):
    """Configurations that are possible raise no error, also where the window just fits, and with "same"."""
    for size, given in POSSIBLE:
        value, after = submission.call_and_inspect("reject_impossible", given, size)
        what = f"reject_impossible({shown(given)}; size {size}), which is possible"
        expect.true(value is None, f"{what}: expected nothing, got {describe(value)}")
        expect.equal(after[0], given, f"{what}: the configuration afterwards", "it does nothing if all is well")
    value = submission.call("reject_impossible", configuration(1, 28, 1, 1, "valid"))
    what = (
        "reject_impossible(depth 1, window 28, padding valid), which is possible: images have 28x28 pixels by default"
    )
    expect.true(value is None, f"{what}: expected nothing, got {describe(value)}")
    size, given, number, _ = TOO_LARGE[0]
    error, _ = rejection(submission, given, size)
    what = f"reject_impossible({shown(given)}; size {size})"
    expect.true(error, f"{what}: the window does not fit in convolution {number}, and no error is raised")


@pytest.mark.graded("check_reject_impossible", points=1)
def test_windows_that_do_not_fit_are_rejected(submission):
    """A window that does not fit raises a ValueError, in whichever convolution that happens."""
    for size, given, number, side in TOO_LARGE:
        why = f"in convolution {number} the window meets a side of {side}"
        expect_rejected(submission, given, size, why)
    why = "images have 28x28 pixels by default"
    expect_rejected(submission, configuration(1, 29, 1, 1, "valid"), None, why)


@pytest.mark.graded("check_reject_impossible", points=0.5)
def test_entries_have_to_be_whole_numbers(submission):
    """Depth, window, stride and channels that are 0, negative or no whole number raise a ValueError."""
    fine = configuration(2, 3, 2, 8, "same")
    for entry in ENTRIES:
        for value in (0, -1, 2.5):
            expect_rejected(submission, fine | {entry: value}, 28, f"{entry} has to be a whole number of at least 1")


@pytest.mark.graded("check_reject_impossible", points=0.5)
def test_padding_has_to_be_known(submission):
    """A padding that is neither "valid" nor "same" raises a ValueError."""
    for padding in ("full", "causal", "VALID", "Same", ""):
        why = "padding has to be 'valid' or 'same'"
        expect_rejected(submission, configuration(2, 3, 2, 8, padding), 28, why)


@pytest.mark.graded("check_reject_impossible", points=0.5)
def test_message_names_the_convolution(submission):
    """The message names the convolution in which the window does not fit, and the side there."""
    for size, given, number, side in TOO_LARGE[:4]:
        error, message = rejection(submission, given, size)
        # Whether it is a ValueError, and raised at all, is the other tests' question.
        expect.true(error, f"reject_impossible({shown(given)}; size {size}): expected an error, got none")
        numbers = {float(found) for found in re.findall(r"\d+(?:\.\d+)?", message)}
        reason = (
            f"reject_impossible({shown(given)}; size {size}): the message should name convolution {number} and the "
            f"side {side}. It is {message[:200]!r}"
        )
        expect.true({number, side} <= numbers, reason)
