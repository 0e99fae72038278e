"""nbclient, for a kernel that may send anything: too much output, or malformed messages."""

import logging
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal
from nbformat import NotebookNode
from nbformat.v4 import new_output
from traitlets import Bool, Instance, Int, List

from autograder.grading import incidents
from autograder.grading.incidents import Incident

_log = logging.getLogger(__name__)
_MESSAGE_BYTES = 256  # what an output takes beside its content
_OUTPUTS = frozenset({"stream", "display_data", "execute_result", "error", "update_display_data"})


class SubmissionClient(NotebookClient):
    """Truncates output at a limit and tolerates malformed messages.

    Attributes:
        output_room: bytes of output that are still kept.
        complete: whether all outputs of the cell have come.
        incidents: why some of the outputs of the cell are missing.
    """

    output_room = Int(20 << 20)
    incidents = List(Instance(Incident))
    complete = Bool(True)

    async def async_execute_cell(self, cell: NotebookNode, cell_index: int, *args: Any, **kwargs: Any) -> NotebookNode:
        """Execute a cell, as nbclient does."""
        self.incidents, self.complete = [], not cell.source.strip()
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
            _log.debug("malformed message in %s", cell.get("id"), exc_info=True)
            self.leave_out(incidents.malformed(f"a malformed message of the kernel ({type(error).__name__})"), cell)
            return None

    def _takes_room(self, content: object, cell: NotebookNode) -> bool:
        size = _MESSAGE_BYTES + _size(content)
        if size <= self.output_room:
            self.output_room -= size
            return True
        self.leave_out(incidents.limit("too much output in total: the rest was left out"), cell)
        return False

    def leave_out(self, incident: Incident, cell: NotebookNode) -> None:
        """Note that outputs of a cell are missing, also in the cell."""
        if incident not in self.incidents:
            cell.outputs.append(new_output("stream", name="stdout", text=f"\n[{incident.text}]\n"))
            self.incidents = [*self.incidents, incident]


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
