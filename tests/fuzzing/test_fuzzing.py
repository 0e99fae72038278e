"""Whatever the notebook, there is a grade or a reason.

A seed that fails is tried again, with all that it says, by `python -m tests.fuzzing --seed N --keep FOLDER`.
"""

import warnings

import pytest

from fuzzing.one import Bench, Done

QUICK, ALL = 100, 1000  # seeds; ten times as many are tried by `python -m tests.fuzzing`


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("bench"))


def _failures(bench: Bench, seeds: range) -> list[str]:
    failures = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbformat warns of what it repairs
        for seed in seeds:
            done = Done()
            try:
                bench.run(seed, done)
            except Exception as error:
                failures.append(f"--seed {seed}: {type(error).__name__}: {error!s:.200} {done.made}")
    return failures


def test_a_mutated_notebook_has_a_grade_or_a_reason(bench):
    assert _failures(bench, range(QUICK)) == []


@pytest.mark.slow
def test_many_mutated_notebooks_have_a_grade_or_a_reason(bench):
    assert _failures(bench, range(QUICK, ALL)) == []


def test_the_same_seed_makes_the_same_notebook(bench):
    first, second = bench.run(7), bench.run(7)
    assert (first.made, first.status, first.problem) == (second.made, second.status, second.problem)
