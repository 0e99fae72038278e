"""When a submission was handed in: nbgrader's `timestamp.txt`."""

from pathlib import Path

from nbgrader.utils import parse_utc

FILE = "timestamp.txt"
MAX_BYTES = 1000


def read(folder: Path) -> tuple[str, str]:
    """When a submission was handed in, as text, and what is wrong with its file; each may be ""."""
    path = folder / FILE
    problem = f"{FILE} does not contain a valid time: the submission counts as on time"
    try:
        if not path.exists() and not path.is_symlink():
            return "", ""
        if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_BYTES:
            return "", problem
        text = path.read_text().strip()
        if text:
            parse_utc(text)
    except (OSError, ValueError, OverflowError, TypeError):  # dateutil raises the last three
        return "", problem
    return text, ""
