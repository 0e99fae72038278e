"""Whatever a file holds: it is read as a notebook, or a sentence says why not."""

import json

import nbformat
import numpy as np
import pytest
from naming import name_of
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder.submissions import parse as parsing
from autograder.submissions.parse import Parsed


def _notebook(**changes) -> dict:
    cells = [new_markdown_cell("# Tïtle", id="title"), new_code_cell("x = 1", id="solution")]
    return json.loads(nbformat.writes(new_notebook(cells=cells))) | changes


def _text(**changes) -> str:
    return json.dumps(_notebook(**changes), ensure_ascii=False)


def read(content: bytes | str) -> Parsed:
    return parsing.parse(content.encode() if isinstance(content, str) else content)


def _sources(parsed: Parsed) -> list[str]:
    assert parsed.reason == ""
    return [cell.source for cell in parsed.notebook.cells]


def test_a_sound_notebook_needs_no_repair():
    parsed = read(_text())
    assert _sources(parsed) == ["# Tïtle", "x = 1"]
    assert parsed.repairs == parsed.review == []


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
def test_anything_else_is_a_reason_and_not_a_crash(content):
    parsed = read(content)
    assert parsed.notebook is None
    assert 5 < len(parsed.reason) < 200


@pytest.mark.parametrize("seed", range(150))
def test_mutated_bytes_never_crash(seed):
    rng = np.random.default_rng(seed)
    content = bytearray(_text().encode())
    for position in rng.integers(0, len(content), rng.integers(1, 6)):
        content[position] = rng.integers(256)
    parsed = read(bytes(content))
    assert (parsed.notebook is None) == bool(parsed.reason)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "latin-1"])
def test_other_encodings_are_read(encoding):
    parsed = read(_text().encode(encoding))
    assert _sources(parsed)[0] == "# Tïtle"
    assert parsed.repairs == (["the file was not in UTF-8"] if encoding == "latin-1" else [])


def test_half_a_surrogate_pair_does_not_stop_the_notebook_from_being_written():
    cells = [{"cell_type": "code", "source": "x = '\ud800'", "metadata": {"\udfff": "\ud800"}, "id": "a"}]
    parsed = read(json.dumps(_notebook(cells=cells)))
    assert _sources(parsed) == ["x = '?'"]
    nbformat.writes(parsed.notebook).encode()


@pytest.mark.parametrize(
    "changes",
    [
        {"nbformat_minor": 4},
        {"nbformat_minor": 0},
        {"nbformat_minor": 99},
        {"nbformat_minor": "five"},
        {"nbformat": 5, "nbformat_minor": 0},
    ],
)
def test_older_and_newer_formats_are_read_without_a_word(changes):
    parsed = read(_text(**changes))
    assert _sources(parsed) == ["# Tïtle", "x = 1"]
    assert parsed.repairs == parsed.review == []


def test_ends_of_lines_of_windows_are_read_without_a_word():
    parsed = read(_text().replace("\n", "\r\n"))
    assert _sources(parsed) == ["# Tïtle", "x = 1"]
    assert parsed.repairs == parsed.review == []


def test_format_3_is_read():
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
    parsed = read(json.dumps(old))
    assert _sources(parsed) == ["# Title", "x = 1"]
    assert parsed.notebook.cells[1].metadata.nbgrader.grade_id == "solution"
    assert parsed.repairs == parsed.review == []


CELL = {"cell_type": "code", "id": "a", "metadata": {}, "source": "x = 1", "outputs": [], "execution_count": None}


@pytest.mark.parametrize(
    ("changes", "source", "lost"),
    [
        ({"source": ["a\n", "b"]}, "a\nb", False),
        ({"source": "a\r\nb"}, "a\nb", False),
        ({"source": ["a", 3, None]}, "a3None", False),
        ({"source": None}, "", False),
        ({"source": {"a": 1}}, "", True),
        ({"cell_type": "heading"}, "x = 1", False),
        ({"cell_type": None}, "x = 1", False),
        ({"cell_type": ["code"]}, "x = 1", False),
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
def test_a_damaged_cell_is_read_as_far_as_it_can_be(changes, source, lost):
    parsed = read(_text(cells=[CELL | changes, CELL | {"source": "y = 2"}]))
    assert _sources(parsed) == [source, "y = 2"]
    assert (parsed.repairs, len(parsed.review)) == ([], lost)
    assert all(isinstance(cell.metadata, dict) for cell in parsed.notebook.cells)


@pytest.mark.parametrize("missing", CELL)
def test_a_cell_may_lack_anything(missing):
    cell = {key: value for key, value in CELL.items() if key != missing}
    assert len(_sources(read(_text(cells=[cell])))) == 1


def test_what_is_no_cell_is_left_out_and_named_if_it_says_something():
    parsed = read(_text(cells=[None, 3, "x = 1", [], CELL]))
    assert _sources(parsed) == ["x = 1"]
    assert parsed.review == [
        "entry 2 of the cells is not a cell and was left out: 3",
        'entry 3 of the cells is not a cell and was left out: "x = 1"',
    ]


def test_stored_outputs_are_kept_for_cells_that_are_not_executed():
    output = new_output("display_data", {"text/plain": "100.0"})
    parsed = read(_text(cells=[CELL | {"outputs": [output, 3], "execution_count": 1}]))
    assert parsed.notebook.cells[0].outputs == [output]
    assert parsed.notebook.cells[0].execution_count is None


def test_a_notebook_without_cells_is_read():
    assert _sources(read(_text(cells=[]))) == []


@pytest.mark.parametrize("kind", [{}, {"cell_type": "coed"}])
def test_a_cell_of_no_known_type_that_was_executed_is_a_code_cell(kind):
    cell = {"source": "x = 1", "metadata": {}, "outputs": [], "execution_count": 1} | kind
    assert read(_text(cells=[cell])).notebook.cells[0].cell_type == "code"
