"""Shows ids, file names and texts of students in the terminal as they are: no markup, no control characters."""

from rich.markup import escape


def plain(text: str) -> str:
    """A text to print with rich: brackets are no markup, and what cannot be printed is escaped, except line ends."""
    return escape(printable(text))


def printable(text: str) -> str:
    """A text in which whatever cannot be printed is escaped, except line ends."""
    return "".join(char if char.isprintable() or char == "\n" else _escaped(char) for char in text)


def name(student: str) -> str:
    """An id in one line; in quotes if it begins or ends with a space, which nobody would see."""
    return plain(in_one_line(student))


def in_one_line(student: str) -> str:
    """The same for a text that is to go through `plain`."""
    text = student.replace("\r", "\\r").replace("\n", "\\n")
    return f"'{text}'" if student != student.strip() else text


def count(number: int, noun: str) -> str:
    """A number of things: `1 submission`, `2 submissions`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode()
