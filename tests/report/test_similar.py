"""Which pairs of a cohort are reported, and what is shown of them."""

import random
from pathlib import Path

import course_folder
import pytest

from autograder.cohorts.outcome import Outcome
from autograder.course import Course
from autograder.report.cohort import Cohort
from autograder.report.similar import Background, Pair, Solutions, pairs_of, similar_pairs
from benchmarks.restyling import ALL, restyled
from benchmarks.similarity import KINDS, measure, solutions_of, written_apart

NAME = "convolution_by_hand"
ORIGINAL = "patches"
TARGET = tuple(kind for kind in KINDS if kind not in ("half", "rewritten"))


@pytest.fixture(scope="module")
def background(course: Course) -> Background:
    return Background.of(course.exercise(NAME))


@pytest.fixture(scope="module")
def copy(background: Background) -> dict[str, str]:
    """All changed: names, order, comments, layout."""
    return in_another_style(written_apart(NAME)[ORIGINAL], background, seed=1)


def in_another_style(cells: Solutions, background: Background, seed: int) -> dict[str, str]:
    rng = random.Random(seed)
    return {name: restyled(cells[name], rng, background.given, *ALL) for name in background.code_cells}


@pytest.fixture(scope="module")
def reported(background: Background, copy: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> list[Pair]:
    """Seven independent solutions, a copy of one, one who copied an answer of another, and what cannot be read."""
    solutions = written_apart(NAME)
    answer = solutions["loops"]["explain_misprint"].replace("called conv3d", "used conv3d")
    cells = {
        **solutions,
        "copy": copy,
        "prose": {
            **solutions["obvious"],
            **{name: "x = (((" for name in background.code_cells},
            "explain_misprint": answer,
            "explain_pooling": "",
        },
        "damaged": "{",
        "untouched": {},
    }
    course = course_folder.make(Path(tmp_path_factory.mktemp("course")), cells)
    outcomes = [Outcome(student, NAME, "graded", None) for student in sorted(cells)]
    return similar_pairs(Cohort(course, course.exercise(NAME), outcomes, {}))


def test_copies_of_code_and_of_prose_are_reported_most_similar_first_and_nobody_else(reported: list[Pair]):
    assert {(pair.first, pair.second) for pair in reported} == {("copy", ORIGINAL), ("loops", "prose")}
    assert [pair.score for pair in reported] == sorted((pair.score for pair in reported), reverse=True)
    assert all(0 < pair.score <= 1 for pair in reported)


def test_code_is_shown_side_by_side_with_the_lines_that_few_others_have(reported: list[Pair], copy: dict[str, str]):
    (pair,) = [pair for pair in reported if pair.first == "copy"]
    assert pair.expected < 0.2
    conv2d = next(each for each in pair.fragments if each.cell == "conv2d")
    assert conv2d.left == copy["conv2d"]
    assert conv2d.right == written_apart(NAME)[ORIGINAL]["conv2d"]
    shown = [conv2d.right.split("\n")[line - 1].strip() for line in conv2d.right_lines]
    assert "out[i, j, f] = np.sum(patch * kernels[:, :, :, f]) + bias[f]" in shown
    assert "def conv2d(image, kernels, bias, stride=1):" not in shown  # everybody has it
    assert conv2d.left_lines
    assert not any(each.is_text for each in pair.fragments)


def test_a_copied_answer_is_shown_by_itself(reported: list[Pair]):
    (pair,) = [pair for pair in reported if pair.first == "loops"]
    (answer,) = pair.fragments
    assert answer.is_text
    assert answer.cell == "explain_misprint"
    assert pair.score == answer.score > 0.8
    assert answer.left_lines == answer.right_lines == (1, 2, 3, 4, 5, 6)


def test_what_is_in_the_reference_or_written_by_many_says_nothing(course: Course, background: Background):
    exercise = course.exercise(NAME)
    reference = {name: sources[0] for name, sources in solutions_of(exercise).items()}
    taught = written_apart(NAME)[ORIGINAL]
    cohort = written_apart(NAME) | {"ada": in_another_style(reference, background, 2), "bob": reference}
    assert pairs_of(cohort, background) == []
    assert pairs_of(cohort | {"cleo": in_another_style(taught, background, 3)}, background) != []
    cohort |= {f"taught {seed}": in_another_style(taught, background, seed) for seed in range(4, 8)}
    assert pairs_of(cohort, background) == []


def test_a_short_task_alone_says_nothing(background: Background):
    cohort = {
        f"student {number}": {"output_size": f"def output_size(n, k):\n    return n - k * {number}"}
        for number in range(9)
    }
    cohort["ada"] = cohort["bob"] = {"output_size": "def output_size(n, k):\n    return -(-n) % k ** 7"}
    assert pairs_of(cohort, background) == []


def test_a_cohort_of_nobody_or_one_has_no_pairs(background: Background):
    assert pairs_of({}, background) == pairs_of({"ada": {"conv2d": "x = 1"}}, background) == []


def test_hostile_cells_take_no_long(background: Background):
    cells = ["(" * 50_000, "\n" * 50_000, "'" * 50_001, "x = (\n" * 5_000, "y = f(x)\n" * 5_000, "\ud800\0 = $ ?"]
    cohort = {str(number): {"conv2d": cell, "explain_pooling": cell} for number, cell in enumerate(cells)}
    assert pairs_of(cohort, background) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["regularizers", "text_augmentation"])
def test_copies_in_a_cohort_are_found_and_independent_solutions_are_not(name: str, course: Course):
    results = [measure(course.exercise(name), seed) for seed in range(1000, 1004)]
    found = sum(kind in result["found"] for result in results for kind in TARGET)
    assert found >= 0.95 * len(results) * len(TARGET)
    assert sum(result["false"] for result in results) <= sum(result["pairs"] for result in results) / 1000


@pytest.mark.slow
def test_solutions_written_apart_are_not_taken_for_copies(course: Course):
    results = [measure(course.exercise(NAME), seed, apart=True) for seed in range(1000, 1003)]
    assert sum(result["false apart"] for result in results) <= sum(result["pairs apart"] for result in results) / 1000


OWN = """def parameter_count(kernel_size, in_channels, filters, use_bias=True):
    count = in_channels * filters
    for side in kernel_size:
        count = count * side
    return count"""


def test_who_handed_in_the_same_file_is_reported_though_hardly_anything_in_it_is_own(
    background: Background, course: Course
):
    reference = {name: found[0] for name, found in solutions_of(course.exercise(NAME)).items()}
    students = {name: dict(reference) for name in ("ada", "bob", "cleo", "dan")}
    for name in ("ada", "cleo"):
        students[name]["parameter_count"] = OWN
    students["dan"]["parameter_count"] = "def parameter_count(*args, **options):\n    return 1"
    (pair,) = pairs_of(students, background)
    assert (pair.first, pair.second, pair.score) == ("ada", "cleo", 1.0)
    assert [(each.cell, each.left_lines) for each in pair.fragments] == [("parameter_count", (1, 2, 3, 4, 5))]
    students["cleo"]["pool2d"] = "def pool2d(maps, size, stride=None, mode='max'):\n    return maps"
    assert not pairs_of(students, background)


def test_the_same_released_cells_or_a_few_own_characters_are_no_copy(background: Background):
    few = "def parameter_count(*args, **options):\n    return 1"
    assert not pairs_of({name: {"parameter_count": few} for name in "abcdef"}, background)
    assert not pairs_of({name: {} for name in "abcdef"}, background)
