"""`autograder mutate`: grades mutants, shows those that no hidden test notices, and keeps the list of right ones."""

import shutil

import course_folder
import pytest
from course_folder import HIDDEN_TESTS, NAME, ROOT

from autograder import hidden_tests
from autograder.course import Course
from autograder.mutation import equivalents, mutants

POOL = "pool2d"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A course folder whose hidden tests do not look at pooling."""
    root = tmp_path_factory.mktemp("course")
    course_folder.make(root, {})
    shutil.copytree(hidden_tests.OWN_FOLDER, root / HIDDEN_TESTS)
    path = root / HIDDEN_TESTS / NAME / "test_pool2d.py"
    text = path.read_text()
    path.write_text(text.replace("expect.close(", "print(").replace("np.max, what", "np.max"))
    (root / HIDDEN_TESTS / NAME / equivalents.FILE).unlink(missing_ok=True)
    return root


def _mutant(cell: str, change: str) -> str:
    found = mutants.of_exercise(Course.load(ROOT).exercise(NAME))
    return next(mutant.name for mutant in found if mutant.cell == cell and change in mutant.change)


@pytest.mark.slow
def test_what_no_hidden_test_notices_is_shown_and_can_be_listed(root):
    name = _mutant(POOL, "window.min(")
    said = course_folder.run(root, "mutate", NAME, "--mutant", name)
    assert "not caught" in said and f"--mutant {name} --equivalent" in said
    course_folder.run(root, "mutate", NAME, "--mutant", name, "--equivalent", "nobody pools")
    assert "listed as equivalent: nobody pools" in course_folder.run(root, "mutate", NAME, "--mutant", name)
    caught = course_folder.run(root, "mutate", NAME, "--mutant", _mutant("output_size", "// stride"))
    assert "caught by test_" in caught and "expected" in caught


@pytest.mark.slow
def test_scores_of_a_sample(root):
    said = course_folder.run(root, "mutate", NAME, "--max", "12", "--seed", "3", "--jobs", "2", code=1)
    found = mutants.of_exercise(Course.load(ROOT).exercise(NAME))
    assert f"(of {len(found)} in all; sample 3)" in said
    assert "hidden test" in said and "alone" in said
    assert "Not caught" in said and "pool2d-" in said.partition("Not caught")[2]


def test_an_unknown_mutant_is_an_error(root):
    assert "has no mutant pool2d-9999" in course_folder.run(root, "mutate", NAME, "--mutant", "pool2d-9999", code=1)
