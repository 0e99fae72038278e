"""Honest work that lies elsewhere than it should: nothing of it is lost, and a person is told where one has to look."""

import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from bad_submissions.case import ALL, NAME, HandIn, below, cases, cell, notebook, only, with_files, write

RIGHT = f"{NAME}.ipynb"
ANSWER = "One entry lies below several windows, and the others do not."
QUESTIONS = ("explain_misprint", "explain_pooling")
BLANK = "*Your answer here.*"
HALVE = "def halve(number):\n    return number // 2\n"
# Loses the points of receptive_field unless `halve` is there.
NEEDS_HALVE = "_true = receptive_field\ndef receptive_field(layers):\n    return halve(2 * _true(layers))"


def answers(change: Callable[[NotebookNode], None]) -> HandIn:
    """Hand in with empty answer cells, and a change."""

    def change_both(reference: NotebookNode) -> None:
        for name in QUESTIONS:
            cell(reference, name).source = BLANK
        change(reference)

    return notebook(change_both)


def add(reference: NotebookNode, name: str, new: NotebookNode, offset: int = 1) -> None:
    reference.cells.insert(reference.cells.index(cell(reference, name)) + offset, new)


@answers
def answers_below(reference: NotebookNode) -> None:
    for name in QUESTIONS:
        add(reference, name, new_markdown_cell(ANSWER))


@answers
def answers_at_the_end(reference: NotebookNode) -> None:
    reference.cells.append(new_markdown_cell(f"# My answers\n\nA: {ANSWER}\n\nB: {ANSWER}"))


@answers
def answers_as_code(reference: NotebookNode) -> None:
    for name in QUESTIONS:
        add(reference, name, new_code_cell(f'"""{ANSWER}"""'))
        reference.cells.remove(cell(reference, name))


@answers
def answers_in_the_question(reference: NotebookNode) -> None:
    for each in reference.cells:
        if each.get("id", "").startswith("question_"):
            each.source += f"\n\n{ANSWER}"


@answers
def answers_missing(reference: NotebookNode) -> None:
    for name in QUESTIONS:
        reference.cells.remove(cell(reference, name))


@answers
def no_answers(_: NotebookNode) -> None:
    pass


@answers
def both_answers_in_one_cell(reference: NotebookNode) -> None:
    cell(reference, "explain_misprint").source = f"{ANSWER}\n\n## Question B\n\n{ANSWER}"


@notebook
def an_answer_twice(reference: NotebookNode) -> None:
    copy = nbformat.from_dict(cell(reference, "explain_pooling"))
    copy.id, copy.source = "copy", ANSWER
    reference.cells.append(copy)


@notebook
def an_import_in_the_setup(reference: NotebookNode) -> None:
    cell(reference, "setup").source += "\nimport math"
    cell(reference, "output_size").source += "\n\nassert math.ceil(1.5) == 2"
    cell(
        reference, "receptive_field"
    ).source += "\n\n_true = receptive_field\ndef receptive_field(layers):\n    return math.floor(_true(layers))"


@notebook
def a_helper_in_a_check(reference: NotebookNode) -> None:
    cell(reference, "check_receptive_field").source = HALVE + cell(reference, "check_receptive_field").source
    cell(reference, "receptive_field").source += f"\n\n{NEEDS_HALVE}"


@notebook
def a_released_name_changed(reference: NotebookNode) -> None:
    setup = cell(reference, "setup")
    setup.source = setup.source.replace("import numpy as np", "import math as np")


@notebook
def prints_in_the_checks(reference: NotebookNode) -> None:
    for each in reference.cells:
        if each.metadata.get("nbgrader", {}).get("grade_id", "").startswith("check_"):
            each.source += "\nprint('done')"


@notebook
def laid_out_by_a_formatter(reference: NotebookNode) -> None:
    cell(reference, "setup").source = cell(reference, "setup").source.replace("\n", "  \n\n")


@notebook
def a_solution_in_the_check(reference: NotebookNode) -> None:
    solution, check = cell(reference, "pool2d"), cell(reference, "check_pool2d")
    check.source = f"{solution.source}\n\n\n{check.source}"
    solution.source = _stub("pool2d")


@notebook
def two_solutions_of_one_task(reference: NotebookNode) -> None:
    first = nbformat.from_dict(cell(reference, "pool2d"))
    first.source = "def pool2d(feature_maps, pool_size, stride=None, mode='max'):\n    return None"
    add(reference, "pool2d", first, 0)


@notebook
def harmless_tags(reference: NotebookNode) -> None:
    tags = {"pool2d": "hide-input", "check_pool2d": "hide-output", "setup": "parameters", "conv2d": "raises-exception"}
    for name, tag in tags.items():
        cell(reference, name).metadata.tags = [tag]


@notebook
def points_of_an_older_release(reference: NotebookNode) -> None:
    for name in ("check_pool2d", "check_conv2d"):
        cell(reference, name).metadata.nbgrader.points += 1


def _blank(reference: NotebookNode) -> NotebookNode:
    """As it is handed out, as far as matters here."""
    blank = nbformat.from_dict(reference)
    for each in blank.cells:
        name = each.metadata.get("nbgrader", {}).get("grade_id", "")
        if each.cell_type == "code" and each.metadata.get("nbgrader", {}).get("solution"):
            each.source = _stub(name)
        elif name in QUESTIONS:
            each.source = BLANK
    return blank


def _stub(name: str) -> str:
    released = nbformat.read(Path(__file__).parents[2] / "release" / NAME / RIGHT, as_version=4)
    return cell(released, name).source


def beside_a_blank_one(name: str) -> HandIn:
    def hand_in(folder: Path, reference: NotebookNode) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(nbformat.writes(reference))
        write(folder, _blank(reference))

    return hand_in


def beside_another_version(folder: Path, reference: NotebookNode) -> None:
    write(folder, reference)
    cell(reference, "pool2d").source = "def pool2d(*arguments):\n    return None"
    (folder / f"{NAME} (1).ipynb").write_text(nbformat.writes(reference))


def beside_a_damaged_one(folder: Path, reference: NotebookNode) -> None:
    text = nbformat.writes(reference)
    (folder / f"{NAME} (1).ipynb").write_text(text)
    (folder / RIGHT).write_text(text[: len(text) // 2])


def called(name: str) -> HandIn:
    def hand_in(folder: Path, reference: NotebookNode) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(nbformat.writes(reference))

    return hand_in


def zipped(name: str, **files: str) -> HandIn:
    """Hand in an archive with a folder with the notebook, and files beside it."""

    def hand_in(folder: Path, reference: NotebookNode) -> None:
        cell(reference, "receptive_field").source += f"\n\n{NEEDS_HALVE}" if files else ""
        if files:
            reference.cells.insert(1, new_code_cell("from halves import halve"))
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(f"homework/{RIGHT}", nbformat.writes(reference))
            for other, text in files.items():
                packed.writestr(f"homework/{other}.py", text)

    return hand_in


def a_tar(folder: Path, reference: NotebookNode) -> None:
    content = nbformat.writes(reference).encode()
    entry = tarfile.TarInfo(RIGHT)
    entry.size = len(content)
    with tarfile.open(folder / "homework.tar.gz", "w:gz") as packed:
        packed.addfile(entry, io.BytesIO(content))


def a_zip_bomb(folder: Path, _: NotebookNode) -> None:
    with zipfile.ZipFile(folder / f"{NAME}.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(RIGHT, "\0" * (300 << 20))


def a_conflict(folder: Path, reference: NotebookNode) -> None:
    text = nbformat.writes(reference)
    (folder / RIGHT).write_text(f"<<<<<<< HEAD\n{text}\n=======\n{text}\n>>>>>>> main\n")


HELPERS = nbformat.writes(new_notebook(cells=[new_code_cell(HALVE)]))


def _with_helper(first: str, files: dict[str, str | bytes]) -> HandIn:
    def hand_in(folder: Path, reference: NotebookNode) -> None:
        reference.cells.insert(1, new_code_cell(first))
        below("receptive_field", NEEDS_HALVE)(folder, reference)

    return with_files(files, hand_in)


LEFT = tuple(f"{name} was left" for name in QUESTIONS)
MISSING = tuple(f"{name} is missing" for name in QUESTIONS)
NO_NOTEBOOK = "there is no convolution_by_hand.ipynb"

CASES = cases(
    "honest work in another place",
    [
        ("answers_below_their_cells", answers_below, (), LEFT, (), QUESTIONS),
        ("answers_at_the_end", answers_at_the_end, (), LEFT, (), QUESTIONS),
        ("answers_as_code", answers_as_code, (), MISSING, (), QUESTIONS),
        ("answers_in_the_question", answers_in_the_question, (), ("in the cell question_pooling",), (), QUESTIONS),
        ("answers_missing", answers_missing, (), ("nothing that looks like its answer was found",), (), QUESTIONS),
        ("both_answers_in_one_cell", both_answers_in_one_cell, (), ("in the cell explain_misprint",), (), QUESTIONS),
        ("an_answer_twice", an_answer_twice, (), ("explain_pooling appeared 2 times with different answers",)),
        ("answers_in_a_file", with_files({"answers.txt": ANSWER}, no_answers), (), ("answers.txt",), (), QUESTIONS),
        ("no_answers", no_answers, (), (), ("explain_pooling was left", "by hand"), ()),
        ("an_import_in_the_setup", an_import_in_the_setup, (), ("setup was changed", "import math")),
        ("a_helper_in_a_check", a_helper_in_a_check, (), ("check_receptive_field was changed", "def halve(number):")),
        ("a_released_name_changed", a_released_name_changed, (), ("not executed", "import math as np")),
        ("prints_in_the_checks", prints_in_the_checks, (), ("print('done')",)),
        ("laid_out_by_a_formatter", laid_out_by_a_formatter, (), ("setup was changed",), ("kept in a cell",)),
        ("a_solution_in_the_check", a_solution_in_the_check, (), ("found in the cell check_pool2d",)),
        ("two_solutions_of_one_task", two_solutions_of_one_task, (), ("pool2d appeared 2 times with different",)),
        ("a_helper_after_a_large_file", _with_helper("from halves import halve", {
            "halves.py": HALVE, "checkpoint.keras": b"\0" * (51 << 20)}), (), ("checkpoint.keras (51.0 MiB)",)),
        ("runs_a_second_notebook", _with_helper("%run helpers.ipynb", {"helpers.ipynb": HELPERS})),
        ("a_copy_beside_a_blank_one", beside_a_blank_one(f"{NAME}-Copy1.ipynb"), (), ("-Copy1.ipynb is worked on",)),
        ("a_folder_beside_a_blank_one", beside_a_blank_one(f"final/{RIGHT}"), (), ("the second one was graded",)),
        ("a_version_beside_the_right_one", beside_another_version, (), ("another version of this exercise: 1 of 10",)),
        ("a_copy_beside_a_damaged_one", beside_a_damaged_one, (), ("ends in the middle", "was graded instead")),
        ("called_json", called(f"{RIGHT}.json"), (), (NO_NOTEBOOK, f"{RIGHT}.json was graded")),
        ("called_txt", called(f"{RIGHT}.txt"), (), (NO_NOTEBOOK, f"{RIGHT}.txt was graded")),
        ("called_nothing", called(NAME), (), (NO_NOTEBOOK,)),
        ("in_upper_case", called(f"{NAME.upper()}.IPYNB"), (), ("the notebook was called",)),
        ("in_a_folder", called(f"homework/{RIGHT}"), (), (NO_NOTEBOOK, f"homework/{RIGHT} was graded")),
        ("a_zip", zipped("homework.zip", halves=HALVE), (), (NO_NOTEBOOK, "in homework.zip was graded")),
        ("a_zip_called_like_the_notebook", zipped(RIGHT), (), ("is a ZIP archive",)),
        ("a_tar", a_tar, (), (NO_NOTEBOOK, "in homework.tar.gz was graded")),
        ("a_zip_bomb", a_zip_bomb, ALL, (NO_NOTEBOOK, f"{NAME}.zip")),
        ("an_html_export", only(**{f"{NAME}.html": "<html></html>"}), ALL, ("an HTML export is not the notebook",)),
        ("a_script", only(**{f"{NAME}.py": "# %%\nx = 1"}), ALL, ("a Python script is not the notebook",)),
        ("a_checkpoint_only", called(f".ipynb_checkpoints/{NAME}-checkpoint.ipynb"), ALL, ("-checkpoint.ipynb",)),
        ("a_conflict_of_git", a_conflict, ALL, ("has conflict markers of git in the lines 1",)),
        ("harmless_tags", harmless_tags, (), (), ("hide-input", "parameters", "added tags")),
        ("points_of_an_older_release", points_of_an_older_release, (), ("perhaps of an older release",)),
    ],
)  # fmt: skip
