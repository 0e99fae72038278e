"""Of equally good ones the first is chosen.

caught by: test_smaller_of_two_equals_is_chosen
"""

# %% choose_best
def choose_best(table):
    best = max(table, key=lambda entry: entry["validation_accuracy"])
    return best["configuration"]
