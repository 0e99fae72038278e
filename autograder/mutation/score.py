"""The mutation score: which share of the mutants that are not equivalent is caught, for each task and hidden test."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.syntax import Syntax
from rich.table import Table

from autograder.cohorts import plain
from autograder.mutation.judged import Judged
from autograder.mutation.mutants import Mutant


@dataclass(frozen=True)
class Score:
    """Mutants by what became of them.

    Attributes:
        mutants: how many.
        caught: how many cost a point.
        equivalent: how many cost none and are listed as right.
    """

    mutants: int
    caught: int
    equivalent: int

    @property
    def survived(self) -> int:
        """How many cost no point and should."""
        return self.mutants - self.caught - self.equivalent

    @property
    def share(self) -> float:
        """Caught, of those that are not equivalent; 1 if there are none."""
        return self.caught / (self.mutants - self.equivalent) if self.mutants > self.equivalent else 1.0


def of(graded: Mapping[Mutant, Judged], equivalent: Mapping[str, object]) -> Score:
    """The score of some mutants.

    Args:
        equivalent: the names of mutants that are listed as right.
    """
    survivors = [mutant for mutant, judged in graded.items() if not judged.caught_by]
    listed = sum(mutant.name in equivalent for mutant in survivors)
    return Score(len(graded), len(graded) - len(survivors), listed)


def table(
    exercise: str, graded: Mapping[Mutant, Judged], equivalent: Mapping[str, object], tests: Sequence[str]
) -> Group:
    """The scores of all tasks and hidden tests, and each survivor as a diff, with the command that shows it.

    Args:
        tests: all hidden tests of the exercise.
    """
    of_tasks = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), title_justify="left")
    of_tasks.add_column("task")
    for heading in ("mutants", "caught", "equivalent", "survived", "score"):
        of_tasks.add_column(heading, justify="right")
    for name in [*dict.fromkeys(mutant.cell for mutant in graded), ""]:
        part = {mutant: judged for mutant, judged in graded.items() if name in ("", mutant.cell)}
        score = of(part, equivalent)
        numbers = (score.mutants, score.caught, score.equivalent, score.survived)
        of_tasks.add_row(name or f"[bold]{exercise}[/]", *map(str, numbers), f"{score.share:.1%}")
    caught = Counter(test for judged in graded.values() for test in judged.caught_by)
    alone = Counter(judged.caught_by[0] for judged in graded.values() if len(judged.caught_by) == 1)
    of_tests = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    of_tests.add_column("hidden test")
    of_tests.add_column("catches", justify="right")
    of_tests.add_column("alone", justify="right")
    for test in dict.fromkeys((*tests, *caught)):
        of_tests.add_row(test, str(caught[test]), str(alone[test]))
    parts: list[RenderableType] = [of_tasks, "", of_tests]
    survivors = [mutant for mutant, judged in graded.items() if not judged.caught_by and mutant.name not in equivalent]
    if survivors:
        parts += ["", "[bold]Not caught[/]"]
    for mutant in survivors:
        command = f"autograder mutate {exercise} --mutant {mutant.name}"
        parts += ["", f"[cyan]{mutant.name}[/] ({mutant.operator}): {command}"]
        parts.append(Padding(Syntax(mutant.diff(), "diff", background_color="default", word_wrap=True), (0, 0, 0, 4)))
    for mutant, judged in graded.items():
        if judged.broken:
            parts += ["", f"[bold red]a hidden test broke[/] on {mutant.name}: {plain.plain(judged.broken[-600:])}"]
    return Group(*parts)
