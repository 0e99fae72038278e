"""When a submission was handed in: nbgrader's `timestamp.txt`."""

import json
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

FILE = "timestamp.txt"
MAX_BYTES = 1000
MAX_SHOWN = 60  # characters of a time that is not understood
YEARS = range(2000, 2100)
NBGRADERS_FORM = "%Y-%m-%d %H:%M:%S.%f UTC"

# Besides ISO 8601: e-mail (RFC 2822), and C's `ctime`, which git and many programs print.
_FORMS = (
    "%a, %d %b %Y %H:%M:%S",
    "%a, %d %b %Y %H:%M",
    "%d %b %Y %H:%M:%S",
    "%d %b %Y %H:%M",
    "%a %b %d %H:%M:%S %Y",
)


class UnknownForm(ValueError):
    """A time is written in a form that is not read."""


def read(folder: Path, zone: tzinfo) -> tuple[datetime | None, str]:
    """When a submission was handed in, and what is wrong with its file.

    Args:
        folder: what the student handed in.
        zone: the course's time zone.

    Returns:
        The time in UTC, None if there is no file or none that can be read; and a sentence for a person, "" if all is
        well. A file of one line in UTF-8 or UTF-16 is read; space around the time does not matter.
    """
    path = folder / FILE
    on_time = "until then the submission counts as on time"
    try:
        if not path.exists() and not path.is_symlink():
            return None, ""
        if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_BYTES:
            return None, f"{FILE} is a link, a folder or too large, not a file with a time: replace it; {on_time}"
        content = path.read_bytes()
        text = content.decode(json.detect_encoding(content)).strip()  # Windows' shell writes UTF-16
    except (OSError, UnicodeDecodeError) as error:
        return None, f"{FILE} cannot be read ({type(error).__name__}): write the time into it; {on_time}"
    try:
        return parse(text, zone), ""
    except ValueError as error:
        shown = text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}..."
        return (
            None,
            f"{FILE}: {shown!r} is not understood ({error}): write it like 2026-11-20 14:30:00 -0800; {on_time}",
        )


def parse(text: str, zone: tzinfo = UTC) -> datetime:
    """A time as a moment in UTC.

    The forms are ISO 8601 (`2026-11-20 23:30`, with seconds and their fraction, with a space or a T), e-mail
    (`Fri, 20 Nov 2026 23:30:00`, seconds may be missing) and C's `ctime` (`Fri Nov 20 23:30:00 2026`). Each may be
    followed by a time zone: an offset such as +0100, UTC, GMT, Z, or a name of the IANA database such as Europe/Berlin.
    Unix's `date` has it in front of the year. An abbreviation such as CET means different times in different countries,
    so it is taken only if the course's own time zone has it then.

    A time without a time zone is in the course's. When clocks are changed, a local time may happen twice or never: it
    is then the earlier of the two moments that it can mean, so that no student is late for that reason.

    Args:
        text: the time.
        zone: the course's time zone.

    Raises:
        ValueError: if it has another form, such as 20.11.2026 or seconds since 1970, an unknown time zone, or a year
            that is a slip; the text says why.
    """
    if not text:
        raise ValueError("the file is empty")
    if len(text.splitlines()) > 1:
        raise ValueError("there is more than one line")
    text = " ".join(text.split())
    if not text.isprintable():
        raise ValueError("it holds characters that cannot be printed")
    if text.endswith(")") and " (" in text:  # e-mail repeats the time zone as a comment
        text = text[: text.rindex(" (")]
    *front, last = text.split()
    if len(front) == 5 and last.isdecimal():  # Unix's `date`: the time zone is in front of the year
        text = " ".join([*front[:4], last, front[4]])
    moment = _in_a_form(text)
    if moment is None:
        rest, _, name = text.rpartition(" ")
        moment = _in_a_form(rest)
        if moment is None or moment.tzinfo is not None:
            raise UnknownForm("it is not of the form year-month-day hour:minute:second time zone")
    else:
        name = ""
    if moment.year not in YEARS:
        raise ValueError(f"the year {moment.year} is not between {YEARS[0]} and {YEARS[-1]}")
    if name:
        moment = _with_zone(moment, name, zone)
    elif moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return min(moment.replace(fold=fold).astimezone(UTC) for fold in (0, 1))


def _in_a_form(text: str) -> datetime | None:
    # Only dates with hyphens and times with a colon: 20261120 could be a number of seconds.
    if len(text) >= 16 and (text[4], text[7], text[13]) == ("-", "-", ":") and text[10] in "T t":
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            return None
    for form in _FORMS:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return None


def _with_zone(moment: datetime, name: str, zone: tzinfo) -> datetime:
    if name[0] in "+-":
        try:
            return moment.replace(tzinfo=datetime.fromisoformat(f"2000-01-01T00:00{name}").tzinfo)
        except ValueError:
            raise ValueError(f"{name} is not an offset such as +0100") from None
    if name.upper() in ("UTC", "GMT", "Z"):
        return moment.replace(tzinfo=UTC)
    if "/" in name:
        try:
            return moment.replace(tzinfo=ZoneInfo(name))
        except (OSError, ValueError, KeyError):  # KeyError: there is none of this name
            raise ValueError(f"{name} is not a time zone of the IANA database") from None
    for fold in (0, 1):
        local = moment.replace(tzinfo=zone, fold=fold)
        if local.tzname() == name:
            return local.astimezone(UTC)
    if name.upper() in ("AM", "PM"):
        raise ValueError("AM and PM are not read: write 23:30 for 11:30 PM")
    if name.upper().startswith(("UTC", "GMT")):
        raise ValueError(f"{name} is not a time zone: write an offset such as +0100")
    shown = name if len(name) <= MAX_SHOWN else f"{name[:MAX_SHOWN]}..."
    raise ValueError(f"the time zone {shown} is ambiguous" if name.isalpha() else f"{shown} is not a time zone")
