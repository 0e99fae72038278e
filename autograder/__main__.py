"""`python -m autograder` is the command `autograder`."""

from autograder.cli import main

main(prog_name="autograder")
