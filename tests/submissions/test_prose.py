"""What in a cell is meant for people: comments and sentences, and not code that is switched off."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.submissions import prose


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("# It sees more.", "It sees more."),
        ("x = 1  # why one?", "why one?"),
        ('"""It sees more."""', "It sees more."),
        ("print('It sees more of it.')", "It sees more of it."),
        ("%%markdown\nIt sees more of it.", "It sees more of it.\n"),
        ("It sees more of it.", "It sees more of it."),
        ("# print(x)\n# x = 1\n#---\n# yes", "yes"),
        ("x = 'red'", ""),
        ("!ls\nx = 1", ""),
        ("", ""),
    ],
)
def test_what_code_says_to_people(code, text):
    assert prose.of_code(code) == text


def test_what_stands_inside_of_functions_can_be_left_out():
    code = '# outside\ndef f():\n    """Return one of two."""\n    # inside\n    return 1\n\n"""Below it."""'
    assert prose.of_code(code, outermost=True) == "outside\nBelow it."
    assert prose.of_code(code) == "outside\nReturn one of two.\ninside\nBelow it."


def test_a_cell_of_text_is_text():
    assert prose.of_cell(new_markdown_cell("x = 1")) == "x = 1"
    assert prose.of_cell(new_code_cell("x = 1")) == ""


@pytest.mark.parametrize("code", ["(" * 10_000, "x = 1\0", "#" * 300_000, "x" * 300_000, "\\", "'''", "\ud800"])
def test_odd_code_does_no_harm(code):
    assert isinstance(prose.of_code(code), str)


def test_words_are_counted_without_signs():
    assert prose.words("*One* two, 3! -- __") == 3
