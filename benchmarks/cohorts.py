"""How long a cohort takes, beside plain nbgrader.

In each round, plain nbgrader (its own configuration: no sandbox, no hidden tests, all cores for the one kernel) grades
some notebooks of a cohort, then `autograder grade` grades the cohort, one worker a core: once executing all cells, as
nbgrader does, and once only those that grades depend on (`GradeSubmission.only_needed`). A cohort hands in the
reference, alternative and wrong solutions in turn. Seconds for a submission: for nbgrader those that each one adds,
without its start; for `autograder grade` all seconds of the command, its start included, over the number of
submissions. Then one hidden test is changed, in a way that changes no verdict, and `autograder regrade` grades again
the largest cohort of the round, which was graded with all cells. Ratios are within a round; the figures are medians,
with the lowest and the highest.
"""

import ast
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any

import nbformat
import psutil

from autograder import hidden_tests
from autograder.authoring.variants import variants_of, with_solutions
from autograder.course import CONFIG_FILE, Course
from autograder.grading import record as records
from autograder.grading import timing
from benchmarks import kept

RESULTS = Path(__file__).parent / "results" / "cohorts.json"
ROUNDS = 3
# By exercise: how many nbgrader grades (first a few, then more: the difference is what each adds); the cohort of each
# round; and the further ones of the first round. All cells are executed of the largest only.
SIZES = {"convolution_by_hand": ((1, 5), 30, (10, 100)), "mnist_convnet": ((1, 2), 6, (16,))}
PLAIN = "c = get_config()\nc.CourseDirectory.course_id = 'plain'\nc.Execute.timeout = 600\n"
ALL, NEEDED = "all cells", "only needed cells"
CONFIGURED = {ALL: "", NEEDED: "\nc.GradeSubmission.only_needed = True\n"}


def run(report: Callable[[str], None] = print) -> dict[str, dict]:
    """Measure all rounds; each is kept as soon as it is done.

    Returns:
        By exercise and round: see `_measure`.
    """
    for number in range(ROUNDS):
        for name, (plain, size, further) in SIZES.items():
            sizes = sorted((size, *further)) if number == 0 else [size]
            kept.once(RESULTS, f"{name} {number}", lambda name=name, p=plain, s=sizes: _measure(name, p, s), report)
    return kept.load(RESULTS)


def make(root: Path, name: str, students: int) -> None:
    """A course folder in which students have handed in, each a notebook of their own, with the outputs of its cells."""
    home = Course.load(Path(__file__).parent)
    exercise = home.exercise(name)
    shutil.copytree(exercise.path.parent, root / "source" / name)
    shutil.copyfile(home.root / CONFIG_FILE, root / CONFIG_FILE)
    solutions = [{}, *(variant.cells for variant in variants_of(home.root, name))]
    step = max(1, len(solutions) // students)
    outputs = {
        cell.id: cell.get("outputs")
        for cell in nbformat.read(home.root / "solutions" / name / f"{name}.ipynb", as_version=4).cells
    }
    for number, cells in enumerate(islice(cycle(solutions[::step]), students)):
        notebook = with_solutions(exercise, cells)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = outputs[cell.id]
        notebook.cells.append(nbformat.v4.new_markdown_cell(f"Student number {number}"))
        path = root / "submitted" / f"student{number:04d}" / name / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)


def _measure(name: str, plain: Sequence[int], sizes: Sequence[int]) -> dict:
    """One round.

    Returns:
        "nbgrader": seconds that each submission adds; "cohorts": by what is executed and size "seconds"; "overhead",
        "hidden_tests" and "own" (seconds of each submission in its worker: starting, messages and files; what hidden
        tests compute; what the student's code does); and "memory" (MiB of one worker with its processes); "regrade":
        seconds of `autograder regrade` on the last cohort; "unchanged": of `autograder grade` when nothing has changed.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "cohort")
        make(root, name, max(sizes))
        found: dict[str, Any] = {"nbgrader": _plain(root, Path(folder, "plain"), name, plain)}
        found["cohorts"] = {NEEDED: {}, ALL: {}}
        config = (root / CONFIG_FILE).read_text()
        for executed, cohorts in found["cohorts"].items():
            (root / CONFIG_FILE).write_text(config + CONFIGURED[executed])
            for size in sizes if executed == NEEDED else sizes[-1:]:
                cohorts[str(size)] = _graded(root, name, size)
        found["unchanged"] = _timed(_autograder("grade", name), root)
        shutil.copytree(hidden_tests.FOLDER, root / "hidden_tests")
        _change_one(root / "hidden_tests" / hidden_tests.test_paths(name)[0].relative_to(hidden_tests.FOLDER))
        found["regrade"] = _timed(_autograder("regrade", name), root, tests=root / "hidden_tests")
        return found


def _change_one(path: Path) -> None:
    """Add a statement that does nothing to the first hidden test of a file."""
    text = path.read_text()
    first = next(
        each for each in ast.parse(text).body if isinstance(each, ast.FunctionDef) and each.name[:5] == "test_"
    )
    lines = text.splitlines()
    lines.insert(first.end_lineno or 0, "    assert True")
    path.write_text("\n".join(lines) + "\n")


def _plain(cohort: Path, root: Path, name: str, sizes: Sequence[int]) -> float:
    """Seconds that each submission adds in plain nbgrader."""
    shutil.copytree(cohort / "source", root / "source")
    (root / CONFIG_FILE).write_text(PLAIN)
    nbgrader = [sys.executable, "-m", "nbgrader"]
    _timed([*nbgrader, "generate_assignment", name], root)
    seconds = []
    for size in sizes:
        for folder in sorted((cohort / "submitted").iterdir())[:size]:
            shutil.copytree(folder, root / "submitted" / folder.name, dirs_exist_ok=True)
        seconds.append(_timed([*nbgrader, "autograde", name, "--force"], root))
    return round((seconds[1] - seconds[0]) / (sizes[1] - sizes[0]), 2)


def _graded(root: Path, name: str, size: int) -> dict:
    for folder in ("records", "autograded"):
        shutil.rmtree(root / folder, ignore_errors=True)
    (root / "gradebook.db").unlink(missing_ok=True)
    students = root / "submitted"
    away = root / "later"
    away.mkdir()
    for path in sorted(students.iterdir())[size:]:
        path.rename(away / path.name)
    peak: list[float] = [0.0]
    seconds = _timed(_autograder("grade", name), root, peak)
    for path in away.iterdir():
        path.rename(students / path.name)
    away.rmdir()
    spent = [timing.of(each) for each in records.all_of(root, name)]
    assert len(spent) == size
    return {
        "seconds": seconds,
        "overhead": [round(each.overhead - each.hidden_tests, 3) for each in spent],
        "hidden_tests": [round(each.hidden_tests, 3) for each in spent],
        "own": [round(each.own, 3) for each in spent],
        "memory": round(peak[0] / _cores() / 2**20),
    }


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _autograder(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "autograder", *arguments]


def _timed(command: list[str], root: Path, peak: list[float] | None = None, tests: Path | None = None) -> float:
    """Seconds that a command takes; notes the largest memory of all its processes, in bytes, if asked to."""
    environment = os.environ | {hidden_tests.VARIABLE: str(tests or hidden_tests.FOLDER)}
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as run:
        while peak is not None and run.poll() is None:
            peak[0] = max(peak[0], sum(_memory_of(run.pid)))
            time.sleep(2)
        _, said = run.communicate()
    if run.returncode:
        raise RuntimeError(f"{' '.join(command[2:])} ended with {run.returncode}: {said.decode()[-2000:]}")
    return round(time.perf_counter() - start, 2)


def _memory_of(pid: int) -> Iterator[int]:
    """The memory of a process and all below it; what several share counts once."""
    try:
        process = psutil.Process(pid)
        for each in [process, *process.children(recursive=True)]:
            yield each.memory_full_info().pss
    except psutil.Error:
        return


def as_table(results: dict[str, dict]) -> str:
    """The results as tables in Markdown."""
    lines = [
        "| cohort | submissions | executed | nbgrader, s each | autograder, s each | nbgrader's time is |"
        " overhead, s each | hidden tests, s each | MiB a worker |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, (_, each_round, further) in SIZES.items():
        for size, executed in product(sorted((each_round, *further)), CONFIGURED):
            rounds = [each for each in _rounds(results, name) if str(size) in each["cohorts"][executed]]
            if not rounds:
                continue
            ours = [each["cohorts"][executed][str(size)] for each in rounds]
            seconds = [each["seconds"] / size for each in ours]
            ratios = [each["nbgrader"] / second for each, second in zip(rounds, seconds, strict=True)]
            overhead, tests = (
                _spread([statistics.median(each[kind]) for each in ours], 2) for kind in ("overhead", "hidden_tests")
            )
            plain = _spread([each["nbgrader"] for each in rounds], 1)
            memory = round(statistics.median(each["memory"] for each in ours))
            lines.append(
                f"| `{name}` | {size} | {executed} | {plain} | {_spread(seconds, 2)} | {_spread(ratios, 1)} times |"
                f" {overhead} | {tests} | {memory:,} |"
            )
    lines += [
        "",
        "| cohort | submissions | executed | own compute / cores, s | wall time, s | wall time is |",
        "|---|---|---|---|---|---|",
    ]
    regraded = [
        "",
        "| cohort | submissions | `grade`, s | `regrade` after a change, s | `grade` is | `grade`, nothing new, s |",
        "|---|---|---|---|---|---|",
    ]
    for name in SIZES:
        for each in _rounds(results, name):
            for executed, found in each["cohorts"].items():
                size = max(found, key=int)  # the last one
                ideal, wall = sum(found[size]["own"]) / _cores(), found[size]["seconds"]
                lines.append(
                    f"| `{name}` | {size} | {executed} | {ideal:.0f} | {wall:.0f} | {wall / ideal:.2f} times |"
                )
            regraded.append(
                f"| `{name}` | {size} | {wall:.0f} | {each['regrade']:.1f} | {wall / each['regrade']:.1f} times |"
                f" {each['unchanged']:.1f} |"
            )
    lines += regraded
    return "\n".join(lines)


def _rounds(results: dict[str, dict], name: str) -> list[dict]:
    return [found for key, found in results.items() if key.rpartition(" ")[0] == name]


def _spread(values: Sequence[float], digits: int) -> str:
    low, middle, high = (f"{value:.{digits}f}" for value in (min(values), statistics.median(values), max(values)))
    return middle if low == high else f"{middle} ({low} to {high})"
