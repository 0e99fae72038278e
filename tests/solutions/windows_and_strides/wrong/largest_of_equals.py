"""Of equally good ones that with the most parameters is chosen.

caught by: test_smaller_of_two_equals_is_chosen
"""

# %% choose_best
def choose_best(table):
    best = max(table, key=lambda entry: (entry["validation_accuracy"], entry["parameters"]))
    return best["configuration"]
