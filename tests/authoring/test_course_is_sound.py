"""The course as it stands: an instructor's mistake in an exercise fails here, with a line that says which."""

import pytest
from course_folder import ROOT

from autograder.authoring import build, checks
from autograder.authoring.variants import variants_of
from autograder.course import Course

COURSE = Course.load(ROOT)


@pytest.fixture(scope="module", params=COURSE.exercises)
def exercise(request):
    return COURSE.exercise(request.param)


def test_the_source_is_sound(exercise):
    assert checks.of_source(exercise) == []


def test_nothing_of_a_solution_is_released(exercise):
    assert checks.of_release(exercise, exercise.released) == []


def test_points_are_those_of_the_hidden_tests(exercise, grader):
    assert checks.of_points(exercise, grader.hidden_tests.collect(exercise.name)) == []


def test_each_hidden_test_is_proven(exercise, grader):
    hidden_tests = grader.hidden_tests.collect(exercise.name)
    assert checks.of_proofs(exercise, hidden_tests, variants_of(ROOT, exercise.name)) == []


def test_release_and_solution_fit_the_source(exercise):
    stale = [f"{item.path.relative_to(ROOT)} {item.why}" for item in build.stale(COURSE, exercise)]
    assert stale == [], "build it with: autograder build"
