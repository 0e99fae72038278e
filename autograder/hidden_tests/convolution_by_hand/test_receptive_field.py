"""How many pixels a unit sees through several layers."""

import pytest

from autograder.hidden_tests.convolution_by_hand.oracle import seen_pixels
from autograder.questions import expect


@pytest.mark.graded("check_receptive_field", points=0.75)
def test_jump_multiplies_what_comes_after(submission):
    """A layer after strides widens the receptive field by (k - 1) times the product of these strides."""
    # Windows of 1 in the layers with a stride: these layers themselves add nothing, in whatever order they count.
    for layers in (
        [(5, 1), (1, 3), (3, 1)],
        [(6, 1), (1, 2), (1, 3), (4, 1)],
        [(3, 1), (1, 2), (3, 1), (1, 2), (5, 1)],
        [(1, 4), (3, 1)],  # it jumps over pixels in between
    ):
        value = submission.call("receptive_field", layers)
        hint = "each layer adds (k - 1) times the product of all strides below it"
        expect.equal(value, seen_pixels(layers), f"receptive_field({layers})", hint)


@pytest.mark.graded("check_receptive_field", points=1)
def test_own_stride_does_not_widen(submission):
    """The stride of a layer matters for the layers after it only; poolings count like convolutions."""
    for layers in ([(2, 2)], [(3, 1), (3, 3)], [(5, 1), (3, 1), (4, 2)]):
        value = submission.call("receptive_field", layers)
        hint = "a layer adds (k - 1) * jump before its own stride changes the jump"
        expect.equal(value, seen_pixels(layers), f"receptive_field({layers})", hint)
