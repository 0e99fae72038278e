"""Each threshold between the right solutions and the wrong ones that it has to catch, as a table."""

from collections.abc import Mapping
from typing import Any

from rich.table import Table

from autograder.authoring.calibration import Calibration
from autograder.exercise import Exercise


def calibration_table(exercise: Exercise, measured: Mapping[str, Calibration]) -> Table:
    """Each threshold between the right solutions and the wrong ones that it has to catch."""
    table = Table(title=f"{exercise.name}, {exercise.data_source} data", title_justify="left")
    for column in ("threshold", "solution"):
        table.add_column(column, overflow="fold")
    for column in ("runs", "min", "median", "max"):
        table.add_column(column, justify="right")
    for name, calibration in measured.items():
        data = calibration.to_dict()
        table.add_row(name, "reference", *_row(data["reference"]))
        for solution, distribution in data["alternative"].items():
            table.add_row("", solution, *_row(distribution))
        table.add_row("", f"[bold]at least {calibration.bound:g}[/]")
        for solution, distribution in data["wrong"].items():
            table.add_row("", solution, *_row(distribution))
        table.add_section()
    return table


def _row(distribution: Mapping[str, Any]) -> list[str]:
    return [str(distribution["runs"]), *(f"{distribution[key]:.4f}" for key in ("min", "median", "max"))]
