"""The choice of hidden tests that a changed cell can affect."""

import nbformat
import pytest

from autograder.authoring.affected import affected, with_only_needed
from autograder.grading.record import GradingRecord
from autograder.questions.question import Asked


def _cell(name: str, source: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_code_cell(source, id=name, metadata={"nbgrader": {"grade_id": name}})


NOTEBOOK = nbformat.v4.new_notebook(
    cells=[
        _cell("setup", "import numpy as np"),
        _cell("scale", "def scale(x): return x / 2"),
        _cell("area", "def area(x): return scale(x) ** 2"),
        _cell("volume", "def volume(x): return area(x) * x"),
        _cell("label", "def label(x): return str(x)"),
    ]
)


def _record(*taken: tuple[str, str]) -> GradingRecord:
    """A record in which a question after each of these graded cells took one name from the notebook."""
    return GradingRecord(
        "e", "s", questions=[Asked(grade_id, "", "", 0.0, 1.0, "", "", (name,)) for grade_id, name in taken]
    )


NAMES = ("scale", "area", "volume", "label")
RECORD = _record(*((f"check_{name}", name) for name in NAMES))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ("label", {"check_label"}),
        ("volume", {"check_volume"}),
        ("area", {"check_area", "check_volume"}),
        ("scale", {"check_scale", "check_area", "check_volume"}),
    ],
)
def test_what_calls_a_changed_function_is_affected_too(changed, expected):
    assert affected(NOTEBOOK, RECORD, [changed]) == expected


def test_a_helper_that_a_changed_cell_defines_counts():
    notebook = nbformat.from_dict(NOTEBOOK)
    notebook.cells[4].source = "def label(x): return str(x)\ndef area(x): return 0"
    assert affected(notebook, RECORD, ["label"]) == {"check_label", "check_area", "check_volume"}


def test_what_else_a_cell_defines_is_not_affected():
    notebook = nbformat.from_dict(NOTEBOOK)
    notebook.cells.insert(4, _cell("data", "size = 5\nlabel_of = label(3)"))
    notebook.cells.append(_cell("far", "def far(): return size"))
    notebook.cells.append(_cell("near", "def near(): return label_of"))
    record = _record(*((f"check_{name}", name) for name in (*NAMES, "far", "near")))
    assert affected(notebook, record, ["label"]) == {"check_label", "check_near"}
    assert affected(notebook, record, ["far"]) == {"check_far"}


@pytest.mark.parametrize(
    "metadata", [{"nbgrader": {"grade_id": "check", "grade": True, "solution": False}}, {"tags": ["illustration"]}]
)
def test_checks_and_illustrations_connect_nothing(metadata):
    notebook = nbformat.from_dict(NOTEBOOK)
    notebook.cells += [
        nbformat.v4.new_code_cell("x = label(3)\nprint(x)", id="check", metadata=metadata),
        nbformat.v4.new_code_cell("def volume(y): return area(x) * y", id="uses_x"),
    ]
    assert affected(notebook, RECORD, ["label"]) == {"check_label"}


def test_only_cells_that_questions_need_are_left():
    left = [cell.id for cell in with_only_needed(NOTEBOOK, RECORD, ["check_area"]).cells if cell.source]
    assert left == ["scale", "area"]
    assert all(cell.source for cell in NOTEBOOK.cells), "the notebook itself was changed"


def test_a_cell_is_needed_for_what_a_changed_cell_uses():
    notebook = nbformat.from_dict(NOTEBOOK)
    notebook.cells[4].source = "def label(x): return np.str_(data[x])"
    notebook.cells.append(nbformat.v4.new_code_cell("data = range(9)", id="data"))
    left = [cell.id for cell in with_only_needed(notebook, RECORD, ["check_label"]).cells if cell.source]
    assert left == ["setup", "label", "data"]


def test_words_in_texts_attributes_and_own_variables_are_no_names_of_the_notebook():
    notebook = nbformat.from_dict(NOTEBOOK)
    source = "def label(x):\n    'Of all data.'\n    size = len(x)\n    return x.area(volume=size)"
    notebook.cells[4].source = source
    notebook.cells.append(nbformat.v4.new_code_cell("data = size = range(9)", id="data"))
    left = [cell.id for cell in with_only_needed(notebook, RECORD, ["check_label"]).cells if cell.source]
    assert left == ["label"]
    assert affected(notebook, RECORD, ["data"]) == set()


@pytest.mark.parametrize(
    "source",
    ["def label(x): return [data for _ in x]", "def label(x):\n    def inner(): return data\n    return inner",
     "def label(x):\n    global data\n    data += x", "class label:\n    size = data", "def label(x=data): return x",
     "label = lambda x: data[x]", "@data\ndef label(x): return x", "def label(x): return (data"],
)  # fmt: skip
def test_a_name_is_found_wherever_it_is_used(source):
    notebook = nbformat.from_dict(NOTEBOOK)
    notebook.cells[4].source = source
    notebook.cells.append(nbformat.v4.new_code_cell("data = range(9)", id="data"))
    assert "data" in [cell.id for cell in with_only_needed(notebook, RECORD, ["check_label"]).cells if cell.source]
    assert affected(notebook, RECORD, ["data"]) == {"check_label"}
