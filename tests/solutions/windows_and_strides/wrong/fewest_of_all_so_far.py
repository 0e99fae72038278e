"""Keeps the fewest parameters of all entries seen so far and compares ties with them.

caught by: test_smaller_of_two_equals_is_chosen
"""

# %% choose_best
def choose_best(table):
    best, highest, fewest = None, -1, float("inf")
    for entry in table:
        better = entry["validation_accuracy"] > highest
        tie = entry["validation_accuracy"] == highest
        if better or (tie and entry["parameters"] < fewest):
            best, highest = entry, entry["validation_accuracy"]
        fewest = min(fewest, entry["parameters"])
    return best["configuration"]
