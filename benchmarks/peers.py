"""How long another autograder takes on the same notebooks.

`otter run` (otter-grader, in an environment of its own) grades the reference solution, a process for each submission.
It executes all cells and then what is in the graded cells, as its tests: so it does what nbgrader does, in a kernel
without a sandbox, and hidden tests it has none here. To measure, make an environment with this package and
`pip install otter-grader`, and name its Python in the environment variable OTTER_PYTHON.
"""

import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat

from autograder.authoring.variants import with_solutions
from autograder.course import Course
from autograder.exercise import is_graded
from benchmarks import kept
from benchmarks.cohorts import SIZES

RESULTS = Path(__file__).parent / "results" / "peers.json"
VARIABLE = "OTTER_PYTHON"
ROUNDS = 3

TEST = """
from otter.test_files import test_case

OK_FORMAT = False
name = {name!r}
points = {points!r}


@test_case(points={points!r})
def test_visible(env):
    exec({code!r}, env)
"""


def run(report: Callable[[str], None] = print) -> dict[str, dict]:
    """Measure each exercise.

    Returns:
        By exercise: see `_measure`.
    """
    if VARIABLE not in os.environ:
        raise SystemExit(f"expected the Python of an environment with otter-grader in {VARIABLE}")
    for name in SIZES:
        kept.once(RESULTS, name, lambda name=name: _measure(name), report)
    return kept.load(RESULTS)


def _measure(name: str) -> dict:
    """Seconds of `otter run` in each round."""
    exercise = Course.load(Path(__file__).parent).exercise(name)
    python = os.environ[VARIABLE]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        notebook = with_solutions(exercise, {})
        (root / "tests").mkdir()
        for cell in filter(is_graded, notebook.cells):
            task = cell.metadata.nbgrader.grade_id
            text = TEST.format(name=task, points=float(cell.metadata.nbgrader.points), code=cell.source)
            (root / "tests" / f"{task}.py").write_text(text)
        notebook.cells = [cell for cell in notebook.cells if not is_graded(cell)]
        nbformat.write(notebook, root / f"{name}.ipynb")
        _run([python, "-m", "otter", "generate", "-t", "tests", "--no-environment"], root)
        seconds = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            _run([python, "-m", "otter", "run", "-a", "autograder.zip", f"{name}.ipynb"], root)
            seconds.append(round(time.perf_counter() - start, 2))
        tests = json.loads((root / "results.json").read_text())["tests"]
        assert sum(test.get("score", 0.0) for test in tests) == sum(exercise.graded_cells.values()), tests
    return {"seconds": seconds}


def _run(command: list[str], root: Path) -> None:
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[1:4])} ended with {done.returncode}: {done.stderr[-2000:]}")


def as_table(results: dict[str, dict]) -> str:
    """The results as a table in Markdown."""
    lines = ["| exercise | `otter run`, s a submission | lowest and highest |", "|---|---|---|"]
    for name, found in results.items():
        seconds = found["seconds"]
        middle = statistics.median(seconds)
        lines.append(f"| `{name}` | {middle:.1f} | {min(seconds):.1f}, {max(seconds):.1f} |")
    return "\n".join(lines)
