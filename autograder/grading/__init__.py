"""Grading: one notebook in one kernel, then a cohort, its records and nbgrader's gradebook."""
