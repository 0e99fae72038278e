"""A written answer reaches a person, wherever in the notebook it stands; a question left blank reaches nobody."""

from collections.abc import Callable

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from nbgrader.utils import determine_grade

from autograder.authoring.variants import with_solutions
from autograder.exercise import Exercise, id_of
from autograder.submissions.repair import Repaired, repair

MISPRINT = "It is one entry below several windows: 36 is right."
POOLING = "It sees more of the picture, and forgets where things are."
PICTURE = {"image/png": "iVBORw0KGgo="}


@pytest.fixture(scope="module")
def exercise(course) -> Exercise:
    return course.exercise("convolution_by_hand")


@pytest.fixture
def submitted(exercise) -> NotebookNode:
    """All tasks are solved, and no question is answered."""
    notebook = with_solutions(exercise, {})
    released = {id_of(cell): cell.source for cell in exercise.released.cells}
    for cell in notebook.cells:
        if id_of(cell).startswith("explain_"):
            cell.source = released[id_of(cell)]
    return notebook


def _index(notebook: NotebookNode, name: str) -> int:
    return next(i for i, cell in enumerate(notebook.cells) if name in (id_of(cell), cell.get("id")))


def _cell(notebook: NotebookNode, name: str) -> NotebookNode:
    return notebook.cells[_index(notebook, name)]


def _add(notebook: NotebookNode, name: str, cell: NotebookNode, offset: int = 1) -> None:
    notebook.cells.insert(_index(notebook, name) + offset, cell)


def _replace(notebook: NotebookNode, name: str, *cells: NotebookNode) -> None:
    index = _index(notebook, name)
    notebook.cells[index : index + 1] = cells


def _needs_a_person(result: Repaired, name: str) -> bool:
    """Whether nbgrader asks a person to grade this cell."""
    score, _ = determine_grade(_cell(result.notebook, name))
    return score is None


def _of(review: list[str], name: str) -> list[str]:
    return [line for line in review if f"the cell {name} " in line]


def _append(name: str, text: str) -> Callable[[NotebookNode], None]:
    def change(notebook: NotebookNode) -> None:
        _cell(notebook, name).source += text

    return change


WAYS: dict[str, Callable[[NotebookNode], object]] = {
    "below": lambda n: _add(n, "explain_pooling", new_markdown_cell(POOLING)),
    "above": lambda n: _add(n, "explain_pooling", new_markdown_cell(POOLING), 0),
    "above the question": lambda n: _add(n, "question_pooling", new_markdown_cell(POOLING), 0),
    "at the end": lambda n: n.cells.append(new_markdown_cell(POOLING)),
    "at the top": lambda n: n.cells.insert(0, new_markdown_cell(POOLING)),
    "with a heading": lambda n: n.cells.append(new_markdown_cell(f"## My answer\n\n{POOLING}")),
    "raw": lambda n: n.cells.append(new_raw_cell(POOLING)),
    "in the question": _append("question_pooling", f"\n\n{POOLING}"),
    "in the text of a task": _append("task_receptive_field", f"\n\n{POOLING}"),
    "retyped as code": lambda n: _replace(n, "explain_pooling", new_code_cell(f'"""{POOLING}"""')),
    "retyped as code without quotes": lambda n: _replace(n, "explain_pooling", new_code_cell(POOLING)),
    "retyped as raw": lambda n: _replace(n, "explain_pooling", new_raw_cell(POOLING)),
    "without metadata": lambda n: _replace(n, "explain_pooling", new_markdown_cell(POOLING)),
    "as comments": lambda n: _add(n, "explain_pooling", new_code_cell(f"# {POOLING}")),
    "printed": lambda n: _add(n, "explain_pooling", new_code_cell(f"print('{POOLING}')")),
    "as comments in a check": _append("check_receptive_field", f"\n# {POOLING}"),
    "as a docstring in a check": _append("check_receptive_field", f'\n"""{POOLING}"""'),
    "as comments below a solution": _append("receptive_field", f"\n# {POOLING}\n# And so on."),
    "as text in a plot": _append("plot_receptive_field", f"\n{POOLING}"),
    "merged with the question": lambda n: (
        _append("question_pooling", f"\n\n{POOLING}")(n),
        n.cells.remove(_cell(n, "explain_pooling")),
    ),
    "as a picture": lambda n: n.cells.append(
        new_markdown_cell("![a](attachment:a.png)", attachments={"a.png": PICTURE})
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_an_answer_elsewhere_is_quoted_in_its_cell_and_a_person_is_told(submitted, exercise, way):
    WAYS[way](submitted)
    result = repair(submitted, exercise.released, exercise.name)
    assert _needs_a_person(result, "explain_pooling")
    assert len(_of(result.review, "explain_pooling")) == 1
    text = _cell(result.notebook, "explain_pooling").source
    assert ("attachment:quoted-0-a.png" if "picture" in way else POOLING) in text
    nbformat.validate(result.notebook)


def test_each_of_two_answers_is_quoted_in_its_own_cell(submitted, exercise):
    for name, text in (("explain_misprint", MISPRINT), ("explain_pooling", POOLING)):
        _add(submitted, name, new_markdown_cell(text))
    result = repair(submitted, exercise.released, exercise.name)
    assert MISPRINT in _cell(result.notebook, "explain_misprint").source
    assert POOLING not in _cell(result.notebook, "explain_misprint").source
    assert MISPRINT not in _cell(result.notebook, "explain_pooling").source
    assert result.review[0].endswith("stands in a new cell below explain_misprint: grade it by hand")
    assert len(result.review) == 2


def test_two_answers_in_one_cell_reach_a_person_for_both_questions(submitted, exercise):
    _add(submitted, "explain_misprint", new_markdown_cell(f"A: {MISPRINT}\n\nB: {POOLING}"))
    result = repair(submitted, exercise.released, exercise.name)
    assert all(_needs_a_person(result, name) for name in ("explain_misprint", "explain_pooling"))


@pytest.mark.parametrize(
    "text",
    [
        f"{MISPRINT}\n\n**Question B:** {POOLING}",
        f"A) {MISPRINT}\nB) {POOLING}",
        "1. One.\n2. -36.\n\n1. Larger things.\n2. Nine.",
        f"{MISPRINT}\n\n---\n\n{POOLING}",
        "A larger receptive field recognises larger things; pooling throws away where.",
    ],
)
def test_an_answer_in_the_cell_of_another_question_reaches_a_person(submitted, exercise, text):
    _cell(submitted, "explain_misprint").source = text
    result = repair(submitted, exercise.released, exercise.name)
    assert _needs_a_person(result, "explain_pooling")
    assert "stands in the cell explain_misprint" in result.review[0]


@pytest.mark.parametrize("kind", [new_code_cell, new_raw_cell])
def test_a_retyped_cell_that_is_known_by_its_marks_is_the_answer(submitted, exercise, kind):
    old = _cell(submitted, "explain_pooling")
    _replace(submitted, "explain_pooling", kind(POOLING, id=old.id, metadata=old.metadata))
    result = repair(submitted, exercise.released, exercise.name)
    assert _cell(result.notebook, "explain_pooling").source == POOLING
    assert result.review == []


def test_a_picture_that_was_only_attached_is_shown(submitted, exercise):
    _cell(submitted, "explain_pooling").attachments = nbformat.from_dict({"sketch.png": PICTURE})
    result = repair(submitted, exercise.released, exercise.name)
    assert "![sketch.png](attachment:sketch.png)" in _cell(result.notebook, "explain_pooling").source
    assert _needs_a_person(result, "explain_pooling")


def test_a_missing_cell_without_any_answer_goes_to_a_person(submitted, exercise):
    submitted.cells.remove(_cell(submitted, "explain_pooling"))
    result = repair(submitted, exercise.released, exercise.name)
    assert _needs_a_person(result, "explain_pooling")
    assert result.review == ["the cell explain_pooling is missing; nothing that looks like its answer was found"]


def test_documents_beside_the_notebook_may_hold_the_answers(submitted, exercise):
    result = repair(submitted, exercise.released, exercise.name, ["answers.pdf"])
    assert _needs_a_person(result, "explain_pooling")
    assert "answers.pdf" in _cell(result.notebook, "explain_pooling").source
    assert len(result.review) == 2


def _remove(notebook: NotebookNode) -> None:
    notebook.cells.remove(_cell(notebook, "explain_pooling"))


def _answer_twice(notebook: NotebookNode) -> None:
    copy = nbformat.from_dict(_cell(notebook, "explain_pooling"))
    copy.source, _cell(notebook, "explain_pooling").source = POOLING, MISPRINT
    _add(notebook, "explain_pooling", copy)


def _leave_a_conflict(notebook: NotebookNode) -> None:
    _cell(notebook, "explain_pooling").source = f"<<<<<<< HEAD\n{POOLING}\n=======\n{MISPRINT}\n>>>>>>> other"


@pytest.mark.parametrize("change", [_remove, _answer_twice, _leave_a_conflict])
def test_what_concerns_one_answer_is_known_by_its_grade_id(submitted, exercise, change):
    change(submitted)
    result = repair(submitted, exercise.released, exercise.name)
    (line,) = (line for line in result.review if line.startswith("the cell explain_pooling "))
    assert result.about[line] == "explain_pooling"


def test_what_concerns_a_task_is_not_known_as_an_answer(submitted, exercise):
    submitted.cells.remove(_cell(submitted, "pool2d"))
    result = repair(submitted, exercise.released, exercise.name)
    assert (len(result.review), result.about) == (1, {})


def test_questions_left_blank_need_nobody(submitted, exercise):
    result = repair(submitted, exercise.released, exercise.name)
    assert not _needs_a_person(result, "explain_pooling")
    assert result.review == []


def test_a_question_left_blank_beside_an_answered_one_needs_nobody(submitted, exercise):
    _cell(submitted, "explain_misprint").source = MISPRINT
    result = repair(submitted, exercise.released, exercise.name)
    assert result.review == []


QUIET: dict[str, Callable[[NotebookNode], object]] = {
    "code of their own": lambda n: _add(n, "check_pool2d", new_code_cell("x = np.ones(3)\nprint(x)  # three")),
    "names of a group": lambda n: n.cells.insert(0, new_markdown_cell("Group 7: Ada, Bob")),
    "a solution with a mistake in its syntax": _append("pool2d", "\n" + "x = (one two three four five six\n" * 5),
    "an old attempt": _append(
        "pool2d", "\n# for i in range(3):\n#     for j in range(4):\n#         x[i, j] = y(i, j)"
    ),
    "a check that is switched off": lambda n: _cell(n, "check_pool2d").update(
        source="\n".join(f"# {line}" for line in _cell(n, "check_pool2d").source.splitlines())
    ),
    "a name in the title": _append("title", "\n\nAda Lovelace, 12345"),
    "a comment in a solution": _append("pool2d", "\n# by slices"),
    "code that is switched off": lambda n: _add(n, "explain_pooling", new_code_cell("# print(pool2d)\n# x = 1")),
    "another layout": lambda n: [cell.update(source=cell.source + "\n") for cell in n.cells],
}


@pytest.mark.parametrize("way", QUIET)
def test_what_is_no_answer_needs_nobody(submitted, exercise, way):
    QUIET[way](submitted)
    result = repair(submitted, exercise.released, exercise.name)
    assert result.review == []


def test_notes_of_a_student_who_has_answered_all_questions_need_nobody(submitted, exercise):
    for name, text in (("explain_misprint", MISPRINT), ("explain_pooling", POOLING)):
        _cell(submitted, name).source = text
        _add(submitted, name, new_markdown_cell("A note for myself: look at this again."))
    result = repair(submitted, exercise.released, exercise.name)
    assert result.review == []


def test_a_huge_text_is_quoted_in_part(submitted, exercise):
    _add(submitted, "explain_pooling", new_markdown_cell("word " * 100_000))
    result = repair(submitted, exercise.released, exercise.name)
    assert len(_cell(result.notebook, "explain_pooling").source) < 30_000
    assert "It is longer" in _cell(result.notebook, "explain_pooling").source


def test_an_answer_in_a_docstring_of_a_solution_reaches_a_person(submitted, exercise):
    cell = _cell(submitted, "pool2d")
    cell.source = cell.source.replace('"""', f'"""{POOLING} {MISPRINT}\n\n    ', 1)
    result = repair(submitted, exercise.released, exercise.name)
    assert _needs_a_person(result, "explain_pooling")
    assert POOLING in _cell(result.notebook, "explain_pooling").source
