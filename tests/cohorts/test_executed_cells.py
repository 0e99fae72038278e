"""Which cells are executed: what no grade depends on only if the instructor asks for it, and never without need."""

import course_folder
import nbformat
import pytest
from course_folder import NAME
from nbformat.v4 import new_output

from autograder.course import Course
from autograder.grading.live_kernel import AS_HANDED_IN

PLOT = "plot_filters"
CLAIM = "what the student saw"


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Course:
    """Ada has handed in the reference solution, and below one plot an output of her own."""
    root = tmp_path_factory.mktemp("course")

    def hand_in(folder, notebook):
        plot = next(cell for cell in notebook.cells if cell.id == PLOT)
        plot.outputs = [new_output("stream", name="stdout", text=CLAIM)]
        nbformat.write(notebook, folder / f"{NAME}.ipynb")

    return course_folder.make(root, {"ada": hand_in})


def _output_of_plot(course: Course) -> str:
    path = course.folder("autograded", "ada", NAME) / f"{NAME}.ipynb"
    return str(next(cell.outputs for cell in nbformat.read(path, as_version=4).cells if cell.get("id") == PLOT))


@pytest.mark.slow
def test_all_cells_are_executed_only_if_asked_and_then_stay_so(course):
    said = course_folder.run(course.root, "grade", NAME)
    assert "unchanged" not in said
    assert CLAIM in (plot := _output_of_plot(course))
    assert AS_HANDED_IN in plot

    assert "1 submission " in course_folder.run(course.root, "grade", NAME, "--all-cells")
    assert CLAIM not in (plot := _output_of_plot(course))
    assert "image/png" in plot

    assert "unchanged" in course_folder.run(course.root, "grade", NAME)
    assert _output_of_plot(course) == plot
