"""What the owner of a kernel, a fork server and a supervisor send to each other.

owner -> fork server    KERNEL_WANTED, and one end of a new socket: the lease of one kernel
owner -> supervisor     on the lease: a `Request`, and an open file for the kernel's log
supervisor -> owner     `Started` and a pidfd of the kernel, or `NotStarted`
supervisor -> owner     `Ended`, once the kernel and all that it started have ended
owner -> kernel         besides Jupyter's messages QUESTION, with two buffers: code to answer it, and the question
kernel -> owner         the reply, with one buffer: the answer; or none, and the name of an error
"""

import msgspec

from autograder.sandbox.confinement import Confinement

READY = b"ready"
KERNEL_WANTED = b"kernel"
MESSAGE_BYTES = 1 << 16
QUESTION, QUESTION_REPLY = "question_request", "question_reply"


class Request(msgspec.Struct, frozen=True):
    """Which kernel to run.

    Attributes:
        confinement: What the kernel is limited to.
        arguments: Command line of `ipykernel`, without the program.
        threads: Threads for linear algebra.
    """

    confinement: Confinement
    arguments: list[str]
    threads: int


class Started(msgspec.Struct, frozen=True, tag=True):
    """The kernel is confined and runs.

    Attributes:
        pid: Its process id; inside bubblewrap that of the sandbox.
    """

    pid: int


class NotStarted(msgspec.Struct, frozen=True, tag=True):
    """The kernel could not be confined.

    Attributes:
        error: Why not.
    """

    error: str


class Ended(msgspec.Struct, frozen=True, tag=True):
    """The kernel has ended.

    Attributes:
        status: Its exit status as `subprocess` has it: negative for a signal.
        reason: Which limit the kernel exceeded, if the supervisor ended it for that.
    """

    status: int
    reason: str | None


encode = msgspec.json.Encoder().encode
decode_request = msgspec.json.Decoder(Request).decode
decode_start = msgspec.json.Decoder(Started | NotStarted).decode
decode_end = msgspec.json.Decoder(Ended).decode
