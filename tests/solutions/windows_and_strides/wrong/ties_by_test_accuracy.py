"""Of several with the same validation accuracy it takes the one that is best on the test set.

caught by: test_smaller_of_two_equals_is_chosen
"""

# %% choose_best
def choose_best(table):
    return max(table, key=lambda entry: (entry["validation_accuracy"], entry.get("test_accuracy", 0), -entry["parameters"]))["configuration"]
