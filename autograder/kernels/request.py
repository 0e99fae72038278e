"""What a kernel's process is asked to run, as it travels there."""

import dataclasses
import json

from autograder.sandbox.confinement import Confinement


@dataclasses.dataclass(frozen=True)
class Request:
    """What to run.

    Attributes:
        confinement: What the kernel is limited to.
        arguments: Command line of `ipykernel`, without the program.
        threads: Threads for linear algebra.
    """

    confinement: Confinement
    arguments: list[str]
    threads: int

    def to_json(self) -> str:
        return json.dumps(dataclasses.asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Request":
        fields = json.loads(text)
        return cls(**(fields | {"confinement": Confinement.from_data(fields["confinement"])}))
