"""The file of mutants that are right by the text: what is listed, and what is wrong with the list."""

import pytest

from autograder import hidden_tests
from autograder.errors import CourseError
from autograder.mutation import equivalents, mutants

SOURCE = "def f(a):\n    b = a + '''x\\\"'''\n    return b * 2"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    (tmp_path / "exercise").mkdir()
    monkeypatch.setattr(hidden_tests, "FOLDER", tmp_path)
    return tmp_path / "exercise" / equivalents.FILE


def test_what_is_added_is_listed():
    found = mutants.of_cell("f", SOURCE.replace("'''x\\\"'''", "1"))
    for mutant in found:
        equivalents.add("exercise", mutant, f'because of "{mutant.name}" \\ {mutant.number}')
    listed = equivalents.listed(equivalents.read("exercise"), found)
    assert [listed[mutant.name].reason for mutant in found] == [
        f'because of "{mutant.name}" \\ {mutant.number}' for mutant in found
    ]
    assert not equivalents.mistakes(equivalents.read("exercise"), found, {found[0].name: False})


def test_without_a_file_nothing_is_listed():
    assert equivalents.read("exercise") == []


def test_a_change_that_is_caught_or_exists_no_more_is_a_mistake():
    first, second, *_ = found = mutants.of_cell("f", "def f(a):\n    return a + 1")
    equivalents.add("exercise", first, "no")
    (mistake,) = equivalents.mistakes(equivalents.read("exercise"), found, {first.name: True, second.name: True})
    assert "listed as equivalent, but caught" in mistake and first.name in mistake
    (mistake,) = equivalents.mistakes(equivalents.read("exercise"), [second], {})
    assert "no mutant makes this change" in mistake


def test_an_entry_that_cannot_be_written_is_an_error():
    mutant = next(each for each in mutants.of_cell("f", SOURCE) if "'''" in each.change)
    with pytest.raises((CourseError, ValueError)):
        equivalents.add("exercise", mutant, "no")


@pytest.mark.parametrize("text", ["[[mutant]]\ncell = 'f'\n", "mutant = 3", "what?"])
def test_a_malformed_file_is_an_error(folder, text):
    folder.write_text(text)
    with pytest.raises(CourseError, match=equivalents.FILE):
        equivalents.read("exercise")
