"""What confines a process that runs students' code: isolation layers, limits, dropped privileges.

    sandbox = available_sandbox("auto")  # which layers this machine has
    Confinement(...).enter()  # in the process that runs the code, before it does

There are two isolation layers. *Landlock*, together with a seccomp filter, is set up by the process itself.
*bubblewrap* is a command line in front of the program.
"""

from autograder.errors import SandboxUnavailable
from autograder.sandbox.available import Sandbox, available_sandbox
from autograder.sandbox.confinement import Confinement
from autograder.sandbox.limits import Limits

__all__ = ["Confinement", "Limits", "Sandbox", "SandboxUnavailable", "available_sandbox"]
