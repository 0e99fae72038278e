"""Reaching a verdict: pytest runs the hidden tests in a process of the grader's."""
