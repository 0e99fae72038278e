"""Settings that make no sense are refused."""

from pathlib import Path

import pytest

from autograder.kernels import KernelSettings
from autograder.sandbox.paths import PACKAGE


@pytest.mark.parametrize(
    "wrong",
    [
        {"sandbox": "landlok"},
        {"threads": 0},
        {"scratch": Path("/no/such/folder")},
        {"readable": (PACKAGE.parent,)},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_wrong_settings_are_refused(tmp_path, wrong):
    with pytest.raises(ValueError, match="Received"):
        KernelSettings(**({"scratch": tmp_path} | wrong))
