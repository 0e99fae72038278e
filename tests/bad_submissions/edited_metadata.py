"""Metadata edited to gain points: the task pool2d is not solved, and must not pay."""

from collections.abc import Callable

import nbformat
from nbformat import NotebookNode

from bad_submissions.case import EARNS_NOTHING, UNSOLVED, HandIn, cases, cell, notebook


def edited(change: Callable[[NotebookNode], None]) -> HandIn:
    """Hand in without a solution of pool2d, and with a change."""

    def change_both(reference: NotebookNode) -> None:
        cell(reference, "pool2d").source = UNSOLVED
        change(reference)

    return notebook(change_both)


def flags(name: str, **values: object) -> HandIn:
    """Hand in with other nbgrader flags of a cell."""
    return edited(lambda reference: cell(reference, name).metadata.nbgrader.update(values))


def tags(*values: str) -> HandIn:
    return edited(lambda reference: cell(reference, "check_pool2d").metadata.update({"tags": list(values)}))


@edited
def grade_ids_swapped(reference: NotebookNode) -> None:
    first, second = (cell(reference, name).metadata.nbgrader for name in ("check_pool2d", "check_conv3d"))
    first.grade_id, second.grade_id = second.grade_id, first.grade_id
    first.points, second.points = second.points, first.points


@edited
def a_solved_task_twice(reference: NotebookNode) -> None:
    again = nbformat.from_dict(cell(reference, "check_conv2d"))
    reference.cells.remove(cell(reference, "check_pool2d"))
    again.metadata.nbgrader.grade_id = "check_pool2d"
    reference.cells.append(again)


@edited
def check_emptied(reference: NotebookNode) -> None:
    cell(reference, "check_pool2d").source = "3.0"


@edited
def no_dictionary(reference: NotebookNode) -> None:
    cell(reference, "check_pool2d").metadata["nbgrader"] = ["grade", 100]


@edited
def checksums(reference: NotebookNode) -> None:
    for each in reference.cells:
        if "nbgrader" in each.metadata:
            each.metadata.nbgrader["checksum"] = "0" * 32


@edited
def notes_for_the_grader(reference: NotebookNode) -> None:
    reference.metadata["autograder"] = {"repairs": [], "suspicious": [], "problem": "", "score": 19}
    reference.metadata["nbgrader"] = {"points": 19}


CASES = cases(
    "edited metadata",
    [
        ("tag_that_skips_a_cell", tags("no tag skips a cell", "skip-execution"), EARNS_NOTHING, ("added tags",)),
        ("tag_that_allows_errors", tags("raises-exception", "illustration"), EARNS_NOTHING, ("added tags",)),
        ("points_raised", flags("check_pool2d", points=1000.0), EARNS_NOTHING, ("has points = 1000.0",)),
        ("points_raised_elsewhere", flags("check_conv2d", points=7.0), EARNS_NOTHING, ("has points = 7.0",)),
        ("points_negative", flags("check_pool2d", points=-3), EARNS_NOTHING, ("has points = -3",)),
        ("points_of_text", flags("check_pool2d", points="all"), EARNS_NOTHING, ("has points = 'all'",)),
        ("check_is_not_graded", flags("check_pool2d", grade=False), EARNS_NOTHING, ("has grade = False",)),
        ("check_is_a_solution", flags("check_pool2d", solution=True), EARNS_NOTHING, ("has solution = True",)),
        ("check_is_a_task", flags("check_pool2d", task=True), EARNS_NOTHING, ("has task = True",)),
        ("check_is_unlocked", flags("check_pool2d", locked=False), EARNS_NOTHING, ("has locked = False",)),
        ("grade_id_renamed", flags("check_pool2d", grade_id="check_nothing"), EARNS_NOTHING),
        ("grade_ids_swapped", grade_ids_swapped, EARNS_NOTHING),
        ("a_solved_task_twice", a_solved_task_twice, EARNS_NOTHING),
        ("check_replaced_by_a_number", check_emptied, EARNS_NOTHING, ("check_pool2d was changed",)),
        ("schema_of_the_future", flags("check_pool2d", schema_version=99), EARNS_NOTHING),
        ("schema_of_the_past", flags("check_pool2d", schema_version=1), EARNS_NOTHING),
        ("metadata_of_another_type", no_dictionary, EARNS_NOTHING, ("had lost its nbgrader metadata",)),
        ("checksums_changed", checksums, EARNS_NOTHING),
        ("notes_for_the_grader", notes_for_the_grader, EARNS_NOTHING),
    ],
)
