"""What a kernel is asked to do is checked before it is forked, and its end is logged."""

import asyncio

import pytest
from kernels.processes import wait_until

from autograder.kernels import KernelSettings, kernel_manager
from autograder.sandbox import Limits


def test_a_working_folder_outside_the_scratch_folder_is_refused(tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    manager = kernel_manager(KernelSettings(scratch, sandbox="none"))
    with pytest.raises(ValueError, match="Expected the kernel's cwd to lie in its scratch folder"):
        asyncio.run(manager.start_kernel(cwd=str(tmp_path)))


def test_the_log_says_why_a_kernel_ended(start_kernel, caplog):
    kernel = start_kernel(limits=Limits(processes=1))
    kernel.run("import os, subprocess\nos.write(2, b'last words')\nsubprocess.Popen(['sleep', '100'])")
    with caplog.at_level("DEBUG", logger="autograder.kernels"):
        wait_until(lambda: not kernel.is_alive(), seconds=60)
    assert "2 processes at a time; the limit is 1" in caplog.text
    assert "last words" in caplog.text
