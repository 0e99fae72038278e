"""The demo: a small cohort from untouched to perfect, graded on the sample data from start to end."""

import os
import shutil
import time
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from rich.console import Console

from autograder.authoring import build
from autograder.authoring.variants import Variant, show_outputs, variants_of, with_solutions
from autograder.cohorts import feedback
from autograder.cohorts import run as cohort
from autograder.course import CONFIG_FILE, Course
from autograder.errors import CourseError
from autograder.exercise import Exercise
from convnets.datasets import sources

MARKER = ".made-by-autograder-demo"
NAMES = ("ada", "alan", "barbara", "claude", "donald", "edsger", "frances", "grace", "hedy", "ida", "john", "katherine")

# How many wrong and alternative solutions of each exercise hand in.
COHORTS = {"convolution_by_hand": (3, 2), "mnist_convnet": (1, 1)}


def run(console: Console, errors: Console, folder: Path | None = None) -> int:
    """Make a course folder with a cohort, grade it, write the feedback; returns an exit code.

    Args:
        console, errors: where to print.
        folder: the course folder to make (default: `demo/` in this course folder).

    Raises:
        CourseError: if the folder exists and was not made by a demo.
    """
    start = time.monotonic()
    os.environ[sources.VARIABLE] = sources.SAMPLE
    home = Course.load()
    course = _make_course(home, folder or home.root / "demo")
    for name, (wrong, alternative) in COHORTS.items():
        exercise = course.exercise(name)
        build.build_release(course, exercise)
        solved = build.read(build.solution_path(home, exercise))
        _hand_in(course, exercise, solved, variants_of(home.root, name), wrong, alternative)
    for name in COHORTS:
        _grade(course, name, console, errors)
    console.print(f"\nThe demo took {time.monotonic() - start:.0f} s. Look at {_shown(course.root)}:")
    console.print("  release/    what students get          submitted/  what came back")
    console.print("  feedback/   what students read         records/    why each point was given")
    console.print("  gradebook.db  nbgrader's gradebook: run 'jupyter lab' in there and open the formgrader")
    console.print("Two of the submissions were broken or empty on purpose; in a real course they end with exit code 1.")
    return 0


def _make_course(home: Course, root: Path) -> Course:
    if root.exists():
        if not (root / MARKER).exists():
            raise CourseError(f"{root} exists and was not made by a demo: name another folder with --folder")
        shutil.rmtree(root)
    root.mkdir(parents=True)
    (root / MARKER).touch()
    shutil.copyfile(home.root / CONFIG_FILE, root / CONFIG_FILE)
    for name in COHORTS:
        shutil.copytree(home.exercise(name).path.parent, root / "source" / name)
    return Course.load(root)


def _hand_in(
    course: Course, exercise: Exercise, solved: NotebookNode, variants: list[Variant], wrong: int, alternative: int
) -> None:
    """Fill `submitted/`: reference, alternative and wrong solutions, an untouched notebook, a broken file.

    Args:
        solved: the executed solution: students hand in its outputs.
    """
    names = iter(NAMES)
    chosen = _spread([variant for variant in variants if not variant.is_wrong], alternative)
    chosen += _spread([variant for variant in variants if variant.is_wrong], wrong)
    notebooks = [with_solutions(exercise, cells) for cells in ({}, *(variant.cells for variant in chosen))]
    for notebook in notebooks:
        show_outputs(notebook, solved)
    texts = [nbformat.writes(notebook) for notebook in [*notebooks, exercise.released]]
    texts.append(texts[0][: len(texts[0]) // 2])  # a download that stopped half-way
    for name, text in zip(names, texts, strict=False):
        folder = course.folder("submitted", name, exercise.name)
        folder.mkdir(parents=True)
        (folder / f"{exercise.name}.ipynb").write_text(text)


def _spread(variants: list[Variant], number: int) -> list[Variant]:
    """Some of the variants, evenly spread over their list, so that different tasks are hit."""
    return [variants[index * len(variants) // number] for index in range(min(number, len(variants)))]


def _grade(course: Course, name: str, console: Console, errors: Console) -> None:
    cohort.grade(console, errors, course, name)
    feedback.make(console, errors, course, name)


def _shown(path: Path) -> Path:
    working = Path.cwd()
    return path.relative_to(working) if path.is_relative_to(working) else path
