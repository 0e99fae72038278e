"""Points as an LMS reads them: its highest grade, its decimal sign."""

from autograder.errors import CourseError
from autograder.lms.table import Table


def scaled(score: float, maximum: float, most: str, scale: bool, listed: Table) -> float:
    """Points in the scale of an LMS, whose highest grade is `most`.

    Raises:
        CourseError: if that is another one than the exercise's, and points are not to be scaled.
    """
    try:
        theirs = float(most.replace(",", "."))
    except ValueError:
        return score
    if abs(theirs - maximum) < 1e-6:
        return score
    if not scale:
        raise CourseError(
            f"{listed.path} has {theirs:g} as the highest grade, and the exercise gives {maximum:g} points: set the "
            f"LMS to {maximum:g}, or add --scale"
        )
    return score * theirs / maximum


def number(value: float, comma: bool = False) -> str:
    """Points as text, with two decimals at most."""
    text = f"{round(value, 2):.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if comma else text


def has_comma(listed: Table, example: str, in_english: bool) -> bool:
    """Whether Moodle reads decimal commas: it takes those of the site's language (`unformat_float`), and points always.

    A spreadsheet saves 24,00 as 24, and reads 19.5 as a date where it separates columns by semicolons.
    """
    return "," in example or (listed.separator == ";" and not in_english and "." not in example)
