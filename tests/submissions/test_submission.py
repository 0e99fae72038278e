"""A submission is read whatever the folder holds."""

from autograder.course import Course
from autograder.submissions import submission


def test_a_line_break_in_the_name_of_a_file_does_not_break_the_reason(course, tmp_path):
    (tmp_path / "nbgrader_config.py").write_text((course.root / "nbgrader_config.py").read_text())
    exercise = course.exercise("convolution_by_hand")
    folder = tmp_path / "submitted" / "ada" / exercise.name
    folder.mkdir(parents=True)
    (folder / "my\nnotebook.ipynb").write_text("[]")
    found = submission.load(Course.load(tmp_path), exercise, "ada")
    assert found.problem
    assert not any("\n" in line for line in (found.problem, *found.repairs, *found.review))
