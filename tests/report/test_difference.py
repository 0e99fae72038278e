"""In what two answers differ."""

import numpy as np
import pytest

from autograder.report.difference import difference


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (1, 1.0, ""),
        (1, 2, "another value"),
        ("a", "a", ""),
        ("a", "b", "another value"),
        ("1", 1, "another value"),
        (None, None, ""),
        (None, 0, "another value"),
        (True, True, ""),
        (float("nan"), float("nan"), ""),
        (np.ones((2, 2)), np.ones((2, 2), "float32") + 1e-6, ""),
        (np.ones((2, 2)), np.array([[1, 1], [1, 3]]), "1 of 4 values differ"),
        (np.ones((2, 2)), np.ones(4), "another shape"),
        (np.array(["a", "b"]), np.array(["a", "c"]), "1 of 2 values differ"),
        (np.array(["a", "b"]), np.array([1, 2]), "2 of 2 values differ"),
        (1e6, 1e6 + 10, ""),
        (1e6, 1e6 + 1000, "another value"),
        ([1, 2], (1, 2), ""),
        ([1, 2], [1, 2, 3], "another length"),
        ([1, [2, 3]], [1, [2, 4]], "another value"),
        ({1, 2}, {2, 1}, ""),
        ({"a": 1}, {"a": 1}, ""),
        ({"a": 1}, {"b": 1}, "other keys"),
        ({"a": 1}, {"a": 2}, "another value"),
        (object(), object(), None),
        ([object()], [1], None),
        ([object(), 1], [1, 2], "another value"),
        ([], [], ""),
    ],
)
def test_what_is_different_is_said(first, second, said):
    assert difference(first, second) == said
