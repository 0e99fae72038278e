"""Print the table."""

from benchmarks.wrong_tests import trials

if __name__ == "__main__":
    print(trials.as_table(trials.run()))
