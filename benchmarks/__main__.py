"""`python -m benchmarks [NAME]...`: measure what is not measured yet, and write `docs/benchmarks.md`.

NAME is a module of this package, such as `mnist_convnet`; without one, those of all exercises that are there are run.
The page always holds all results that there are.
"""

import importlib
import inspect
import os
import sys
from pathlib import Path

from autograder.course import Course
from benchmarks import cohorts, kept, many_submissions, mutants, notebook_times, peers, sandbox, shown, similarity
from benchmarks.wrong_tests import trials

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"

# Lecture-scale runs, in the order of the lecture, with their headings.
LECTURE = {
    "mnist_convnet": "MNIST: convnet and dense network",
    "windows_and_strides": "Windows, strides and channels",
    "regularizers": "Capacity, weight penalties and dropout",
    "image_augmentation": "Few photos, with and without augmentation",
    "text_augmentation": "Augmented reviews",
    "vgg16_finetuning": "VGG16",
    "text_convnet": "1D convnet and LSTM",
}

OTHERS = {
    sandbox: "What the sandbox costs",
    cohorts: "How long a cohort takes",
    peers: "Another autograder",
    many_submissions: "Thousands of submissions",
    similarity: "Similar submissions",
    trials: "Hidden tests with a mistake",
    mutants: "Mistakes that no hidden test notices",
}

INTRODUCTION = f"""# Compare your figures with ours: accuracies, times, costs

`make bench` measures and writes this page (`CONVNETS_DATA` has to point to the real data). The single runs are in
`benchmarks/results/`; a run that is there is not measured again. {os.cpu_count()} cores, no GPU.

## The lecture's figures

Nothing was chosen by the test data, unless a table says so. Seconds are rough: other work ran at the same time.
"""

TIMES = f"""## How long the notebooks take

Processor time of the reference solutions on one core, imports not counted. It should be at most
{notebook_times.BOUND} s (`python -m benchmarks.notebook_times`, once for each data source).
"""


def page() -> str:
    """The page with all results that there are."""
    parts = [INTRODUCTION]
    for name, heading in LECTURE.items():
        module = importlib.import_module(f"benchmarks.{name}")
        if module.RESULTS.exists():
            about = (inspect.getdoc(module) or "").partition("\n\n")[2]
            table = module.as_table(kept.load(module.RESULTS))
            parts.append(f"### {heading}\n\n{about}\n\n{table}\n")
    if shown.RESULTS.exists():
        parts.append(shown.page())
    if notebook_times.RESULTS.exists():
        table = notebook_times.as_table(kept.load(notebook_times.RESULTS))
        parts.append(f"{TIMES}\n{table}\n")
    for module, heading in OTHERS.items():
        if module.RESULTS.exists():
            about = (inspect.getdoc(module) or "").partition("\n\n")[2]
            parts.append(f"## {heading}\n\n{about}\n\n{module.as_table(kept.load(module.RESULTS))}\n")
    return "\n".join(parts)


def main(names: list[str]) -> None:
    """Run the named modules, and write the page, also when a run is interrupted."""
    others = ["notebook_times", *(module.__name__.removeprefix("benchmarks.") for module in OTHERS)]
    unknown = sorted(set(names) - {*LECTURE, *others})
    if unknown:
        sys.exit(f"expected names of {[*LECTURE, *others]}, got {unknown}")
    try:
        written = Course.load(Path(__file__).parent).exercises
        for name in names or [*(name for name in LECTURE if name in written), *others]:
            print(f"== {name}", flush=True)
            importlib.import_module(f"benchmarks.{name}").run()
    finally:
        PAGE.write_text(page())
        print(f"written to {PAGE.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
