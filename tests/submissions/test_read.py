"""Whatever lies in a student's folder: the right notebook is found, or a sentence says why not and what to do."""

import bz2
import gzip
import io
import os
import tarfile
import time
import zipfile

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.submissions import read as reading
from autograder.submissions import unread
from autograder.submissions.handed_in import HandedIn, Room, in_archives
from autograder.submissions.read import Found

NAME = "exercise"
RIGHT = f"{NAME}.ipynb"
TASKS = ("first", "second", "third")


def _released() -> NotebookNode:
    cells = [new_markdown_cell("# Title", id="title")]
    for name in TASKS:
        flags = {"grade_id": name, "grade": False, "solution": True, "locked": False, "schema_version": 3}
        cells.append(new_code_cell(f"def {name}():\n    ...", id=name, metadata={"nbgrader": flags}))
    return new_notebook(cells=cells)


def _worked(answer: int = 1) -> NotebookNode:
    notebook = _released()
    for cell in notebook.cells[1:]:
        cell.source = cell.source.replace("...", f"return {answer}")
    return notebook


def _text(answer: int = 1) -> str:
    return nbformat.writes(_worked(answer))


BLANK = nbformat.writes(_released())
OTHER = nbformat.writes(new_notebook(cells=[new_code_cell("y = 1")]))


def _zip(*names: str, content: str | bytes | None = None, **files: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            packed.writestr(name, content or _text())
        for name, text in files.items():
            packed.writestr(name.replace("__", "/").replace("_py", ".py"), text)
    return data.getvalue()


def _tar(name: str, mode: str) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=mode) as packed:
        entry = tarfile.TarInfo(name)
        content = _text().encode()
        entry.size = len(content)
        packed.addfile(entry, io.BytesIO(content))
    return data.getvalue()


@pytest.fixture
def read(tmp_path):
    """Read a folder with these files."""

    def read(files: dict[str, str | bytes] | None = None) -> Found:
        for name, content in (files or {}).items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return reading.read(tmp_path, NAME, _released())

    return read


def _answers(found: Found) -> set[str]:
    assert found.problem == ""
    return {cell.source.rpartition(" ")[2] for cell in found.notebook.cells if cell.cell_type == "code"}


def _problem(found: Found) -> str:
    assert found.notebook is None
    assert "ask the student" in found.problem or "grade again" in found.problem
    assert len(found.problem) < 800
    return found.problem


def test_a_sound_notebook_is_taken_without_a_word(read):
    found = read({RIGHT: _text()})
    assert _answers(found) == {"1"}
    assert found.repairs == found.review == []


def test_an_empty_folder_is_a_problem(read):
    assert "files there: none" in _problem(read())


def test_a_missing_folder_is_a_problem(tmp_path):
    assert _problem(reading.read(tmp_path / "missing", NAME, _released()))


# Other names and containers


@pytest.mark.parametrize(
    "name",
    [
        *("exercise (1) final.ipynb", "Homework.ipynb", "Exercise.IPYNB", "exercise (1).ipynb", "exercise(2).ipynb"),
        *("Copy of exercise.ipynb", "Copy of Copy of exercise.ipynb", "Kopie von exercise.ipynb"),
        *("exercise_copy.ipynb", "exercise-Copy1.ipynb", "exercise - Copy.ipynb", "exercise - Kopie (2).ipynb"),
    ],
)
def test_a_renamed_notebook_is_taken(read, name):
    found = read(
        {
            name: _text(),
            "notes.txt": "not a notebook",
            "other.ipynb": OTHER,
            "._exercise.ipynb": b"\0\5\x16\7",  # by macOS, in ZIP archives
            ".ipynb_checkpoints/exercise-checkpoint.ipynb": _text(2),
        }
    )
    assert _answers(found) == {"1"}
    assert (found.repairs, found.review) == ([f"the notebook was called {name}"], [])


CONTAINERS = {
    "exercise.ipynb.json": _text(),
    "exercise.ipynb.txt": _text(),
    "exercise.json": _text(),
    "exercise": _text(),
    "exercise.ipynb.download": _text(),
    "homework/exercise.ipynb": _text(),
    "a/b/c/exercise (2).ipynb": _text(),
    "2_homework/exercise.ipynb": _text(),
    "exercise.zip": _zip("exercise.ipynb"),
    "homework 1.zip": _zip("homework/exercise.ipynb", "__MACOSX/homework/._exercise.ipynb"),
    "upload": _zip("exercise.ipynb"),
    "exercise.ipynb": _zip("exercise/exercise.ipynb"),
    "exercise.tar.gz": _tar("exercise/exercise.ipynb", "w:gz"),
    "exercise.tgz": _tar("./exercise.ipynb", "w:gz"),
    "exercise.tar": _tar("exercise.ipynb", "w"),
    "exercise.ipynb.gz": gzip.compress(_text().encode()),
    "exercise.tar.xz": _tar("exercise.ipynb", "w:xz"),
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_the_only_notebook_of_the_exercise_is_taken_from_anywhere_and_a_person_is_told(read, name):
    found = read({name: CONTAINERS[name], "notes.txt": "a note"})
    assert _answers(found) == {"1"}
    assert name in found.review[0]
    assert (len(found.review), found.repairs) == (1, [])
    assert list(found.files) == ["notes.txt"]


BUNDLE = {"00_start_here.ipynb": OTHER, "2_exercise/exercise.ipynb": _text(), "3_another/another.ipynb": OTHER}


@pytest.mark.parametrize(
    "files", [BUNDLE, {"student.zip": _zip(**{"student/" + k.replace("/", "__"): v for k, v in BUNDLE.items()})}]
)
def test_the_whole_bundle_needs_nobody(read, files):
    found = read({**files, "README.md": "# How to work"})
    assert _answers(found) == {"1"}
    assert (found.review, found.documents) == ([], [])
    assert "2_exercise/exercise.ipynb" in found.repairs[0]


def test_another_version_beside_the_bundle_is_named(read):
    found = read({**BUNDLE, "old/2_exercise/exercise.ipynb": _text(2)})
    assert "several notebooks could be it" in found.problem


@pytest.mark.parametrize(
    ("archive", "names"),
    [
        (_zip("work/exercise.ipynb", work__helpers_py="x = 1", top_py="y = 1"), ["helpers.py", "top.py"]),
        (_zip("exercise.ipynb", data__a_py="x = 1"), ["data/a.py"]),
    ],
)
def test_what_lies_beside_a_notebook_in_its_archive_is_beside_it(read, archive, names):
    found = read({"work.zip": archive})
    assert sorted(found.files) == names
    assert found.files[names[0]].read() == b"x = 1"


def test_what_lies_beside_a_notebook_in_a_folder_is_beside_it(read):
    found = read({"work/exercise.ipynb": _text(), "work/helpers.py": "x = 1", "data.csv": "1"})
    assert sorted(found.files) == ["data.csv", "helpers.py"]


@pytest.mark.parametrize(
    "content",
    [
        _zip("../exercise.ipynb"),
        _zip("/exercise.ipynb"),
        _zip(".ipynb_checkpoints/exercise.ipynb"),
        _zip("exercise.ipynb")[:-40],
        _zip("exercise.ipynb").replace(b"nbgrader", b"nbgrXder")[:200] + b"\0" * 100,
        _zip(*(f"{number}.txt" for number in range(2001)), content="x"),
        _zip("exercise.ipynb", content="\0" * (reading.MAX_NOTEBOOK_BYTES + 1)),
        _zip("exercise.ipynb", content="\0" * (200 << 20)),
        _zip("word/document.xml", content="<xml/>"),
        _tar("../exercise.ipynb", "w:gz"),
        _tar("exercise.ipynb", "w:gz")[:-100],
    ],
    ids=["above", "absolute", "hidden", "cut", "damaged", "many", "large", "bomb", "docx", "tar above", "tar cut"],
)
def test_an_archive_that_is_no_good_does_no_harm(read, content):
    _problem(read({"exercise.zip": content}))


def test_an_encrypted_archive_is_named(read):
    data = bytearray(_zip("exercise.ipynb"))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    assert "exercise.zip (an archive with a password)" in _problem(read({"exercise.zip": bytes(data)}))


@pytest.mark.parametrize(
    "archive, why",
    [
        (_zip("exercise.ipynb", content="\0" * (200 << 20)), "an archive that unpacks to more than 128 MiB"),
        (_zip(*(f"{number}.txt" for number in range(2001)), content="x"), "an archive of more than 2000 files"),
        (_zip("exercise.ipynb")[:-40], "a damaged archive"),
    ],
    ids=["bomb", "many", "cut"],
)
def test_an_archive_that_is_not_opened_is_named_with_the_reason(read, archive, why):
    assert f"exercise.zip ({why})" in _problem(read({"exercise.zip": archive}))


# Several notebooks


@pytest.mark.parametrize(
    "name", ["exercise-Copy1.ipynb", "exercise (1).ipynb", "old/exercise.ipynb", "Kopie von exercise.ipynb"]
)
def test_a_worked_version_beside_an_untouched_one_is_graded_and_a_person_is_told(read, name):
    found = read({RIGHT: BLANK, name: _text()})
    assert _answers(found) == {"1"}
    assert len(found.review) == 1
    assert f"{RIGHT} is as it was handed out, and {name} is worked on: the second one was graded" in found.review[0]


def test_another_version_beside_the_right_one_is_named_with_what_differs(read):
    found = read({RIGHT: _text(), "exercise-Copy1.ipynb": _text(2)})
    assert _answers(found) == {"1"}
    assert found.review == [
        "exercise-Copy1.ipynb is another version of this exercise: 3 of 3 answers differ from exercise.ipynb, "
        "which was graded. If it is the right one, put it in the place of exercise.ipynb and grade again"
    ]


def test_another_version_in_an_archive_beside_the_right_one_is_named(read):
    found = read({RIGHT: _text(), "final.zip": _zip("work/exercise.ipynb", content=_text(2))})
    assert _answers(found) == {"1"}
    assert found.review[0].startswith("work/exercise.ipynb in final.zip is another version of this exercise: 3 of 3")
    assert list(found.files) == ["final.zip"]


def test_of_several_worked_versions_beside_an_untouched_one_none_is_chosen(read):
    found = read({RIGHT: BLANK, "a.ipynb": _text(2), "b.ipynb": _text(3)})
    assert _answers(found) == {"..."}
    assert len(found.review) == 2
    assert all("in the graded one none is worked on" in line for line in found.review)


@pytest.mark.parametrize("content", [_text(), BLANK, OTHER, "damaged"])
def test_a_copy_a_blank_one_and_another_notebook_beside_the_right_one_need_nobody(read, content):
    found = read({RIGHT: _text(), "exercise (1).ipynb": content})
    assert _answers(found) == {"1"}
    assert found.review == found.repairs == []
    assert list(found.files) == ["exercise (1).ipynb"]


def test_a_good_copy_beside_a_damaged_notebook_is_graded_and_a_person_is_told(read):
    found = read({RIGHT: _text()[:-300], "exercise (1).ipynb": _text(2)})
    assert _answers(found) == {"2"}
    assert found.review == [
        "exercise.ipynb is not a complete notebook (not valid JSON: it ends in the middle): "
        "exercise (1).ipynb was graded instead"
    ]


def test_of_two_equal_notebooks_one_is_taken(read):
    assert _answers(read({"first.ipynb": _text(), "second.ipynb": _text()})) == {"1"}


def test_of_two_renamed_notebooks_none_is_taken(read):
    assert "(first.ipynb, second.ipynb)" in _problem(read({"first.ipynb": _text(), "second.ipynb": _text(2)}))


def test_of_two_renamed_notebooks_the_one_that_is_worked_on_is_taken(read):
    assert _answers(read({"first.ipynb": BLANK, "second.ipynb": _text(2)})) == {"2"}


def test_a_notebook_of_another_exercise_is_left_to_the_repair_to_refuse(read):
    assert read({RIGHT: OTHER}).notebook.cells[0].source == "y = 1"


def _with_own_cells(*texts: str) -> str:
    notebook = _released()
    notebook.cells += [new_code_cell(text) for text in texts]
    return nbformat.writes(notebook)


def test_solutions_in_own_cells_are_work(read):
    found = read({RIGHT: _with_own_cells("def first():\n    return 1"), "exercise-Copy1.ipynb": _text(2)})
    assert len(found.notebook.cells) == 5
    assert "3 of 3 answers and cells of the student's own differ" in found.review[0]


def test_versions_that_differ_in_own_cells_only_are_two(read):
    first, second = (_with_own_cells(f"def first():\n    return {answer}") for answer in (1, 2))
    assert "(a.ipynb, b.ipynb)" in _problem(read({"a.ipynb": first, "b.ipynb": second}))


def test_a_notebook_with_a_trial_is_not_called_untouched(read):
    found = read({RIGHT: _with_own_cells("1 + 1"), "exercise-Copy1.ipynb": _text()})
    assert _answers(found) == {"1"}
    assert "exercise.ipynb has no solution, and exercise-Copy1.ipynb is worked on" in found.review[0]


def test_a_notebook_of_another_exercise_that_shares_a_cell_is_not_called_untouched(read):
    other = _released()
    for number, cell in enumerate(other.cells[2:]):
        cell.metadata.nbgrader.grade_id, cell.id = f"other_{number}", f"other-{number}"
        cell.source = f"def other_{number}(): ..."
    found = read({RIGHT: nbformat.writes(other), "homework.ipynb": _text()})
    assert _answers(found) == {"1"}
    assert found.review == ["exercise.ipynb is not a notebook of this exercise: homework.ipynb was graded instead"]


# Nothing to grade


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("exercise.html", "<html><body>x</body></html>", "an HTML export is not the notebook"),
        ("exercise.pdf", b"%PDF-1.7", "a PDF export is not the notebook"),
        ("exercise.py", "# %%\nx = 1", "a Python script is not the notebook"),
        ("exercise.md", "# Title", "a text export is not the notebook"),
        ("exercise.Rmd", "# Title", "a text export is not the notebook"),
        ("link.txt", "https://colab.research.google.com/drive/1", "a link to Colab is not the notebook"),
        ("work.zip", _zip("exercise.html", content="<html>"), "an HTML export is not the notebook"),
        ("photo.jpg", b"\xff\xd8", "files there: photo.jpg"),
        (".ipynb_checkpoints/exercise-checkpoint.ipynb", _text(), "exercise-checkpoint.ipynb"),
    ],
)
def test_what_is_there_instead_of_a_notebook_is_named(read, name, content, said):
    problem = _problem(read({name: content}))
    assert said in problem
    assert name.rpartition("/")[2].rpartition(".")[0] in problem


def test_of_many_files_some_are_named(read):
    assert "and 20 more" in _problem(read({f"{number:02}.txt": "x" for number in range(30)}))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (_text()[:-300], "it ends in the middle"),
        ("<!DOCTYPE html><title>Log in</title>", "is a web page"),
        (
            f"<<<<<<< HEAD\n{_text()}\n=======\n{_text()}\n>>>>>>> main\n",
            "has conflict markers of git in the lines 1, 74, 147: ask the student to resolve",
        ),
        (b"%PDF-1.7", "is a PDF export"),
        (_zip("notes.txt", content="x"), "is a ZIP archive without a notebook"),
        ("x = 1", "not valid JSON"),
        ('{"cells": [}', "line 1"),
        ("", "is empty"),
    ],
)
def test_the_cause_of_a_damaged_notebook_is_named(read, content, said):
    problem = _problem(read({RIGHT: content}))
    assert problem.startswith(f"{RIGHT} ")
    assert said in problem


@pytest.mark.parametrize("target", ["secret.ipynb", "missing", "/etc/passwd"])
def test_a_link_is_not_followed(tmp_path, read, target):
    (tmp_path.parent / "secret.ipynb").write_text(_text())
    (tmp_path / RIGHT).symlink_to(tmp_path.parent / target)
    assert f"{RIGHT} (a link or a folder, not a file)" in _problem(read())


def test_a_folder_and_a_pipe_named_like_the_notebook_are_problems(tmp_path, read):
    (tmp_path / RIGHT).mkdir()
    os.mkfifo(tmp_path / "pipe.ipynb")
    assert f"{RIGHT} (a link" in _problem(read())
    assert "pipe.ipynb (a link" in _problem(read())


def test_a_huge_file_is_not_read(tmp_path, read):
    with open(tmp_path / RIGHT, "wb") as file:
        file.truncate(reading.MAX_NOTEBOOK_BYTES + 1)
    assert "clear its outputs" in _problem(read())


def test_archives_that_unpack_to_much_take_no_time(read):
    zeros = b"\0" * (100 << 20)
    files = dict.fromkeys([f"{number}.bz2" for number in range(20)], bz2.compress(zeros))
    files |= dict.fromkeys([f"{number}.zip" for number in range(20)], _zip("a.ipynb", content="\0" * (100 << 20)))
    start = time.process_time()
    assert _answers(read({**files, "exercise.ipynb": _text()})) == {"1"}
    assert time.process_time() - start < 3


def test_only_so_much_is_unpacked_of_all_archives_together(read, monkeypatch):
    monkeypatch.setattr("autograder.submissions.handed_in.Room", lambda: Room(1 << 20))
    archive = bz2.compress(b"{" + b" " * (1 << 19))
    names = [file.name for file in in_archives(HandedIn(f"{n}.bz2", 99, lambda: archive) for n in range(3))]
    assert names == ["0"]


def test_a_file_about_the_code_is_no_answer(read):
    found = read({"exercise.ipynb": _text(), "README.md": "x", "requirements.txt": "x", "answers.txt": "x"})
    assert found.documents == ["answers.txt"]


# Work beside the notebook that is not graded


def _review(read_files, files, notebook=None):
    found = read_files({RIGHT: BLANK if notebook is None else nbformat.writes(notebook), **files})
    return unread.review(found.notebook, _released(), found.unread)


def _half() -> NotebookNode:
    notebook = _worked()
    notebook.cells[1].source = _released().cells[1].source
    return notebook


def _of_another_exercise() -> NotebookNode:
    """Its own task has the name of a task here."""
    flags = {"grade_id": "build_model", "grade": False, "solution": True, "locked": False, "schema_version": 3}
    return new_notebook(cells=[new_code_cell(SCRIPT, id="build_model", metadata={"nbgrader": flags})])


SCRIPT = "def first():\n    return 1\n"
CELL = new_notebook(cells=[new_code_cell(SCRIPT)])


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("solutions.py", SCRIPT, "solutions.py (defines first)"),
        ("solutions.txt", f"Here it is:\n\n    {SCRIPT}", "solutions.txt (defines first)"),
        ("exercise.md", f"# Title\n~~~\n{SCRIPT}~~~", "exercise.md (defines first)"),
        ("exercise.html", "<html><span>def</span> <span>first</span>", "exercise.html (an HTML export)"),
        ("exercise.pdf", b"%PDF-1.4 \xff", "exercise.pdf (a PDF export)"),
        ("exercise.docx", _zip("document.xml", content="first"), "exercise.docx (a Word document)"),
        ("work.rar", b"Rar!\x1a\7\1\0\xff", "work.rar (an archive that is not opened)"),
        ("work.zip", _zip("a.txt")[:-30], "work.zip (a damaged archive)"),
        ("work.zip", _zip("inner.zip", content=_zip("a.txt")), "inner.zip in work.zip (an archive in an archive)"),
        ("work.zip", _zip("a/solutions.py", content=SCRIPT), "a/solutions.py in work.zip (defines first)"),
        ("scratch.ipynb", nbformat.writes(CELL), "scratch.ipynb (defines first)"),
        ("link.txt", "https://colab.research.google.com/drive/1", "link.txt (a link to Colab)"),
    ],
)
def test_work_beside_a_task_without_solution_is_named(read, name, content, what):
    (line,) = _review(read, {name: content}, _half())
    assert line.startswith("first has no solution; look whether its solution is in what was handed in beside")
    assert line.endswith(what)


def test_several_tasks_and_files_are_in_one_sentence(read):
    (line,) = _review(read, {"a.py": SCRIPT, "b.pdf": b"%PDF\xff"})
    assert line.startswith("first, second, third have no solution; look whether their solution is in")
    assert line.endswith("a.py (defines first), b.pdf (a PDF export)")


@pytest.mark.parametrize(
    "files",
    [
        {"helper.py": "def other():\n    return 1"},
        {"README.md": "my first attempt at def initely something"[10:]},
        {"photo.png": b"\x89PNG\r\n\0first"},
        {"numbers.npy": b"\x93NUMPY\0\0def first"},
        {"other.ipynb": OTHER},
        {"copy.ipynb": BLANK},
        {"part.ipynb": nbformat.writes(new_notebook(cells=_released().cells[:2]))},
        {"another.ipynb": nbformat.writes(_of_another_exercise())},
    ],
)
def test_other_files_beside_a_task_without_solution_are_not_named(read, files):
    assert _review(read, files, _half()) == []


def test_files_beside_a_complete_notebook_are_not_named(read):
    files = {"solutions.py": SCRIPT, "a.pdf": b"%PDF\xff", "scratch.ipynb": nbformat.writes(CELL), "w.rar": b"Rar!"}
    assert _review(read, files, _worked()) == []


def test_a_script_that_the_notebook_runs_is_not_named(read):
    notebook = _half()
    notebook.cells.insert(1, new_code_cell("from solutions import *"))
    assert _review(read, {"solutions.py": SCRIPT}, notebook) == []


def test_a_second_notebook_that_cannot_be_read_is_always_named(read):
    (line,) = _review(read, {"exercise-Copy1.ipynb": _text(2)[:200]}, _worked())
    assert line == (
        "exercise-Copy1.ipynb is not a complete notebook (not valid JSON: it ends in the middle): "
        "look whether it holds work that is not in the graded notebook"
    )
