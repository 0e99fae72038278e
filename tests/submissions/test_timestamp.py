"""When a submission was handed in: each form of a time is read right, or refused with a reason; never read wrong."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from nbgrader.utils import parse_utc

from autograder.submissions import timestamp

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        # nbgrader
        ("2015-02-02 15:58:23.948203 UTC", "2015-02-02 15:58:23.948203"),
        ("2015-02-02 15:58:23.948203 America/Los_Angeles", "2015-02-02 23:58:23.948203"),
        ("2026-11-20 22:30:00 GMT", "2026-11-20 22:30"),
        ("2026-11-20 22:30:00 utc", "2026-11-20 22:30"),
        # git
        ("2026-11-20 23:30:00 +0100", "2026-11-20 22:30"),
        ("Fri Nov 20 23:30:00 2026 +0100", "2026-11-20 22:30"),
        ("2026-11-20 18:00:00 -0530", "2026-11-20 23:30"),
        # ISO 8601
        ("2026-11-20T23:30:00+01:00", "2026-11-20 22:30"),
        ("2026-11-20T22:30:00Z", "2026-11-20 22:30"),
        ("2026-11-20T22:30Z", "2026-11-20 22:30"),
        ("2026-11-20T23:30:00.5+0100", "2026-11-20 22:30:00.500000"),
        ("2026-11-20T23:30:00,25+01", "2026-11-20 22:30:00.250000"),
        ("2026-11-20T22:30:00.123456789Z", "2026-11-20 22:30:00.123456"),
        ("2026-11-20 23:30 +01:00", "2026-11-20 22:30"),
        ("2026-11-21 00:30:00 +0100", "2026-11-20 23:30"),
        # e-mail and C
        ("Fri, 20 Nov 2026 23:30:00 +0100", "2026-11-20 22:30"),
        ("20 Nov 2026 23:30:00 +0100", "2026-11-20 22:30"),
        ("Fri, 20 Nov 2026 23:30:00 +0100 (CET)", "2026-11-20 22:30"),
        ("Fri, 20 Nov 2026 22:30:00 GMT", "2026-11-20 22:30"),
        ("Fri, 20 Nov 2026 22:30:00 -0000", "2026-11-20 22:30"),
        ("Fri, 20 Nov 2026 23:30 +0100", "2026-11-20 22:30"),
        ("20 Nov 2026 23:30", "2026-11-20 22:30"),
        # Unix's date
        ("Fri Nov 20 23:30:00 CET 2026", "2026-11-20 22:30"),
        ("Fri Nov  6 22:30:00 UTC 2026", "2026-11-06 22:30"),
        # without a time zone: the course's
        ("2026-11-20 23:30:00", "2026-11-20 22:30"),
        ("2026-06-20 23:30", "2026-06-20 21:30"),
        ("2026-11-20T23:30", "2026-11-20 22:30"),
        ("Fri Nov 20 23:30:00 2026", "2026-11-20 22:30"),
        ("Fri Nov  6 23:30:00 2026", "2026-11-06 22:30"),
        # an abbreviation of the course's own time zone, as nbgrader's exchange writes it
        ("2026-11-20 23:30:00.000000 CET", "2026-11-20 22:30"),
        ("2026-06-20 23:30:00.000000 CEST", "2026-06-20 21:30"),
        # clocks are changed: the earlier of the two moments
        ("2026-10-25 02:30:00", "2026-10-25 00:30"),
        ("2026-10-25 02:30:00 CEST", "2026-10-25 00:30"),
        ("2026-10-25 02:30:00 CET", "2026-10-25 01:30"),
        ("2026-10-25 02:30:00 +0100", "2026-10-25 01:30"),
        ("2026-03-29 02:30:00", "2026-03-29 00:30"),
        ("2026-11-01 01:30:00 America/New_York", "2026-11-01 05:30"),
        # space
        ("\n  2026-11-20   23:30:00\t+0100 \r\n\r\n", "2026-11-20 22:30"),
    ],
)
def test_a_time_is_read(tmp_path, text, utc):
    (tmp_path / timestamp.FILE).write_bytes(text.encode())
    assert timestamp.read(tmp_path, BERLIN) == (datetime.fromisoformat(utc).replace(tzinfo=UTC), "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-11-20 14:30:00 PST", "PST is ambiguous"),
        ("2026-11-20 14:30:00 IST", "IST is ambiguous"),
        ("2026-11-20 14:30:00 MEZ", "MEZ is ambiguous"),
        ("2026-11-20 23:30:00 CEST", "CEST is ambiguous"),  # not in November
        ("2026-11-20 14:30:00 EST", "EST is ambiguous"),
        ("Fri, 20 Nov 2026 14:30:00 PST", "PST is ambiguous"),
        ("2026-11-20 14:30:00 Europe/Berlino", "not a time zone"),
        ("2026-11-20 14:30:00 ../../etc/passwd", "not a time zone"),
        ("2026-11-20 14:30:00 Europe/", "not a time zone"),
        ("2026-11-20 14:30:00 UTC+1", "UTC+1 is not a time zone: write an offset such as +0100"),
        ("2026-11-20 14:30:00 +2500", "not an offset"),
        ("2026-11-20 14:30:00 +", "not an offset"),
        ("2026-11-20T14:30:00+0100 CET", "not of the form"),
        ("20.11.2026 23:30", "not of the form"),
        ("03/04/2026 23:30", "not of the form"),
        ("2026-11-20", "not of the form"),
        ("2026-11-20 23", "not of the form"),
        ("2026-11-20 11:30 PM", "AM and PM are not read: write 23:30 for 11:30 PM"),
        ("2026-11-20 11:30:00 pm", "AM and PM are not read"),
        ("Fri Nov 20 14:30:00 PST 2026", "PST is ambiguous"),
        ("20261120T233000Z", "not of the form"),
        ("1795300200", "not of the form"),
        ("1795300200.5", "not of the form"),
        ("2026-W47-5T23:30", "not of the form"),
        ("2026-11-20 24:00", "not of the form"),
        ("2026-11-20 23:59:60 UTC", "not of the form"),
        ("2026-02-30 23:59:00 UTC", "not of the form"),
        ("0001-01-01 00:00:00", "the year 1 "),
        ("9999-12-31 23:59:59 -1200", "the year 9999 "),
        ("0026-11-20 23:30:00", "the year 26 "),
        ("yesterday", "not of the form"),
        ("2026-11-20 23:30:00\nhanded in by e-mail", "more than one line"),
        ("", "empty"),
        (" \r\n", "empty"),
        ("2026-11-20 23:30:00\0", "cannot be printed"),
    ],
)
def test_another_time_is_refused_with_a_reason(tmp_path, text, reason):
    (tmp_path / timestamp.FILE).write_bytes(text.encode())
    time, problem = timestamp.read(tmp_path, BERLIN)
    assert time is None
    assert reason in problem
    assert "write it like 2026-11-20 14:30:00 -0800; until then the submission counts as on time" in problem
    assert "\n" not in problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encodings_of_windows_are_read(tmp_path, encoding):
    (tmp_path / timestamp.FILE).write_bytes("2026-11-20 23:30:00 +0100\r\n".encode(encoding))
    assert timestamp.read(tmp_path, UTC) == (datetime(2026, 11, 20, 22, 30, tzinfo=UTC), "")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x80" * 20, b"1" * 2000, b"\0"])
def test_a_file_without_a_text_is_refused(tmp_path, content):
    (tmp_path / timestamp.FILE).write_bytes(content)
    time, problem = timestamp.read(tmp_path, UTC)
    assert time is None
    assert problem.startswith("timestamp.txt ") or problem.startswith("timestamp.txt:")


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "other").write_text("2026-11-20 23:30:00 UTC")
    (tmp_path / timestamp.FILE).symlink_to(tmp_path / "other")
    time, problem = timestamp.read(tmp_path, UTC)
    assert time is None
    assert "is a link" in problem


def test_no_file_is_no_problem(tmp_path):
    assert timestamp.read(tmp_path, UTC) == (None, "")


def test_nbgrader_reads_the_time_in_its_form():
    moment = datetime(2026, 11, 20, 22, 30, 0, 5, tzinfo=UTC)
    assert parse_utc(moment.strftime(timestamp.NBGRADERS_FORM)) == moment.replace(tzinfo=None)
