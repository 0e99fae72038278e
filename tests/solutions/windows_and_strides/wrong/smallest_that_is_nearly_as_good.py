"""The smallest within 0.2 of the best is chosen.

caught by: test_best_is_chosen_on_validation_digits
"""

# %% choose_best
def choose_best(table):
    highest = max(entry["validation_accuracy"] for entry in table)
    near = [entry for entry in table if entry["validation_accuracy"] > highest - 0.2]
    return min(near, key=lambda entry: entry["parameters"])["configuration"]
