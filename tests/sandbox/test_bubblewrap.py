"""A program behind bubblewrap sees the given paths and, of the autograder, the code that it needs."""

import subprocess

import pytest

from autograder.sandbox import bubblewrap
from autograder.sandbox.paths import PACKAGE

pytestmark = pytest.mark.skipif(not bubblewrap.available(), reason="no bubblewrap on this system")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(each) for each in arguments], capture_output=True, text=True, timeout=60)


def test_only_the_given_paths_are_seen(tmp_path):
    for name in ("readable", "hidden"):
        (tmp_path / name).mkdir()
    done = run(*bubblewrap.command([tmp_path / "readable"], []), "ls", tmp_path)
    assert done.stdout == "readable\n"


def test_only_a_writable_path_is_written(tmp_path):
    readable, writable = tmp_path / "readable", tmp_path / "writable"
    for folder in (readable, writable):
        folder.mkdir()
    command = bubblewrap.command([readable], [writable])
    assert run(*command, "touch", readable / "file").returncode != 0
    assert run(*command, "touch", writable / "file").returncode == 0
    assert (writable / "file").exists()


@pytest.mark.parametrize("code", [[], ["kernels"]])
def test_of_the_autograder_only_the_code_that_the_program_needs_is_seen(code):
    done = run(*bubblewrap.command([], [], code), "ls", PACKAGE)
    assert done.stdout.split() == sorted(["__init__.py", "errors.py", "sandbox", *code])
