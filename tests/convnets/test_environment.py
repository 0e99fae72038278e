"""A Python that lacks what the notebooks need: one line says what to do."""

from importlib import metadata

import pytest
from IPython.core.interactiveshell import InteractiveShell

from convnets import environment


@pytest.fixture
def installed(monkeypatch):
    """The versions of the installed packages, to be changed; an absent one is None."""
    versions = {}
    real = metadata.version

    def version(name):
        if name in versions and versions[name] is None:
            raise metadata.PackageNotFoundError(name)
        return versions.get(name) or real(name)

    monkeypatch.setattr(metadata, "version", version)
    return versions


def test_this_python_is_ready(installed):
    environment.require()


@pytest.mark.parametrize(
    ("name", "version", "said"),
    [
        ("tensorflow", None, "tensorflow is not installed"),
        ("keras", "2.15.0", "keras 2.15.0 is installed, and the notebooks need keras>=3"),
    ],
)
def test_one_line_says_what_to_do(installed, capsys, name, version, said):
    installed[name] = version
    shell = InteractiveShell()

    shell.run_cell("from convnets import environment\nenvironment.require()")

    lines = capsys.readouterr().out.strip().splitlines()
    assert len(lines) == 1
    assert said in lines[0]
    assert f"-m pip install '{name}>=" in lines[0]


def test_a_version_before_its_release_counts(installed):
    installed["keras"] = "9.0.0rc1"

    environment.require()


def test_a_copied_folder_is_not_asked(monkeypatch):
    monkeypatch.setattr(environment, "DISTRIBUTION", "not-installed-anywhere")

    environment.require()
