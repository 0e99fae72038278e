"""A student's solutions reach the released notebook, whatever happened to the cells around them."""

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from autograder.exercise import id_of
from autograder.submissions.repair import repair

STUB = "raise NotImplementedError"


def _flags(name, **settings) -> dict:
    flags = {"grade_id": name, "grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    return {"nbgrader": flags | settings}


def _locked(name, source, **settings):
    return new_code_cell(source, id=name, metadata=_flags(name, locked=True, **settings))


def _stub(name):
    return new_code_cell(f"def {name}(x):\n    {STUB}", id=name, metadata=_flags(name, solution=True))


def _released():
    written = _flags("written", grade=True, solution=True, points=3)
    return new_notebook(
        cells=[
            new_markdown_cell("# The exercise", id="title"),
            _locked("setup", "import math"),
            _stub("first"),
            _locked("check_first", "print(first(1))", grade=True, points=2),
            new_markdown_cell("Now the second task.", id="task_second"),
            _stub("second"),
            _locked("check_second", "print(second(1))", grade=True, points=1),
            new_markdown_cell("*Your answer here.*", id="written", metadata=written),
        ]
    )


SOLUTIONS = {
    "first": "def first(x):\n    return x + 1",
    "second": "def second(x):\n    return first(x) * 2",
    "written": "Because it is so.",
}


SOLVED = ("first", "second")  # those in code


def _submitted():
    notebook = _released()
    for cell in notebook.cells:
        cell.source = SOLUTIONS.get(id_of(cell), cell.source)
    return notebook


def _cell(notebook, name):
    return next(cell for cell in notebook.cells if id_of(cell) == name)


def _index(notebook, name) -> int:
    return notebook.cells.index(_cell(notebook, name))


def _repaired(submitted):
    """Repair, and check what holds for every repaired notebook."""
    before = nbformat.from_dict(submitted)
    result = repair(submitted, _released(), "tiny")
    assert submitted == before
    ids = [cell.id for cell in result.notebook.cells]
    assert len(ids) == len(set(ids))  # before the validation, which would change them
    nbformat.validate(result.notebook)
    released = {cell.id: cell for cell in _released().cells}
    kept = [cell for cell in result.notebook.cells if cell.id in released]
    assert [cell.id for cell in kept] == list(released)
    for cell in kept:
        original = released[cell.id]
        assert (cell.cell_type, cell.metadata) == (original.cell_type, original.metadata)
        assert original.metadata.get("nbgrader", {}).get("solution") or cell.source == original.source
    assert all(not cell.metadata for cell in result.notebook.cells if cell.id not in released)
    assert result.notebook.metadata == _released().metadata
    return result


def _sources(result) -> list[str]:
    return [cell.source for cell in result.notebook.cells]


def _solved(result) -> dict[str, str]:
    return {name: _cell(result.notebook, name).source for name in SOLUTIONS}


def _added(result) -> list[str]:
    released = {cell.id for cell in _released().cells}
    return [cell.source for cell in result.notebook.cells if cell.id not in released]


def test_a_sound_submission_is_not_changed():
    result = _repaired(_submitted())
    assert _sources(result) == [cell.source for cell in _submitted().cells]
    assert (result.repairs, result.suspicious, result.problem) == ([], [], "")


def test_an_untouched_notebook_is_not_changed():
    result = _repaired(_released())
    assert result.notebook == _released()
    assert (result.repairs, result.suspicious, result.problem) == ([], [], "")


def test_repairing_twice_changes_nothing_more():
    once = _repaired(_submitted())
    twice = _repaired(once.notebook)
    assert twice.notebook == once.notebook
    assert twice.repairs == []


def test_outputs_and_tags_of_the_students_do_not_get_in():
    submitted = _submitted()
    check = _cell(submitted, "check_first")
    check.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "2.0"}, execution_count=1)]
    check.metadata.tags = ["skip-execution"]
    submitted.metadata["autograder"] = {"problem": ""}
    result = _repaired(submitted)
    assert _cell(result.notebook, "check_first").outputs == []
    assert result.suspicious == ["the cell check_first has the added tags ['skip-execution']"]


@pytest.mark.parametrize("name", ["setup", "check_first", "second", "written", "task_second"])
def test_a_lost_cell_costs_only_itself(name):
    submitted = _submitted()
    submitted.cells = [cell for cell in submitted.cells if cell.id != name]
    result = _repaired(submitted)
    assert len(result.notebook.cells) == len(_released().cells)
    assert {other: text for other, text in _solved(result).items() if other != name} == {
        other: text for other, text in SOLUTIONS.items() if other != name
    }
    assert (len(result.repairs), len(result.review)) == {
        "setup": (1, 0),
        "check_first": (1, 0),
        "second": (0, 1),
        "written": (0, 1),
        "task_second": (0, 0),
    }[name]
    assert all(name in line for line in result.repairs + result.review)


def test_a_lost_solution_is_an_unanswered_one():
    submitted = _submitted()
    submitted.cells.pop(_index(submitted, "second"))
    result = _repaired(submitted)
    assert STUB in _solved(result)["second"]
    assert result.review == ["the cell second was missing: it counts as not answered"]


def test_reordered_cells_are_put_in_order():
    submitted = _submitted()
    submitted.cells.reverse()
    result = _repaired(submitted)
    assert _solved(result) == SOLUTIONS
    assert "order" in result.repairs[0]


def test_a_changed_check_is_put_back_and_needs_nobody():
    submitted = _submitted()
    _cell(submitted, "check_first").source = "print('full points')"
    result = _repaired(submitted)
    assert "check_first was changed: it was put back" in result.repairs[0]
    assert result.review == []


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("check_first", "points", 100),
        ("check_first", "points", "NaN"),
        ("check_first", "grade", False),
        ("check_first", "solution", True),
        ("check_first", "locked", False),
        ("first", "solution", False),
        ("first", "grade", True),
        ("setup", "task", True),
    ],
)
def test_edited_metadata_gains_nothing_and_is_noted(name, key, value):
    submitted = _submitted()
    _cell(submitted, name).metadata.nbgrader[key] = value
    result = _repaired(submitted)
    assert _solved(result) == SOLUTIONS
    assert len(result.suspicious) == 1
    assert f"{name} has {key}" in result.suspicious[0]


@pytest.mark.parametrize("flags", [None, "text", 3, [], {}, {"grade_id": 3}, {"grade_id": ["first"]}, {"grade_id": ""}])
@pytest.mark.parametrize("tags", [None, 3, "hide", [3, None], {"a": 1}])
def test_metadata_of_wrong_types_are_put_back(flags, tags):
    submitted = _submitted()
    for cell in submitted.cells:
        cell.metadata = nbformat.from_dict({"nbgrader": flags, "tags": tags})
    assert _solved(_repaired(submitted)) == SOLUTIONS


def test_metadata_stripped_by_another_editor_are_put_back():
    submitted = _submitted()
    for cell in submitted.cells:
        cell.metadata = nbformat.from_dict({})
    result = _repaired(submitted)
    assert _solved(result) == SOLUTIONS
    assert _added(result) == []
    assert "first had lost its nbgrader metadata" in result.repairs[1]


def test_without_metadata_and_ids_code_is_known_by_its_function_and_an_answer_is_kept():
    submitted = _submitted()
    for cell in submitted.cells:
        cell.metadata = nbformat.from_dict({})
        del cell["id"]
    result = _repaired(submitted)
    answer = _solved(result).pop("written")
    assert _solved(result) == SOLUTIONS | {"written": answer}
    assert f"> {SOLUTIONS['written']}" in answer
    assert _added(result) == [SOLUTIONS["written"]]
    assert len(result.review) == 1


def test_new_ids_do_not_matter():
    submitted = _submitted()
    for number, cell in enumerate(submitted.cells):
        cell.id = f"new-{number}"
    result = _repaired(submitted)
    assert _solved(result) == SOLUTIONS
    assert (_added(result), result.repairs) == ([], [])


@pytest.mark.parametrize("make", [new_markdown_cell, new_raw_cell])
def test_a_retyped_cell_gets_its_type_back(make):
    submitted = _submitted()
    index = _index(submitted, "first")
    old = submitted.cells[index]
    submitted.cells[index] = make(old.source, id=old.id, metadata=old.metadata)
    result = _repaired(submitted)
    assert _solved(result) == SOLUTIONS
    assert "is a code cell again" in result.repairs[0]


# Doubled, split and merged cells


def _doubled(first: str, second: str):
    submitted = _submitted()
    index = _index(submitted, "first")
    copy = nbformat.from_dict(submitted.cells[index])
    submitted.cells[index].source, copy.source, copy.id = first, second, "copy"
    submitted.cells.insert(index + 1, copy)
    return submitted


@pytest.mark.parametrize("empty", ["", _stub("first").source])
@pytest.mark.parametrize("worked_on_first", [True, False])
def test_of_a_doubled_cell_the_one_worked_on_counts(empty, worked_on_first):
    texts = (SOLUTIONS["first"], empty) if worked_on_first else (empty, SOLUTIONS["first"])
    result = _repaired(_doubled(*texts))
    assert _solved(result) == SOLUTIONS
    assert _added(result) == []
    assert result.repairs == ["the cell first appeared 2 times: one copy was used"]
    assert result.review == []


def test_of_two_attempts_both_are_kept_in_their_order_and_a_person_is_told_which_was_graded():
    result = _repaired(_doubled("def first(x):\n    return 0", SOLUTIONS["first"]))
    assert "first appeared 2 times with different solutions: copy 2 was graded" in result.review[0]
    assert _solved(result) == SOLUTIONS
    assert _added(result) == ["def first(x):\n    return 0"]
    assert _sources(result).index("def first(x):\n    return 0") < _index(result.notebook, "first")


def test_a_cell_split_in_two_runs_in_order():
    helper, solution = "def helper(x):\n    return x", "def first(x):\n    return helper(x)"
    result = _repaired(_doubled(helper, solution))
    names = ["import math", helper, solution, "print(first(1))"]
    assert [text for text in _sources(result) if text in names] == names


def test_a_cell_split_in_two_without_marks_on_the_second_half_runs_in_order():
    helper, solution = "def helper(x):\n    return x", "def first(x):\n    return helper(x)"
    submitted = _submitted()
    index = _index(submitted, "first")
    submitted.cells[index].source = helper
    submitted.cells.insert(index + 1, new_code_cell(solution))
    names = [helper, solution, "print(first(1))"]
    assert [text for text in _sources(_repaired(submitted)) if text in names] == names


def test_a_new_cell_with_the_id_of_another_is_the_students_own():
    submitted = _submitted()
    submitted.cells.insert(_index(submitted, "first") + 1, new_code_cell("x = 1", id="first"))
    result = repair(submitted, _released(), "tiny")
    assert _solved(result) == SOLUTIONS
    assert _added(result) == ["x = 1"]
    assert result.review == []


def test_text_in_copies_of_a_released_cell_is_kept():
    submitted = _submitted()
    for text in ("One note.", "Another note."):
        copy = nbformat.from_dict(submitted.cells[4])
        copy.source += f"\n\n{text}"
        submitted.cells.append(copy)
    result = repair(submitted, _released(), "tiny")
    assert ["One note." in "".join(_added(result)), "Another note." in "".join(_added(result))] == [True, True]


def test_a_doubled_check_counts_once():
    submitted = _submitted()
    copy = nbformat.from_dict(_cell(submitted, "check_first"))
    copy.id = "copy"
    submitted.cells.append(copy)
    result = _repaired(submitted)
    assert len(result.notebook.cells) == len(_released().cells)


def test_two_answers_in_copies_of_one_cell_are_both_in_it():
    submitted = _submitted()
    copy = nbformat.from_dict(_cell(submitted, "written"))
    copy.id, copy.source = "copy", "And another reason."
    submitted.cells.append(copy)
    result = _repaired(submitted)
    assert _solved(result)["written"] == f"{SOLUTIONS['written']}\n\nAnd another reason."
    assert (_added(result), len(result.review)) == ([], 1)


def _runs(result) -> dict:
    """Run the code of a repaired notebook."""
    namespace: dict = {}
    for cell in result.notebook.cells:
        if cell.cell_type == "code":
            exec(cell.source, namespace)
    return namespace


def _merge(submitted, into, other, order=1):
    texts = [_cell(submitted, into).source, _cell(submitted, other).source][::order]
    _cell(submitted, into).source = "\n".join(texts)
    submitted.cells.remove(_cell(submitted, other))


@pytest.mark.parametrize("into", ["first", "check_first", "setup"])
def test_a_solution_merged_into_another_cell_still_counts(into):
    submitted = _submitted()
    _merge(submitted, into, "second")
    result = _repaired(submitted)
    assert _runs(result)["second"](1) == 4
    assert f"found in the cell {into}" in "".join(result.repairs)


def test_a_solution_merged_into_a_later_one_still_counts():
    submitted = _submitted()
    _merge(submitted, "second", "first", order=-1)
    assert _runs(_repaired(submitted))["second"](1) == 4


def test_a_solution_merged_with_its_check_still_counts():
    submitted = _submitted()
    _merge(submitted, "first", "check_first")
    assert _runs(_repaired(submitted))["first"](1) == 2


def test_a_solution_in_a_cell_of_its_own_counts():
    submitted = _submitted()
    _cell(submitted, "first").source = _stub("first").source
    submitted.cells.insert(_index(submitted, "first") + 1, new_code_cell(SOLUTIONS["first"]))
    assert _runs(_repaired(submitted))["first"](1) == 2


def test_a_solution_cell_that_was_replaced_by_a_new_one_counts():
    submitted = _submitted()
    submitted.cells[_index(submitted, "first")] = new_code_cell(f"import os\n\n\n{SOLUTIONS['first']}")
    result = _repaired(submitted)
    assert _runs(result)["first"](1) == 2
    assert SOLUTIONS["first"] in _solved(result)["first"]


@pytest.mark.parametrize("place", ["title", "check_first", "check_second"])
def test_a_solution_in_an_own_cell_counts_wherever_it_stands(place):
    submitted = _submitted()
    _cell(submitted, "first").source = _stub("first").source
    index = next(i for i, cell in enumerate(submitted.cells) if cell.id == place)
    submitted.cells.insert(index + 1, new_code_cell(SOLUTIONS["first"]))
    result = _repaired(submitted)
    assert _runs(result)["first"](1) == 2
    assert SOLUTIONS["first"] in _sources(result)[: _index(result.notebook, "check_first")]


def test_a_solution_written_into_the_check_counts():
    submitted = _submitted()
    check = _cell(submitted, "check_first")
    check.source = f"{SOLUTIONS['first']}\n\n{check.source}"
    _cell(submitted, "first").source = _stub("first").source
    result = _repaired(submitted)
    assert _solved(result) == SOLUTIONS
    assert "found in the cell check_first" in "".join(result.repairs)
    assert result.review == []


def test_a_cell_with_all_solutions_is_there_once():
    submitted = _released()
    text = f"{SOLUTIONS['first']}\n\n\n{SOLUTIONS['second']}"
    submitted.cells.append(new_code_cell(text))
    result = _repaired(submitted)
    assert _runs(result)["second"](1) == 4
    assert _solved(result)["first"] == text
    assert _solved(result)["second"] == "# The solution is in the cell first."
    assert _added(result) == []


def test_all_solutions_in_a_cell_that_stands_in_front_of_one_check_run_before_each():
    submitted = _released()
    submitted.cells.insert(_index(submitted, "check_second"), new_code_cell("\n".join(SOLUTIONS[n] for n in SOLVED)))
    assert _runs(_repaired(submitted))["second"](1) == 4


def test_a_note_in_a_solution_cell_that_is_solved_elsewhere_is_kept():
    submitted = _submitted()
    _cell(submitted, "first").source = f"# see the last cell\n{_stub('first').source}"
    submitted.cells.append(new_code_cell(SOLUTIONS["first"]))
    result = _repaired(submitted)
    assert _solved(result) == SOLUTIONS
    assert "# see the last cell" in "".join(_added(result))


def test_a_definition_in_a_check_comes_with_its_import_and_decorator():
    submitted = _submitted()
    _cell(submitted, "first").source = _stub("first").source
    check = _cell(submitted, "check_first")
    check.source = f"from functools import cache\n\n@cache\n{SOLUTIONS['first']}\n\n{check.source}"
    result = _repaired(submitted)
    assert _runs(result)["first"](1) == 2
    assert _added(result) == []


def test_an_edited_copy_of_a_locked_cell_is_the_students_own_and_stays_where_it_is():
    submitted = _submitted()
    copy = nbformat.from_dict(_cell(submitted, "setup"))
    copy.source += "\nprod = math.prod"
    submitted.cells.insert(_index(submitted, "second"), copy)
    result = repair(submitted, _released(), "tiny")
    assert (result.repairs, result.review, result.put_back) == ([], [], {})
    assert result.notebook.cells[_index(result.notebook, "second") - 1].source == copy.source


@pytest.mark.parametrize("make", [new_markdown_cell, new_raw_cell])
def test_a_solution_in_a_text_cell_is_named(make):
    submitted = _submitted()
    _cell(submitted, "first").source = _stub("first").source
    submitted.cells.append(make(SOLUTIONS["first"]))
    result = _repaired(submitted)
    assert result.review == [
        "the cell first was left as it was handed out, and the text cell 9 of what was handed in defines first: "
        "it was not executed; look whether it is the solution"
    ]


@pytest.mark.parametrize("source", ["first = lambda x: x + 1", "if True:\n    def first(x):\n        return x + 1"])
def test_a_late_solution_that_is_not_a_plain_definition_is_named(source):
    submitted = _submitted()
    _cell(submitted, "first").source = _stub("first").source
    submitted.cells.append(new_code_cell(source))
    (line,) = _repaired(submitted).review
    assert "and the student's own cell 9 of what was handed in defines first: it was not taken" in line


def test_a_lambda_above_the_check_runs_in_time_and_is_not_named():
    submitted = _submitted()
    _cell(submitted, "first").source = _stub("first").source
    submitted.cells.insert(_index(submitted, "first") + 1, new_code_cell("first = lambda x: x + 1"))
    result = _repaired(submitted)
    assert result.review == []
    assert _runs(result)["first"](1) == 2


# Locked cells


def test_an_import_in_a_locked_cell_is_kept_in_a_cell_below_it_and_a_person_is_told():
    submitted = _submitted()
    _cell(submitted, "setup").source += "\nimport statistics"
    result = _repaired(submitted)
    texts = _sources(result)
    assert texts[_index(result.notebook, "setup") + 1] == "import statistics"
    assert result.review == [
        "the locked cell setup was changed: it was put back; 1 added line is kept in a cell of its own: "
        "import statistics"
    ]
    assert result.repairs == []


def test_a_text_in_a_locked_cell_is_kept_as_text():
    submitted = _submitted()
    _cell(submitted, "setup").source += "\nI do not understand this cell."
    result = _repaired(submitted)
    assert "I do not understand this cell." in _added(result)[0]
    assert "I do not understand this cell." in result.review[0]


def test_a_conflict_in_a_cell_is_named():
    submitted = _submitted()
    _cell(submitted, "first").source = "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> main"
    assert "the cell first has conflict markers of git in the lines 1, 3, 5" in _repaired(submitted).review[0]


# The student's own cells


def test_own_cells_keep_their_place():
    submitted = _submitted()
    for name in ("written", "second", "first", "title"):
        index = next(i for i, cell in enumerate(submitted.cells) if cell.id == name)
        submitted.cells.insert(index, new_code_cell(f"note_{name} = 1"))
    submitted.cells.append(new_markdown_cell("The end."))
    submitted.cells.append(new_raw_cell("raw"))
    submitted.cells.append(new_code_cell(" \n"))
    result = _repaired(submitted)
    assert _added(result) == [f"note_{name} = 1" for name in ("title", "first", "second", "written")] + [
        "The end.",
        "raw",
    ]
    texts = _sources(result)
    assert texts[0] == "note_title = 1"
    assert texts[texts.index("note_first = 1") + 1] == SOLUTIONS["first"]
    assert texts[texts.index("note_second = 1") + 1] == SOLUTIONS["second"]
    assert result.repairs == []


def test_own_cells_cannot_become_graded_cells():
    submitted = _submitted()
    submitted.cells.append(_locked("bonus", "100.0", grade=True, points=100))
    result = _repaired(submitted)
    assert _added(result) == ["100.0"]
    assert {id_of(cell) for cell in result.notebook.cells} == {id_of(cell) for cell in _released().cells}


def test_an_answer_written_into_the_text_of_the_task_is_kept():
    submitted = _submitted()
    submitted.cells[4].source += "\n\nMy answer."
    result = _repaired(submitted)
    assert _added(result) == ["Now the second task.\n\nMy answer."]


def test_pictures_in_an_answer_are_kept():
    submitted = _submitted()
    _cell(submitted, "written").attachments = nbformat.from_dict({"plot.png": {"image/png": "iVBORw0KGgo="}})
    assert "plot.png" in _cell(_repaired(submitted).notebook, "written").attachments


@pytest.mark.parametrize("attachments", [3, [], {"a": 3}, {"a": {"image/png": 3}}, {"a": {"image/png": {"b": []}}}])
def test_damaged_pictures_are_left_out(attachments):
    submitted = _submitted()
    _cell(submitted, "written")["attachments"] = attachments
    assert _solved(_repaired(submitted)) == SOLUTIONS


# Other notebooks


def test_the_notebook_of_another_exercise_is_a_problem():
    other = new_notebook(cells=[_stub("third"), _locked("check_third", "third(1)")])
    result = repair(other, _released(), "tiny")
    assert "none of the solution cells of tiny" in result.problem
    assert "check_third, third" in result.problem
    assert result.notebook == _released()


def test_a_notebook_without_cells_is_a_problem():
    assert repair(new_notebook(), _released(), "tiny").problem


def test_solutions_alone_are_enough():
    submitted = new_notebook(cells=[new_code_cell(SOLUTIONS[name]) for name in ("first", "second")])
    result = _repaired(submitted)
    assert result.problem == ""
    assert _runs(result)["second"](1) == 4


@pytest.mark.parametrize("seed", range(100))
def test_any_shuffle_of_cells_and_metadata_can_be_repaired(seed):
    rng = np.random.default_rng(seed)
    pool = [*_submitted().cells, *_released().cells, new_code_cell("x = 1"), new_raw_cell("raw")]
    cells = [nbformat.from_dict(pool[index]) for index in rng.integers(0, len(pool), rng.integers(0, 20))]
    for cell in cells:
        if rng.random() < 0.3:
            cell.metadata = nbformat.from_dict(pool[rng.integers(len(pool))].metadata)
        if rng.random() < 0.3:
            cell.source = pool[rng.integers(len(pool))].source
        if rng.random() < 0.2:
            del cell["id"]
    notebook = new_notebook()
    notebook.cells = cells  # as an argument, they would be validated, and their ids changed
    _repaired(notebook)


def test_own_cells_have_the_same_ids_each_time_so_that_a_record_fits_again():
    submitted = _submitted()
    submitted.cells.insert(2, new_code_cell("x = 1"))
    submitted.cells.append(new_code_cell("y = 2"))
    first, second = _repaired(submitted).notebook, _repaired(submitted).notebook
    ids = [cell.id for cell in first.cells]
    assert ids == [cell.id for cell in second.cells]
    assert len(set(ids)) == len(ids)
