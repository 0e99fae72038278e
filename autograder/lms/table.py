"""A table that an LMS exports as CSV, and that it takes back: same separator, same encoding, same columns."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import CourseError

_AGAIN = "\0"  # after a column's name that the table has already; no text that is read holds it
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"'*[+-]?\d+(?:[.,]\d+)?")
_ENCODINGS = ("utf-8-sig", "utf-16", "cp1252")


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes:
        path: of its file.
        columns: names, as they are; a second one of the same name has a NUL after it, which is not written.
        rows: a text for each column; empty lines are left out.
        separator: comma, semicolon or tab.
        encoding: of the file.
    """

    path: Path
    columns: list[str]
    rows: list[dict[str, str]]
    separator: str
    encoding: str

    def column(self, names: Sequence[str]) -> str | None:
        """The first of these columns that the table has; upper and lower case are the same."""
        known = {column.strip().casefold(): column for column in self.columns if column}
        return next((known[name] for name in names if name in known), None)

    @property
    def shown(self) -> str:
        """Names of its columns, for messages."""
        return ", ".join(column.rstrip(_AGAIN) for column in self.columns) or "none"

    def write(self, path: Path) -> None:
        """Write it in the form in which it was read."""
        with path.open("w", newline="", encoding=self.encoding) as file:
            writer = csv.writer(file, delimiter=self.separator)
            writer.writerow(column.rstrip(_AGAIN) for column in self.columns)
            writer.writerows([row[column] for column in self.columns] for row in self.rows)


def read(path: Path) -> Table:
    """Read a table. Separators (comma, semicolon, tab) and encodings (UTF-8, UTF-16, Windows) are recognized.

    Raises:
        CourseError: if it is no CSV file, or a line has more or fewer columns than the first.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CourseError(f"{path} cannot be read ({error.strerror}): give the list as a CSV file") from error
    if content.startswith(b"PK"):
        raise CourseError(f"{path} is a workbook or an archive: save the list as CSV")
    encoding, text = _decoded(path, content)
    lines = text.splitlines(keepends=True)
    if lines and lines[0].lower().startswith("sep="):  # Excel's own line
        del lines[0]
    separator = max(",;\t", key=lines[0].count) if lines else ","
    try:
        reader = csv.reader(io.StringIO("".join(lines), newline=""), delimiter=separator, strict=True)
        columns, *found = [line for line in reader if line] or [[]]
        columns = _unwrapped(columns, separator)
        if len(columns) > 1:
            found = [_unwrapped(line, separator) for line in found]
    except csv.Error as error:
        raise CourseError(f"{path} is not a CSV file ({error}): save the list as CSV, or download it again") from error
    for line in found:
        while len(line) > len(columns) and not line[-1]:
            del line[-1]
        if len(line) != len(columns):
            raise CourseError(
                f"{path}: the line {separator.join(line)[:60]!r} has {len(line)} columns, and the first line has "
                f"{len(columns)}: correct it, or download the list again"
            )
    columns = [name + _AGAIN * columns[:number].count(name) for number, name in enumerate(columns)]
    return Table(path, columns, [dict(zip(columns, line, strict=True)) for line in found], separator, encoding)


def as_text(value: str) -> str:
    """A cell for a table that people open: a spreadsheet takes it for text or a number, never for a formula."""
    return f"'{value}" if _FORMULA.match(value) and not _NUMBER.fullmatch(value) else value


def as_given(cell: str) -> str:
    """What `as_text` has made a cell of."""
    return cell[1:] if cell.startswith("'") and as_text(cell) != cell else cell


def _unwrapped(line: list[str], separator: str) -> list[str]:
    """The columns of a line that a spreadsheet has read as one column and saved as such, with doubled quotes."""
    if len(line) == 1 and separator in line[0]:
        return next(csv.reader(line, delimiter=separator, strict=True))
    return line


def _decoded(path: Path, content: bytes) -> tuple[str, str]:
    for encoding in _ENCODINGS:
        if encoding == "utf-16" and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:  # UTF-16 without a mark, or no text
            break
        has_mark = content.startswith(b"\xef\xbb\xbf")
        return ("utf-8" if encoding == "utf-8-sig" and not has_mark else encoding), text
    raise CourseError(f"{path} is not text in UTF-8, UTF-16 or Windows' encoding: save the list as CSV in UTF-8")
