"""What programs do to a notebook on saving is made good without a word: the notebooks of tests/bad_submissions."""

import json
from pathlib import Path

import pytest
from bad_submissions.case import NAME, Case
from bad_submissions.programs import BADGE_OF_COLAB, CASES, KAGGLE, MOUNT, SILENT
from course_folder import ROOT
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.authoring.bundle import Repository, with_first_cells
from autograder.authoring.variants import with_solutions
from autograder.course import Course
from autograder.exercise import id_of
from autograder.submissions import handed_in, programs, read
from autograder.submissions.parse import parse
from autograder.submissions.repair import Repaired, repair
from autograder.submissions.version import Version

EXERCISE = Course.load(ROOT).exercise(NAME)
CASE = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


def _read(folder: Path, case: Case) -> Repaired:
    case.hand_in(folder, with_solutions(EXERCISE, {}))
    found = read.read(folder, NAME, EXERCISE.released)
    assert (found.problem, found.review) == ("", [])
    return repair(found.notebook, EXERCISE.released, NAME, found.documents)


@CASE
def test_nobody_has_to_look_and_each_solution_is_there(tmp_path, case):
    repaired = _read(tmp_path, case)
    assert (repaired.problem, repaired.review, repaired.suspicious) == ("", [], [])
    wanted = {id_of(cell): cell.source for cell in with_solutions(EXERCISE, {}).cells}
    for cell in repaired.notebook.cells:
        if id_of(cell) and cell.cell_type == "code":
            assert wanted[id_of(cell)].strip() in cell.source


@CASE
def test_who_executed_a_cell_does_not_get_into_the_notebook(tmp_path, case):
    text = json.dumps(_read(tmp_path, case).notebook)
    assert not any(each in text for each in SILENT)


def _of_the_bundle(url: str | None) -> list:
    cells = [new_markdown_cell("# Title", id="top"), new_code_cell("x = 1", id="first")]
    text = with_first_cells(new_notebook(cells=cells), Repository(url) if url else None, "1_a/a.ipynb")
    return parse(text.encode()).notebook.cells


@pytest.mark.parametrize(("url", "given"), [
    (None, [False, True, False]),
    ("https://github.com/ada/course", [True, False, True, False]),
    ("https://gitlab.com/ada/course", [False, True, False]),
])  # fmt: skip
def test_the_first_cells_of_the_bundle_are_known(url, given):
    assert [programs.is_given(cell) for cell in _of_the_bundle(url)] == given


@pytest.mark.parametrize("cell", [
    new_markdown_cell("See [![here](a.png)](https://colab.research.google.com/drive/1x)."),
    new_markdown_cell("![my drawing](drawing.png)"),
    new_markdown_cell("[my answer](https://colab.research.google.com/drive/1x)"),
    new_markdown_cell(""),
    new_code_cell("try:\n    import convnets\nexcept ModuleNotFoundError:\n    %pip install convnets"),
    new_code_cell("import convnets"),
])  # fmt: skip
def test_what_a_student_wrote_is_not_taken_for_a_cell_of_a_program(cell):
    assert not programs.is_given(cell)


@pytest.mark.parametrize("url", [None, "https://github.com/ada/course"])
def test_a_notebook_of_the_bundle_as_it_was_handed_out_is_not_worked_on(url):
    cells = [*EXERCISE.released.cells]
    text = with_first_cells(new_notebook(cells=cells), Repository(url) if url else None, f"1_{NAME}/{NAME}.ipynb")
    parsed = parse(text.encode())
    file = handed_in.HandedIn(f"{NAME}.ipynb", len(text), text.encode)
    version = Version.of(file, parsed, parsed.notebook, EXERCISE.released)
    assert (version.worked_on, version.is_blank) == (False, True)


def test_the_cell_that_installs_the_package_is_not_executed_and_an_edited_one_is():
    for addition in ("", "\n%pip install pandas"):
        notebook = new_notebook(cells=[*_of_the_bundle("https://github.com/ada/course"), *EXERCISE.released.cells])
        notebook.cells[2].source += addition
        sources = [cell.source for cell in repair(notebook, EXERCISE.released, NAME).notebook.cells]
        assert (notebook.cells[2].source in sources) == bool(addition)


@pytest.mark.parametrize("first", [new_code_cell(KAGGLE), new_markdown_cell(BADGE_OF_COLAB)])
def test_the_first_cell_of_a_program_answers_no_question(first):
    notebook = new_notebook(cells=[first, *EXERCISE.released.cells])
    assert repair(notebook, EXERCISE.released, NAME).review == []


@pytest.mark.parametrize(("code", "left"), [
    (MOUNT + "\nx = 1", "x = 1"),
    ("from google.colab import drive; drive.mount('/content/drive')\nx = 1", "x = 1"),
    ("import math\nfrom google.colab import files, drive  # Colab\nup = files.upload()\nx = 1", "import math\nx = 1"),
    ("from google.colab import drive\ndriver = 3\ndrive_mount(1)", "driver = 3\ndrive_mount(1)"),
    ("try:\n    from google.colab import drive\nexcept ImportError:\n    pass", None),
    ("text = 'google.colab'", None),
    ("files.close()", None),
])  # fmt: skip
def test_lines_that_only_colab_can_run_become_comments(code, left):
    changed = programs.without_colab(code)
    executed = [line for line in changed.splitlines() if not line.startswith(programs.LEFT_OUT)]
    assert "\n".join(executed) == (code if left is None else left)
    assert changed.replace(programs.LEFT_OUT, "") == code  # nothing is lost


def test_lines_for_colab_are_named_among_the_repairs():
    parsed = parse(json.dumps(new_notebook(cells=[new_markdown_cell("a"), new_code_cell(MOUNT)])).encode())
    assert parsed.repairs == ["cell 2 of what was handed in has lines that only Colab can run: they are comments"]


@pytest.mark.parametrize("text", ["[![" * 100_000, '<a "https://kaggle.com/' * 50_000, " " * 1_000_000])
def test_long_texts_take_no_time(text):
    assert not programs.is_given(new_markdown_cell(text))


@pytest.mark.parametrize("name", ["submission_secret.txt", "feedback/2026-11-19 20:00:00 UTC/exercise.html"])
def test_what_the_exchange_put_there_is_nothing_that_was_handed_in(tmp_path, name):
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("x")
    (tmp_path / "feedback.html").write_text("x")
    assert [file.name for file in handed_in.in_folder(tmp_path)] == ["feedback.html"]
