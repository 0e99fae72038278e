"""An entry is compared with the next smaller one only.

caught by: test_beaten_configurations_are_left_out
"""

# %% pareto_front
def pareto_front(table):
    ordered = sorted(table, key=lambda entry: (entry["parameters"], -entry["validation_accuracy"]))
    front = ordered[:1]
    for last, entry in zip(ordered, ordered[1:]):
        same = all(last[name] == entry[name] for name in ("parameters", "validation_accuracy"))
        if entry["validation_accuracy"] > last["validation_accuracy"] or (same and last in front):
            front.append(entry)
    return front
