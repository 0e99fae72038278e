"""Cohorts of the corpus' solutions, in which one hidden test may be replaced by one with a mistake in it.

Each student has an ability and solves each task with a probability that grows with it, or leaves it out. Who solves a
task hands in one of the corpus' right solutions of it, who does not one of the wrong ones; some are more popular than
others. What the hidden tests say of each solution was found out by `outcomes.py`; nothing of it is made up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from benchmarks.wrong_tests.outcomes import REFERENCE

STUDENTS, TESTS = 60, 20
BOUNDS = {"bound_half": 0.5, "bound_most": 0.9}  # which share of the right solutions is below the bound
ELSEWHERE, TASKS_ELSEWHERE = 2, 8  # exercises that the course has graded before, and their tasks
LEAST_HARM = 6  # students who lose points by the mistake; one that costs fewer in 60 is drawn again


@dataclass(frozen=True)
class Solution:
    """A solution of a task.

    Attributes:
        lost: the hidden tests that it loses, with or without a mistake.
        same: the graded cells in which it gave the reference's answers, and the hidden tests with a mistake for which
            it did.
        values: of each test that measures, what came out, one value a seed.
    """

    lost: frozenset[str]
    same: frozenset[str]
    values: Mapping[str, Sequence[float]]


@dataclass(frozen=True)
class Corpus:
    """What is known of an exercise's solutions.

    Attributes:
        tests: the task of each sound hidden test.
        mistakes: the task of each hidden test with a mistake.
        bounds: for each of them that is a bound too high, which test measures and where the bound is.
        right, wrong: by task, its solutions.
    """

    tests: Mapping[str, str]
    mistakes: Mapping[str, str]
    bounds: Mapping[str, tuple[str, float]]
    right: Mapping[str, Sequence[Solution]]
    wrong: Mapping[str, Sequence[Solution]]

    @classmethod
    def of(cls, outcomes: Mapping, is_wrong: set[str]) -> "Corpus":
        """Read the outcomes of an exercise.

        Args:
            outcomes: see `outcomes.of`.
            is_wrong: the names of the wrong solutions.
        """
        tests, lost, same = outcomes["tests"], outcomes["lost"], outcomes["same"]
        right: dict[str, list[Solution]] = {task: [] for task in tests.values()}
        wrong: dict[str, list[Solution]] = {task: [] for task in tests.values()}
        for name in lost:
            values = {test: found[name] for test, found in outcomes["measured"].items() if name in found}
            solution = Solution(frozenset(lost[name]), frozenset(same[name]), values)
            tasks = [tests[test] for test in lost[name] if test in tests]
            if name in is_wrong and tasks:
                wrong[max(tasks, key=tasks.count)].append(solution)
        for task in right:
            # A right solution of a task is one of which the hidden tests with a mistake were asked, or the reference.
            asked = {name for name in lost if name not in is_wrong and task in outcomes["touched"][name]}
            for name in sorted(asked | {REFERENCE}):
                values = {test: found[name] for test, found in outcomes["measured"].items() if name in found}
                right[task].append(Solution(frozenset(lost[name]), frozenset(same[name]), values))
        mistakes, bounds = dict(outcomes["mistakes"]), {}
        for test, found in outcomes["measured"].items():
            of_right = np.concatenate([values for name, values in found.items() if name not in is_wrong])
            for kind, share in BOUNDS.items():
                name = f"test_{kind}_{test}"
                mistakes[name], bounds[name] = tests[test], (test, float(np.quantile(of_right, share, method="higher")))
        return cls(tests, mistakes, bounds, right, wrong)

    def harmful(self) -> list[str]:
        """The hidden tests with a mistake that some right solution loses."""
        return [
            name
            for name, task in self.mistakes.items()
            if any(self._may_lose(solution, name) for solution in self.right[task])
        ]

    def _may_lose(self, solution: Solution, test: str) -> bool:
        if test not in self.bounds:
            return test in solution.lost
        measuring, bound = self.bounds[test]
        return min(solution.values.get(measuring, [bound])) < bound

    def loses(self, solution: Solution, test: str, rng: np.random.Generator) -> bool:
        """Whether a solution loses a test; where the test measures, in one of the runs."""
        if test not in self.bounds:
            return test in solution.lost
        measuring, bound = self.bounds[test]
        values = solution.values.get(measuring)
        return measuring in solution.lost if not values else bool(rng.choice(values) < bound)


@dataclass(frozen=True)
class Simulated:
    """A cohort.

    Attributes:
        passed, tried, tasks, same, elsewhere: as `autograder.report.discrimination.ranked` takes them.
        wrong: the column of the hidden test with a mistake; None if there is none.
        harm: how many lose points by the mistake alone.
    """

    passed: np.ndarray
    tried: np.ndarray
    tasks: list[str]
    same: np.ndarray
    elsewhere: np.ndarray
    wrong: int | None
    harm: int


def simulated(corpus: Corpus, rng: np.random.Generator, mistake: str = "") -> Simulated:
    """A cohort; with a hidden test with a mistake, one in which it does harm.

    Args:
        mistake: its name, "" for a sound cohort. It takes the place of another test of its task.
    """
    for _ in range(200):
        cohort = _simulated(corpus, rng, mistake)
        if not mistake or cohort.harm >= LEAST_HARM:
            return cohort
    raise LookupError(f"{mistake} does no harm in 200 cohorts")


def _simulated(corpus: Corpus, rng: np.random.Generator, mistake: str) -> Simulated:
    chosen = _chosen_tests(corpus, rng, mistake)
    tasks = [corpus.mistakes[test] if test == mistake else corpus.tests[test] for test in chosen]
    ability = rng.normal(size=STUDENTS)
    passed, tried = np.ones((STUDENTS, len(chosen))), np.ones((STUDENTS, len(chosen)), bool)
    same = np.zeros((STUDENTS, len(chosen)), bool)
    harm = 0
    for number, task in enumerate(dict.fromkeys(tasks)):
        columns = [column for column, of in enumerate(tasks) if of == task]
        difficulty, slope = rng.normal(1.4, 0.8), np.exp(rng.normal(0.2, 0.25))
        solved = rng.random(STUDENTS) < expit(difficulty + slope * ability)
        left_out = rng.random(STUDENTS) < expit(-3.5 - ability + 0.15 * number)
        right, wrong = _by_popularity(corpus.right[task], rng, 1.5), _by_popularity(corpus.wrong[task], rng, 0.7)
        for student in range(STUDENTS):
            if left_out[student]:
                passed[student, columns], tried[student, columns] = 0.0, False
                continue
            solution = right() if solved[student] or wrong is None else wrong()
            for column in columns:
                place = chosen[column] if chosen[column] == mistake and mistake not in corpus.bounds else task
                same[student, column] = place in solution.same
                if corpus.loses(solution, chosen[column], rng):
                    passed[student, column] = 0.0
                    harm += bool(solved[student]) and chosen[column] == mistake
    is_pass = passed == 1
    same = ~is_pass & same & (is_pass & same).any(axis=0)  # those who pass it with the same answers have to be there
    elsewhere = np.stack([_share_elsewhere(ability, rng) for _ in range(ELSEWHERE)], axis=1)
    return Simulated(passed, tried, tasks, same, elsewhere, chosen.index(mistake) if mistake else None, harm)


def _share_elsewhere(ability: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The share of the tasks of another exercise that each student solves."""
    difficulty, slope = rng.normal(1.4, 0.8, TASKS_ELSEWHERE), np.exp(rng.normal(0.2, 0.25, TASKS_ELSEWHERE))
    return (rng.random((len(ability), TASKS_ELSEWHERE)) < expit(difficulty + slope * ability[:, None])).mean(axis=1)


def _by_popularity(solutions: Sequence[Solution], rng: np.random.Generator, shape: float):
    """Draws solutions, of which some are more popular than others in this cohort; None if there are none."""
    if not solutions:
        return None
    weights = rng.gamma(shape, size=len(solutions)) + 1e-9
    return lambda: solutions[rng.choice(len(solutions), p=weights / weights.sum())]


def _chosen_tests(corpus: Corpus, rng: np.random.Generator, mistake: str) -> list[str]:
    """About 20 of the hidden tests; one is replaced by that with a mistake."""
    names = list(corpus.tests)
    if not mistake:
        kept = set(rng.choice(names, min(TESTS, len(names)), replace=False))
        return [name for name in names if name in kept]
    measuring = corpus.bounds[mistake][0] if mistake in corpus.bounds else ""
    out = measuring or str(rng.choice([name for name in names if corpus.tests[name] == corpus.mistakes[mistake]]))
    others = [name for name in names if name != out]
    kept = set(rng.choice(others, min(TESTS, len(names)) - 1, replace=False))
    return [mistake if name == out else name for name in names if name == out or name in kept]
