"""Times in a list: Moodle's, English and German ("Friday, 20 November 2026, 11:30 PM"), and those of a German Excel."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from autograder.submissions import timestamp

_MONTHS = (
    ("january", "januar"), ("february", "februar"), ("march", "märz"), ("april",), ("may", "mai"), ("june", "juni"),
    ("july", "juli"), ("august",), ("september",), ("october", "oktober"), ("november",), ("december", "dezember"),
)  # fmt: skip
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_TIME = re.compile(
    r"(?:\w+, )?(?P<day>\d{1,2})\.? (?P<month>[^\W\d_]+)\.? (?P<year>\d{4}),? (?P<hour>\d{1,2}):(?P<minute>\d\d)"
    r"(?: (?P<half>AM|PM))?",
    re.IGNORECASE,
)
_EXAMPLES = '"Friday, 20 November 2026, 11:30 PM", "20.11.2026 23:30", "2026-11-20 23:30" and those of e-mail and git'
_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}),? (\d{1,2})(:\d\d(?::\d\d)?)")


def parse(text: str, zone: tzinfo) -> datetime:
    """A time of a list of participants, or of another kind that `timestamp.parse` reads, as a moment in UTC.

    Args:
        text: the time.
        zone: the course's, in which the LMS writes.

    Raises:
        ValueError: if it is none that is known.
    """
    text = text.strip().replace("\u202f", " ").replace("\xa0", " ")
    if german := _GERMAN.fullmatch(text):
        day, month, year, hour, rest = german.groups()
        return timestamp.parse(f"{year}-{int(month):02}-{int(day):02} {int(hour):02}{rest}", zone)
    found = _TIME.fullmatch(text)
    if not found:
        try:
            return timestamp.parse(text, zone)
        except timestamp.UnknownForm:
            raise ValueError(f"forms that are read are {_EXAMPLES}") from None
    month = _NUMBERS.get(found["month"].casefold())
    if month is None:
        raise ValueError(f"the month {found['month']} is neither English nor German")
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].upper() == "PM" else 0)
    moment = datetime(int(found["year"]), month, int(found["day"]), hour, int(found["minute"]), tzinfo=zone)
    return min(moment.replace(fold=fold).astimezone(UTC) for fold in (0, 1))


def names_a_zone(text: str) -> bool:
    """Whether a time that `parse` reads says itself in which time zone it is."""
    return parse(text, UTC) == parse(text, timezone(timedelta(hours=1)))
