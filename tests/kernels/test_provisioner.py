"""What a kernel is to do is checked before it is forked."""

import asyncio

import pytest

from autograder.kernels import KernelSettings, kernel_manager


def test_a_working_folder_outside_the_scratch_folder_is_refused(tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    manager = kernel_manager(KernelSettings(scratch, sandbox="none"))
    with pytest.raises(ValueError, match="Expected the kernel's cwd to lie in its scratch folder"):
        asyncio.run(manager.start_kernel(cwd=str(tmp_path)))
