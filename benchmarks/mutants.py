"""Which small changes of the references no hidden test notices.

All mutants of all eight exercises (`autograder mutate EXERCISE`), on the sample data. "Equivalent" ones are right by
the text, each for a reason that was reviewed (`autograder/hidden_tests/EXERCISE/equivalent_mutants.toml`); the score is
the share that is caught of the others. A mutant that survives is named with its change. The seconds are those of two
cores that had other work too.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

from autograder.course import Course
from autograder.mutation import equivalents, mutants, score
from autograder.mutation.judged import judging
from benchmarks import kept

RESULTS = Path(__file__).parent / "results" / "mutants.json"


def run(report: Callable[[str], None] = print) -> dict[str, dict]:
    """Grade all mutants.

    Returns:
        By exercise "mutants", "caught", "equivalent": how many; "survivors": for each name its change; "seconds".
    """
    os.environ["CONVNETS_DATA"] = "sample"
    for name in Course.load(Path(__file__).parent).exercises:
        kept.once(RESULTS, name, lambda name=name: _measure(name), report)
    return kept.load(RESULTS)


def _measure(name: str) -> dict:
    course = Course.load(Path(__file__).parent)
    exercise = course.exercise(name)
    found = mutants.of_exercise(exercise)
    listed = equivalents.listed(equivalents.read(name), found)
    start = time.perf_counter()
    with judging(course, exercise, os.cpu_count() or 1) as judge:
        graded = dict(judge(found))
    whole = score.of(graded, listed)
    survivors = {
        mutant.name: mutant.change for mutant in found if not graded[mutant].caught_by and mutant.name not in listed
    }
    counts = {"mutants": whole.mutants, "caught": whole.caught, "equivalent": whole.equivalent}
    return counts | {"survivors": survivors, "seconds": round(time.perf_counter() - start)}


def as_table(results: dict[str, dict]) -> str:
    """The results as a table in Markdown."""
    lines = ["| exercise | mutants | caught | equivalent | survive | score | s |", "|---|---|---|---|---|---|---|"]
    whole = [0, 0, 0, 0]
    for name, found in [*results.items(), ("all", {})]:
        numbers = [found["mutants"], found["caught"], found["equivalent"], found["seconds"]] if found else whole
        if found:
            whole = [a + b for a, b in zip(whole, numbers, strict=True)]
        count, caught, equivalent, seconds = numbers
        share = score.Score(count, caught, equivalent)
        lines.append(
            f"| {name} | {count:,} | {caught:,} | {equivalent} | {share.survived} | {share.share:.1%} | {seconds} |"
        )
    for name, found in results.items():
        for mutant, change in found["survivors"].items():
            shown = "; ".join(f"`{line}`" for line in change.splitlines())
            lines.append(f"\n- {name}, {mutant}: {shown}")
    return "\n".join(lines)
