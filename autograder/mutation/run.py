"""What `autograder mutate` does: grade the mutants of an exercise, and print which are not caught."""

import random
import time
from collections.abc import Sequence

from dask.system import CPU_COUNT
from rich.console import Console
from rich.syntax import Syntax

from autograder.cohorts import plain
from autograder.cohorts.progress import CohortProgress
from autograder.course import Course
from autograder.errors import CourseError
from autograder.grading.grader import grader_for
from autograder.grading.settings import GradingSettings
from autograder.log import log_to
from autograder.mutation import equivalents, mutants, score
from autograder.mutation.judged import Judged, judging
from autograder.mutation.mutants import Mutant


def mutate(
    console: Console, errors: Console, course: Course, name: str, *, most: int | None, seed: int, jobs: int | None
) -> bool:
    """Grade the mutants of an exercise, and print scores and survivors.

    Args:
        most: grade only so many, chosen at random.
        seed: of the choice.
        jobs: workers (default: one per core).

    Returns:
        Whether a mutant survived that is not listed as equivalent, or the list is wrong.
    """
    log_to(course.root)
    exercise = course.exercise(name)
    found = mutants.of_exercise(exercise)
    entries = equivalents.read(name)
    chosen = sampled(found, most, seed)
    start = time.monotonic()
    with console.status(f"preparing {name}"):
        tests = grader_for(GradingSettings()).hidden_tests.collect(name)
    graded = _graded(console, course, name, chosen, jobs)
    listed = equivalents.listed(entries, found)
    console.print(score.table(name, graded, listed, [test.test for test in tests]))
    caught = {mutant.name: bool(judged.caught_by) for mutant, judged in graded.items()}
    mistakes = equivalents.mistakes(entries, found, caught)
    for line in mistakes:
        errors.print(f"[bold red]{equivalents.FILE}[/]: {plain.plain(line)}", soft_wrap=True)
    whole = score.of(graded, listed)
    said = f"{whole.caught} of {whole.mutants} mutants caught, {whole.equivalent} equivalent, {whole.survived} survived"
    of_all = "" if len(chosen) == len(found) else f" (of {len(found)} in all; sample {seed})"
    console.print(f"\n{said}{of_all}: {whole.share:.1%} in {time.monotonic() - start:.0f} s", soft_wrap=True)
    return bool(whole.survived or mistakes)


def sampled(found: Sequence[Mutant], most: int | None, seed: int) -> list[Mutant]:
    """A random sample of mutants, in the order of the notebook; all if there are no more."""
    if most is None or most >= len(found):
        return list(found)
    chosen = set(random.Random(seed).sample(range(len(found)), most))
    return [mutant for index, mutant in enumerate(found) if index in chosen]


def show(console: Console, course: Course, name: str, mutant_name: str) -> None:
    """Grade one mutant, and print its change and what the hidden tests say."""
    log_to(course.root)
    mutant = named(course, name, mutant_name)
    console.print(Syntax(mutant.diff(context=100), "diff", background_color="default", word_wrap=True))
    judged = _graded(console, course, name, [mutant], 1)[mutant]
    if judged.broken:
        console.print(f"[bold red]a hidden test broke[/]: {plain.plain(judged.broken)}", soft_wrap=True)
    if judged.caught_by:
        console.print(f"caught by {', '.join(judged.caught_by)}:\n{plain.plain(judged.reason)}", soft_wrap=True)
        return
    entry = equivalents.listed(equivalents.read(name), [mutant]).get(mutant.name)
    if entry is not None:
        console.print(f"not caught; listed as equivalent: {plain.plain(entry.reason)}", soft_wrap=True)
        return
    console.print("not caught: no hidden test fails. If it is right by the text, list it with its reason:")
    console.print(f"    autograder mutate {name} --mutant {mutant.name} --equivalent REASON", soft_wrap=True)


def list_as_equivalent(console: Console, course: Course, name: str, mutant_name: str, reason: str) -> None:
    """Add a mutant to the file of those that are right by the text."""
    path = equivalents.add(name, named(course, name, mutant_name), reason)
    console.print(f"listed in {plain.plain(str(path))}", soft_wrap=True)


def named(course: Course, name: str, mutant_name: str) -> Mutant:
    """The mutant of this name.

    Raises:
        CourseError: if there is none.
    """
    found = mutants.of_exercise(course.exercise(name))
    for mutant in found:
        if mutant.name == mutant_name:
            return mutant
    example = f", such as {found[0].name}" if found else ""
    raise CourseError(f"{name} has no mutant {mutant_name}: names are a cell and a number{example}")


def _graded(
    console: Console, course: Course, name: str, chosen: Sequence[Mutant], jobs: int | None
) -> dict[Mutant, Judged]:
    """What hidden tests say of each mutant, in the order of the mutants."""
    count = min(jobs or CPU_COUNT, max(1, len(chosen)))
    graded = {}
    with (
        CohortProgress(console, f"mutants of {name}", len(chosen)) as progress,
        judging(course, course.exercise(name), count) as judge,
    ):
        for mutant, judged in judge(chosen):
            graded[mutant] = judged
            said = f"caught by {', '.join(judged.caught_by)}" if judged.caught_by else "not caught"
            progress.finished(mutant.name, said, review=not judged.caught_by)
    return {mutant: graded[mutant] for mutant in chosen}
