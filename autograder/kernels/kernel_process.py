"""The forked process that becomes a kernel: confines itself, then runs `ipykernel`."""

import atexit
import marshal
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import traceback
from functools import partial
from typing import Any, NoReturn

import threadpoolctl  # type: ignore[import-untyped]
from ipykernel.kernelapp import IPKernelApp
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.utils.text import LSString, SList

from autograder.kernels.messages import QUESTION, QUESTION_REPLY, Request
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
        _serve(request.arguments, request.threads)
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


def _serve(arguments: list[str], threads: int) -> None:
    """Answer Jupyter's messages until a shutdown is requested."""
    # OpenBLAS reads its variable when it is loaded. Only now, since this may start threads, and only those
    # that are started after the confinement are confined.
    threadpoolctl.threadpool_limits(threads)
    # What is left of the grader in this process is of no use to a submission.
    for name in [name for name in sys.modules if name.partition(".")[0] == "autograder"]:
        del sys.modules[name]
    # If the fork server has imported Keras, that read this variable then.
    if config := sys.modules.get("keras.src.backend.config"):
        vars(config)["_KERAS_DIR"] = os.environ["KERAS_HOME"]
    sys.path.insert(0, "")  # the working folder, as in every notebook; Python was started without (-P)
    sys.argv = ["ipykernel_launcher.py", *arguments]
    _patch_shell()
    app: Any = IPKernelApp.instance()
    app.initialize(arguments)
    app.kernel.shell_handlers[QUESTION] = partial(_answer, app.kernel)
    app.start()
    atexit._run_exitfuncs()


def _answer(kernel: Any, stream: Any, ident: Any, request: dict[str, Any]) -> None:
    """Answer a question with the code that comes with it.

    As a request to execute, it would be parsed, flushed and formatted like a cell, which takes as long again.
    """
    error, answers = "", []
    events = kernel.shell.events
    events.trigger("pre_execute")
    try:
        code, question = request["buffers"]
        agent: dict[str, Any] = {"__name__": "agent"}
        exec(marshal.loads(code), agent)
        answers = [agent["answer"](bytes(question))]
    except BaseException as failure:  # the kernel lives on
        error = type(failure).__name__
    events.trigger("post_execute")  # matplotlib closes what was drawn
    kernel.session.send(stream, QUESTION_REPLY, {"error": error}, request, ident=ident, buffers=answers)


def _patch_shell() -> None:
    """Have `!command` use a pipe, and `exit()` do no harm.

    IPython uses a pseudo-terminal, and access to one means access to all terminals of this user. `exit()` in a cell
    would end the kernel after the cell, and with it all later tasks. The class is changed, not replaced: by its name
    many packages know that they are in a notebook.
    """
    methods = {"system": _system, "system_piped": _system, "getoutput": _getoutput, "ask_exit": _ask_exit}
    for name, method in methods.items():
        setattr(ZMQInteractiveShell, name, method)


def _system(self: Any, cmd: str) -> None:
    self.user_ns["_exit_code"], output = _run(self.var_expand(cmd, depth=1))
    sys.stdout.write(output)


def _getoutput(self: Any, cmd: str, split: bool = True, depth: int = 0) -> SList | LSString:
    _, output = _run(self.var_expand(cmd, depth=depth + 1))
    return SList(output.splitlines()) if split else LSString(output)


def _ask_exit(self: Any) -> None:
    print("exit: the kernel keeps running, since the cells below need it")


def _run(command: str) -> tuple[int, str]:
    """Exit status of a shell command, and what it printed."""
    done = subprocess.run(
        command,
        shell=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    return done.returncode, done.stdout
