"""A student's kernel: executes cells through nbclient and answers questions. It may die, hang or lie."""

import asyncio
import base64
import binascii
import contextlib
import inspect
import marshal
import math
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty

from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.grading.notebook_client import SubmissionClient
from autograder.questions import agent
from autograder.questions.question import Answer, Question

INTERRUPT_SECONDS = 5.0  # how long a kernel may take to stop what it is told to stop

# What the system's refusals look like in Python, and which limit struck.
_REFUSALS = {
    r"^MemoryError": "no more memory",
    r"\[Errno 27\]": "a file is larger than the limit",
    r"\[Errno 24\]": "too many open files",
    r"\[Errno 11\]|can't start new thread": "too many processes or threads",
}
LOST_OUTPUT = "too much output at a time: some was lost"  # a message that is too large closes the connection
POLL_SECONDS = 0.5
# Compiled once: compiling took a third of the time of a small question. The kernel runs the same Python.
_AGENT = base64.b64encode(marshal.dumps(compile(inspect.getsource(agent), "<agent>", "exec"))).decode()


class KernelLost(RuntimeError):
    """The kernel died, or does not react any more; the text says which.

    Attributes:
        limit: which limit it went over, "" if none.
    """

    def __init__(self, reason: str, limit: str = ""):
        super().__init__(reason)
        self.limit = limit


class KernelSession:
    """One kernel from start to end.

    Args:
        notebook: the notebook whose cells are executed; outputs are written into it.
        make_manager: gives a manager, not started yet, of a kernel that writes to the given folder only.
        scratch: where the folders of the kernels are made, a new one for each.
        fill: copies the student's further files into such a folder.
        output_bytes: how much output is kept, of all cells together.
    """

    def __init__(
        self,
        notebook: NotebookNode,
        make_manager: Callable[[Path], AsyncKernelManager],
        scratch: Path,
        fill: Callable[[Path], None],
        output_bytes: int,
    ):
        self._notebook = notebook
        self._make_manager = make_manager
        self._scratch = scratch
        self._fill = fill
        self._folder: tempfile.TemporaryDirectory | None = None
        self._output_room = output_bytes
        self._client: SubmissionClient | None = None

    @property
    def alive(self) -> bool:
        """Whether a kernel was started and not given up."""
        return self._client is not None

    async def start(self) -> None:
        """Start a kernel.

        Raises:
            KernelLost: if it ends before it is ready.
        """
        self._folder = tempfile.TemporaryDirectory(dir=self._scratch, ignore_cleanup_errors=True)
        folder = Path(self._folder.name)
        self._fill(folder)
        client = SubmissionClient(
            self._notebook,
            km=self._make_manager(folder),
            output_room=self._output_room,
            allow_errors=True,
            interrupt_on_timeout=True,
            error_on_timeout={"ename": "TimeoutError", "evalue": "", "traceback": []},
            raise_on_iopub_timeout=False,
            record_timing=False,
            store_widget_state=False,
            skip_cells_with_tag="no tag skips a cell",
            shutdown_kernel="immediate",
        )
        client.log.setLevel("CRITICAL")  # what it has to say is in the grading record
        # Not `async_setup_kernel`: its signal handlers would swallow the instructor's Ctrl-C.
        await client.async_start_new_kernel(cwd=str(folder))
        self._client = client
        try:
            await client.async_start_new_kernel_client()
        except RuntimeError as error:  # nbclient has cleaned up
            self._client = None
            self._folder.cleanup()
            raise KernelLost(f"the kernel did not start: {error}") from None

    async def close(self) -> None:
        """End the kernel and everything that it started."""
        client, self._client = self._client, None
        if client is None:
            return
        self._output_room = client.output_room
        if client.kc is not None:
            client.kc.stop_channels()
        await client.km.shutdown_kernel(now=True)
        self._folder.cleanup()

    async def execute(self, cell: NotebookNode, index: int, timeout: float) -> tuple[str, list[str]]:
        """Execute one cell.

        Args:
            timeout: seconds.

        Returns:
            "ok", "error" (the cell raised) or "timeout" (it was stopped; the kernel lives), and which limits struck.

        Raises:
            KernelLost: if the kernel died, would not stop, or sends what is no message.
        """
        start = time.monotonic()
        client = self._client
        client.timeout = math.ceil(timeout)
        with contextlib.suppress(TimeoutError, CellTimeoutError):
            # nbclient's own limit does not strike while a kernel keeps sending replies to something else.
            async with asyncio.timeout(math.ceil(timeout) + 2 * INTERRUPT_SECONDS):
                await self._execute(cell, index)
        if time.monotonic() - start >= timeout:
            await self._stop(cell, f"stopped after {timeout:g} s")
            return "timeout", [f"stopped after {timeout:g} s"]
        if not client.complete:
            client.leave_out(LOST_OUTPUT, cell)
            await self._connect_again()
        errors = [f"{output.ename}: {output.evalue}" for output in cell.outputs if output.output_type == "error"]
        refused = [limit for text in errors for sign, limit in _REFUSALS.items() if re.search(sign, text)]
        for limit in refused:
            show_error(cell, "Limit", limit)
        return "error" if errors else "ok", [*client.strikes, *refused]

    async def _stop(self, cell: NotebookNode, reason: str) -> None:
        """See that a cell which was interrupted has stopped."""
        client = self._client
        show_error(cell, "TimeoutError", reason)
        if not client.strikes:
            if not await self._reacts():
                await self.close()
                raise KernelLost(f"{reason}, which had no effect: it could not be stopped", reason)
            if client.complete:
                return
            client.leave_out(LOST_OUTPUT, cell)
        # What it still has to print would come between the outputs of the next cells.
        reason = f"{client.strikes[0]}, and {reason}"
        await self.close()
        raise KernelLost(reason, reason)

    async def _connect_again(self) -> None:
        """A message that is too large has closed the connection for good."""
        try:
            self._client.kc.stop_channels()
            await self._client.async_start_new_kernel_client()
        except Exception as error:  # it has died, or sends what is no message
            self._client = None
            self._folder.cleanup()
            raise KernelLost(f"the kernel died of too much output: {error}", "too much output") from None

    async def _execute(self, cell: NotebookNode, index: int) -> None:
        try:
            await self._client.async_execute_cell(cell, index)
        except DeadKernelError:
            if asyncio.current_task().cancelling():  # nbclient takes a Ctrl-C of the instructor's for a dead kernel
                raise asyncio.CancelledError from None
            lost = self._death("the kernel died")
            await self.close()
            raise lost from None
        except (asyncio.CancelledError, CellTimeoutError):
            raise
        except Exception as error:  # whatever nbclient and Jupyter raise for messages that are none
            await self.close()
            raise KernelLost(f"the kernel sent what is no message ({type(error).__name__})") from None

    async def ask(self, question: Question) -> Answer:
        """Ask a question; a kernel that dies of it, or does not stop, is closed and the answer says so."""
        start = time.monotonic()
        try:
            message, error = await self._ask(question)
            if message:
                return Answer(message, "", time.monotonic() - start)
            limit = next((limit for sign, limit in _REFUSALS.items() if re.search(sign, error)), "")
            problem = f"the answer cannot be read{f' ({error})' if error else ''}"
            return Answer(None, problem, time.monotonic() - start, limit)
        except KernelLost as lost:
            await self.close()
            return Answer(None, str(lost), time.monotonic() - start, lost.limit)
        except TimeoutError:
            problem = f"no answer within {question.timeout:g} s"
            await self._client.km.interrupt_kernel()
            if not await self._reacts():
                await self.close()
            return Answer(None, problem, time.monotonic() - start, problem)
        except Exception as error:  # whatever Jupyter raises for messages that are none
            await self.close()
            problem = f"the kernel sent what is no answer ({type(error).__name__})"
            return Answer(None, problem, time.monotonic() - start)

    async def _ask(self, question: Question) -> tuple[bytes | None, str]:
        """The answer; without one, the error that kept the kernel from answering, "" if it names none."""
        payload = base64.b64encode(question.message).decode()
        # A fresh namespace for the agent each time: whatever the student overwrote, it is whole.
        code = f"__import__('marshal').loads(__import__('base64').b64decode({_AGENT!r}))"
        expression = (
            f"(lambda agent: (__import__('builtins').exec({code}, agent), agent['answer']({payload!r}))[1])"
            "({'__name__': 'agent'})"
        )
        reply = await self._request("", {"answer": expression}, question.timeout)
        answer = reply["content"].get("user_expressions", {}).get("answer", {})
        encoded = answer.get("data", {}).get(agent.MIME_TYPE) if isinstance(answer, dict) else None
        error = re.sub(r"\W", "", str(answer.get("ename", "")))[:80] if isinstance(answer, dict) else ""
        try:
            return (base64.b64decode(encoded, validate=True) if isinstance(encoded, str) else None), error
        except binascii.Error:
            return None, error

    async def _request(self, code: str, expressions: dict[str, str], timeout: float) -> dict:
        client = self._client.kc
        identifier = client.execute(
            code, silent=True, store_history=False, user_expressions=expressions, allow_stdin=False, stop_on_error=False
        )
        deadline = time.monotonic() + timeout
        while True:
            if time.monotonic() > deadline:  # also while it keeps sending replies to something else
                raise TimeoutError
            try:
                reply = await client.shell_channel.get_msg(timeout=POLL_SECONDS)
            except Empty:
                if not await self._client.km.is_alive():
                    raise self._death("the kernel died while answering") from None
                continue
            if reply["parent_header"].get("msg_id") == identifier:
                return reply

    def _death(self, what: str) -> KernelLost:
        limit = getattr(self._client.km.provisioner, "end_reason", "") or ""
        return KernelLost(f"{what}: {limit}" if limit else what, limit)

    async def _reacts(self) -> bool:
        try:
            await self._request("", {}, INTERRUPT_SECONDS)
        except Exception:  # died, silent, or sends what is no message: it is of no use any more
            return False
        return True


def show_error(cell: NotebookNode, name: str, reason: str) -> None:
    """Say in a cell's outputs, and so in the feedback, why it was stopped."""
    cell.outputs.append(new_output("error", ename=name, evalue=reason, traceback=[reason]))
