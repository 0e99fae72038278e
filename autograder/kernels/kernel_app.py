"""A confined process becomes `ipykernel`."""

import atexit
import os
import subprocess
import sys

import threadpoolctl
from ipykernel.kernelapp import IPKernelApp
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.utils.text import LSString, SList


def serve(arguments: list[str], threads: int) -> None:
    """Answer Jupyter's messages until a shutdown is requested.

    Args:
        arguments: Command line of `ipykernel`, without the program.
        threads: Threads for linear algebra in NumPy.
    """
    # OpenBLAS reads its variable when it is loaded. Only now, since this may start threads, and only those
    # that are started after the confinement are confined.
    threadpoolctl.threadpool_limits(threads)
    # What is left of the grader in this process is of no use to a submission.
    for name in [name for name in sys.modules if name.partition(".")[0] == "autograder"]:
        del sys.modules[name]
    keras_settings = sys.modules.get("keras.src.backend.config")
    if keras_settings is not None:  # a fork server has imported Keras, which read this variable then
        keras_settings._KERAS_DIR = os.environ["KERAS_HOME"]
    sys.path.insert(0, "")  # the working folder, as in every notebook; Python was started without (-P)
    sys.argv = ["ipykernel_launcher.py", *arguments]
    _use_pipes()
    _stay_on_exit()
    app = IPKernelApp.instance()
    app.initialize(arguments)
    app.start()
    atexit._run_exitfuncs()


def _use_pipes() -> None:
    """Have `!command` and `x = !command` use a pipe.

    IPython uses a pseudo-terminal, and to open one means to have all terminals of this user. The class keeps
    its name: by it many packages know that they are in a notebook.
    """

    def system(self: ZMQInteractiveShell, cmd: str) -> None:
        self.user_ns["_exit_code"], output = _run(self.var_expand(cmd, depth=1))
        sys.stdout.write(output)

    def getoutput(self: ZMQInteractiveShell, cmd: str, split: bool = True, depth: int = 0) -> SList | LSString:
        _, output = _run(self.var_expand(cmd, depth=depth + 1))
        return SList(output.splitlines()) if split else LSString(output)

    ZMQInteractiveShell.system = ZMQInteractiveShell.system_piped = system
    ZMQInteractiveShell.getoutput = getoutput


def _stay_on_exit() -> None:
    """Have `exit()` in a cell do no harm: it would end the kernel, after the cell, and with it all later tasks."""

    def ask_exit(self: ZMQInteractiveShell) -> None:
        print("exit: the kernel goes on, since the cells below need it")

    ZMQInteractiveShell.ask_exit = ask_exit


def _run(command: str) -> tuple[int, str]:
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
