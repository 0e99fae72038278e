"""The errors that a user can see. Each text says what is wrong and what to do."""


class AutograderError(Exception):
    """An error whose text tells the user what to do."""


class CourseError(AutograderError):
    """Something about the course folder, or about how a command was called, is wrong."""


class CourseBusy(CourseError):
    """Another command is working on the course folder."""


class GradebookUnavailable(CourseError):
    """Another program has locked the gradebook and did not let go of it in time, or its server cannot be reached."""


class HiddenTestsBroken(AutograderError):
    """The hidden tests of an exercise cannot be collected, or the process that runs them died.

    Attributes:
        detail: for the instructor: what that process wrote last, "" if nothing.
    """

    def __init__(self, text: str, detail: str = ""):
        super().__init__(text)
        self.detail = detail


class ConverterFailed(AutograderError):
    """A converter of nbgrader failed; the text is the cause that nbgrader logged."""


class RecordUnusable(AutograderError):
    """A grading record is missing, damaged, from another version, or does not fit; the text says which."""


class SandboxUnavailable(AutograderError):
    """This machine does not have the sandbox that was asked for."""


class ForkServerError(AutograderError):
    """The fork server did not start, or a kernel could not be forked or confined."""
