"""Says in the terminal that a command waits for the gradebook, which another program has locked."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from autograder.cohorts.plain import plain
from autograder.nbgrader_plugin import patience


@contextmanager
def waiting_is_said(console: Console) -> Iterator[None]:
    """Print what `patience` logs, above the progress bar if there is one."""
    logger = logging.getLogger(patience.__name__)
    handler = _Printed(console)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


class _Printed(logging.Handler):
    def __init__(self, console: Console):
        super().__init__(logging.WARNING)
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        self._console.print(f"[yellow]{plain(record.getMessage())}[/]", soft_wrap=True)
