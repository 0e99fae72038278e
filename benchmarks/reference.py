"""The functions of a reference solution, taken from its source notebook."""

from typing import Any

from autograder.exercise import Exercise, is_graded, is_illustration


def functions_of(exercise: Exercise) -> dict[str, Any]:
    """Run the setup and solution cells of a source notebook and return what they define.

    Checks, plots and given cells that load data are left out.
    """
    namespace: dict[str, Any] = {}
    for cell in exercise.source.cells:
        needed = cell.cell_type == "code" and not is_graded(cell) and not is_illustration(cell)
        if needed and (cell.metadata.get("nbgrader", {}).get("solution") or cell.id == "setup"):
            exec(compile(cell.source, f"<{cell.id}>", "exec"), namespace)
    return namespace
