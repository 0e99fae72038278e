"""Writes `docs/bad-submissions.md` from the scores that the corpus got.

BAD_SUBMISSIONS_RESULTS=folder python -m pytest tests/bad_submissions
PYTHONPATH=tests python -m bad_submissions.table folder
"""

import json
import sys
from pathlib import Path

from bad_submissions import CORPUS
from bad_submissions.case import TASKS, Case

PAGE = Path(__file__).parents[2] / "docs" / "bad-submissions.md"
POINTS = {"output_size": 2, "response_map": 2, "conv2d": 4, "pad_same": 2, "pool2d": 3, "conv3d": 2}
POINTS |= {"parameter_count": 2, "receptive_field": 2}
HEAD = f"""# Bad submissions, and what they get

Written by `tests/bad_submissions/table.py` from the scores in nbgrader's gradebook after runs of
`tests/bad_submissions/test_bad_submissions.py`. That test hands in each of these to `convolution_by_hand`
({sum(POINTS.values())} points by hidden tests) and grades them with both layers of the sandbox. A dash means that this
command was not run. A submission that solves its tasks keeps its points whatever else it tries: what it tries has to
fail. How each is made: `tests/bad_submissions/`.

`make test` grades one submission for each mechanism. `make test-all` grades all others with `autograder grade`, half
of all with `nbgrader autograde`, and some with each layer of the sandbox alone.
"""


def wanted(case: Case) -> float:
    return sum(POINTS[task] for task in TASKS if task not in case.lost)


def rows(got: dict[str, dict[str, float]]) -> list[str]:
    """A line for each submission; `got` has the score of each, by command."""
    lines = []
    for case in CORPUS:
        scores = [got["autograder"].get(case.name), got["nbgrader"].get(case.name)]
        cells = ["-" if score is None else f"{score:g}" for score in scores]
        lines.append(f"| {case.kind} | `{case.name}` | {wanted(case):g} | {cells[0]} | {cells[1]} |")
    return lines


def page(got: dict[str, dict[str, float]]) -> str:
    columns = ("kind", "submission", "score wanted", "`autograder grade`", "`nbgrader autograde`")
    head = [f"| {' | '.join(columns)} |", "|---|---|---|---|---|"]
    return HEAD + "\n" + "\n".join([*head, *rows(got)]) + "\n"


def main() -> None:
    got: dict[str, dict[str, float]] = {"autograder": {}, "nbgrader": {}}
    for path in Path(sys.argv[1]).glob("*.json"):
        for student, cells in json.loads(path.read_text()).items():
            got[path.name.partition("-")[0]][student] = sum(cells.values())
    PAGE.write_text(page(got))


if __name__ == "__main__":
    main()
