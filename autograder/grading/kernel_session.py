"""A student's kernel: executes cells through nbclient and answers questions. It may die, hang or lie."""

import asyncio
import contextlib
import inspect
import logging
import marshal
import math
import re
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Empty
from typing import Any, Literal, cast

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.errors import ForkServerError
from autograder.grading import incidents
from autograder.grading.incidents import Incident
from autograder.grading.notebook_client import SubmissionClient
from autograder.kernels.kernel_handle import SUPERVISOR_ENDED
from autograder.kernels.messages import QUESTION
from autograder.questions import agent
from autograder.questions.question import Answer, Question

INTERRUPT_SECONDS = 5.0  # how long a kernel may take to stop after an interrupt
POLL_SECONDS = 0.5
SERVER_END_SECONDS = 2.0  # until the end of a fork server is known, once its kernels have ended
LOST_OUTPUT = incidents.limit("too much output at a time: some was lost")  # a huge message closes the connection

# What the system's refusals look like in Python, and which limit was exceeded.
_REFUSALS = {
    r"^MemoryError": "no more memory",
    r"\[Errno 27\]": "a file is larger than the limit",
    r"\[Errno 24\]": "too many open files",
    r"\[Errno 11\]|can't start new thread": "too many processes or threads",
}
# Compiled once: compiling took a third of the time of a small question. The kernel runs the same Python.
_AGENT = marshal.dumps(compile(inspect.getsource(agent), "<agent>", "exec"))
_log = logging.getLogger(__name__)


class KernelLost(RuntimeError):
    """The kernel died, or does not react any more; the text says which.

    Attributes:
        incident: which limit it exceeded, or which malformed message it sent; None if neither.
    """

    def __init__(self, reason: str, incident: Incident | None = None):
        super().__init__(reason)
        self.incident = incident

    @property
    def limit(self) -> str:
        """Which limit it exceeded, "" if none."""
        return self.incident.text if self.incident and self.incident.kind == "limit" else ""


class KernelSession:
    """One running kernel; `start` makes one.

    Attributes:
        alive: whether it was not closed or given up.
    """

    def __init__(self, client: SubmissionClient, folder: "tempfile.TemporaryDirectory[str]", provisioner: object):
        self._client = client
        self._folder = folder
        self._provisioner = provisioner  # nbclient lets go of its manager when a kernel is lost
        self.alive = True

    @classmethod
    async def start(
        cls,
        notebook: NotebookNode,
        make_manager: Callable[[Path], AsyncKernelManager],
        scratch: Path,
        fill: Callable[[Path], None],
        output_room: int,
    ) -> "KernelSession":
        """Start a kernel.

        Args:
            notebook: the notebook whose cells are executed; outputs are written into it.
            make_manager: makes a manager, not started yet, of a kernel that writes to the given folder only.
            scratch: where the folder of the kernel is made.
            fill: writes the student's supporting files into that folder.
            output_room: bytes of output that are kept.

        Raises:
            KernelLost: if it ends before it is ready.
        """
        temporary = tempfile.TemporaryDirectory(dir=scratch, ignore_cleanup_errors=True)
        folder = Path(temporary.name)
        fill(folder)
        client = SubmissionClient(
            notebook,
            km=make_manager(folder),
            output_room=output_room,
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
        provisioner = cast(AsyncKernelManager, client.km).provisioner
        try:
            await client.async_start_new_kernel_client()
        except RuntimeError as error:  # nbclient has cleaned up
            temporary.cleanup()
            await _check_server(provisioner)
            _log.warning("a kernel did not start", exc_info=True)
            raise KernelLost(f"the kernel did not start: {error}") from None
        return cls(client, temporary, provisioner)

    @property
    def _manager(self) -> AsyncKernelManager:
        return cast(AsyncKernelManager, self._client.km)

    @property
    def _jupyter(self) -> AsyncKernelClient:
        return cast(AsyncKernelClient, self._client.kc)

    @property
    def output_room(self) -> int:
        """Bytes of output that are still kept."""
        return int(self._client.output_room)

    async def check_server(self) -> None:
        """See whether a lost kernel is the fault of its code.

        Raises:
            ForkServerError: if it was lost because its fork server has ended.
        """
        await _check_server(self._provisioner)

    async def close(self) -> None:
        """End the kernel and everything that it started."""
        if not self.alive:
            return
        self.alive = False
        if self._client.kc is not None:
            self._client.kc.stop_channels()
        await self._manager.shutdown_kernel(now=True)
        self._folder.cleanup()

    async def execute(
        self, cell: NotebookNode, index: int, timeout: float
    ) -> tuple[Literal["ok", "error", "timeout"], list[Incident]]:
        """Execute one cell.

        Args:
            timeout: seconds.

        Returns:
            "ok", "error" (the cell raised) or "timeout" (it was stopped; the kernel lives), and what went out of
            bounds.

        Raises:
            KernelLost: if the kernel died, would not stop, or sent a malformed message.
        """
        start = time.monotonic()
        client = self._client
        client.timeout = math.ceil(timeout)
        with contextlib.suppress(TimeoutError, CellTimeoutError):
            # nbclient's own limit has no effect while a kernel keeps sending replies to something else.
            async with asyncio.timeout(math.ceil(timeout) + 2 * INTERRUPT_SECONDS):
                await self._execute(cell, index)
        if time.monotonic() - start >= timeout:
            stopped = incidents.limit(f"stopped after {timeout:g} s")
            await self._stop(cell, stopped.text)
            return "timeout", [stopped]
        if not client.complete:
            client.leave_out(LOST_OUTPUT, cell)
            await self._connect_again()
        errors = [f"{output.ename}: {output.evalue}" for output in cell.outputs if output.output_type == "error"]
        refused = [limit for text in errors for sign, limit in _REFUSALS.items() if re.search(sign, text)]
        for limit in refused:
            show_error(cell, "Limit", limit)
        return "error" if errors else "ok", [*client.incidents, *map(incidents.limit, refused)]

    async def _stop(self, cell: NotebookNode, reason: str) -> None:
        """See that a cell which was interrupted has stopped."""
        client = self._client
        show_error(cell, "TimeoutError", reason)
        if not client.incidents:
            if not await self._reacts():
                await self.close()
                lost = f"{reason}, which had no effect: it could not be stopped"
                raise KernelLost(lost, incidents.limit(reason))
            if client.complete:
                return
            client.leave_out(LOST_OUTPUT, cell)
        # What it still has to print would come between the outputs of the next cells.
        first = client.incidents[0]
        reason = f"{first.text}, and {reason}"
        await self.close()
        raise KernelLost(reason, Incident(first.kind, reason))

    async def _connect_again(self) -> None:
        """A message that is too large has closed the connection for good."""
        try:
            self._jupyter.stop_channels()
            await self._client.async_start_new_kernel_client()
        except Exception as error:  # it has died, or sends malformed messages
            _log.debug("no second connection to a kernel", exc_info=True)
            self.alive = False
            self._folder.cleanup()
            lost = f"the kernel died of too much output: {error}"
            raise KernelLost(lost, incidents.limit("too much output")) from None

    async def _execute(self, cell: NotebookNode, index: int) -> None:
        try:
            await self._client.async_execute_cell(cell, index)
        except DeadKernelError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():  # nbclient takes an instructor's Ctrl-C for a dead kernel
                raise asyncio.CancelledError from None
            lost = self._death("the kernel died")
            await self.close()
            raise lost from None
        except (asyncio.CancelledError, CellTimeoutError):
            raise
        except Exception as error:  # nbclient and Jupyter raise many types for malformed messages
            _log.debug("a malformed message of a kernel", exc_info=True)
            await self.close()
            lost_by = f"the kernel sent a malformed message ({type(error).__name__})"
            raise KernelLost(lost_by, incidents.malformed(lost_by)) from None

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
            await self._manager.interrupt_kernel()
            if not await self._reacts():
                await self.close()
            return Answer(None, problem, time.monotonic() - start, problem)
        except Exception as error:  # Jupyter raises many types for malformed messages
            _log.debug("a malformed answer of a kernel", exc_info=True)
            await self.close()
            problem = f"the kernel sent a malformed answer ({type(error).__name__})"
            return Answer(None, problem, time.monotonic() - start, malformed=True)

    async def _ask(self, question: Question) -> tuple[bytes | None, str]:
        """The answer; without one, the error that kept the kernel from answering, "" if it names none."""
        # The agent each time, for a fresh namespace: whatever the student overwrote, it is whole.
        reply = await self._request(QUESTION, {}, question.timeout, (_AGENT, question.message))
        error = re.sub(r"\W", "", str(reply["content"].get("error", "")))[:80]
        return bytes(reply["buffers"][0]) if reply["buffers"] else None, error

    async def _request(
        self, kind: str, content: dict[str, Any], timeout: float, buffers: Sequence[bytes] = ()
    ) -> dict[str, Any]:
        client = self._jupyter
        message = client.session.msg(kind, content)
        client.shell_channel.send(message | {"buffers": list(buffers)})
        identifier = message["header"]["msg_id"]
        deadline = time.monotonic() + timeout
        while True:
            if time.monotonic() > deadline:  # also while it keeps sending replies to something else
                raise TimeoutError
            try:
                reply: dict[str, Any] = await client.shell_channel.get_msg(timeout=POLL_SECONDS)
            except Empty:
                if not await self._manager.is_alive():
                    raise self._death("the kernel died while answering") from None
                continue
            if reply["parent_header"].get("msg_id") == identifier:
                return reply

    def _death(self, what: str) -> KernelLost:
        limit = getattr(self._manager.provisioner, "end_reason", "") or ""
        return KernelLost(f"{what}: {limit}", incidents.limit(limit)) if limit else KernelLost(what)

    async def _reacts(self) -> bool:
        try:
            await self._request("kernel_info_request", {}, INTERRUPT_SECONDS)
        except Exception:  # it died, is silent, or sends malformed messages: it is of no use any more
            _log.debug("a kernel does not react", exc_info=True)
            return False
        return True


def show_error(cell: NotebookNode, name: str, reason: str) -> None:
    """Say in a cell's outputs, and so in the feedback, why it was stopped."""
    cell.outputs.append(new_output("error", ename=name, evalue=reason, traceback=[reason]))


async def _check_server(provisioner: object) -> None:
    if getattr(provisioner, "end_reason", "") != SUPERVISOR_ENDED:
        return
    deadline = time.monotonic() + SERVER_END_SECONDS
    while time.monotonic() < deadline:
        if getattr(provisioner, "server_ended", False):
            raise ForkServerError("the process that kernels are forked from was killed: is the memory full?")
        await asyncio.sleep(0.05)
