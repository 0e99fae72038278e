"""Reads the column "test_accuracy" and fails if the table has none.

caught by: test_best_is_chosen_on_validation_digits
"""

# %% choose_best
def choose_best(table):
    return max(table, key=lambda entry: (entry["validation_accuracy"], -entry["parameters"], entry["test_accuracy"]))["configuration"]
