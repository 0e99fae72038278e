"""Validation and test accuracy are averaged.

caught by: test_best_is_chosen_on_validation_digits, test_smaller_of_two_equals_is_chosen
"""

# %% choose_best
def choose_best(table):
    best = max(table, key=lambda entry: (entry["validation_accuracy"] / 3 + entry.get("test_accuracy", 0), -entry["parameters"]))
    return best["configuration"]
