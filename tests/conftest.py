"""What all tests share: options, one grader a test process, the table of which hidden test catches what."""

import logging
import os
import signal
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from course_folder import ROOT, write_verdicts
from sharing_out import Groups, in_order
from xdist.remote import Producer

from autograder.course import Course
from autograder.grading.grader import Grader, grader_for
from autograder.grading.record import GradingRecord
from autograder.nbgrader_plugin import GradeSubmission

# Tests use the sample data, unless they are told where the real data lies.
os.environ.setdefault("CONVNETS_DATA", "sample")

# A shell starts background jobs with Ctrl-C ignored. Programs that tests start and interrupt would inherit that.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-measured",
        action="store_true",
        help="leave out the solutions that no threshold judges: their verdicts are the same on all data",
    )
    parser.addoption(
        "--verdicts",
        type=Path,
        metavar="FOLDER",
        help="write the verdicts on each submission that tests grade to a file there, to compare two runs by diff",
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Groups | None:
    return Groups(config, log) if config.getoption("dist") == "loadgroup" else None


@pytest.hookimpl(tryfirst=True)  # before -m chooses by the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.suffix == ".ipynb":  # a cell, which nbval executes
            item.add_marker(pytest.mark.slow)
    items[:] = in_order(items)


@pytest.fixture(autouse=True)
def environment_as_before() -> Iterator[None]:
    """Undo changes of the environment: Dask, for one, leaves OMP_NUM_THREADS=1 to all that starts after its workers."""
    before = dict(os.environ)
    yield
    if os.environ != before:
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture(autouse=True)
def no_log_files() -> Iterator[None]:
    """Take away the log files of course folders that commands in this process, also those of fixtures, worked on.

    pytest captures what is logged by loggers that do not propagate, and pytest-xdist cannot send invalid Unicode.
    """
    _forget_log_files()
    yield
    _forget_log_files()


def _forget_log_files() -> None:
    logger = logging.getLogger("autograder")
    for handler in logger.handlers[:]:
        if isinstance(handler, logging.FileHandler | logging.NullHandler):
            logger.removeHandler(handler)
            handler.close()
    logger.propagate = True
    logger.setLevel(logging.NOTSET)


@pytest.fixture(scope="session")
def course() -> Course:
    """This repository as a course folder."""
    return Course.load(ROOT)


@pytest.fixture(scope="session")
def shared_grader(course: Course) -> Grader:
    """The grader of this process, which the commands that run in it use too."""
    return grader_for(GradeSubmission(config=course.config).settings())


@pytest.fixture
def grader(shared_grader: Grader, monkeypatch: pytest.MonkeyPatch) -> Grader:
    """The grader, whose settings are put back if a test changes them."""
    monkeypatch.setattr(shared_grader, "settings", shared_grader.settings)
    return shared_grader


@pytest.fixture(scope="session")
def keep_verdicts(pytestconfig: pytest.Config) -> Callable[[str, GradingRecord], None]:
    """Writes a grading record's verdicts to a file of this name, in the folder that `--verdicts` names."""
    folder = pytestconfig.getoption("--verdicts")

    def keep(name: str, record: GradingRecord) -> None:
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            write_verdicts(folder / f"{name}.json", record)

    return keep


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print which hidden test catches which wrong solution."""
    rows = defaultdict(list)
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        properties = dict(report.user_properties)
        if "matrix" in properties and report.when == "call":
            exercise, solution, kind, failed = properties["matrix"]
            rows[exercise].append((kind, solution, failed))
    for exercise in sorted(rows):
        _print_matrix(terminalreporter, exercise, sorted(rows[exercise]))


def _print_matrix(reporter: pytest.TerminalReporter, exercise: str, rows: list[tuple[str, str, list[str]]]) -> None:
    catches = defaultdict(list)
    for _, solution, failed in rows:
        for test in failed:
            catches[test].append(f"{solution}*" if len(failed) == 1 else solution)
    reporter.section(f"{exercise}: which hidden test catches which wrong solution (* = alone)")
    for test in sorted(catches):
        reporter.write_line(f"{test}: {', '.join(catches[test])}")
    right = [solution for kind, solution, failed in rows if kind == "right" and not failed]
    reporter.write_line(f"accepted: {', '.join(right)}")
