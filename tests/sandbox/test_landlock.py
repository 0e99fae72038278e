"""A process that restricts itself by Landlock reads and writes the given files only."""

import pytest

from autograder.sandbox import landlock

pytestmark = pytest.mark.skipif(not landlock.abi_version(), reason="no landlock on this system")


def test_a_folder_inside_a_readable_one_is_hidden(tmp_path, run_restricted):
    """Also where the autograder is installed among the packages of the Python environment."""
    packages = tmp_path / "site-packages"
    for package in ("numpy", "autograder"):
        (packages / package).mkdir(parents=True)
        (packages / package / "module.py").write_text(package)
    printed = run_restricted(
        f"landlock.restrict([Path({str(packages)!r})], [], hidden=[Path({str(packages / 'autograder')!r})])\n"
        f"print(sorted(path.name for path in Path({str(packages)!r}).iterdir()))\n"
        f"print(Path({str(packages / 'numpy' / 'module.py')!r}).read_text())\n"
        f"print(Path({str(packages / 'autograder' / 'module.py')!r}).read_text())\n"
    )
    assert printed.stdout == "['autograder', 'numpy']\nnumpy\n"
    assert "PermissionError" in printed.stderr


@pytest.mark.parametrize("abi", range(1, landlock.abi_version() + 1))
def test_older_versions_restrict_too(tmp_path, abi, run_restricted):
    printed = run_restricted(
        f"landlock.abi_version = lambda: {abi}\n"
        f"landlock.restrict([], [Path({str(tmp_path)!r})])\n"
        f"Path({str(tmp_path / 'own')!r}).write_text('x'); print('written')\n"
        f"open({__file__!r})\n"
    )
    assert printed.stdout == "written\n"
    assert "PermissionError" in printed.stderr
