"""What went out of bounds while a submission was executed: exceeded limits and malformed messages."""

from typing import Literal

import msgspec

Kind = Literal["limit", "malformed"]


class Incident(msgspec.Struct, frozen=True):
    """One thing that went out of bounds.

    Attributes:
        kind: "limit" if a limit was exceeded; "malformed" if the kernel sent a message or a reply that Jupyter does not
            know, which an honest notebook hardly ever does.
        text: what happened, in a few words.
        where: the cell, or the graded cell and the question; "" until it is recorded.
        cell: the id of the cell that ran, "" if it was a question.
    """

    kind: Kind
    text: str
    where: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.text}" if self.where else self.text


def limit(text: str) -> Incident:
    """A limit was exceeded."""
    return Incident("limit", text)


def malformed(text: str) -> Incident:
    """The kernel sent something malformed."""
    return Incident("malformed", text)
