"""What nbgrader reads of a submission holds nothing of the instructor's."""

import course_folder
from course_folder import NAME

from autograder.nbgrader_plugin import stand_in


def test_a_stand_in_holds_no_solution_since_it_lies_in_autograded_for_a_while(tmp_path):
    course = course_folder.make(tmp_path, {"ada": {}})
    stand_in.lay_out(course, course.exercise(NAME), "ada", tmp_path / "stand_ins")
    text = (tmp_path / "stand_ins" / "ada" / NAME / f"{NAME}.ipynb").read_text()
    assert "replace this line with your solution" in text
    assert "BEGIN SOLUTION" not in text


def test_a_time_that_is_not_valid_is_left_out(tmp_path):
    course = course_folder.make(tmp_path, {"ada": {}, "bob": {}})
    for student, time in (("ada", "2026-11-27 10:00 UTC"), ("bob", "yesterday, I think")):
        (course.folder("submitted", student, NAME) / "timestamp.txt").write_text(time)
        stand_in.lay_out(course, course.exercise(NAME), student, tmp_path / "stand_ins")
    found = sorted(path.parts[-3] for path in (tmp_path / "stand_ins").rglob("timestamp.txt"))
    assert found == ["ada"]


def test_nbgrader_gets_the_time_in_utc_also_where_it_would_read_the_students_form_wrong(tmp_path):
    course = course_folder.make(tmp_path, {"ada": {}})
    (course.folder("submitted", "ada", NAME) / "timestamp.txt").write_text("2026-11-20 23:30:00 +0100\n")
    stand_in.lay_out(course, course.exercise(NAME), "ada", tmp_path / "stand_ins")
    time = (tmp_path / "stand_ins" / "ada" / NAME / "timestamp.txt").read_text()
    assert time == "2026-11-20 22:30:00.000000 UTC"


def test_the_secret_of_the_exchange_is_kept_since_feedback_is_released_under_its_hash(tmp_path):
    course = course_folder.make(tmp_path, {"ada": {}, "bob": {}, "cleo": {}})
    (tmp_path / "of_the_instructor.txt").write_text("secret")
    for student in ("ada", "bob", "cleo"):
        path = course.folder("submitted", student, NAME) / stand_in.SECRET
        if student == "bob":
            path.symlink_to(tmp_path / "of_the_instructor.txt")
        else:
            path.write_text("0a" * (64 if student == "ada" else 5000))
        stand_in.lay_out(course, course.exercise(NAME), student, tmp_path / "stand_ins")
    (found,) = (tmp_path / "stand_ins").rglob(stand_in.SECRET)
    assert found.parts[-3] == "ada"
    assert found.read_text() == "0a" * 64
