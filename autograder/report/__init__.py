"""What a lecturer wants to know of a graded cohort, from its records and the gradebook: `autograder report`."""
