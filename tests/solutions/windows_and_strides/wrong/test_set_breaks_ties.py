"""Of equally good ones the best on the test set is chosen.

caught by: test_smaller_of_two_equals_is_chosen
"""

# %% choose_best
def choose_best(table):
    best = max(table, key=lambda entry: (entry["validation_accuracy"], entry.get("test_accuracy", 0)))
    return best["configuration"]
