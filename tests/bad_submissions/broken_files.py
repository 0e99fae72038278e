"""Files that are broken, renamed, or not what they are called."""

import json
import os
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from bad_submissions.case import ALL, NAME, cases, cell, notebook, only, with_files, write


def half_a_download(folder: Path, reference: NotebookNode) -> None:
    text = nbformat.writes(reference)
    (folder / f"{NAME}.ipynb").write_text(text[: len(text) // 2])


def renamed(folder: Path, reference: NotebookNode) -> None:
    write(folder, reference)
    (folder / f"{NAME}.ipynb").rename(folder / "Homework 1 (final).ipynb")


def two_others(folder: Path, reference: NotebookNode) -> None:
    renamed(folder, reference)
    cell(reference, "pool2d").source += "\n# another version"
    write(folder, reference)
    (folder / f"{NAME}.ipynb").rename(folder / "other.ipynb")


def nbformat_3(folder: Path, reference: NotebookNode) -> None:
    (folder / f"{NAME}.ipynb").write_text(nbformat.writes(nbformat.convert(reference, 3), version=3))


def nbformat_of_the_future(folder: Path, reference: NotebookNode) -> None:
    data = json.loads(nbformat.writes(reference)) | {"nbformat_minor": 99, "colour": "blue"}
    data["cells"][0]["mood"] = "good"
    (folder / f"{NAME}.ipynb").write_text(json.dumps(data))


def not_utf8(folder: Path, reference: NotebookNode) -> None:
    cell(reference, "pool2d").source += "\n# größer"
    text = json.dumps(reference, ensure_ascii=False)
    (folder / f"{NAME}.ipynb").write_bytes(text.encode("latin-1", "ignore"))


def utf16(folder: Path, reference: NotebookNode) -> None:
    (folder / f"{NAME}.ipynb").write_bytes(nbformat.writes(reference).encode("utf-16"))


def a_folder(folder: Path, _: NotebookNode) -> None:
    (folder / f"{NAME}.ipynb").mkdir()


def a_link(folder: Path, _: NotebookNode) -> None:
    (folder / f"{NAME}.ipynb").symlink_to(folder.parents[1] / "victim" / NAME / f"{NAME}.ipynb")


def a_pipe(folder: Path, _: NotebookNode) -> None:
    os.mkfifo(folder / f"{NAME}.ipynb")


def a_pipe_beside_it(folder: Path, reference: NotebookNode) -> None:
    os.mkfifo(folder / "data.csv")
    write(folder, reference)


@notebook
def kernel_of_julia(reference: NotebookNode) -> None:
    reference.metadata.kernelspec = {"display_name": "Julia", "language": "julia", "name": "julia-1.11"}


@notebook
def no_cells(reference: NotebookNode) -> None:
    reference.cells = []


@notebook
def a_task_lost(reference: NotebookNode) -> None:
    for name in ("pool2d", "check_pool2d"):
        reference.cells.remove(cell(reference, name))


@notebook
def checks_lost(reference: NotebookNode) -> None:
    reference.cells = [each for each in reference.cells if not each.metadata.get("nbgrader", {}).get("grade")]


@notebook
def cells_doubled(reference: NotebookNode) -> None:
    reference.cells = [nbformat.from_dict(each) for each in reference.cells for _ in range(2)]


@notebook
def cells_reversed(reference: NotebookNode) -> None:
    reference.cells.reverse()


@notebook
def a_cell_split(reference: NotebookNode) -> None:
    target = cell(reference, "receptive_field")
    index = reference.cells.index(target)
    target.source += "\n\ndef half(number):\n    return number / 2"
    head, tail = target.source.split("\n\ndef half")
    second = nbformat.from_dict(target)
    target.source, second.source = head, "def half" + tail
    reference.cells.insert(index + 1, second)


@notebook
def two_cells_merged(reference: NotebookNode) -> None:
    first, second = cell(reference, "conv2d"), cell(reference, "pool2d")
    first.source += "\n\n" + second.source
    reference.cells.remove(second)


@notebook
def markdown_for_code(reference: NotebookNode) -> None:
    target = cell(reference, "pool2d")
    target.cell_type = "markdown"
    del target["outputs"], target["execution_count"]


@notebook
def huge_outputs_stored(reference: NotebookNode) -> None:
    cell(reference, "pool2d").outputs = [new_output("stream", text="x" * 1000 + "\n") for _ in range(20_000)]


@notebook
def metadata_stripped(reference: NotebookNode) -> None:
    for each in reference.cells:
        each.metadata = NotebookNode()


def a_timestamp_by_link(folder: Path, reference: NotebookNode) -> None:
    (folder / "timestamp.txt").symlink_to("/dev/zero")
    write(folder, reference)


OTHER = nbformat.writes(new_notebook(cells=[new_code_cell("print('another exercise')")]))
MANY = {f"data/{number}.txt": "x" for number in range(1200)}

CASES = cases(
    "broken files",
    [
        ("no_json", only(notebook="{ this is no notebook"), ALL, ("not valid JSON",)),
        ("an_empty_file", only(notebook=""), ALL, ("is empty",)),
        ("a_web_page", only(notebook="<!DOCTYPE html><html>Please log in</html>"), ALL, ("is a web page",)),
        ("half_a_download", half_a_download, ALL, ("it ends in the middle",)),
        ("json_of_something_else", only(notebook="[1, 2, 3]"), ALL, ("JSON, but of something else",)),
        ("no_notebook_at_all", only(**{"notes.txt": "sorry"}), ALL, (f"there is no {NAME}.ipynb",)),
        ("two_notebooks_of_other_names", two_others, ALL, ("Homework 1 (final).ipynb, other.ipynb",)),
        ("another_exercise", only(notebook=OTHER), ALL, ("none of the solution cells",)),
        ("a_folder_for_the_notebook", a_folder, ALL, (f"there is no {NAME}.ipynb",)),
        ("a_link_to_another_submission", a_link, ALL, (f"there is no {NAME}.ipynb",)),
        ("a_pipe_for_the_notebook", a_pipe, ALL, (f"there is no {NAME}.ipynb",)),
        ("a_pipe_beside_the_notebook", a_pipe_beside_it),
        ("renamed", renamed, (), ("was called Homework 1 (final).ipynb",)),
        ("nbformat_3", nbformat_3, (), (), ("format 3",)),
        ("nbformat_4_99", nbformat_of_the_future, (), (), ("4.99",)),
        ("the_kernel_of_julia", kernel_of_julia),
        ("no_cells", no_cells, ALL, ("none of the solution cells",)),
        ("a_task_lost", a_task_lost, ("pool2d",), ("pool2d was missing", "check_pool2d was missing")),
        ("all_checks_lost", checks_lost, (), ("check_pool2d was missing: it was put back",)),
        ("all_cells_doubled", cells_doubled, (), ("check_pool2d appeared 2 times",)),
        ("cells_reversed", cells_reversed, (), ("in another order",)),
        ("a_cell_split", a_cell_split, (), ("receptive_field appeared 2 times",)),
        ("two_cells_merged", two_cells_merged, (), ("its solution was found in the cell conv2d",)),
        ("markdown_for_code", markdown_for_code, (), ("pool2d was a markdown cell",)),
        ("huge_outputs_stored", huge_outputs_stored),
        ("metadata_stripped", metadata_stripped, (), ("had lost its nbgrader metadata",)),
        ("not_utf8", not_utf8, (), ("not in UTF-8",)),
        ("utf16", utf16, (), (), ("not in UTF-8",)),
        ("a_thousand_further_files", with_files(MANY), (), ("supporting files may be 1000", "and 190 more")),
        ("a_timestamp_that_is_none", with_files({"timestamp.txt": "yesterday"}), (), ("timestamp.txt",)),
        ("a_timestamp_without_end", a_timestamp_by_link),
        ("a_timestamp_of_bytes", with_files({"timestamp.txt": b"\xff\xfe\x00"}), (), ("timestamp.txt",)),
    ],
)
