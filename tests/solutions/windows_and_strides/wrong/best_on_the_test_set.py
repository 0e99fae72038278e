"""The best is chosen by the test accuracy, if the table has one.

caught by: test_best_is_chosen_on_validation_digits, test_smaller_of_two_equals_is_chosen
"""

# %% choose_best
def choose_best(table):
    best = max(table, key=lambda entry: (entry.get("test_accuracy", entry["validation_accuracy"]), -entry["parameters"]))
    return best["configuration"]
