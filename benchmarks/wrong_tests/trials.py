"""Cohorts with and without a mistake in a hidden test, and whether it is found.

60 students, who solve each task with a probability that grows with their ability (normal; slope about 1.2,
difficulties spread by 0.8, 80 to 85 % of the tests passed), or leave it out; with 20 of the exercise's hidden tests.
Who solves a task hands in one of the corpus' right solutions of it, who does not one of the wrong ones, some more
popular than others. What each hidden test says of each solution comes from grading it, also for the tests with a
mistake (`benchmarks/wrong_tests/<exercise>/`): a wrong expected value; a detail that the text does not ask for, such
as a type, a class, a wording, the last bit, the order of entries or one way to draw random numbers; or a bound that
half, or nine in ten, of the right solutions do not reach. One of them takes the place of a sound test of its task. A
cohort in which it costs fewer than six students a point that they deserve is drawn again.

Two exercises that the course has graded before, of eight tasks each, tell more of a student's ability: the report
takes the points in all other exercises of the course folder.

*First*: of the 20, it is the most doubtful. *Alarm*: the report names it. A *false alarm* is one in a cohort without
a mistake. 100 cohorts of each kind for each exercise. `windows_and_strides` was among the others until it showed that
answers with models must not be compared by their weights.
"""

from collections.abc import Callable, Sequence

import numpy as np

from autograder.authoring.variants import variants_of
from autograder.report.discrimination import Evidence, ranked
from benchmarks import kept
from benchmarks.wrong_tests import outcomes
from benchmarks.wrong_tests.cohorts import STUDENTS, Corpus, Simulated, simulated

RESULTS = outcomes.RESULTS / "trials.json"
COHORTS = 100  # of each kind, with a mistake and without, for each exercise
SEED = 11
HARM = (6, 10, 15)
WAYS = {"alone": "from this exercise alone", "earlier": "with two exercises before it"}
KINDS = {"value": "a wrong expected value", "detail": "a detail that is not asked for", "bound": "a bound too high"}
DEVELOPED_ON = ("convolution_by_hand", "mnist_convnet", "windows_and_strides")


def corpus_of(name: str) -> Corpus:
    """The corpus of an exercise, from its outcomes."""
    is_wrong = {each.name for each in variants_of(outcomes.ROOT, name) if each.is_wrong}
    return Corpus.of(outcomes.of(name), is_wrong)


def run(report: Callable[[str], None] = print) -> dict[str, dict]:
    """Make the cohorts of each exercise.

    Returns:
        For each exercise and each way: "sound": how many of its sound cohorts raise an alarm, of how many; "mistakes":
        for each hidden test with a mistake, of each cohort: how many it costs a point that they deserve, whether it
        comes first, and whether there is an alarm for it.
    """
    found = {}
    for name in outcomes.exercises():
        found[name] = kept.once(RESULTS, name, lambda name=name: _trials(name), lambda line: report(line[:80]))
    return found


def _trials(name: str) -> dict:
    corpus, rng = corpus_of(name), np.random.default_rng(SEED)
    found: dict = {way: {"sound": [0, COHORTS], "mistakes": {}} for way in WAYS}
    for _ in range(COHORTS):
        cohort = simulated(corpus, rng)
        for way in WAYS:
            found[way]["sound"][0] += any(each.is_alarm for each in _ranked(cohort, way))
    by_kind: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for mistake in corpus.harmful():
        by_kind[_kind(mistake)].append(mistake)
    for mistakes in filter(None, by_kind.values()):
        for number in range(COHORTS):
            mistake = mistakes[number % len(mistakes)]
            cohort = simulated(corpus, rng, mistake)
            for way in WAYS:
                best = _ranked(cohort, way)[0]
                first = best.column == cohort.wrong
                result = [cohort.harm, int(first), int(first and best.is_alarm)]
                found[way]["mistakes"].setdefault(mistake, []).append(result)
    return found


def _kind(mistake: str) -> str:
    return mistake.split("_")[1]


def _ranked(cohort: Simulated, way: str) -> list[Evidence]:
    elsewhere = cohort.elsewhere if way == "earlier" else None
    return ranked(cohort.passed, cohort.tried, cohort.tasks, cohort.same, elsewhere)


def as_table(results: dict[str, dict]) -> str:
    """The results as tables in Markdown."""
    lines = []
    unseen = [found for name, found in results.items() if name not in DEVELOPED_ON]
    for way, what in WAYS.items():
        kinds = " | ".join(f"{kind}: first" for kind in KINDS.values())
        lines += [f"**{what.capitalize()}**", "", f"| exercise | {kinds} | with an alarm | false alarms |"]
        lines.append("|---|---|---|---|---|---|")
        for name, found in results.items():
            about = " (developed on)" if name in DEVELOPED_ON else ""
            lines.append(f"| `{name}`{about} | {_row([found[way]])} |")
        seen = [found[way] for name, found in results.items() if name in DEVELOPED_ON]
        lines += [
            f"| **developed on** | {_row(seen)} |",
            f"| **the others** | {_row([each[way] for each in unseen])} |",
            "",
        ]
    lines += ["By the number of students whom the mistake costs a point that they deserve, in the others:", ""]
    lines += [f"| of {STUDENTS} | {' | '.join(WAYS.values())} |", "|---|---|---|"]
    for low, high in zip(HARM, (*HARM[1:], STUDENTS + 1), strict=True):
        shown = f"{low} to {high - 1}" if high <= STUDENTS else f"{low} and more"
        shares = [
            _share([each for kind in KINDS for each in _cohorts([found[way] for found in unseen], kind, low, high)])
            for way in WAYS
        ]
        lines.append(f"| {shown} | {' | '.join(shares)} |")
    return "\n".join(lines)


def _row(group: Sequence[dict]) -> str:
    shares = [_share(_cohorts(group, kind)) for kind in KINDS]
    every = [cohort for kind in KINDS for cohort in _cohorts(group, kind)]
    alarm = _share([[harm, alarm, 0] for harm, _, alarm in every])
    false, sound = (sum(found["sound"][place] for found in group) for place in (0, 1))
    return " | ".join([*shares, alarm, f"{false / sound:.0%} of {sound}"])


def _cohorts(group: Sequence[dict], kind: str, low: int = 0, high: int = STUDENTS + 1) -> list[list[int]]:
    return [
        cohort
        for found in group
        for mistake, cohorts in found["mistakes"].items()
        if _kind(mistake) == kind
        for cohort in cohorts
        if low <= cohort[0] < high
    ]


def _share(cohorts: Sequence[Sequence[int]]) -> str:
    """How many come first."""
    return f"{sum(first for _, first, _ in cohorts) / len(cohorts):.0%} of {len(cohorts)}" if cohorts else "-"
