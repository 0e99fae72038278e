"""nbgrader finds folders whose names look like patterns."""

import nbgrader.utils
import pytest

from autograder.nbgrader_plugin import literal_paths


@pytest.fixture
def root(tmp_path):
    """A course folder with brackets in its name, beside one that its name would match as a pattern."""
    for course in ("[ab] course", "a course"):
        for student in ("jane [she]", "ada", "star*", "start"):
            (tmp_path / course / student / "exercise").mkdir(parents=True)
            (tmp_path / course / student / "exercise" / "exercise.ipynb").touch()
    return tmp_path / "[ab] course"


@pytest.mark.parametrize(
    ("pattern", "students"),
    [
        ("*", {"jane [she]", "ada", "star*", "start"}),
        ("jane [she]", {"jane [she]"}),
        ("star*", {"star*"}),
        ("sta*", {"star*", "start"}),
        ("[aj]*", {"jane [she]", "ada"}),
        ("nobody", set()),
    ],
)
def test_what_is_there_as_it_stands_is_no_pattern(root, pattern, students):
    found = literal_paths.find(f"{root}/{pattern}/exercise/*.ipynb")
    assert {path.removeprefix(f"{root}/") for path in found} == {f"{each}/exercise/exercise.ipynb" for each in students}


def test_a_path_keeps_its_form_since_nbgrader_parses_it(root, monkeypatch):
    monkeypatch.chdir(root)
    assert literal_paths.find("./ada/./exercise") == ["./ada/./exercise"]


def test_nbgrader_leaves_out_notebooks_when_it_copies_from_such_a_folder(root):
    folder = root / "ada" / "exercise"
    (folder / "data.csv").touch()
    assert nbgrader.utils.find_all_files(str(folder), ["*.ipynb"]) == [str(folder / "data.csv")]
