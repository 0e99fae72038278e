"""Where hidden tests and their helpers are taken from: a file or a folder for each exercise, here or elsewhere."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder import hidden_tests
from autograder.errors import HiddenTestsBroken
from autograder.judging.messages import Job, Result
from autograder.judging.process import HiddenTestProcess
from autograder.questions.question import Answer, Question

TEST = '''
import pytest
from autograder.hidden_tests.convolution_by_hand.oracle import SOURCE
from autograder.hidden_tests.circuit import Circuit
from autograder.hidden_tests.near import NEAR

@pytest.mark.graded("check_{name}", points=1)
def test_{name}(submission, thresholds):
    """Helpers are imported from beside the test, and from the package if there is none."""
    thresholds.at_least("near", NEAR + (SOURCE == "beside") + (Circuit.__name__ == "Circuit"), "it")

@pytest.mark.graded("check_{name}", points=1)
def test_second_of_{name}(submission):
    """It runs second."""
'''


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of hidden tests elsewhere, with an exercise whose name this repository knows too."""
    for file, text in {
        "near.py": "NEAR = 1",
        "convolution_by_hand/__init__.py": "",
        "convolution_by_hand/oracle.py": "SOURCE = 'beside'",
        "convolution_by_hand/test_b.py": TEST.format(name="b"),
        "convolution_by_hand/test_a.py": TEST.format(name="a"),
        "test_single.py": TEST.format(name="single"),
    }.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(text)
    monkeypatch.setenv(hidden_tests.VARIABLE, str(tmp_path))
    monkeypatch.setattr(hidden_tests, "FOLDER", tmp_path)
    return tmp_path


@pytest.fixture
def process(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HiddenTestProcess]:
    process = HiddenTestProcess()
    yield process
    process.close()


async def _nobody(question: Question) -> Answer:
    return Answer(problem="there is no submission")


def _run(process: HiddenTestProcess, exercise: str, grade_id: str) -> Result:
    return asyncio.run(process.run(Job(exercise, grade_id, calibrating=True), _nobody))


@pytest.mark.parametrize(("exercise", "name"), [("convolution_by_hand", "a"), ("single", "single")])
def test_hidden_tests_elsewhere_import_the_helpers_beside_them(process: HiddenTestProcess, exercise: str, name: str):
    result = _run(process, exercise, f"check_{name}")
    assert not result.problems
    assert [(each.test, each.outcome, each.measured) for each in result.verdicts] == [
        (f"test_{name}", "passed", {"near": 3.0}),
        (f"test_second_of_{name}", "passed", {}),
    ]


def test_a_folder_holds_the_hidden_tests_of_one_exercise(process: HiddenTestProcess):
    names = [test.test for test in process.collect("convolution_by_hand")]
    assert names == ["test_a", "test_second_of_a", "test_b", "test_second_of_b"]


def test_a_name_that_two_files_use_is_an_error(process: HiddenTestProcess, folder: Path):
    (folder / "convolution_by_hand" / "test_c.py").write_text(TEST.format(name="a"))
    with pytest.raises(HiddenTestsBroken, match="test_second_of_a is the name of two hidden tests"):
        process.collect("convolution_by_hand")


def test_without_hidden_tests_the_error_names_both_places(process: HiddenTestProcess, folder: Path):
    (folder / "missing").mkdir()
    with pytest.raises(HiddenTestsBroken, match=r"test_missing\.py or .*missing/test_\*\.py"):
        process.collect("missing")


def test_paths_are_those_of_the_exercise(folder: Path):
    (folder / "circuit.py").write_text("OTHER = 'than the one in the package'")
    tests = [path.relative_to(folder).as_posix() for path in hidden_tests.test_paths("convolution_by_hand")]
    assert tests == ["convolution_by_hand/test_a.py", "convolution_by_hand/test_b.py"]
    assert hidden_tests.test_paths("missing") == []
    helpers = hidden_tests.helper_paths("convolution_by_hand")
    assert {folder / "near.py", folder / "convolution_by_hand" / "oracle.py", folder / "circuit.py"} <= set(helpers)
    assert not [path for path in helpers if path.name.startswith("test_") or path.parent.name == "mnist_convnet"]
    hidden = [hidden_tests.OWN_FOLDER / "circuit.py", hidden_tests.OWN_FOLDER / "convolution_by_hand" / "oracle.py"]
    assert not set(hidden) & set(helpers)


def test_a_folder_that_is_not_a_package_does_not_hide_the_helpers_of_this_one(process: HiddenTestProcess, folder: Path):
    (folder / "convolution_by_hand" / "__init__.py").unlink()
    oracle = hidden_tests.OWN_FOLDER / "convolution_by_hand" / "oracle.py"
    assert oracle in hidden_tests.helper_paths("convolution_by_hand")
    (problem, _) = _run(process, "convolution_by_hand", "").problems
    assert str(oracle) in problem
