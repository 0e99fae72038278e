"""Hidden tests notice small changes of the reference: a sample of each exercise's mutants.

All of them: `autograder mutate EXERCISE`, or `python -m benchmarks mutants` for all exercises. The sample is of the
exercises whose survivors have been reviewed: they have a list of equivalent mutants.
"""

from collections.abc import Callable

import pytest
from course_folder import ROOT

from autograder.course import Course
from autograder.grading.grader import Grader
from autograder.grading.record import GradingRecord
from autograder.mutation import equivalents, mutants
from autograder.mutation.judged import judge_one
from autograder.mutation.run import sampled

SAMPLE, SEED = 12, 14
REVIEWED = [name for name in Course.load(ROOT).exercises if equivalents.path_of(name).exists()]


@pytest.mark.slow
@pytest.mark.parametrize("name", REVIEWED)
def test_a_sample_of_the_mutants_is_caught(
    grader: Grader, course: Course, reference: Callable[[str], GradingRecord], name: str
):
    exercise = course.exercise(name)
    found = mutants.of_exercise(exercise)
    listed = equivalents.listed(equivalents.read(name), found)
    survived = []
    for mutant in sampled(found, SAMPLE, SEED):
        judged = judge_one(grader, exercise, reference(name), mutant)
        assert not judged.broken, f"{mutant.name}: {judged.broken}"
        assert not (judged.caught_by and mutant.name in listed), f"listed as equivalent: {mutant.diff()}"
        if not judged.caught_by and mutant.name not in listed:
            survived.append(mutant.diff())
    assert not survived, "\n\n".join(survived)


@pytest.mark.parametrize("name", REVIEWED)
def test_each_mutant_that_is_listed_as_right_exists(course: Course, name: str):
    assert not equivalents.mistakes(equivalents.read(name), mutants.of_exercise(course.exercise(name)), {})
