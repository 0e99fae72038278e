"""Points as an LMS reads them: its highest grade, its decimal sign."""

import re

from autograder.errors import CourseError
from autograder.lms.table import Table


def scaled(score: float, maximum: float, most: str, scale: bool, listed: Table) -> float:
    """Points in the scale of an LMS, whose highest grade is `most`.

    Raises:
        CourseError: if that is another one than the exercise's, and points are not to be scaled.
    """
    theirs = _highest(most, maximum)
    if theirs is None:
        return score
    if abs(theirs - maximum) < 1e-6:
        return score
    if not scale:
        raise CourseError(
            f"{listed.path} has {theirs:g} as the highest grade, and the exercise gives {maximum:g} points: set the "
            f"LMS to {maximum:g}, or add --scale"
        )
    if not maximum:
        raise CourseError(f"the exercise gives 0 points, which cannot be scaled to {theirs:g}: leave out --scale")
    return score * theirs / maximum


def _highest(text: str, maximum: float) -> float | None:
    """The number in "24,00", "24.00", "1,000.00" or "1.000,00"; None if it is none."""
    *groups, last = re.split("[.,]", text.strip())
    if not all(part.isdecimal() for part in (*groups, last)):
        return None
    whole = float("".join((*groups, last)))
    if not groups or (len(last) == 3 and abs(whole - maximum) < 1e-6):  # "1,000" may have three decimals
        return whole
    return float(f"{''.join(groups)}.{last}")


def number(value: float, comma: bool = False) -> str:
    """Points as text, with two decimals at most."""
    text = f"{round(value, 2):.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if comma else text


def has_comma(listed: Table, example: str, in_english: bool) -> bool:
    """Whether Moodle reads decimal commas: it takes those of the site's language (`unformat_float`), and points always.

    A spreadsheet saves 24,00 as 24, and reads 19.5 as a date where it separates columns by semicolons.
    """
    if "," in example and "." in example:  # the first one is between thousands
        return example.rindex(",") > example.rindex(".")
    return "," in example or (listed.separator == ";" and not in_english and "." not in example)
