"""A student's kernel: executes cells through nbclient and answers questions. It may die, hang or lie."""

import asyncio
import base64
import binascii
import inspect
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty

from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.questions import agent
from autograder.questions.probes import Answer, Question

INTERRUPT_SECONDS = 5.0  # how long a kernel may take to stop what it is told to stop
POLL_SECONDS = 0.5
_AGENT_SOURCE = inspect.getsource(agent)


class KernelLost(RuntimeError):
    """The kernel died, or does not react any more; the text says which."""


class KernelSession:
    """One kernel from start to end.

    Args:
        notebook: the notebook whose cells are executed; outputs are written into it.
        make_manager: gives a kernel manager that is not started yet.
        scratch: the kernel's working directory.
        cell_timeout: seconds for one cell.
    """

    def __init__(
        self,
        notebook: NotebookNode,
        make_manager: Callable[[], AsyncKernelManager],
        scratch: Path,
        cell_timeout: float,
    ):
        self._notebook = notebook
        self._make_manager = make_manager
        self._scratch = scratch
        self._cell_timeout = cell_timeout
        self._client: NotebookClient | None = None

    @property
    def alive(self) -> bool:
        """Whether a kernel was started and not given up."""
        return self._client is not None

    async def start(self) -> None:
        """Start a kernel."""
        client = NotebookClient(
            self._notebook,
            km=self._make_manager(),
            timeout=int(self._cell_timeout),
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
        await client.async_start_new_kernel(cwd=str(self._scratch))
        self._client = client
        await client.async_start_new_kernel_client()

    async def close(self) -> None:
        """End the kernel and everything that it started."""
        client, self._client = self._client, None
        if client is None:
            return
        if client.kc is not None:
            client.kc.stop_channels()
        await client.km.shutdown_kernel(now=True)

    async def execute(self, cell: NotebookNode, index: int) -> str:
        """Execute one cell.

        Returns:
            "ok", "error" (the cell raised) or "timeout" (it was stopped; the kernel lives).

        Raises:
            KernelLost: if the kernel died or would not stop.
        """
        start = time.monotonic()
        try:
            await self._client.async_execute_cell(cell, index)
        except DeadKernelError:
            if asyncio.current_task().cancelling():  # nbclient takes a Ctrl-C of the instructor's for a dead kernel
                raise asyncio.CancelledError from None
            reason = self._death("the kernel died")
            await self.close()
            raise KernelLost(reason) from None
        except CellTimeoutError:
            pass
        if time.monotonic() - start >= self._cell_timeout:
            reason = f"stopped after {self._cell_timeout:g} s"
            cell.outputs.append(new_output("error", ename="TimeoutError", evalue=reason, traceback=[reason]))
            if not await self._reacts():
                await self.close()
                raise KernelLost(f"the cell ran for more than {self._cell_timeout:g} s and could not be stopped")
            return "timeout"
        return "error" if any(output.output_type == "error" for output in cell.outputs) else "ok"

    async def ask(self, question: Question) -> Answer:
        """Ask a question; a kernel that dies of it, or does not stop, is closed and the answer says so."""
        start = time.monotonic()
        try:
            message = await self._ask(question)
            return Answer(message, "" if message else "the answer cannot be read", time.monotonic() - start)
        except KernelLost as lost:
            await self.close()
            return Answer(None, str(lost), time.monotonic() - start)
        except TimeoutError:
            problem = f"no answer within {question.timeout:g} s"
            await self._client.km.interrupt_kernel()
            if not await self._reacts():
                await self.close()
            return Answer(None, problem, time.monotonic() - start)

    async def _ask(self, question: Question) -> bytes | None:
        payload = base64.b64encode(question.message).decode()
        # A fresh namespace for the agent's text each time: whatever the student overwrote, it is whole.
        expression = (
            f"(lambda agent: (__import__('builtins').exec({_AGENT_SOURCE!r}, agent), agent['answer']({payload!r}))[1])"
            "({'__name__': 'agent'})"
        )
        reply = await self._request("", {"answer": expression}, question.timeout)
        answer = reply["content"].get("user_expressions", {}).get("answer", {})
        encoded = answer.get("data", {}).get(agent.MIME_TYPE) if isinstance(answer, dict) else None
        try:
            return base64.b64decode(encoded, validate=True) if isinstance(encoded, str) else None
        except binascii.Error:
            return None

    async def _request(self, code: str, expressions: dict[str, str], timeout: float) -> dict:
        client = self._client.kc
        identifier = client.execute(
            code, silent=True, store_history=False, user_expressions=expressions, allow_stdin=False, stop_on_error=False
        )
        deadline = time.monotonic() + timeout
        while True:
            try:
                reply = await client.shell_channel.get_msg(timeout=POLL_SECONDS)
            except Empty:
                if not await self._client.km.is_alive():
                    raise KernelLost(self._death("the kernel died while answering")) from None
                if time.monotonic() > deadline:
                    raise TimeoutError from None
                continue
            if reply["parent_header"].get("msg_id") == identifier:
                return reply

    def _death(self, what: str) -> str:
        limit = getattr(self._client.km.provisioner, "end_reason", "")
        return f"{what}: {limit}" if limit else what

    async def _reacts(self) -> bool:
        try:
            await self._request("", {}, INTERRUPT_SECONDS)
        except (TimeoutError, KernelLost):
            return False
        return True
