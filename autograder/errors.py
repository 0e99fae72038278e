"""All errors that a user of the autograder may see."""


class AutograderError(Exception):
    """An error whose text tells the user what to do."""


class SandboxUnavailable(AutograderError):
    """This machine does not have the sandbox that was requested."""


class ForkServerError(AutograderError):
    """The fork server did not start, or a kernel could not be forked or confined."""
