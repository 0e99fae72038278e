"""What the experiment of each notebook shows, over several seeds, on both data sources.

Each notebook has a claim of its slide to show. Here its experiment is done again with other seeds, by the functions of
the reference solution, at the size of the notebook. A module for each exercise has `CLAIM`, the claim in a sentence,
and `measure(functions, seed)`, which gives the figures by name.
"""

import importlib
import statistics
import time
from pathlib import Path
from typing import Any

from autograder.course import Course
from benchmarks import kept
from benchmarks.reference import functions_of

RESULTS = Path(__file__).parents[1] / "results" / "shown"
SEEDS = (0, 1, 2)


def run(name: str, report=print) -> None:
    """Measure what is not measured yet of an exercise, on the data source of this machine.

    Args:
        name: of the exercise.
        report: is called with one line for each seed.
    """
    exercise = Course.load(Path(__file__).parent).exercise(name)
    module = importlib.import_module(f"benchmarks.shown.{name}")
    functions = functions_of(exercise)
    source = "real" if exercise.data_source == "none" else exercise.data_source
    for seed in getattr(module, "MORE_SEEDS", {}).get(source, SEEDS):
        kept.once(
            RESULTS / f"{name}.json", f"{source} {seed}", lambda seed=seed: _measured(module, functions, seed), report
        )


def _measured(module: Any, functions: dict[str, Any], seed: int) -> dict:
    start = time.process_time()
    figures = {figure: round(float(value), 4) for figure, value in module.measure(functions, seed).items()}
    return figures | {"processor seconds": round(time.process_time() - start, 1)}


def as_table(name: str) -> str:
    """The figures of an exercise: means over the seeds, with the lowest and the highest."""
    results = kept.load(RESULTS / f"{name}.json")
    names = list(dict.fromkeys(figure for run in results.values() for figure in run))
    lines = ["| figure | real data | sample data |", "|---|---|---|"]
    for figure in names:
        columns = []
        for source in ("real", "sample"):
            values = [run[figure] for key, run in results.items() if key.startswith(source) and figure in run]
            columns.append(_summary(values))
        lines.append(f"| {figure} | {' | '.join(columns)} |")
    return "\n".join(lines)


def _summary(values: list[float]) -> str:
    if not values:
        return ""
    digits = 0 if max(map(abs, values)) >= 10 else 3
    mean = f"{statistics.mean(values):,.{digits}f}"
    return mean if len(set(values)) == 1 else f"{mean} ({min(values):,.{digits}f} to {max(values):,.{digits}f})"


def page() -> str:
    """The section of the benchmarks' page."""
    parts = ["## What each notebook shows\n", (__doc__ or "").partition("\n\n")[2].strip() + "\n"]
    parts.append(
        f"Means over {len(SEEDS)} seeds or more, with the lowest and the highest: `python -m benchmarks.shown NAME`.\n"
    )
    for path in sorted(RESULTS.glob("*.json")):
        module = importlib.import_module(f"benchmarks.shown.{path.stem}")
        parts.append(f"### `{path.stem}`\n\n{module.CLAIM}\n\n{as_table(path.stem)}\n")
    return "\n".join(parts)
