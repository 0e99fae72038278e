"""Cohorts with and without a mistake in a hidden test, and whether it is found.

60 students, who solve each task with a probability that grows with their ability (normal; slope about 1.2,
difficulties spread by 0.8, 80 to 85 % of the tests passed), or leave it out; with 20 of the exercise's hidden tests.
Who solves a task hands in one of the corpus' right solutions of it, who does not one of the wrong ones, some more
popular than others. What each hidden test says of each solution comes from grading it, also for the tests with a
mistake (`benchmarks/wrong_tests/<exercise>/`): a wrong expected value; a detail that the text does not ask for, such
as a type, a class, a wording, the last bit, the order of entries or one way to draw random numbers; or a bound that
half, or nine in ten, of the right solutions do not reach. One of them takes the place of a sound test of its task. A
cohort in which it costs fewer than six students a point that they deserve is drawn again.

*First*: of the 20, it is the most doubtful. *Alarm*: the report names it. A *false alarm* is one in a cohort without
a mistake. 100 cohorts of each kind for each exercise. `windows_and_strides` was among the others until it showed that
answers with models must not be compared by their weights.
"""

from collections import Counter
from collections.abc import Callable

import numpy as np

from autograder.authoring.variants import variants_of
from autograder.report.discrimination import Evidence, ranked
from benchmarks import kept
from benchmarks.wrong_tests import outcomes
from benchmarks.wrong_tests.cohorts import Corpus, Simulated, simulated

RESULTS = outcomes.RESULTS / "trials.json"
COHORTS = 100  # of each kind, with a mistake and without, for each exercise
SEED = 11
KINDS = {"value": "a wrong expected value", "detail": "a detail that is not asked for", "bound": "a bound too high"}
DEVELOPED_ON = ("convolution_by_hand", "mnist_convnet", "windows_and_strides")


def corpus_of(name: str) -> Corpus:
    """The corpus of an exercise, from its outcomes."""
    is_wrong = {each.name for each in variants_of(outcomes.ROOT, name) if each.is_wrong}
    return Corpus.of(outcomes.of(name), is_wrong)


def run(report: Callable[[str], None] = print) -> dict[str, dict]:
    """Make the cohorts of each exercise.

    Returns:
        For each exercise: "sound": how many of its sound cohorts raise an alarm, of how many; "mistakes": for each
        hidden test with a mistake the cohorts, those in which it comes first, those in which there is an alarm for it,
        and the median number of students whom it costs points.
    """
    return {name: kept.once(RESULTS, name, lambda name=name: _trials(name), report) for name in outcomes.exercises()}


def _trials(name: str) -> dict:
    corpus, rng = corpus_of(name), np.random.default_rng(SEED)
    alarms = sum(any(each.is_alarm for each in _ranked(simulated(corpus, rng))) for _ in range(COHORTS))
    by_kind: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for mistake in corpus.harmful():
        by_kind[mistake.split("_")[1]].append(mistake)
    made, first, alarmed = Counter[str](), Counter[str](), Counter[str]()
    harm: dict[str, list[int]] = {}
    for mistakes in filter(None, by_kind.values()):
        for number in range(COHORTS):
            mistake = mistakes[number % len(mistakes)]
            cohort = simulated(corpus, rng, mistake)
            best = _ranked(cohort)[0]
            made[mistake] += 1
            first[mistake] += best.column == cohort.wrong
            alarmed[mistake] += best.column == cohort.wrong and best.is_alarm
            harm.setdefault(mistake, []).append(cohort.harm)
    return {
        "sound": [alarms, COHORTS],
        "mistakes": {
            mistake: {
                "cohorts": made[mistake],
                "first": first[mistake],
                "alarm": alarmed[mistake],
                "harm": float(np.median(harm[mistake])),
            }
            for mistake in made
        },
    }


def _ranked(cohort: Simulated) -> list[Evidence]:
    return ranked(cohort.passed, cohort.tried, cohort.tasks, cohort.same)


def as_table(results: dict[str, dict]) -> str:
    """The results as a table in Markdown."""
    lines = [
        f"| exercise | {' | '.join(f'{what}: first' for what in KINDS.values())} | with an alarm | false alarms |",
        "|---|---|---|---|---|---|",
    ]
    totals: dict[str, np.ndarray] = {}
    for name, found in results.items():
        kinds = {kind: np.zeros(3, int) for kind in KINDS}
        for mistake, counts in found["mistakes"].items():
            kinds[mistake.split("_")[1]] += [counts["first"], counts["cohorts"], counts["alarm"]]
        shown = [f"{first} of {cohorts}" if cohorts else "-" for first, cohorts, _ in kinds.values()]
        every = np.sum(list(kinds.values()), axis=0)
        of, sound = found["sound"]
        about = " (developed on)" if name in DEVELOPED_ON else ""
        lines.append(f"| `{name}`{about} | {' | '.join(shown)} | {every[2]} of {every[1]} | {of} of {sound} |")
        group = "developed on" if about else "the others"
        totals[group] = totals.get(group, np.zeros(5, int)) + np.array([*every, of, sound])
    for group, (first, cohorts, alarm, of, sound) in totals.items():
        share = f"first in {first / cohorts:.1%}, with an alarm in {alarm / cohorts:.1%}, false alarms {of / sound:.1%}"
        lines.append(f"\n{group.capitalize()}: {share} of the cohorts.")
    return "\n".join(lines)
