"""Whatever lies in a student's folder: it is read, or a sentence says why not and what to do."""

import json
import os

import nbformat
import numpy as np
import pytest
from naming import name_of
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder.submissions import read as reading

NAME = "exercise"


def _notebook(**changes) -> dict:
    cells = [new_markdown_cell("# Tïtle", id="title"), new_code_cell("x = 1", id="solution")]
    return json.loads(nbformat.writes(new_notebook(cells=cells))) | changes


def _text(**changes) -> str:
    return json.dumps(_notebook(**changes), ensure_ascii=False)


@pytest.fixture
def read(tmp_path):
    """Read a folder with this content in the exercise's notebook (none: no such file)."""

    def read(content: bytes | str | None = None):
        if content is not None:
            data = content.encode() if isinstance(content, str) else content
            (tmp_path / f"{NAME}.ipynb").write_bytes(data)
        return reading.read(tmp_path, NAME)

    return read


def _sources(submitted: reading.Found) -> list[str]:
    assert submitted.problem == ""
    return [cell.source for cell in submitted.notebook.cells]


def _problem(submitted: reading.Found) -> str:
    assert submitted.notebook is None
    assert "ask the student" in submitted.problem or "grade again" in submitted.problem
    return submitted.problem


# Files


def test_a_sound_notebook_needs_no_repair(read):
    submitted = read(_text())
    assert _sources(submitted) == ["# Tïtle", "x = 1"]
    assert submitted.repairs == []


def test_an_empty_folder_is_a_problem(read):
    assert "none" in _problem(read())


def test_a_missing_folder_is_a_problem(tmp_path):
    assert _problem(reading.read(tmp_path / "missing", NAME))


def test_a_renamed_notebook_is_taken(tmp_path, read):
    (tmp_path / "exercise (1) final.ipynb").write_text(_text())
    (tmp_path / "notes.txt").write_text("not a notebook")
    (tmp_path / "._exercise.ipynb").write_bytes(b"\0\5\x16\7")  # by macOS, in ZIP archives
    (tmp_path / ".ipynb_checkpoints").mkdir()
    (tmp_path / ".ipynb_checkpoints" / "exercise-checkpoint.ipynb").write_text(_text())
    submitted = read()
    assert _sources(submitted) == ["# Tïtle", "x = 1"]
    assert submitted.repairs == ["the notebook was called exercise (1) final.ipynb"]


def test_of_two_renamed_notebooks_none_is_taken(tmp_path, read):
    for name in ("first", "second"):
        (tmp_path / f"{name}.ipynb").write_text(_text())
    assert "first.ipynb, second.ipynb" in _problem(read())


def test_other_notebooks_beside_the_right_one_do_no_harm(tmp_path, read):
    (tmp_path / "scratch.ipynb").write_text("damaged")
    assert read(_text()).repairs == []


@pytest.mark.parametrize("target", ["secret.ipynb", "missing", "/etc/passwd"])
def test_a_link_is_not_followed(tmp_path, read, target):
    (tmp_path.parent / "secret.ipynb").write_text(_text())
    (tmp_path / f"{NAME}.ipynb").symlink_to(tmp_path.parent / target)
    assert _problem(read())
    assert _problem(reading.read_file(tmp_path / f"{NAME}.ipynb"))


def test_a_folder_and_a_pipe_named_like_the_notebook_are_problems(tmp_path, read):
    (tmp_path / f"{NAME}.ipynb").mkdir()
    os.mkfifo(tmp_path / "pipe.ipynb")
    assert _problem(read())
    for name in (f"{NAME}.ipynb", "pipe.ipynb", "missing.ipynb"):
        assert _problem(reading.read_file(tmp_path / name))


def test_a_huge_file_is_not_read(tmp_path, read):
    with open(tmp_path / f"{NAME}.ipynb", "wb") as file:
        file.truncate(reading.MAX_NOTEBOOK_BYTES + 1)
    assert "clear its outputs" in _problem(read())


# Contents


@pytest.mark.parametrize(
    "content",
    [
        *("", " \n", "\0" * 100, "<!DOCTYPE html><title>Log in</title>", "null", "[]", "3", '"text"', "{}"),
        *(_text()[:-30], _text()[:200], "{" * 100_000, "[" * 100_000, '{"cells": []}', '{"nbformat": "4"}'),
        *('{"nbformat": true, "cells": []}', '{"nbformat": 4}', '{"nbformat": 4.5, "cells": []}', '{"nbformat": null}'),
        *(_text(cells=None), _text(cells={}), _text(cells="x = 1"), _text(cells=3), '{"nbformat": 3}', "x = 1\n"),
        *('{"nbformat": 3, "worksheets": 3}', '{"nbformat": 2, "worksheets": [3]}', '{"nbformat": 1, "cells": [3]}'),
        *('{"nbformat": -1, "cells": []}', '{"nbformat": 0}', '{"nbformat": 99}', '{"nbformat": ' + "9" * 5000 + "}"),
        *(b"PK\3\4\x14\0", b"\xff\xfe", b"\xff\xfe\0", b"\x80abc", b"%PDF-1.7"),
    ],
    ids=name_of,
)  # fmt: skip
def test_anything_else_is_a_problem_and_not_a_crash(read, content):
    submitted = read(content)
    assert f"{NAME}.ipynb" in _problem(submitted)
    assert len(submitted.problem) < 400


@pytest.mark.parametrize("seed", range(150))
def test_mutated_bytes_never_crash(read, seed):
    rng = np.random.default_rng(seed)
    content = bytearray(_text().encode())
    for position in rng.integers(0, len(content), rng.integers(1, 6)):
        content[position] = rng.integers(256)
    submitted = read(bytes(content))
    assert (submitted.notebook is None) == bool(submitted.problem)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "latin-1"])
def test_other_encodings_are_read(read, encoding):
    submitted = read(_text().encode(encoding))
    assert _sources(submitted)[0] == "# Tïtle"
    assert submitted.repairs == ([] if encoding == "utf-8-sig" else ["the file was not in UTF-8"])


def test_half_a_surrogate_pair_does_not_stop_the_notebook_from_being_written(read):
    cells = [{"cell_type": "code", "source": "x = '\ud800'", "metadata": {"\udfff": "\ud800"}, "id": "a"}]
    submitted = read(json.dumps(_notebook(cells=cells)))
    assert _sources(submitted) == ["x = '?'"]
    nbformat.writes(submitted.notebook).encode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"nbformat_minor": 4}, "4.4"),
        ({"nbformat_minor": 0}, "4.0"),
        ({"nbformat_minor": 99}, "4.99"),
        ({"nbformat_minor": "five"}, "4.five"),
        ({"nbformat": 5, "nbformat_minor": 0}, "format 5"),
    ],
)
def test_older_and_newer_formats_are_read(read, changes, said):
    submitted = read(_text(**changes))
    assert _sources(submitted) == ["# Tïtle", "x = 1"]
    assert len(submitted.repairs) == 1
    assert said in submitted.repairs[0]


def test_format_3_is_read(read):
    cells = [
        {"cell_type": "heading", "level": 1, "source": "Title", "metadata": {}},
        {
            "cell_type": "code",
            "input": ["x = 1"],
            "metadata": {"nbgrader": {"grade_id": "solution"}},
            "outputs": [],
            "collapsed": False,
            "language": "python",
        },
    ]
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells, "metadata": {}}]}
    submitted = read(json.dumps(old))
    assert _sources(submitted) == ["# Title", "x = 1"]
    assert submitted.notebook.cells[1].metadata.nbgrader.grade_id == "solution"
    assert submitted.repairs == ["the notebook was of format 3"]


CELL = {"cell_type": "code", "id": "a", "metadata": {}, "source": "x = 1", "outputs": [], "execution_count": None}


@pytest.mark.parametrize(
    ("changes", "source", "repaired"),
    [
        ({"source": ["a\n", "b"]}, "a\nb", False),
        ({"source": "a\r\nb"}, "a\nb", False),
        ({"source": ["a", 3, None]}, "a3None", False),
        ({"source": None}, "", True),
        ({"source": {"a": 1}}, "", True),
        ({"cell_type": "heading"}, "x = 1", True),
        ({"cell_type": None}, "x = 1", True),
        ({"cell_type": ["code"]}, "x = 1", True),
        ({"metadata": None}, "x = 1", False),
        ({"metadata": []}, "x = 1", False),
        ({"metadata": "locked"}, "x = 1", False),
        ({"id": 3}, "x = 1", False),
        ({"id": None}, "x = 1", False),
        ({"outputs": None, "execution_count": "x"}, "x = 1", False),
        ({"outputs": [{"output_type": "error"}], "execution_count": -1}, "x = 1", False),
        ({"attachments": 3, "surprise": {}}, "x = 1", False),
    ],
)
def test_a_damaged_cell_is_read_as_far_as_it_can_be(read, changes, source, repaired):
    submitted = read(_text(cells=[CELL | changes, CELL | {"source": "y = 2"}]))
    assert _sources(submitted) == [source, "y = 2"]
    assert bool(submitted.repairs) == repaired
    assert all(isinstance(cell.metadata, dict) for cell in submitted.notebook.cells)


@pytest.mark.parametrize("missing", CELL)
def test_a_cell_may_lack_anything(read, missing):
    cell = {key: value for key, value in CELL.items() if key != missing}
    assert len(_sources(read(_text(cells=[cell])))) == 1


def test_what_is_no_cell_is_left_out(read):
    submitted = read(_text(cells=[None, 3, "x = 1", [], CELL]))
    assert _sources(submitted) == ["x = 1"]
    assert len(submitted.repairs) == 4


def test_stored_outputs_are_kept_for_cells_that_are_not_executed(read):
    output = new_output("display_data", {"text/plain": "100.0"})
    submitted = read(_text(cells=[CELL | {"outputs": [output, 3], "execution_count": 1}]))
    assert submitted.notebook.cells[0].outputs == [output]
    assert submitted.notebook.cells[0].execution_count is None


def test_a_notebook_without_cells_is_read(read):
    assert _sources(read(_text(cells=[]))) == []
