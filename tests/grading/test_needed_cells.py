"""With `only_needed`, cells that no grade depends on are not executed, and show what was handed in."""

import pytest
from course_folder import ROOT
from nbformat.v4 import new_code_cell, new_output

from autograder.authoring.variants import with_solutions
from autograder.course import Course
from autograder.exercise import ILLUSTRATION
from autograder.grading.live_kernel import AS_HANDED_IN, NOT_EXECUTED, _set_outputs
from autograder.grading.needed_cells import needed, superfluous
from autograder.submissions import submission
from autograder.submissions.outputs import valid

COURSE = Course.load(ROOT)
PNG = "iVBORw0KGgo="


def _left_out(*sources: str, illustration: str) -> bool:
    """Whether an illustration, in the middle of other cells, is left out."""
    picture = new_code_cell(illustration, metadata={"tags": [ILLUSTRATION]})
    return bool(superfluous([*map(new_code_cell, sources), picture]))


@pytest.mark.parametrize("name", COURSE.exercises)
def test_the_reference_needs_no_illustration_and_no_check(name):
    source = COURSE.exercise(name).source
    ids = {source.cells[index].id for index in superfluous(source.cells)}
    expected = {cell.id for cell in source.cells if ILLUSTRATION in cell.metadata.get("tags", [])}
    assert expected | {cell_id for cell_id in COURSE.exercise(name).graded_cells} == ids


@pytest.mark.parametrize(
    "code",
    [
        "print(drawn)",
        "def f(x):\n    return drawn + x",
        "f = lambda x: [drawn for _ in x]",
        "class A:\n    value = drawn",
        "drawn = drawn + 1",
        "def f(x):\n    global drawn\n    drawn = drawn or x",
        "drawn += 1",
        "def f():\n    global drawn\n    drawn += 1",
        "del drawn",
        "drawn[0] = 1",
        "drawn.title = 1",
        "def f(): return eval('dra' + 'wn')",
        "def f(): return globals()['drawn']",
        "%timeit drawn",
        "%matplotlib $drawn",
        "!pip install {drawn}",
        "x = !echo {drawn}",
        "x = f'{drawn}'",
        "def drawn(x): return 0\ndef f(x): return drawn(x)",  # the illustration takes the name of a helper
    ],
)
def test_an_illustration_runs_if_other_code_reads_its_names(code):
    assert not _left_out(code, illustration="drawn = plot()")


@pytest.mark.parametrize(
    "code",
    [
        "def f(drawn):\n    return drawn",
        "def f():\n    drawn = 1\n    return drawn",
        "drawn = 1\nprint(drawn)",
        "'drawn'  # drawn",
        "x.drawn",
        "f(drawn=1)",
        "def f(): return (drawn",
        "nonlocal drawn",
        "%matplotlib inline\n%config InlineBackend.figure_format = 'retina'",
        "%pip install --quiet seaborn\n!pip install torch\n!nvidia-smi\n%cd /content/drive/MyDrive",
        "if not there:\n    %pip install seaborn",
    ],
)
def test_a_name_of_its_own_needs_no_illustration(code):
    assert _left_out(code, illustration="drawn = plot()")


@pytest.mark.parametrize(
    "illustration", ["f.drawn = 1", "def g():\n    global f\n    f = 1", "import f", "for f in x: pass", "f['a'] = 1",
     "from helpers import *", "%%time\nf = 1"],
)  # fmt: skip
def test_an_illustration_runs_if_it_changes_what_other_code_reads(illustration):
    assert not _left_out("def g(x):\n    return f(x)", illustration=illustration)


def test_names_of_a_function_of_its_own_do_not_make_an_illustration_run():
    assert _left_out("def g(x):\n    return f(x)", illustration="def show(f):\n    f.size = 1\n    f[0] = 2")


def test_an_illustration_that_a_needed_one_reads_runs_too():
    pictures = [new_code_cell(text, metadata={"tags": [ILLUSTRATION]}) for text in ("a = 1", "b = a", "c = b")]
    assert superfluous([*pictures, new_code_cell("print(b)")]) == {2}


@pytest.mark.parametrize(
    ("taken", "expected"),
    [({"c"}, {0, 2}), ({"b"}, {1}), ({"d"}, {3}), (set(), set()), ({"print"}, set()), ({"broken"}, {5})],
)
def test_questions_need_the_cells_that_define_their_names(taken, expected):
    sources = ("a = 1", "b = 2", "def c(): return a", "def d(b): return b", "print(d)", "def broken(:")
    assert needed([*map(new_code_cell, sources)], taken) == expected


def test_questions_need_all_cells_if_code_can_read_any_name():
    cells = [*map(new_code_cell, ("a = 1", "def f(): return eval('a')", "b = 2"))]
    assert needed(cells, {"f"}) == {0, 1, 2}
    assert needed(cells, {"b"}) == {2}


@pytest.mark.parametrize(
    "outputs",
    [None, 3, {}, [None], [{}], [{"output_type": "display_data"}], [{"output_type": "display_data", "data": {"a": 1}}],
     [{"output_type": "display_data", "data": {"image/png": 1}}], [{"output_type": "pyout", "text": "x"}]],
)  # fmt: skip
def test_damaged_outputs_are_dropped(outputs):
    assert valid(outputs) == []


def test_valid_outputs_are_kept_without_their_metadata():
    picture = {
        "output_type": "execute_result",
        "data": {"image/png": PNG, "x/y": 1},
        "metadata": 3,
        "execution_count": {},
    }
    text = {"output_type": "stream", "text": ["a\n", None, "b"]}
    error = {"output_type": "error", "ename": None, "traceback": [1, "line"]}
    assert valid([picture, text, error]) == [
        new_output("display_data", data={"image/png": PNG}),
        new_output("stream", name="stdout", text="a\nb"),
        new_output("error", ename="", evalue="", traceback=["line"]),
    ]


def test_what_was_handed_in_is_marked_and_bounded():
    cells = [
        new_code_cell("a", outputs=[new_output("stream", text="x" * 1000)] * 3),
        new_code_cell("b"),
        *[new_code_cell("c")],
    ]
    _set_outputs(cells, frozenset([0, 1]), room=2500)
    assert [output.text[:60] for output in cells[0].outputs] == [f"[{AS_HANDED_IN}]\n", "x" * 60, "x" * 60]
    assert [output.text for output in cells[1].outputs] == [f"[{NOT_EXECUTED}]\n"]
    assert cells[2].outputs == []


def test_only_what_is_needed_is_executed(grader):
    exercise = COURSE.exercise("convolution_by_hand")
    submitted = with_solutions(exercise, {})
    handed_in = new_output("display_data", data={"image/png": PNG, "text/html": "<b onclick=x()>a</b>"})
    for cell in submitted.cells:
        if cell.id in ("plot_cube", "plot_pooling", "output_size", "check_output_size"):
            cell.outputs = [handed_in]
    next(cell for cell in submitted.cells if cell.id == "plot_pooling").source += "\n1 / 0"
    submitted.cells.append(new_code_cell("feature_maps.shape"))
    graded = grader.grade(submission.of_notebook(submitted, exercise), exercise)
    notebook, record = graded.notebook, graded.record
    outputs = {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}
    assert record.score == record.maximum
    executed = {run.id for run in record.cells}
    assert "plot_filters" in executed  # the student's own cell shows the shape of its feature maps
    assert notebook.cells[-1].outputs[0].data["text/plain"].startswith("(")
    assert not executed & {"plot_cube", "plot_pooling", "check_output_size"}
    assert outputs["plot_cube"][0].text == f"[{AS_HANDED_IN}]\n"
    assert outputs["plot_cube"][1].data == {"image/png": PNG, "text/html": "<b>a</b>"}
    assert outputs["plot_pooling"][0].text == f"[{NOT_EXECUTED}]\n"  # its text was another one
    assert outputs["output_size"] == []
    assert handed_in not in outputs["check_output_size"]


def test_otherwise_nothing_that_was_handed_in_is_shown():
    cell = new_code_cell("a", outputs=[new_output("stream", text="forged")])
    _set_outputs([cell], frozenset(), room=1000)
    assert cell.outputs == []
