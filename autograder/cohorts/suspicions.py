"""Suspected cheating, with the evidence, and the limits that submissions exceeded."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding

from autograder.cohorts.plain import name, plain
from autograder.grading.feedback import points
from autograder.grading.record import GradingRecord


def suspicions(records: Sequence[GradingRecord]) -> Group:
    """What looks like an attempt to gain points, by student, with the evidence; and which limits were exceeded."""
    parts: list[RenderableType] = []
    for record in records:
        if not record.suspicious and not record.limits:
            continue
        parts.append(f"[bold]{name(record.student)}[/], {points(record.score)} of {points(record.maximum)}")
        parts += [Padding(f"[yellow]suspicious[/]: {plain(line)}", (0, 0, 0, 4)) for line in record.suspicious]
        parts += [Padding(f"limit exceeded: {plain(line)}", (0, 0, 0, 4)) for line in record.limits]
    if not parts:
        return Group("Nothing looks suspicious, and no limit was exceeded.")
    return Group(*parts, "", "[dim]None of this has changed a score: look at the notebooks before you decide.[/]")
