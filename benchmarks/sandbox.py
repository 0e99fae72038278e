"""What the sandbox costs for each submission.

The reference solution of `convolution_by_hand` without its checks and plots, judged by the hidden tests of one task,
with each kind of sandbox in turn: the median of the seconds from the start of a kernel to its end, with the lowest and
the highest. Kernels are warm, as in a cohort; what a first kernel imports is not counted.
"""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from autograder.authoring.variants import with_solutions
from autograder.course import Course
from autograder.grading.grader import Grader
from autograder.grading.settings import GradingSettings
from autograder.sandbox import available_sandbox
from autograder.submissions import submission
from benchmarks import kept

RESULTS = Path(__file__).parent / "results" / "sandbox.json"
EXERCISE, TASK, RUNS = "convolution_by_hand", "check_output_size", 20


def run(report: Callable[[str], None] = print) -> dict[str, dict]:
    """Grade the same notebook again and again, each time in another sandbox.

    Returns:
        By kind of sandbox: "seconds", one for each run.
    """
    return kept.once(RESULTS, "seconds", _measure, report)


def _measure() -> dict:
    exercise = Course.load(Path(__file__).parent).exercise(EXERCISE)
    there = available_sandbox("auto")
    kinds = ["none", *(name for name in ("landlock", "bubblewrap") if getattr(there, name)), "auto"]
    graders = {kind: Grader(GradingSettings(only=frozenset([TASK]), sandbox=kind)) for kind in kinds}
    solution = submission.of_notebook(with_solutions(exercise, {}), exercise)
    seconds: dict[str, list[float]] = defaultdict(list)
    try:
        for number in range(RUNS + 1):
            for kind, grader in graders.items():
                start = time.perf_counter()
                grader.grade(solution, exercise)
                if number:  # the first one starts the processes
                    seconds[kind].append(round(time.perf_counter() - start, 3))
    finally:
        for grader in graders.values():
            grader.close()
    return dict(seconds)


def as_table(results: dict[str, dict]) -> str:
    """The results as a table in Markdown."""
    lines = ["| sandbox | seconds, median | lowest and highest |", "|---|---|---|"]
    for kind, found in results["seconds"].items():
        name = "both" if kind == "auto" else kind
        lines.append(f"| {name} | {statistics.median(found):.2f} | {min(found):.2f}, {max(found):.2f} |")
    return "\n".join(lines)
