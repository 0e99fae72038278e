"""A student's work moves into a new version of the exercises, whatever program saved it, and nothing is lost."""

import json
import zipfile

import pytest

from convnets.update import GIVEN, START, UpdateError, hash_of, main, merged, update

STUB = 'def area(a):\n    raise NotImplementedError("replace this line with your solution")'


def _nbgrader(grade_id, **flags):
    return {"nbgrader": {"grade_id": grade_id, "solution": False, "grade": False, **flags}}


def _cell(source, cell_id, kind="code", **metadata):
    cell = {"cell_type": kind, "id": cell_id, "metadata": metadata, "source": source}
    return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def _notebook(*, title="# 1. Areas", stub=STUB, check="assert area(2) == 4", extra=()):
    return {
        "cells": [
            _cell(title, "title", "markdown"),
            _cell("import math", "setup", **_nbgrader("setup")),
            _cell(stub, "area", **_nbgrader("area", solution=True)),
            _cell(check, "check_area", **_nbgrader("check_area", grade=True)),
            _cell("side = 3", "own_side", tags=["open"]),
            _cell("*Your answer here.*", "answer", "markdown", **_nbgrader("answer", solution=True, grade=True)),
            *extra,
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


OLD = _notebook()
NEW = _notebook(title="# 1. Areas, corrected", check="assert area(3) == 9")
HASHES = frozenset(map(hash_of, OLD["cells"]))


def _worked():
    """The old notebook with a solution, an answer, another setting, and two cells of the student's own."""
    mine = json.loads(json.dumps(OLD))
    mine["cells"][2] |= {"source": "def area(a):\n    return a * a", "execution_count": 3}
    mine["cells"][4]["source"] = ["side = 5\n", "area(side)"]
    mine["cells"][5]["source"] = "It is square."
    mine["cells"].insert(3, _cell("area(7)", "0a1b2c3d"))
    mine["cells"].append(_cell("A note of mine.", "4d5e6f70", "markdown"))
    return mine


def _sources(notebook):
    return ["".join(cell["source"]) for cell in notebook["cells"]]


MERGED = [
    "# 1. Areas, corrected",
    "import math",
    "def area(a):\n    return a * a",
    "area(7)",
    "assert area(3) == 9",
    "side = 5\narea(side)",
    "It is square.",
    "A note of mine.",
]


def test_the_work_is_in_the_new_notebook_and_all_else_is_new():
    notebook, moved = merged(NEW, _worked(), HASHES)

    assert _sources(notebook) == MERGED
    assert moved == 5
    assert notebook["cells"][2]["execution_count"] == 3
    assert len({cell["id"] for cell in notebook["cells"]}) == len(MERGED)


def test_a_notebook_without_ids_is_recognized_by_its_texts():
    mine = _worked()
    for cell in mine["cells"]:
        del cell["id"]

    # A cell to try something out has no name then: it stays beside the given one.
    assert _sources(merged(NEW, mine, HASHES)[0]) == [*MERGED[:6], "side = 3", *MERGED[6:]]


def test_work_is_moved_once_however_often():
    once, _ = merged(NEW, _worked(), HASHES)
    twice, moved = merged(NEW, once, frozenset(map(hash_of, NEW["cells"])))

    assert _sources(twice) == MERGED
    assert moved == 5


def test_a_solution_of_a_task_that_is_gone_stays_as_a_cell_of_the_students():
    new = _notebook()
    del new["cells"][2:4]

    notebook, _ = merged(new, _worked(), HASHES)

    kept = notebook["cells"][2]
    assert _sources(notebook)[2] == "def area(a):\n    return a * a"
    assert "nbgrader" not in kept["metadata"]


def test_what_nobody_has_begun_is_taken_from_the_new_version():
    new = _notebook(stub=STUB.replace("area(a)", "area(a, b)"))

    notebook, moved = merged(new, OLD, HASHES)

    assert _sources(notebook) == _sources(new)
    assert moved == 0


def test_a_note_in_the_text_of_a_task_is_kept_below_the_new_text():
    mine = json.loads(json.dumps(OLD))
    mine["cells"][0]["source"] = "# 1. Areas\n\nRemember: squares!"

    notebook, _ = merged(NEW, mine, HASHES)

    assert _sources(notebook)[:2] == ["# 1. Areas, corrected", "# 1. Areas\n\nRemember: squares!"]


@pytest.fixture
def versions(tmp_path):
    """A student's folder, and a new version as a zip file, whose folders have another number."""
    folder, new = tmp_path / "über all", tmp_path / "new" / "student"
    for root, place, notebook in ((folder, "1_areas", OLD), (new, "2_areas", NEW)):
        (root / place).mkdir(parents=True)
        (root / "settings").mkdir()
        (root / place / "areas.ipynb").write_text(json.dumps(notebook))
        (root / START).write_text(json.dumps({**OLD, "cells": OLD["cells"][:1]}))
        (root / GIVEN).write_text(json.dumps({"areas.ipynb": [hash_of(cell) for cell in notebook["cells"]]}))
        (root / "requirements.txt").write_text(f"./{root.name}.whl\n")
    (folder / "1_areas" / "areas.ipynb").write_text(json.dumps(_worked()))
    (folder / "1_areas" / "helpers.py").write_text("mine = 1")
    archive = tmp_path / "new version.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for path in new.rglob("*"):
            zipped.write(path, path.relative_to(new.parent))
    return folder, archive


def test_update_from_a_zip_file(versions):
    folder, archive = versions

    lines = update(archive, folder)

    assert _sources(json.loads((folder / "2_areas" / "areas.ipynb").read_text())) == MERGED
    assert (folder / "1_areas" / "helpers.py").exists()
    backup = next(folder.glob("before-update-*"))
    assert json.loads((backup / "1_areas" / "areas.ipynb").read_text()) == _worked()
    assert any("5 cells of yours" in line for line in lines)
    assert any("pip install -r requirements.txt" in line for line in lines)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda folder, archive: archive.write_text("no zip"), "neither a folder nor a zip file"),
        (lambda folder, archive: (folder / START).unlink(), "change to the folder in which you worked"),
        (
            lambda folder, archive: (folder / "1_areas" / "areas.ipynb").write_text("{"),
            "not a notebook that can be read",
        ),
        (lambda folder, archive: zipfile.ZipFile(archive, "w").close(), "is not a version of these exercises"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_and_nothing_changes(versions, damage, said, capsys):
    folder, archive = versions
    damage(folder, archive)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert main([str(archive), str(folder)]) == 1

    message = capsys.readouterr().err
    assert said in message
    assert message.count("\n") == 1
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    with pytest.raises(UpdateError):
        update(archive, folder)


def test_a_folder_that_cannot_be_written_is_said(versions, capsys, monkeypatch):
    folder, archive = versions
    monkeypatch.setattr("shutil.copy2", _refuse)

    assert main([str(archive), str(folder)]) == 1

    assert "cannot be written" in capsys.readouterr().err
    assert _sources(json.loads((folder / "1_areas" / "areas.ipynb").read_text())) == _sources(_worked())


def test_a_disk_that_is_full_in_between_leaves_the_copy(versions, capsys, monkeypatch):
    folder, archive = versions
    monkeypatch.setattr("pathlib.Path.replace", _refuse)

    assert main([str(archive), str(folder)]) == 1

    backup = next(folder.glob("before-update-*"))
    assert str(backup) in capsys.readouterr().err
    assert json.loads((backup / "1_areas" / "areas.ipynb").read_text()) == _worked()


def _refuse(*paths, **options):
    raise OSError(28, "No space left on device")
