"""How tests are shared out among test processes.

pytest-xdist 3.8 has marks for groups of tests (`xdist_group`), which have no effect with pytest 9.2.
"""

from collections.abc import Iterable

import pytest
from xdist.scheduler import LoadScopeScheduling

# The tests in one of these share kernels, a graded course, a browser or an installed environment, which take long to
# make: one test process runs them all.
TOGETHER = (
    "tests/authoring/test_bundle.py",
    "tests/browser/",
    "tests/kernels/",
    "tests/cohorts/test_bad_input.py",
    "tests/cohorts/test_regrade.py",
    "tests/nbgrader_plugin/test_nbgrader_commands.py",
)

# Test processes take groups first, then single tests in this order. Single tests in these folders take up to minutes:
# started last, one of them would run alone at the end.
LONG_ONES_FIRST = ("bad_submissions", "cohorts")


class Groups(LoadScopeScheduling):
    """Gives each test to whichever process is free, but all tests of a group to the same."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        if path.endswith(".ipynb"):  # each test is a cell, executed in the kernel of those before
            return path
        return next((group for group in TOGETHER if path.startswith(group)), nodeid)


def in_order(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Tests in the order in which test processes take them."""
    return sorted(items, key=_place)


def _place(item: pytest.Item) -> int:
    if item.name.startswith("test_the_reference_"):
        return 0  # each process grades another one, and the tests of the other solutions need not wait for it
    folder = item.path.parent.name
    return 1 + (LONG_ONES_FIRST.index(folder) if folder in LONG_ONES_FIRST else len(LONG_ONES_FIRST))
