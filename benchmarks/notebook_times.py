"""How long each reference solution takes on one core: `python -m benchmarks.notebook_times [NAME]...`.

Each solution is executed in a kernel that is held to one core. What counts is the processor time of the kernel in all
cells behind `setup`, which imports. Results are kept in `benchmarks/results/`, by exercise and data source.
"""

import asyncio
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil
from nbclient import NotebookClient

from autograder.authoring.build import solution_version
from autograder.course import Course
from autograder.exercise import Exercise
from benchmarks import kept

RESULTS = Path(__file__).parent / "results" / "notebook_times.json"
BOUND = 60  # seconds
CELL_SECONDS = 600


def measure(exercise: Exercise) -> dict:
    """Execute a reference solution on one core.

    Returns:
        "seconds": processor time of the kernel behind its imports; "slowest" and "slowest_seconds": the cell
        that took most of it.
    """
    return asyncio.run(_measure(exercise))


async def _measure(exercise: Exercise) -> dict:
    notebook = solution_version(exercise)
    client = NotebookClient(notebook, timeout=CELL_SECONDS, kernel_name="python3")
    environment = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_NUM_INTRAOP_THREADS": "1", "OMP_NUM_THREADS": "1"}
    seconds: dict[str, float] = {}
    async with client.async_setup_kernel(cwd=str(exercise.path.parent), env=environment):
        provisioner: Any = client.km.provisioner if client.km else None
        kernel = psutil.Process(provisioner.process.pid)
        kernel.cpu_affinity([kernel.cpu_affinity()[0]])
        for index, cell in enumerate(notebook.cells):
            before = _processor_seconds(kernel)
            await client.async_execute_cell(cell, index)
            if cell.cell_type == "code" and cell.id != "setup":
                seconds[cell.id] = _processor_seconds(kernel) - before
    slowest = max(seconds, key=seconds.__getitem__)
    return {
        "seconds": round(sum(seconds.values()), 1),
        "slowest": slowest,
        "slowest_seconds": round(seconds[slowest], 1),
    }


def _processor_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def run(names: Sequence[str] = (), report=print) -> dict[str, dict[str, dict]]:
    """Measure exercises (all, if none is named) on the data source of this machine, and keep the results.

    Returns:
        By exercise and data source ("real" or "sample").
    """
    course = Course.load(Path(__file__).parent)
    results = kept.load(RESULTS)
    for name in names or course.exercises:
        exercise = course.exercise(name)
        found = measure(exercise)
        results.setdefault(name, {})[exercise.data_source] = found
        report(f"{name}, {exercise.data_source} data: {found}")
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n")
    return results


def as_table(results: dict[str, dict[str, dict]]) -> str:
    """The results as a table in Markdown."""
    lines = [
        "| reference solution | real data | its slowest cell | sample data | its slowest cell |",
        "|---|---|---|---|---|",
    ]
    for name, by_source in sorted(results.items()):
        cells = []
        for source in ("real", "sample"):
            found = by_source.get(source) or by_source.get("none")  # an exercise without data
            cells += (
                [f"{found['seconds']} s", f"`{found['slowest']}` {found['slowest_seconds']} s"] if found else ["", ""]
            )
        lines.append(f"| `{name}` | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(as_table(run(sys.argv[1:])))
