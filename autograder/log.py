"""The log file of a course folder: the traceback of everything that went wrong, and what was tolerated silently."""

import logging
from pathlib import Path

LOG = Path(".autograder", "grading.log")
_FORMAT = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"


def log_to(course_root: Path) -> Path:
    """Write what the autograder logs in this process to the log file of a course folder; returns its path.

    If the file cannot be written (a full disk, no rights), logging does nothing.
    """
    path = course_root / LOG
    logger = logging.getLogger("autograder")
    for handler in logger.handlers[:]:
        if isinstance(handler, logging.FileHandler):
            if handler.baseFilename == str(path.resolve()):
                return path
            logger.removeHandler(handler)
            handler.close()
    logger.propagate = False
    logger.setLevel(logging.DEBUG)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = logging.FileHandler(path.resolve(), encoding="utf-8", errors="backslashreplace")
    except OSError:
        logger.addHandler(logging.NullHandler())
        return path
    new.setFormatter(logging.Formatter(_FORMAT))
    logger.addHandler(new)
    return path
