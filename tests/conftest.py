"""Fixtures for tests that grade: one grader a test process, and the matrix of hidden tests x wrong solutions."""

import os
import signal
from collections import defaultdict

import pytest
from course_folder import ROOT

# Tests use the sample data, unless they are told where the real data lies.
os.environ.setdefault("CONVNETS_DATA", "sample")

# A shell starts background jobs with Ctrl-C ignored. Programs that tests start and interrupt would inherit that.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser):
    parser.addoption(
        "--only-measured",
        action="store_true",
        help="leave out the solutions that no threshold judges: their verdicts are the same on all data",
    )


@pytest.fixture(scope="session")
def course():
    """This repository as a course folder."""
    from autograder.course import Course

    return Course.load(ROOT)


@pytest.fixture(scope="session")
def grader():
    """A grader that executes only what hidden tests need: no plots, no long training, no visible checks."""
    from autograder.grading.grader import Grader
    from autograder.grading.settings import GradingSettings

    grader = Grader(GradingSettings(only_needed=True))
    yield grader
    grader.close()


def pytest_terminal_summary(terminalreporter):
    """Print which hidden test catches which wrong solution."""
    rows = defaultdict(list)
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        properties = dict(report.user_properties)
        if "matrix" in properties and report.when == "call":
            exercise, solution, kind, failed = properties["matrix"]
            rows[exercise].append((kind, solution, failed))
    for exercise in sorted(rows):
        _print_matrix(terminalreporter, exercise, sorted(rows[exercise]))


def _print_matrix(reporter, exercise, rows):
    catches = defaultdict(list)
    for kind, solution, failed in rows:
        for test in failed:
            catches[test].append((solution, len(failed) == 1, kind))
    reporter.section(f"{exercise}: which hidden test catches which wrong solution (* = alone)")
    for test in sorted(catches):
        names = ", ".join(f"{name}{'*' if alone else ''}" for name, alone, _ in catches[test])
        reporter.write_line(f"{test}: {names}")
    right = [solution for kind, solution, failed in rows if kind == "right" and not failed]
    reporter.write_line(f"accepted: {', '.join(right)}")
