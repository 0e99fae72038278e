"""A task that is not solved yet: one line says so, where Python would show a traceback of a screen's length."""

from types import TracebackType
from typing import Any

STUB = "replace this line"  # how the text of the error in an unsolved cell begins


def show_in_one_line() -> None:
    """From now on, IPython shows the error of an unsolved cell in one line. Without IPython, nothing happens."""
    from IPython.core.getipython import get_ipython  # takes a while, and only notebooks call this

    shell = get_ipython()
    if shell is not None:
        shell.set_custom_exc((NotImplementedError,), _show)


def _show(
    shell: Any,
    kind: type[BaseException],
    error: BaseException,
    traceback: TracebackType | None,
    tb_offset: int | None = None,
) -> None:
    if str(error).startswith(STUB):
        lines = [_line(traceback)]
    else:
        lines = shell.InteractiveTB.structured_traceback(kind, error, traceback, tb_offset=tb_offset)
    shell._showtraceback(kind, error, lines)  # what IPython itself calls with the lines that it has made


def _line(traceback: TracebackType | None) -> str:
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    name = traceback.tb_frame.f_code.co_name if traceback is not None else "<module>"
    what = "this task" if name == "<module>" else name
    return f"\x1b[1mNot solved yet\x1b[0m: {what}. Write it in its cell, run that cell, then run this one again."
