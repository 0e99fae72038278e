"""What a student's file says about a cell in nbgrader's metadata and in tags: compared with the release.

All of it is put back as it was released, so nothing can be gained. What is reported as suspicious is what would have
changed how a cell is graded or executed. Tags that only concern how a cell looks, and points of an older release, are
no attempt to gain anything.
"""

import math

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum

from autograder.exercise import ILLUSTRATION, id_of

# Tags on which the grader or nbconvert acts: a cell would not be executed, or be taken for something of the grader's.
ACTED_ON = frozenset((ILLUSTRATION, "marking-scheme", "skip-execution"))
FLAGS = ("grade", "solution", "locked", "task")
AT_MOST = 2  # times its points: more is no older release


def compare(cell: NotebookNode, target: NotebookNode) -> tuple[list[str], list[str]]:
    """Compare the marks of a submitted cell with those of the released one.

    Returns:
        Repairs and suspicious sentences.
    """
    name, right = id_of(target), target.metadata.nbgrader
    flags = cell.metadata.get("nbgrader", {})
    if not isinstance(flags, dict) or not flags:
        return [f"the cell {name} had lost its nbgrader metadata: it was put back"], []
    suspicious = [
        f"the cell {name} has {key} = {flags.get(key)!r} instead of {right[key]!r}"
        for key in FLAGS
        if key in right and flags.get(key, right[key]) != right[key]
    ]
    repairs = []
    if "points" in right and flags.get("points", right["points"]) != right["points"]:
        text = f"the cell {name} has points = {flags.get('points')!r} instead of {right['points']!r}"
        if _may_be_an_older_release(cell, target):
            repairs.append(f"{text}, perhaps of an older release: those of this release count")
        else:
            suspicious.append(text)
    tags = cell.metadata.get("tags", [])
    added = set(map(str, tags if isinstance(tags, list) else [tags])) - set(target.metadata.get("tags", []))
    if added & ACTED_ON:
        suspicious.append(f"the cell {name} has the added tags {sorted(added & ACTED_ON)}")
    return repairs, suspicious


def _may_be_an_older_release(cell: NotebookNode, target: NotebookNode) -> bool:
    """Whether other points of a cell need no explanation.

    In an older release they fit the checksum that nbgrader made then. Where that cannot be told, since the text has
    changed, or the points were set without nbgrader, a number of the usual size is taken for an older release's.
    """
    flags, right = cell.metadata.nbgrader, target.metadata.nbgrader.points
    points = flags.get("points")
    if points is None:
        return True
    if isinstance(points, bool) or not isinstance(points, int | float) or not math.isfinite(points):
        return False
    if points <= AT_MOST * right:
        return True
    try:
        return bool(flags.get("checksum") == compute_checksum(cell))
    except (AttributeError, KeyError, TypeError, ValueError):  # other flags are damaged
        return False
