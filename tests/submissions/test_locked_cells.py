"""Locked cells that a student changed: what others may need is kept, what was only laid out anew needs nobody."""

import sys

import pytest
from nbformat.v4 import new_code_cell

from autograder.submissions.locked_cells import added_lines, compare

SETUP = """import numpy as np

# How long to train.
EPOCHS = 5


def load(name):
    data = np.load(name)
    return data

digits = load('digits')"""


def _cell(source, name="setup", grade=False):
    return new_code_cell(source, metadata={"nbgrader": {"grade_id": name, "grade": grade, "locked": True}})


def _setup(source, elsewhere=frozenset()):
    return compare(_cell(source), _cell(SETUP), elsewhere)


def _check(source):
    return compare(_cell(source), _cell("result = f(1)\nassert result == 2", "check", grade=True), frozenset())


@pytest.mark.parametrize(
    ("added", "kept"),
    [
        ("import math", "import math"),
        ("import math  # for ceil", "import math  # for ceil"),
        ("def half(x):\n    return x / 2", "def half(x):\n    return x / 2"),
        ("@staticmethod\ndef half(x):\n    return x / 2", "@staticmethod\ndef half(x):\n    return x / 2"),
        ("a = 1; b = 2", "a = 1\nb = 2"),
        ("%matplotlib inline\nimport math", "get_ipython().run_line_magic('matplotlib', 'inline')\nimport math"),
    ],
)
def test_what_was_added_is_kept_below_and_named(added, kept):
    result = _setup(f"{SETUP}\n{added}")
    assert (result.before, result.after, result.text, result.repairs) == ("", kept, "", [])
    assert "the locked cell setup was changed: it was put back" in result.review[0]
    assert kept.splitlines()[0] in result.review[0]


def test_what_was_added_at_the_top_is_kept_in_front():
    result = _setup(f"import os\nos.chdir('work')\n{SETUP}")
    assert (result.before, result.after) == ("import os\nos.chdir('work')", "")


def test_an_import_in_a_released_import_is_kept_without_the_released_part():
    assert _setup(SETUP.replace("import numpy as np", "import numpy as np, math")).after == ""
    assert _setup(SETUP.replace("import numpy as np", "import numpy as np, math")).before == "import math"


@pytest.mark.parametrize(
    "source",
    [
        SETUP.replace("EPOCHS = 5", "EPOCHS = 1"),
        SETUP.replace("data = np.load(name)", "data = np.load(name)[:100]"),
        SETUP.replace("import numpy as np", "import jax.numpy as np"),
        f"{SETUP}\ndigits = digits[:100]",
    ],
)
def test_what_changes_the_released_names_is_kept_as_text_only_and_named(source):
    result = _setup(source)
    assert result.before == result.after == ""
    assert result.text
    assert "not executed" in result.review[0]


@pytest.mark.parametrize(
    "source",
    [
        SETUP.replace("'", '"'),
        SETUP.replace("\n", "  \n"),
        SETUP.replace("\n\n\n", "\n"),
        SETUP.replace("EPOCHS = 5", "EPOCHS=5"),
        SETUP.replace("# How long to train.\n", ""),
        SETUP.replace("EPOCHS = 5\n", ""),
        SETUP.replace("digits = load", "# digits = load"),
        "",
    ],
)
def test_another_layout_and_what_is_missing_need_nobody(source):
    result = _setup(source)
    assert result.before == result.after == result.text == ""
    assert (len(result.repairs), result.review) == (1, [])


def test_a_comment_is_kept_and_needs_nobody():
    result = _setup(SETUP.replace("EPOCHS = 5", "EPOCHS = 5  # why 5?"))
    assert (result.after, result.review) == ("# why 5?", [])


def test_what_is_not_python_is_kept_as_text():
    result = _setup(f"{SETUP}\nThis is my answer: it sees more.")
    assert result.text == "This is my answer: it sees more."
    assert "my answer: it sees more" in result.review[0]


def test_what_python_refuses_only_when_it_compiles_is_kept_as_text():
    changed = _setup(f"{SETUP}\nnonlocal data")
    assert changed.text == "nonlocal data"
    assert "not valid Python" in changed.review[0]


def test_a_solution_that_is_taken_otherwise_is_not_kept_twice():
    result = _setup(f"{SETUP}\ndef first():\n    return 1", elsewhere=frozenset({"first"}))
    assert (result.after, result.review) == ("", [])


def test_a_print_in_a_check_is_kept_and_needs_nobody():
    result = _check("result = f(1)\nprint(result)\nassert result == 2")
    assert (result.before, result.after, result.review) == ("", "print(result)", [])


def test_a_helper_in_a_check_stands_in_front_of_it_where_questions_find_it():
    result = _check("result = f(1)\ndef half(x):\n    return x / 2\nassert result == 2")
    assert (result.before, result.after) == ("def half(x):\n    return x / 2", "")
    assert len(result.review) == 1


def test_a_weaker_check_gains_nothing_and_needs_nobody():
    result = _check("result = 2\nassert True")
    assert (result.before, result.after, result.review) == ("", "", [])


def test_added_lines_are_those_that_were_not_there():
    assert added_lines("a\n  b\nnew\n\nc", "a\nb\nc") == ["new"]


def test_the_magic_of_a_whole_cell_changes_nothing_and_hides_nothing():
    assert _setup(f"%%time\n{SETUP}").review == []
    assert _setup(f"%%time\nimport math\n{SETUP}").before == "import math"


def _calls(statements: int) -> int:
    """How many functions and generators Python enters while a cell with this many added lines is compared."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    source = SETUP + "".join(f"\nx{number} = 1  # {number}" for number in range(statements))
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        result = _setup(source)
    finally:
        sys.setprofile(before)
    assert result.after.count("\n") == statements - 1
    return count


def test_twice_as_many_statements_with_comments_take_twice_the_work():
    """Not four times: a cell may have thousands."""
    assert 1.8 < _calls(1000) / _calls(500) < 2.2
