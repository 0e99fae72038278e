"""The pytest plugin that runs hidden tests: the marker `graded`, the fixtures, and the verdicts.

@pytest.mark.graded("check_output_size", points=1)
def test_stride_rounds_down(submission): ...
"""

import sys
import time
from collections.abc import Iterator
from itertools import zip_longest

import pytest

from autograder.judging.messages import HiddenTest
from autograder.judging.thresholds import Thresholds
from autograder.judging.verdict import TestOutcome, TestVerdict
from autograder.questions.student_work import Raised, StudentWork
from convnets.check import CheckFailed

MAX_REASON = 1200


class HiddenTestPlugin:
    """Collects the hidden tests of one file, and has those of some graded cells judge one submission after the other.

    Attributes:
        collected: all hidden tests of the file.
        problems: what is wrong with the file; nothing can be judged by it then.
        verdicts: of the hidden tests that judged the present submission.
    """

    def __init__(self) -> None:
        self._items: dict[str, list[pytest.Item]] = {}
        self._submission: StudentWork | None = None
        self._thresholds: Thresholds | None = None
        self._data_source = ""
        self._points: dict[str, float] = {}
        self._started = 0.0
        self._measured_before: dict[str, float] = {}
        self.collected: list[HiddenTest] = []
        self.problems: list[str] = []
        self.verdicts: list[TestVerdict] = []

    def judge(self, submission: StudentWork, thresholds: Thresholds, data_source: str) -> None:
        """From now on, hidden tests judge this submission.

        Args:
            thresholds: measured bounds of this exercise and data source.
            data_source: "real" or "sample".
        """
        self._submission, self._thresholds, self._data_source = submission, thresholds, data_source
        self.verdicts = []

    def run(self, grade_id: str, tests: frozenset[str]) -> None:
        """Run the hidden tests of a graded cell, those with one of these names if there are any, as if alone."""
        self._measured.clear()
        items = [item for item in self._items.get(grade_id, []) if not tests or item.name in tests]
        for item, following in zip_longest(items, items[1:]):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)

    @pytest.fixture
    def submission(self) -> StudentWork | None:
        """The student's work; see `autograder.questions.student_work`."""
        return self._submission

    @pytest.fixture
    def thresholds(self) -> Thresholds | None:
        """The measured bounds of this exercise; see `autograder.judging.thresholds`."""
        return self._thresholds

    @pytest.fixture
    def data_source(self) -> str:
        """Either "real" or "sample": which data the cohort is graded with."""
        return self._data_source

    def pytest_configure(self, config: pytest.Config) -> None:
        """Register the marker."""
        config.addinivalue_line("markers", "graded(grade_id, points): the graded cell and the points of a hidden test")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a file that cannot be imported."""
        if report.failed:
            self.problems.append(str(report.longrepr))

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Note each hidden test with its graded cell and its points."""
        for item in items:
            mark = item.get_closest_marker("graded")
            if mark is None or len(mark.args) != 1 or set(mark.kwargs) != {"points"}:
                self.problems.append(f"{item.name} has no mark @pytest.mark.graded(grade_id, points=...)")
                continue
            hidden = HiddenTest(item.name, mark.args[0], float(mark.kwargs["points"]), _claim(item))
            if any(other.test == hidden.test for other in self.collected):
                self.problems.append(f"{item.name} is the name of two hidden tests, expected a name for each")
            self.collected.append(hidden)
            self._points[item.name] = hidden.points
            self._items.setdefault(hidden.grade_id, []).append(item)

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Start the clock of a hidden test."""
        if "keras" in sys.modules:
            # Keras numbers layers without a name; equal questions must have equal models in them.
            sys.modules["keras"].utils.clear_session(free_memory=False)
        self._started = time.perf_counter()
        self._measured_before = dict(self._measured)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
        """Make a verdict of how a hidden test ended."""
        yield
        failed_early = call.when == "setup" and call.excinfo is not None
        if call.when == "call" or failed_early:
            self.verdicts.append(self._verdict(item, call.excinfo))

    @property
    def _measured(self) -> dict[str, float]:
        """What the hidden tests of this graded cell have measured so far."""
        return self._thresholds.measured if self._thresholds is not None else {}

    def _verdict(self, item: pytest.Item, excinfo: pytest.ExceptionInfo[BaseException] | None) -> TestVerdict:
        outcome: TestOutcome = "passed"
        reason, raised, detail = "", "", ""
        if excinfo is not None:
            error = excinfo.value
            if isinstance(error, CheckFailed):
                outcome, reason = "failed", str(error)
                if isinstance(error, Raised):
                    raised, detail = error.raised, error.traceback
            else:
                outcome, detail = "error", str(excinfo.getrepr(style="short"))
                reason = "This hidden test itself broke, which is not your fault. Your instructor has been told."
        measured = {name: value for name, value in self._measured.items() if self._measured_before.get(name) != value}
        return TestVerdict(
            test=item.name,
            claim=_claim(item),
            points=self._points[item.name],
            outcome=outcome,
            reason=reason[:MAX_REASON],
            detail=detail,
            measured=measured,
            seconds=time.perf_counter() - self._started,
            raised=raised,
        )


def _claim(item: pytest.Item) -> str:
    documentation = (getattr(item, "function", item).__doc__ or item.name.replace("_", " ")).strip()
    return documentation.splitlines()[0].rstrip(".")
