"""The forked process that becomes a kernel: confines itself, then runs `ipykernel`."""

import os
import random
import resource
import signal
import sys
import tempfile
import traceback
from typing import NoReturn

from autograder.kernels import kernel_app
from autograder.kernels.request import Request
from autograder.sandbox import privileges

CONFINED = "confined"


def run(request: Request, report: int, log: int) -> NoReturn:
    """Confine this freshly forked process and be a kernel.

    Args:
        request: What to run.
        report: File descriptor to write CONFINED or an error to.
        log: File descriptor for what the kernel writes outside of Jupyter's messages.
    """
    status = 1
    errors = report
    try:
        _start_afresh(report, log)
        request.confinement.enter()
        os.write(report, CONFINED.encode())
        os.close(report)
        errors = log
        kernel_app.serve(request.arguments, request.threads)
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    except BaseException:  # whatever it was: the copied stack above belongs to the supervisor
        os.write(errors, traceback.format_exc().encode())
    finally:
        os._exit(status)


def _start_afresh(report: int, log: int) -> None:
    """Drop what was inherited: session, open files, signal handling, random state, caches."""
    privileges.die_with_parent(signal.SIGKILL)
    privileges.allow_inspection()
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    kept = sorted((log, report))
    os.closerange(3, kept[0])
    os.closerange(kept[0] + 1, kept[1])
    os.closerange(kept[1] + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    random.seed()
    sys.modules["numpy"].random.seed()
    tempfile.tempdir = None
