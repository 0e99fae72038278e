"""Limits are checked when they are made, and hold for the process that applies them."""

import os
import subprocess
import sys

import msgspec
import pytest

from autograder.sandbox.limits import Limits, tasks_of_user


@pytest.mark.parametrize("wrong", [0, -1, 1.5, None])
def test_a_limit_that_is_not_a_positive_integer_is_refused(wrong):
    with pytest.raises(ValueError, match="positive integer for memory_bytes"):
        Limits(memory_bytes=wrong)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode({"memory_bytes": wrong}), type=Limits)


def test_equal_limits_have_the_same_hash():
    assert hash(Limits(1 << 30, processes=4)) == hash(Limits(memory_bytes=1 << 30, processes=4))


def test_limits_travel_as_json():
    limits = Limits(1 << 30, open_files=7)
    assert msgspec.json.decode(msgspec.json.encode(limits), type=Limits) == limits


def test_limits_hold_and_cannot_be_raised():
    program = (
        "import resource\n"
        "from autograder.sandbox.limits import Limits\n"
        "Limits(file_bytes=1000, open_files=20).apply(tasks=0)\n"
        "print(resource.getrlimit(resource.RLIMIT_FSIZE), resource.getrlimit(resource.RLIMIT_NOFILE))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "(1000, 1000) (20, 20)\n"


def test_the_tasks_of_a_user_include_the_threads_of_this_process():
    assert tasks_of_user() >= len(os.listdir("/proc/self/task"))
