"""nbclient, for a kernel that may send anything: too much of it, or what is no message at all."""

from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal
from nbformat import NotebookNode
from nbformat.v4 import new_output
from traitlets import Bool, Int, List, Unicode

_MESSAGE_BYTES = 256  # what an output takes beside its content
_OUTPUTS = frozenset({"stream", "display_data", "execute_result", "error", "update_display_data"})


class SubmissionClient(NotebookClient):
    """Keeps outputs up to a limit, and bears messages that are none.

    Attributes:
        output_room: bytes of output that are still kept.
        complete: whether all outputs of the cell have come.
        strikes: what was left out of the outputs of the cell, a sentence each.
    """

    output_room = Int(20 << 20)
    strikes = List(Unicode())
    complete = Bool(True)

    async def async_execute_cell(self, cell: NotebookNode, cell_index: int, *args: Any, **kwargs: Any) -> NotebookNode:
        """Execute a cell, as nbclient does."""
        self.strikes, self.complete = [], not cell.source.strip()
        return await super().async_execute_cell(cell, cell_index, *args, **kwargs)

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> NotebookNode | None:
        """Add what a message brings to a cell's outputs, as nbclient does."""
        try:
            if msg["msg_type"] in _OUTPUTS and not self._takes_room(msg["content"], cell):
                return None
            return super().process_message(msg, cell, cell_index)
        except CellControlSignal:
            self.complete = True
            raise
        except Exception as error:  # the content is the sender's: nbclient may stumble over anything in it
            self.leave_out(f"a message of the kernel was damaged ({type(error).__name__})", cell)
            return None

    def _takes_room(self, content: object, cell: NotebookNode) -> bool:
        size = _MESSAGE_BYTES + _size(content)
        if size <= self.output_room:
            self.output_room -= size
            return True
        self.leave_out("too much output in all: the rest was left out", cell)
        return False

    def leave_out(self, sentence: str, cell: NotebookNode) -> None:
        """Note that outputs of a cell are missing, also in the cell."""
        if sentence not in self.strikes:
            cell.outputs.append(new_output("stream", name="stdout", text=f"\n[{sentence}]\n"))
            self.strikes = [*self.strikes, sentence]


def _size(content: object) -> int:
    """Characters of all texts in what was JSON."""
    total, unread = 0, [content]
    while unread:
        value = unread.pop()
        if isinstance(value, str):
            total += len(value)
        elif isinstance(value, dict):
            unread += [*value.keys(), *value.values()]
            total += len(value)
        elif isinstance(value, list):
            unread += value
            total += len(value)
    return total
