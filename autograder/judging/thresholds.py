"""Thresholds of hidden tests, with the measurements that they come from.

`autograder/hidden_tests/thresholds/<exercise>.json` is written by `autograder calibrate`: for each threshold and data
source ("real" or "sample") the bound, and beside it the distribution of the reference over the seeds and that
of each weaker solution.
"""

import json
from pathlib import Path

from autograder.hidden_tests import FOLDER
from autograder.questions import expect


def path_of(exercise: str) -> Path:
    """The file with the thresholds of an exercise (it need not exist)."""
    return FOLDER / "thresholds" / f"{exercise}.json"


class ThresholdMissing(LookupError):
    """A hidden test asks for a threshold that was never measured."""


class Thresholds:
    """The thresholds of one exercise on one data source, as the fixture `thresholds` of hidden tests.

    Args:
        exercise: whose thresholds.
        data_source: "real" or "sample".
        calibrating: only measure: any value passes.

    Attributes:
        measured: what was measured so far in this test, by name.
    """

    def __init__(self, exercise: str, data_source: str, calibrating: bool = False):
        self._path = path_of(exercise)
        self._data_source = data_source
        self._calibrating = calibrating
        self.measured: dict[str, float] = {}

    def at_least(self, name: str, value: object, what: str, hint: str = "") -> None:
        """Expect a measured value to reach the bound `name`; the value is kept in the grading record."""
        number = expect.number(value, what)
        self.measured[name] = number
        if self._calibrating:
            return
        bound = self._bound(name)
        expect.true(
            number >= bound,
            f"{what}: expected at least {bound:g}, got {number:.4g}" + (f". Likely cause: {hint}" if hint else ""),
        )

    def _bound(self, name: str) -> float:
        table = json.loads(self._path.read_text()) if self._path.exists() else {}
        try:
            return float(table[name][self._data_source]["bound"])
        except KeyError:
            raise ThresholdMissing(
                f"no threshold {name!r} for {self._data_source} data in {self._path.name}; "
                f"measure it with: autograder calibrate {self._path.stem}"
            ) from None
