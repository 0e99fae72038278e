"""Faults in the middle of a cohort: what the commands promise then, tried.

A cohort of 20 submissions is graded by two workers. At a random moment one thing goes wrong. Then the same command is
given again, undisturbed: every score in the gradebook, every record and every graded notebook must be as after a
grading without a fault; a third command must find nothing to do; no process and no scratch folder may be left.
"""
