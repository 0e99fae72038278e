"""How many words a unit sees, layer by layer."""

import numpy as np
import pytest

from autograder.questions import expect


def fields_of(stack: list[tuple[int, int]]) -> list[int]:
    fields, jump = [1], 1
    for window, stride in stack:
        fields.append(fields[-1] + (window - 1) * jump)
        jump *= stride
    return fields[1:]


@pytest.mark.graded("check_receptive_fields", points=1)
def test_overlapping_windows_add_up(submission):
    """Without strides each layer adds its window less one word."""
    for stack in ([(3, 1)], [(3, 1)] * 4, [(7, 1), (5, 1)], [(1, 1), (2, 1), (9, 1)]):
        value = submission.call("receptive_fields", stack)
        hint = "one word without layers, and window - 1 more for each layer; a number for each layer"
        expect.equal(value, fields_of(stack), f"receptive_fields({stack})", hint)


@pytest.mark.graded("check_receptive_fields", points=1)
def test_strides_widen_the_layers_above(submission):
    """A stride multiplies what the layers above it add, and not its own layer."""
    for stack in ([(7, 1), (5, 5), (7, 1)], [(3, 2), (3, 2), (3, 1)], [(4, 1), (2, 3), (2, 2), (5, 1), (2, 2)]):
        what = f"receptive_fields({stack})"
        value = expect.array(submission.call("receptive_fields", stack), what, shape=(len(stack),))
        hint = "a layer adds (window - 1) times the product of all strides below it"
        expect.equal(
            np.diff(value).tolist(),
            np.diff(fields_of(stack)).tolist(),
            f"{what}: words that each further layer adds",
            hint,
        )
