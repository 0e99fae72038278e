"""An unsolved task takes one line, any other error keeps its traceback."""

import re

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

STUB = 'raise NotImplementedError("replace this line with your solution")'
SOURCES = {
    "in a function": f"def conv2d(image):\n    {STUB}\n\nconv2d(1)",
    "alone": STUB,
    "another": "def build():\n    raise NotImplementedError('a layer without call')\n\nbuild()",
}


@pytest.fixture(scope="module")
def tracebacks() -> dict[str, list[str]]:
    cells = [new_code_cell("from convnets import check"), *map(new_code_cell, SOURCES.values())]
    notebook = new_notebook(cells=cells)
    NotebookClient(notebook, allow_errors=True, kernel_name="python3").execute()
    outputs = [cell.outputs[-1] for cell in notebook.cells[1:]]
    assert {output.ename for output in outputs} == {"NotImplementedError"}
    return {name: _plain(output.traceback) for name, output in zip(SOURCES, outputs, strict=True)}


def _plain(lines: list[str]) -> list[str]:
    return re.sub(r"\x1b\[[\d;]*m", "", "\n".join(lines)).splitlines()


def test_a_function_that_is_not_solved_is_named_in_one_line(tracebacks):
    (line,) = tracebacks["in a function"]
    assert line == "Not solved yet: conv2d. Write it in its cell, run that cell, then run this one again."


def test_a_cell_that_is_not_solved_takes_one_line(tracebacks):
    (line,) = tracebacks["alone"]
    assert line.startswith("Not solved yet: this task. ")


def test_another_error_of_this_kind_keeps_its_traceback(tracebacks):
    assert len(tracebacks["another"]) > 3
    assert tracebacks["another"][-1] == "NotImplementedError: a layer without call"
