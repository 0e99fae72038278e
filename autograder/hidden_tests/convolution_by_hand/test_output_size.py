"""The side of a feature map: stride, padding and dilation."""

import pytest

from autograder.questions import expect


@pytest.mark.graded("check_output_size", points=1)
def test_stride_rounds_down(submission):
    """A window that would stick out at the end is left out."""
    for size, kernel, stride in ((26, 3, 1), (13, 13, 1), (24, 5, 3), (19, 4, 2), (10, 2, 5), (9, 3, 7)):
        expected = len(range(0, size - kernel + 1, stride))
        given = {"stride": stride} if stride > 1 else {}
        what = f"output_size({size}, {kernel}{f', stride={stride}' if given else ''})"
        hint = "divide first, round down, then add the first position"
        expect.equal(submission.call("output_size", size, kernel, **given), expected, what, hint)


@pytest.mark.graded("check_output_size", points=0.5)
def test_same_padding_rounds_up(submission):
    """With "same" padding each stride begins one window, also at the end, whatever the kernel."""
    for size, kernel, stride, dilation in ((28, 4, 1, 1), (26, 3, 3, 1), (17, 2, 4, 1), (20, 7, 5, 1), (15, 3, 1, 4)):
        expected = len(range(0, size, stride))
        value = submission.call("output_size", size, kernel, stride, "same", dilation)
        what = f'output_size({size}, {kernel}, {stride}, "same", {dilation})'
        expect.equal(value, expected, what, 'with "same" the output is size / stride, rounded up')


@pytest.mark.graded("check_output_size", points=0.5)
def test_dilation_widens_the_kernel(submission):
    """A dilated kernel covers the gaps between its weights too, but none after the last one."""
    # With stride 2 the last window ends at the last pixel, so that rounding does not show.
    for size, kernel, stride, dilation in ((30, 3, 1, 4), (17, 5, 1, 2), (8, 1, 1, 6), (31, 4, 2, 2)):
        expected = sum(start + dilation * (kernel - 1) < size for start in range(0, size, stride))
        value = submission.call("output_size", size, kernel, stride=stride, dilation=dilation)
        what = f"output_size({size}, {kernel}, stride={stride}, dilation={dilation})"
        expect.equal(value, expected, what, "k weights have k - 1 gaps: the kernel reaches over d * (k - 1) + 1")
