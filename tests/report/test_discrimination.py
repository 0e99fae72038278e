"""A hidden test that strong students lose as weak ones do is found, and a sound one is not suspected."""

import numpy as np
import pytest

from autograder.report.discrimination import LEAST_STUDENTS, Evidence, ranked

TASKS = [f"task {number // 3}" for number in range(18)]
WRONG = 7


@pytest.fixture
def sound() -> np.ndarray:
    """Forty students of different strength, and 18 tests that separate them."""
    rng = np.random.default_rng(4)
    ability, difficulty = rng.normal(size=(40, 1)), rng.normal(-2, 0.8, size=(1, len(TASKS)))
    return (rng.random((40, len(TASKS))) > 1 / (1 + np.exp(1.2 * ability - difficulty))).astype(float)


def _first(passed: np.ndarray, tried: np.ndarray | None = None, same: np.ndarray | None = None) -> Evidence:
    tried = np.ones(passed.shape, bool) if tried is None else tried
    return ranked(passed, tried, TASKS[: passed.shape[1]], same)[0]


def test_a_sound_cohort_raises_no_alarm(sound):
    assert not _first(sound).is_alarm


def test_a_test_that_all_lose_comes_first(sound):
    sound[:, WRONG] = 0
    first = _first(sound)
    assert (first.column, first.is_alarm, first.lost, first.tried) == (WRONG, True, 40, 40)
    assert first.share_of_strongest > 0.8


def test_a_test_that_half_of_all_lose_whoever_they_are_comes_first(sound):
    sound[::2, WRONG] = 0
    first = _first(sound)
    assert (first.column, first.is_alarm) == (WRONG, True)


def test_a_hard_test_that_only_the_strongest_pass_is_no_alarm(sound):
    strongest = np.argsort(sound.sum(axis=1))[-12:]
    sound[:, WRONG] = 0
    sound[strongest, WRONG] = 1
    assert not next(each for each in ranked(sound, sound > -1, TASKS) if each.column == WRONG).is_alarm


def test_a_few_who_lose_it_with_the_answers_of_others_who_pass_are_enough(sound):
    sound[:, WRONG] = 1
    sound[[3, 11, 30, 35], WRONG] = 0
    same = np.zeros(sound.shape, bool)
    same[[3, 11, 30], WRONG] = True
    without = next(each for each in ranked(sound, sound > -1, TASKS) if each.column == WRONG)
    first = _first(sound, same=same)
    assert (first.column, first.same, first.is_alarm) == (WRONG, 3, True)
    assert first.log_bayes_factor > without.log_bayes_factor + 4


def test_points_in_other_exercises_tell_who_is_strong(sound):
    """Here nothing else does: all but one test are passed by all."""
    sound[:] = 1
    sound[:16, WRONG] = 0
    strong, weak = (np.where(np.arange(40) < 16, low, high)[:, None] for low, high in ((0.9, 0.4), (0.4, 0.9)))
    factors = []
    for elsewhere in (strong, weak, np.full((40, 1), np.nan), np.zeros((40, 0))):
        evidence = ranked(sound, sound > -1, TASKS, None, elsewhere)
        factors.append(next(each.log_bayes_factor for each in evidence if each.column == WRONG))
    assert factors[0] > factors[2] + 1 > factors[1] + 2
    assert factors[2] == factors[3]


def test_who_has_not_tried_says_nothing(sound):
    tried = np.ones(sound.shape, bool)
    sound[::2, WRONG], tried[::2, WRONG] = 0, False
    first = next(each for each in ranked(sound, tried, TASKS) if each.column == WRONG)
    assert first.tried == 20
    assert not first.is_alarm


@pytest.mark.parametrize("students", [0, 1, LEAST_STUDENTS - 1])
def test_too_few_students_raise_no_alarm(sound, students):
    sound[:, WRONG] = 0
    assert not any(each.is_alarm for each in ranked(sound[:students], sound[:students] > -1, TASKS))


def test_odd_cohorts_are_no_error(sound):
    assert not any(each.is_alarm for each in ranked(np.ones((30, 3)), np.ones((30, 3), bool), TASKS[:3]))
    unknown = np.where(np.arange(len(TASKS)) == 2, np.nan, sound)
    assert next(each for each in ranked(unknown, sound > -1, TASKS) if each.column == 2).tried == 0
    assert ranked(np.ones((30, 0)), np.ones((30, 0), bool), []) == []
    (only,) = ranked(np.zeros((30, 1)), np.ones((30, 1), bool), ["task"])
    assert np.isfinite(only.log_bayes_factor)
