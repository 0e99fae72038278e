"""A table comes back as it was."""

import pytest

from autograder.lms import table

TWICE = "Comment,Name,Comment,Comment\r\none,Ada,two,three\r\n"


def test_columns_of_the_same_name_keep_their_cells(tmp_path):
    (tmp_path / "list.csv").write_bytes(TWICE.encode())

    listed = table.read(tmp_path / "list.csv")
    listed.write(tmp_path / "copy.csv")

    assert (tmp_path / "copy.csv").read_bytes() == TWICE.encode()
    assert listed.rows[0][listed.column(["comment"])] == "one"
    assert listed.shown == "Comment, Name, Comment, Comment"


@pytest.mark.parametrize("value", ["", "x", "-3,5", "+49", "-", "=1", "'", "'=1", "'-3", "-3-3"])
def test_a_cell_that_people_see_is_read_as_it_was_given(value):
    assert table.as_given(table.as_text(value)) == value
