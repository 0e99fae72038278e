"""The pytest plugin that runs hidden tests: the marker `graded`, the fixtures, and the verdicts.

@pytest.mark.graded("check_output_size", points=1)
def test_stride_rounds_down(submission): ...
"""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

import pytest

from autograder.questions.submission import Raised, Submission, Wrong
from autograder.verdicts.thresholds import Thresholds
from autograder.verdicts.verdict import TestVerdict

MAX_REASON = 1200


@dataclass(frozen=True)
class HiddenTest:
    """What is known of a hidden test before it runs."""

    test: str
    grade_id: str
    points: float
    claim: str


class HiddenTestPlugin:
    """Collects the hidden tests of one file and, if there is a submission, runs those of some graded cells.

    Args:
        submission: None to collect only.
        grade_ids: the graded cells whose tests run, in this order.
        thresholds: measured bounds of this exercise and data source.
        data_source: "real" or "sample".
        enter: is told the graded cell before its hidden tests run.
    """

    def __init__(
        self,
        submission: Submission | None = None,
        grade_ids: Sequence[str] = (),
        thresholds: Thresholds | None = None,
        data_source: str = "sample",
        enter: Callable[[str], None] | None = None,
    ):
        self._submission = submission
        self._order = {grade_id: place for place, grade_id in enumerate(grade_ids)}
        self._enter = enter
        self._entered = ""
        self._thresholds = thresholds
        self._data_source = data_source
        self._started = 0.0
        self._measured_before: dict[str, float] = {}
        self.collected: list[HiddenTest] = []
        self.verdicts: list[TestVerdict] = []
        self.problems: list[str] = []

    @pytest.fixture
    def submission(self) -> Submission | None:
        """The student's work; see `autograder.questions.submission`."""
        return self._submission

    @pytest.fixture
    def thresholds(self) -> Thresholds | None:
        """The measured bounds of this exercise; see `autograder.verdicts.thresholds`."""
        return self._thresholds

    @pytest.fixture
    def data_source(self) -> str:
        """ "real" or "sample": which data the cohort is graded with."""
        return self._data_source

    def pytest_configure(self, config):
        config.addinivalue_line("markers", "graded(grade_id, points): the graded cell and the points of a hidden test")

    def pytest_collectreport(self, report):
        if report.failed:
            self.problems.append(str(report.longrepr))

    def pytest_collection_modifyitems(self, config, items):
        selected = []
        for item in items:
            mark = item.get_closest_marker("graded")
            if mark is None or len(mark.args) != 1 or set(mark.kwargs) != {"points"}:
                self.problems.append(f"{item.name} has no mark @pytest.mark.graded(grade_id, points=...)")
                continue
            hidden = HiddenTest(item.name, mark.args[0], float(mark.kwargs["points"]), _claim(item))
            self.collected.append(hidden)
            if self._submission is not None and hidden.grade_id in self._order:
                selected.append((self._order[hidden.grade_id], item))
        items[:] = [item for _, item in sorted(selected, key=itemgetter(0))]

    def pytest_runtest_setup(self, item):
        if "keras" in sys.modules:
            # Keras numbers layers without a name; equal questions must have equal models in them.
            sys.modules["keras"].utils.clear_session(free_memory=False)
        grade_id = item.get_closest_marker("graded").args[0]
        if grade_id != self._entered:  # each graded cell begins as in a run of its own
            self._entered = grade_id
            self._thresholds.measured.clear()
            if self._enter:
                self._enter(grade_id)
        self._started = time.perf_counter()
        self._measured_before = dict(self._thresholds.measured)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item, call):
        yield
        failed_early = call.when == "setup" and call.excinfo is not None
        if call.when == "call" or failed_early:
            self.verdicts.append(self._verdict(item, call.excinfo))

    def _verdict(self, item, excinfo) -> TestVerdict:
        mark = item.get_closest_marker("graded")
        outcome, reason, detail = "passed", "", ""
        if excinfo is not None:
            error = excinfo.value
            if isinstance(error, Wrong):
                outcome, reason = "failed", str(error)
                detail = error.traceback if isinstance(error, Raised) else ""
            else:
                outcome, detail = "error", str(excinfo.getrepr(style="short"))
                reason = "This hidden test itself broke, which is not your fault. Your instructor has been told."
        measured = {
            name: value for name, value in self._thresholds.measured.items() if self._measured_before.get(name) != value
        }
        return TestVerdict(
            test=item.name,
            claim=_claim(item),
            points=float(mark.kwargs["points"]),
            outcome=outcome,
            reason=reason[:MAX_REASON],
            detail=detail,
            measured=measured,
            seconds=time.perf_counter() - self._started,
        )


def _claim(item) -> str:
    documentation = (item.function.__doc__ or item.name.replace("_", " ")).strip()
    return documentation.splitlines()[0].rstrip(".")
