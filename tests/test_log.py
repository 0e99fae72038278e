"""The log file of a course folder."""

import logging

from autograder.log import LOG, log_to


def test_tracebacks_of_all_rooms_go_to_the_file(tmp_path):
    assert log_to(tmp_path) == tmp_path / LOG
    try:
        raise ValueError("of some room")
    except ValueError:
        logging.getLogger("autograder.some.room").exception("it failed")
    text = (tmp_path / LOG).read_text()
    assert "autograder.some.room: it failed" in text
    assert "ValueError: of some room" in text


def test_each_line_is_written_once_and_to_the_last_course_only(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second, second):
        folder.mkdir(exist_ok=True)
        log_to(folder)
    logging.getLogger("autograder.room").error("a line")
    assert (second / LOG).read_text().count("a line") == 1
    assert (first / LOG).read_text() == ""


def test_text_that_is_not_valid_unicode_is_written(tmp_path):
    log_to(tmp_path)
    logging.getLogger("autograder.room").error("called \udcff.ipynb")
    assert "called" in (tmp_path / LOG).read_text()


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / LOG.parent).write_text("not a folder")
    log_to(tmp_path)
    logging.getLogger("autograder.room").error("a line")


def test_a_file_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / LOG).mkdir(parents=True)
    log_to(tmp_path)
    logging.getLogger("autograder.room").error("a line")
