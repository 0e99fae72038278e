"""How long a cohort takes, beside plain nbgrader.

In each round, plain nbgrader (its own configuration: no sandbox, no hidden tests, all cores for the one kernel) grades
some notebooks of a cohort. Then two nbgrader processes do so side by side, in a course folder each with a gradebook of
its own, which is what its users do by hand. Then `autograder grade` grades cohorts of several sizes, one worker a core.
A cohort hands in the reference, alternative and wrong solutions in turn.

Seconds for a submission: for nbgrader those that each one adds, without its start; for `autograder grade` all seconds
of the command, its start included, over the number of submissions. Ratios are within a round; the figures are medians,
with the lowest and the highest. After the largest cohort, one hidden test is changed, in a way that changes no
verdict, and `autograder regrade` grades it again. In the first round, the smallest of the larger cohorts is also graded
with all cells (`--all-cells`), as nbgrader executes them.
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
from itertools import cycle, islice
from pathlib import Path
from threading import Thread
from typing import Any

import nbformat
import psutil

from autograder import hidden_tests
from autograder.authoring.variants import show_outputs, variants_of, with_solutions
from autograder.course import CONFIG_FILE, Course
from autograder.grading import record as records
from autograder.grading import timing
from benchmarks import kept

RESULTS = Path(__file__).parent / "results" / "cohorts.json"
ROUNDS = 3
# By exercise: how many submissions nbgrader grades (first a few, then more: the difference is what each adds); the
# cohorts of `autograder grade`; and the one that is graded with all cells too.
SIZES = {"convolution_by_hand": ((1, 4), (10, 30, 100), 30), "mnist_convnet": ((1, 2), (6, 16), 6)}
PLAIN = "c = get_config()\nc.CourseDirectory.course_id = 'plain'\nc.Execute.timeout = 600\n"
SIDE_BY_SIDE = 2  # processes of nbgrader


def run(report: Callable[[str], None] = print) -> dict[str, dict]:
    """Measure all rounds; each is kept as soon as it is done.

    Returns:
        By exercise and round: see `_measure`.
    """
    for number in range(ROUNDS):
        for name in SIZES:
            kept.once(RESULTS, f"{name} {number}", lambda name=name, number=number: _measure(name, number == 0), report)
    return kept.load(RESULTS)


def make(root: Path, name: str, students: int) -> None:
    """A course folder in which students have handed in, each a notebook of their own, with the outputs of its cells."""
    home = Course.load(Path(__file__).parent)
    exercise = home.exercise(name)
    shutil.copytree(exercise.path.parent, root / "source" / name)
    shutil.copyfile(home.root / CONFIG_FILE, root / CONFIG_FILE)
    solutions = [{}, *(variant.cells for variant in variants_of(home.root, name))]
    step = max(1, len(solutions) // students)
    solved = nbformat.read(home.root / "solutions" / name / f"{name}.ipynb", as_version=4)
    for number, cells in enumerate(islice(cycle(solutions[::step]), students)):
        notebook = with_solutions(exercise, cells)
        show_outputs(notebook, solved)
        notebook.cells.append(nbformat.v4.new_markdown_cell(f"Student number {number}"))
        path = root / "submitted" / f"student{number:04d}" / name / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)


def _measure(name: str, with_all_cells: bool) -> dict:
    """One round.

    Returns:
        "nbgrader" and "nbgrader_side_by_side": seconds that each submission adds; "cohorts": by size what `_graded`
        returns; "all_cells": the same, if it is measured; "unchanged": seconds of `autograder grade` on the largest
        cohort when nothing has changed; "regrade": of `autograder regrade` on it.
    """
    plain, sizes, size_with_all = SIZES[name]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "cohort")
        make(root, name, max(sizes))
        found: dict[str, Any] = {
            "nbgrader": _plain(root, [Path(folder, "plain")], name, plain),
            "nbgrader_side_by_side": _plain(root, [Path(folder, f"half{n}") for n in range(SIDE_BY_SIDE)], name, plain),
        }
        if with_all_cells:
            found["all_cells"] = _graded(root, name, size_with_all, "--all-cells")
        found["cohorts"] = {str(size): _graded(root, name, size) for size in sizes}
        found["unchanged"] = _timed(_autograder("grade", name), root)
        found["regrade"] = regraded(root, name)
        return found


def regraded(root: Path, name: str) -> float:
    """Seconds of `autograder regrade` on a graded cohort, after a change in a hidden test that changes no verdict."""
    shutil.copytree(hidden_tests.FOLDER, root / "hidden_tests")
    _change_one(root / "hidden_tests" / hidden_tests.test_paths(name)[0].relative_to(hidden_tests.FOLDER))
    return _timed(_autograder("regrade", name), root, tests=root / "hidden_tests")


def _change_one(path: Path) -> None:
    """Add a statement that does nothing to the first hidden test of a file."""
    text = path.read_text()
    first = next(
        each for each in ast.parse(text).body if isinstance(each, ast.FunctionDef) and each.name[:5] == "test_"
    )
    lines = text.splitlines()
    lines.insert(first.end_lineno or 0, "    assert True")
    path.write_text("\n".join(lines) + "\n")


def _plain(cohort: Path, roots: Sequence[Path], name: str, sizes: Sequence[int]) -> float:
    """Seconds that each submission adds in plain nbgrader, with a process in each of these folders."""
    nbgrader = [sys.executable, "-m", "nbgrader"]
    students = iter(sorted((cohort / "submitted").iterdir()))
    of_each = {root: list(islice(students, max(sizes))) for root in roots}
    for root in roots:
        shutil.copytree(cohort / "source", root / "source")
        (root / CONFIG_FILE).write_text(PLAIN)
        _timed([*nbgrader, "generate_assignment", name], root)
    seconds = []
    for size in sizes:
        for root, folders in of_each.items():
            for folder in folders[:size]:
                shutil.copytree(folder, root / "submitted" / folder.name, dirs_exist_ok=True)
        start = time.perf_counter()
        running = [Thread(target=_timed, args=([*nbgrader, "autograde", name, "--force"], root)) for root in roots]
        for each in running:
            each.start()
        for each in running:
            each.join()
        seconds.append(time.perf_counter() - start)
    for root in roots:
        graded = len(list((root / "autograded").iterdir()))
        assert graded == sizes[1], f"nbgrader has graded {graded} submissions of {sizes[1]}"
    return round((seconds[1] - seconds[0]) / (sizes[1] - sizes[0]) / len(roots), 2)


def _graded(root: Path, name: str, size: int, *options: str) -> dict:
    """Grade the first students, from nothing.

    Returns:
        "seconds"; "first": seconds until the first verdict is on the screen; "overhead", "hidden_tests" and "own"
        (seconds of each submission in its worker: starting, messages and files; what hidden tests compute; what the
        student's code does); and "memory" (MiB of one worker with its processes).
    """
    for folder in ("records", "autograded"):
        shutil.rmtree(root / folder, ignore_errors=True)
    (root / "gradebook.db").unlink(missing_ok=True)
    students = root / "submitted"
    away = root / "later"
    away.mkdir()
    for path in sorted(students.iterdir())[size:]:
        path.rename(away / path.name)
    peak, first = [0.0], list[float]()
    seconds = _timed(_autograder("grade", name, *options), root, peak, first)
    for path in away.iterdir():
        path.rename(students / path.name)
    away.rmdir()
    spent = [timing.of(each) for each in records.all_of(root, name)]
    assert len(spent) == size
    return {
        "seconds": seconds,
        "first": first[0],
        "overhead": [round(each.overhead - each.hidden_tests, 3) for each in spent],
        "hidden_tests": [round(each.hidden_tests, 3) for each in spent],
        "own": [round(each.own, 3) for each in spent],
        "memory": round(peak[0] / _cores() / 2**20),
    }


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _autograder(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "autograder", *arguments]


def _timed(
    command: list[str],
    root: Path,
    peak: list[float] | None = None,
    first: list[float] | None = None,
    tests: Path | None = None,
) -> float:
    """Seconds that a command takes.

    Args:
        peak: its element becomes the largest memory of all processes, in bytes.
        first: gets the seconds until a line names a student.
        tests: the folder with the hidden tests.
    """
    environment = os.environ | {hidden_tests.VARIABLE: str(tests or hidden_tests.FOLDER), "PYTHONUNBUFFERED": "1"}
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    start = time.perf_counter()
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=errors) as process,
    ):
        watching = Thread(target=_watch, args=(process.pid, peak), daemon=True)
        if peak is not None:
            watching.start()
        for line in process.stdout or ():
            if first is not None and not first and b"student0" in line:
                first.append(round(time.perf_counter() - start, 2))
        process.wait()
        seconds = time.perf_counter() - start
        if process.returncode:
            errors.seek(0)
            text = errors.read().decode()[-2000:]
            raise RuntimeError(f"{' '.join(command[2:])} ended with {process.returncode}: {text}")
    return round(seconds, 2)


def _watch(pid: int, peak: list[float]) -> None:
    while psutil.pid_exists(pid):
        peak[0] = max(peak[0], sum(_memory_of(pid)))
        time.sleep(2)


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
        "| cohort | submissions | nbgrader, s each | two nbgrader, s each | autograder, s each | nbgrader's time is |"
        " that of two is | first verdict, s | MiB a worker |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, (_, sizes, size_with_all) in SIZES.items():
        rounds = [found for key, found in results.items() if key.rpartition(" ")[0] == name]
        for size in sizes:
            lines.append(_row(f"`{name}`", size, rounds, [each["cohorts"][str(size)] for each in rounds]))
        with_all = [each for each in rounds if "all_cells" in each]
        lines.append(_row(f"`{name}`, all cells", size_with_all, with_all, [each["all_cells"] for each in with_all]))
    lines += [
        "",
        "| cohort | submissions | own compute, s each | overhead, s each | hidden tests, s each |"
        " own compute / cores, s | wall time, s |",
        "|---|---|---|---|---|---|---|",
    ]
    again = [
        "",
        "| cohort | submissions | `grade`, nothing new, s | `regrade` after a change, s |",
        "|---|---|---|---|",
    ]
    for name, (_, sizes, _) in SIZES.items():
        rounds = [found for key, found in results.items() if key.rpartition(" ")[0] == name]
        for size in sizes:
            ours = [each["cohorts"][str(size)] for each in rounds]
            own, overhead, tests = (
                _spread([statistics.median(each[kind]) for each in ours], 2)
                for kind in ("own", "overhead", "hidden_tests")
            )
            ideal = _spread([sum(each["own"]) / _cores() for each in ours], 1)
            wall = _spread([each["seconds"] for each in ours], 1)
            lines.append(f"| `{name}` | {size} | {own} | {overhead} | {tests} | {ideal} | {wall} |")
        unchanged, regraded = (_spread([each[kind] for each in rounds], 1) for kind in ("unchanged", "regrade"))
        again.append(f"| `{name}` | {max(sizes)} | {unchanged} | {regraded} |")
    return "\n".join([*lines, *again])


def _row(name: str, size: int, rounds: Sequence[dict], ours: Sequence[dict]) -> str:
    each = [graded["seconds"] / size for graded in ours]
    plain, two = ([found[kind] for found in rounds] for kind in ("nbgrader", "nbgrader_side_by_side"))
    ratios, ratios_two = ([slow / fast for slow, fast in zip(slower, each, strict=True)] for slower in (plain, two))
    first = _spread([graded["first"] for graded in ours], 1)
    memory = round(statistics.median(graded["memory"] for graded in ours))
    return (
        f"| {name} | {size} | {_spread(plain, 1)} | {_spread(two, 1)} | {_spread(each, 2)} |"
        f" {_spread(ratios, 1)} times | {_spread(ratios_two, 1)} times | {first} | {memory:,} |"
    )


def _spread(values: Sequence[float], digits: int) -> str:
    low, middle, high = (f"{value:.{digits}f}" for value in (min(values), statistics.median(values), max(values)))
    return middle if low == high else f"{middle} ({low} to {high})"
