"""Solutions in other cells are found by what they define, and a released cell is not taken for a student's."""

from nbformat.v4 import new_code_cell, new_notebook

from autograder.submissions import merged


def _cell(name, source, **flags):
    return new_code_cell(source, id=name, metadata={"nbgrader": {"grade_id": name, "solution": False, **flags}})


def _released(other="g = 1"):
    return new_notebook(
        cells=[
            _cell("f", "def f():\n    ...", solution=True),
            _cell("check_f", "f()", grade=True),
            _cell("other", other),
        ]
    )


def _found(submitted, released):
    by_name = {cell.id: index for index, cell in enumerate(released.cells)}
    matches = {index: by_name[cell.id] for index, cell in enumerate(submitted.cells) if cell.id in by_name}
    return merged.find(submitted, released, matches, {original: index for index, original in matches.items()})


def test_a_solution_in_a_released_cell_is_found_without_the_rest_of_it():
    submitted = _released()
    submitted.cells[2].source = "def f():\n    return 1\n\ng = 1"
    assert _found(submitted, _released()) == {0: merged.Solution(2, "def f():\n    return 1", frozenset("f"))}


def test_a_solution_that_stands_in_its_own_cell_is_not_looked_for():
    submitted = _released()
    submitted.cells[0].source = "def f():\n    return 1"
    submitted.cells[2].source = "def f():\n    return 2"
    assert _found(submitted, _released()) == {}


def test_a_released_cell_that_defines_the_same_is_no_solution():
    released = _released(other="def f():\n    return 3")
    assert _found(released, released) == {}


def test_an_own_cell_in_front_of_the_check_stays_where_it_is():
    submitted = _released()
    submitted.cells.insert(1, new_code_cell("def f():\n    return 1"))
    assert _found(submitted, _released()) == {}


def test_an_own_cell_below_the_check_is_taken():
    submitted = _released()
    submitted.cells.append(new_code_cell("def f():\n    return 1"))
    assert _found(submitted, _released()) == {0: merged.Solution(3, "def f():\n    return 1", is_moved=True)}


def test_a_comment_in_an_untouched_cell_does_not_end_the_search():
    submitted = _released()
    submitted.cells[0].source = f"# see the last cell\n{submitted.cells[0].source}"
    submitted.cells.append(new_code_cell("def f():\n    return 1"))
    assert _found(submitted, _released())[0].source == "def f():\n    return 1"


def test_an_own_cell_that_does_more_than_define_runs_at_its_own_place_too():
    submitted = _released()
    submitted.cells.append(new_code_cell("def f():\n    return 1\n\nprint(f())"))
    assert not _found(submitted, _released())[0].is_moved


def test_what_a_definition_in_a_locked_cell_needs_comes_with_it():
    submitted = _released()
    lines = ["from functools import cache", "import unused", "SIZE = 3", "@cache\ndef f(n=SIZE):\n    return 1"]
    submitted.cells[1].source = "\n".join([*lines, "f()"])
    assert _found(submitted, _released())[0].source.split() == "\n".join([lines[0], *lines[2:]]).split()


def test_a_magic_in_front_of_the_released_code_does_not_end_the_search():
    released = _released()
    submitted = new_notebook(
        cells=[
            _cell("f", "%%time\ndef f():\n    ...", solution=True),
            _cell("check_f", "f()", grade=True),
            _cell("other", "g = 1"),
            new_code_cell("def f():\n    return 1"),
        ]
    )
    assert "return 1" in _found(submitted, released)[0].source
